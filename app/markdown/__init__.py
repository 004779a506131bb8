"""Markdown as it streams, as plain values that a view paints and a comparison aligns."""
