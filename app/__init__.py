"""Parley: a native desktop client for talking with several language models at once."""

__version__ = "0.1.0"
