"""What was received, as WARC."""
