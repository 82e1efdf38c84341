"""Digests and data."""
