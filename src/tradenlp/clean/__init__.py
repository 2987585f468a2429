"""From HTML or text to an article."""

from tradenlp.clean.article import clean_document
from tradenlp.clean.readers import Read, read_capture, read_inputs

__all__ = ["Read", "clean_document", "read_capture", "read_inputs"]
