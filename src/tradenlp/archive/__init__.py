"""What was received, kept as WARC."""
