"""The spaCy component `trade_dates`: temporal expressions, resolved to calendar days."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.dates.facts import date_facts
from tradenlp.extract.dates.governed import is_fixed
from tradenlp.extract.dates.timex import timex_facts
from tradenlp.extract.state import context_of, put_dates


def find_dates(doc: Doc) -> Doc:
    """Leave the temporal expressions that the tables count on the document."""
    put_dates(doc, date_facts(doc.text, context_of(doc), partial(is_fixed, doc)))
    return doc


def find_all(doc: Doc) -> Doc:
    """Leave everything that TimeML marks on the document, with TIMEX3 values."""
    put_dates(doc, timex_facts(doc.text, context_of(doc), partial(is_fixed, doc)))
    return doc


@Language.factory("trade_dates", default_config={"vague": False})
def make_dates(nlp: Language, name: str, vague: bool = False) -> Callable[[Doc], Doc]:
    """The component; with `vague` it yields all that TimeML marks (now, several years, clock times) by its rules."""
    return find_all if vague else find_dates
