"""The spaCy component `trade_statements`."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.state import actor_mentions_of, actor_table_of, context_of, put_statements
from tradenlp.extract.statements.attribution import Attribution
from tradenlp.extract.statements.candidates import Mentions
from tradenlp.extract.statements.marks import find_quotations
from tradenlp.extract.statements.paragraphs import paragraphs
from tradenlp.extract.statements.selection import statements_among
from tradenlp.extract.statements.sentences import all_sentences
from tradenlp.extract.statements.words import Words
from tradenlp.facts import Statement


def find_statements(doc: Doc) -> Doc:
    """Leave the statements of the document on it, in text order."""
    put_statements(doc, list(read_statements(doc)))
    return doc


def read_statements(doc: Doc) -> Iterator[Statement]:
    """The direct quotations of a document with their speakers; reads the actors, and tags if there are any."""
    text = doc.text
    extents = paragraphs(text)
    quotations = find_quotations(text, extents)
    if not quotations:
        return
    mentions = Mentions(actor_mentions_of(doc), actor_table_of(doc))
    sentences = all_sentences(text, extents, quotations)
    attributed = Attribution(Words(doc), mentions).read(sentences)
    for found in statements_among(attributed, text, context_of(doc).title_end):
        start, end = found.quotation.start, found.quotation.end
        yield Statement(start, end, text[start:end], found.speaker.name if found.speaker else None)


@Language.factory("trade_statements")
def make_statements(nlp: Language, name: str) -> object:
    """The component; it has no settings."""
    return find_statements
