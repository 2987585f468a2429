"""The spaCy component `trade_statements`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc


def find_statements(doc: Doc) -> Doc:
    """Leave the statements of the document on it."""
    return doc


@Language.factory("trade_statements")
def make_statements(nlp: Language, name: str) -> object:
    """The component; it has no settings."""
    return find_statements
