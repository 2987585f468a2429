"""The law of a measure that its own sentences do not name: told just before, or with another step of its package."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.instruments import home_of_law, read_instrument
from tradenlp.extract.view import View

TO_COME = frozenset({"announced", "proposed"})
"""stages at which steps of one maker and type are mostly steps of one package"""


def law_before(view: View, act: Act, acts: Sequence[Act]) -> str | None:
    """ "Section 232 lets a president act. He used it": a law of its maker, told of no other measure of its type."""
    first = act.mentions[0]
    number = first.sentence - 1
    told = any(m.sentence == number for other in acts if other.kind == act.kind for m in other.mentions)
    if number < 0 or told or view.sentences[number][0] < view.body_token:
        return None
    found = read_instrument(view, first.cue, *view.sentences[number])
    return view.wording(*found).text if found is not None and _of_maker(view, act, found) else None


def law_of_package(view: View, act: Act, acts: Sequence[Act]) -> str | None:
    """The law of another act of its maker and type, where it is still to come."""
    if act.status not in TO_COME:
        return None
    same = (a for a in acts if a is not act and a.kind == act.kind and a.imposers == act.imposers)
    laws = (m.instrument for a in same for m in a.mentions if m.instrument is not None)
    return next((view.wording(*law).text for law in laws if _of_maker(view, act, law)), None)


def _of_maker(view: View, act: Act, law: tuple[int, int]) -> bool:
    home = home_of_law(view, *law)
    return home is not None and home[0] in act.imposers
