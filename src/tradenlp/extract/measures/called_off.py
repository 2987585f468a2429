"""Mentions that call something off, and those told beside them that stand: what is laid on one, who is spared."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.mention import Mention

STOOD_DOWN = frozenset({"suspended", "removed", "ruled_out"})
"""statuses of what does not apply"""


def laid_beside(mentions: Sequence[Mention]) -> set[int]:
    """ "suspended most tariffs but raised the rate on Peru to 30%": what is laid on one while all else is called off.

    Gives the mentions, by place, of what is laid on one.
    """
    return {
        n
        for n, mention in enumerate(mentions)
        if mention.kind == "import_tariff" and _on_one(mention) and any(_calls_off(m, mention) for m in mentions)
    }


def spares(mention: Mention) -> bool:
    """ "Phones are exempt": of some goods or of some states, beside the duty that all others pay."""
    told = bool(mention.scope.keys or mention.roles.targets)
    return mention.cue.entry.id == "spared" and told and mention.reading.status in ("eased", "suspended", "ruled_out")


def _on_one(mention: Mention) -> bool:
    standing = mention.reading.certain and mention.reading.status not in STOOD_DOWN
    return standing and mention.rate is not None and bool(mention.roles.targets)


def _calls_off(mention: Mention, other: Mention) -> bool:
    same = mention.sentence == other.sentence and mention.kind == other.kind
    return same and off_for_all(mention) and mention.reading.words != other.reading.words


def off_for_all(mention: Mention) -> bool:
    """Whether it tells for certain that something is called off, and neither a rate nor for whom."""
    called_off = mention.reading.certain and mention.reading.status in STOOD_DOWN
    return called_off and mention.rate is None and not mention.roles.targets
