"""What was received, kept as WARC, so that extraction never needs the network again."""

from tradenlp.archive.reading import load, read
from tradenlp.archive.records import FOREIGN
from tradenlp.archive.verify import verify
from tradenlp.archive.writer import Archive

__all__ = ["FOREIGN", "Archive", "load", "read", "verify"]
