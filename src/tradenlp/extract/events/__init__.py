"""Talks and other diplomatic occasions."""
