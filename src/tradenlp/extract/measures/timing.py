"""When a measure was announced, takes effect and ends, as the dates of one mention's sentence tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.state import context_of
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression

UNTIL = frozenset({"until", "till", "through", "thru", "til", "before"})
SINCE = frozenset({"from", "starting", "effective", "beginning", "since", "commencing", "of", "after"})
ANNOUNCED_BY_NATURE = frozenset({"entity_listing", "trade_dispute", "trade_agreement", "trade_investigation",
                                 "anti_dumping", "countervailing_duty", "safeguard"})  # fmt: skip
TELLING = word_list("telling_verbs")


@dataclass(frozen=True, slots=True)
class Timing:
    """Values of date expressions, or None, with the token of each."""

    announced: str | None = None
    effective: str | None = None
    until: str | None = None
    tokens: tuple[tuple[str, int], ...] = ()


def read_timing(view: View, cue: Cue, statuses: Mapping[int, StatusEntry], start: int, end: int) -> Timing:
    """Each date of the sentence that hangs on the mention or on its verbs, by preposition and verb."""
    slots: dict[str, tuple[str, int]] = {}
    above = list(view.ancestors(cue.head))
    joined = {c for token in above for c in view.children(token) if view.deps[c] == "conj" and view.is_verb(c)}
    anchors = {cue.head, *cue.tokens, *above, *joined, *view.subtree(cue.head)}
    for placed in within(view.dates, start, end):
        fact = placed.fact
        if fact.type != "date" or fact.value is None:
            continue
        slot = _slot(view, placed, cue, statuses, anchors)
        if slot == "announced" and not _past(view, fact):
            continue
        if slot == "effective" and "/" in fact.value:
            first, last = fact.value.split("/", 1)
            slots.setdefault("effective", (first, placed.first))
            slots.setdefault("until", (last, placed.first))
        elif slot:
            slots.setdefault(slot, (fact.value, placed.first))
    values = {name: value for name, (value, _) in slots.items()}
    return Timing(
        values.get("announced"),
        values.get("effective"),
        values.get("until"),
        tuple((name, token) for name, (_, token) in slots.items()),
    )


def _past(view: View, fact: DateExpression) -> bool:
    """Whether a day can be one of announcement: it does not lie after the day of publication."""
    published = context_of(view.doc).published
    return published is None or fact.start_date is None or fact.start_date <= published


def _slot(
    view: View, placed: Placed[DateExpression], cue: Cue, statuses: Mapping[int, StatusEntry], anchors: set[int]
) -> str | None:
    verb = _governor(view, placed, anchors)
    if verb is None or verb not in anchors:
        return None
    before = view.words[max(0, placed.first - 2) : placed.first]
    nearest = before[-1] if before and before[-1] not in ("the", ",") else (before[0] if before else "")
    if nearest in UNTIL or before[-2:] == ["up", "to"]:
        return "until"
    if nearest in SINCE and (nearest != "of" or before[0] == "as"):
        return "effective"
    entry = statuses.get(verb)
    if entry is not None and entry.id == "take effect":
        return "effective"
    spoken_of = entry is not None or verb in cue.tokens
    if (
        (cue.kind.id in ANNOUNCED_BY_NATURE and spoken_of)
        or view.words[verb] in TELLING
        or (entry and entry.role == "attitude")
    ):
        return "announced"
    if entry is not None and entry.sense == "remove" and view.words[verb].startswith(("expir", "laps", "end")):
        return "until"
    return "effective" if entry is not None or verb == cue.head else None


def _governor(view: View, placed: Placed[DateExpression], anchors: set[int]) -> int | None:
    """The verb, or noun of an act, that a date hangs on."""
    token = placed.last - 1
    for above in (token, *view.ancestors(token)):
        outside = above >= placed.last or above < placed.first
        act = above in anchors and view.tags[above].startswith("N") and above < placed.first
        if outside and (view.is_verb(above) or act):
            return above
    return None
