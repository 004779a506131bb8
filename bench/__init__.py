"""Measures what Parley adds: ratios against a baseline of the same run on the same machine."""
