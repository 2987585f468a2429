"""The spaCy component `trade_measures`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.measures import instruments
from tradenlp.extract.measures.assemble import assemble_measures
from tradenlp.extract.measures.lexicon import phrasebook
from tradenlp.extract.state import put_measures
from tradenlp.extract.status import lexicon as status
from tradenlp.extract.view import view_of


def find_measures(doc: Doc) -> Doc:
    """Leave the measures of the document on it; reads its actors, goods, figures, dates and its parse."""
    put_measures(doc, assemble_measures(view_of(doc)) if len(doc) else [])
    return doc


@Language.factory("trade_measures", requires=["token.dep", "token.head", "token.tag"], assigns=["doc._.trade_measures"])
def make_measures(nlp: Language, name: str) -> object:
    """The component; it has no settings. Its lexicons are read here, so that a fault in them shows at once."""
    phrasebook()
    instruments.phrasebook()
    for family in ("deal", "restriction"):
        status.phrasebook(family)
    return find_measures
