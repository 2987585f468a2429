"""Hyphens that look like the plain one: "free‑trade" of a web page is read as "free-trade".

Pages set hyphens at which no line may break (U+2011) or those of the typographer (U+2010). The tokenizer would take
such a compound for one unknown word; it parts it as it parts others, and the sign has the features of the plain hyphen.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.util import compile_infix_regex

PLAIN = "-"
ALIKE = "‐‑"
_AMONG_WORDS = "(?:-|"
"""how the tokenizer's rule for hyphens between words begins"""


def read_alike(nlp: Language) -> None:
    """Make the pipeline read the hyphens that look like the plain one as it reads that one."""
    tokenizer: Any = nlp.tokenizer
    rules = [str(rule) for rule in nlp.Defaults.infixes or ()]
    more = _AMONG_WORDS + "".join(f"{sign}|" for sign in ALIKE)
    tokenizer.infix_finditer = compile_infix_regex([rule.replace(_AMONG_WORDS, more) for rule in rules]).finditer
    plain = nlp.vocab[PLAIN]
    for sign in ALIKE:
        lexeme = nlp.vocab[sign]
        lexeme.lower_, lexeme.norm_, lexeme.shape_ = plain.lower_, plain.norm_, plain.shape_
        lexeme.prefix_, lexeme.suffix_ = plain.prefix_, plain.suffix_
