"""What was received, kept as WARC, so that extraction never needs the network again."""

from tradenlp.archive.warc import Archive, load, read

__all__ = ["Archive", "load", "read"]
