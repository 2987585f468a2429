"""Which feeds and pages to watch."""
