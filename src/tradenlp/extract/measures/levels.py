"""Verbs by which a measure is told to stand at a rate: "duties, which ran as high as 30%", "doubled to 50%"."""

from __future__ import annotations

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import View

VERBS = word_list("level_verbs")
SMALL = word_list("before_levels")
MOST_SMALL = 6
"""small words between the verb and the rate"""


def level_told(view: View, start: int, rate: int) -> bool:
    """Whether between `start` and the rate, right before it, stands a verb of level with its small words alone."""
    token = rate - 1
    while token >= start and rate - token <= MOST_SMALL and view.words[token] in SMALL:
        token -= 1
    return token >= start and view.words[token] in VERBS
