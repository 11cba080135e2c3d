"""Reads the news and tells which states are moving towards or away from each other, and on whose word."""

__version__ = "0.1.0"
