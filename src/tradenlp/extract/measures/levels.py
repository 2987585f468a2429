"""Verbs by which a measure is told to stand at a rate: "duties, which ran as high as 30%", "doubled to 50%"."""

from __future__ import annotations

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.view import View

VERBS = word_list("level_verbs")
SMALL = word_list("before_levels")
MOST_SMALL = 6
"""small words between the verb and the rate"""
LEADING = frozenset({"to", "at", "from", "between", "as", "around"})
"""those of them by which a verb leads to a level: "raised to 25%" tells one, "sales cut 25%" none"""
REACHING = ("averag", "reach", "total")
"""how the verbs begin whose object is the level"""
BEARERS = frozenset({"which", "that", "it", "they", "these", "those", "rate", "rates", "level", "levels", "tariff",
                     "tariffs", "duty", "duties"})  # fmt: skip
"""what a rate is told of between the mention and the verb; another subject has a level of its own"""


def level_told(view: View, start: int, rate: int) -> bool:
    """Whether between `start` and the rate, right before it, stands a verb of level with its small words alone."""
    token = rate - 1
    while token >= start and rate - token <= MOST_SMALL and view.words[token] in SMALL:
        token -= 1
    if token < start or view.words[token] not in VERBS:
        return False
    subjects = (c for c in view.children(token) if c >= start and view.deps[c].startswith("nsubj"))
    leads = view.words[token].startswith(REACHING) or not LEADING.isdisjoint(view.words[token + 1 : rate])
    return leads and all(view.words[c] in BEARERS for c in subjects)
