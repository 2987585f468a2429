"""Which language a text is in, by the share of its most frequent function words: cheap and good enough to sort by."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

from tradenlp.lexicon import read_toml

_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]")
SAMPLE = 1500
"""code points that are looked at, from the start"""


@cache
def _stop_words() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(words.split()) for code, words in read_toml(Path(__file__).with_name("languages.toml")).items()
    }


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`; None where there are too few words to tell."""
    sample = text[:SAMPLE]
    if not sample.isascii():
        for code, script in _SCRIPTS:
            if len(script.findall(sample)) > 0.15 * len(sample):
                return code
    counts = Counter(word.lower() for word in _WORD.findall(sample))
    total = sum(counts.values())
    if total < 5:
        return None
    shares = {code: sum(counts[word] for word in stops if word in counts) for code, stops in _stop_words().items()}
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] >= 0.12 * total else None


def count_words(text: str) -> int:
    """Words between spaces; characters of scripts that are written without spaces count one each."""
    return len(text.split()) + (0 if text.isascii() else len(_UNSPACED.findall(text)))
