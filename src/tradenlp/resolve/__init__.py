"""Facts across articles."""
