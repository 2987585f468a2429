"""Line breaks end sentences: set before parser and NER, so that neither runs from a heading into the text."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


def trade_lines(doc: Doc) -> Doc:
    """Mark the first token after a line break as a sentence start; leave all others open for the parser."""
    broken = False
    for token in doc:
        if token.is_space:
            broken = broken or "\n" in token.text
            continue
        if broken:
            token.is_sent_start = True
        broken = False
    return doc


@Language.factory("trade_lines", assigns=["token.is_sent_start"])
def make_lines(nlp: Language, name: str) -> object:
    """The spaCy component; it has no settings."""
    return trade_lines
