"""The law of a measure that its own sentences do not name: told just before, or with another step of its package."""

from __future__ import annotations

from collections.abc import Sequence, Set

from tradenlp.extract.measures.acts import CASES, Act
from tradenlp.extract.measures.instruments import home_of_law, read_instrument
from tradenlp.extract.view import View

TO_COME = frozenset({"announced", "proposed"})
"""stages at which steps of one maker and type are mostly steps of one package"""
NEAR = (-3, -2, -1, 1, 2, 3)
"""sentences between an act and its law"""
TAKING_UP = frozenset({"it", "they", "this", "these", "both"})
"""begin a sentence that goes on about what was told of before"""
LED_TO = frozenset({"import_tariff", "port_fee"})
"""what an inquiry into the policies of others leads to"""


def law_besides(view: View, act: Act, acts: Sequence[Act]) -> str | None:
    """The law that the article tells elsewhere than with the measure."""
    return (
        law_before(view, act, acts)
        or law_of_package(view, act, acts)
        or law_of_inquiry(view, act, acts)
        or law_near(view, act, acts)
    )


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


def law_near(view: View, act: Act, acts: Sequence[Act]) -> str | None:
    """ "Duties on tin rise. Section 232 allows them": the law that a sentence tells which tells of no act.

    Also of one that goes on about the act: "It is the first time that Brussels has used the instrument".
    """
    if act.kind in (*CASES, "trade_agreement"):
        return None
    spoken = {m.sentence for a in acts for m in a.mentions}
    own = {m.sentence for m in act.mentions}
    for number in sorted({n + gap for n in own for gap in NEAR}, key=lambda n: _steps(n, own)):
        if not 0 <= number < len(view.sentences) or view.sentences[number][0] < view.body_token or number in own:
            continue
        start, end = view.sentences[number]
        after = number - 1 in own
        if number in spoken and not (after and view.words[start] in TAKING_UP):
            continue
        law = read_instrument(view, act.mentions[0].cue, start, end)
        if law is not None and (_of_maker(view, act, law) or (after and _is_numbered(view, law))):
            return view.wording(*law).text
    return None


def _steps(number: int, own: Set[int]) -> tuple[int, bool]:
    """How far a sentence is from those that tell of an act, those behind them first."""
    gap = min((number - n for n in own), key=abs)
    return abs(gap), gap < 0


def _is_numbered(view: View, law: tuple[int, int]) -> bool:
    """ "Executive Order No. 14": of whoever acts."""
    return home_of_law(view, *law) is None and any(word[:1].isdigit() for word in view.words[law[0] : law[1]])


def law_of_inquiry(view: View, act: Act, acts: Sequence[Act]) -> str | None:
    """ "Fees on Fijian ships" where their maker looked into Fiji under a section of law: what that led to."""
    if act.kind not in LED_TO or not act.targets:
        return None
    inquiries = [a for a in acts if a.kind == "trade_investigation" and a.imposers == act.imposers]
    told = [m for a in inquiries if a.targets == act.targets for m in a.mentions]
    if act.kind != "port_fee":
        told = [m for m in told if any(m.sentence - own.sentence in (0, 1) for own in act.mentions)]
    laws = (m.instrument for m in told if m.instrument)
    return next((view.wording(*law).text for law in laws if _of_maker(view, act, law)), None)


def _of_maker(view: View, act: Act, law: tuple[int, int]) -> bool:
    home = home_of_law(view, *law)
    return home is not None and home[0] in act.imposers
