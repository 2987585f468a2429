"""Why each slot of a measure has its value: the rules that decided and the words they read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View
from tradenlp.facts import Evidence, Measure, Words

DAYS = ("announced", "effective", "until")
ELSEWHERE = "told elsewhere in the article"


def evidence_of(view: View, act: Act, measure: Measure, parties: Sequence[Party]) -> Iterator[Evidence]:
    """What its mentions tell, in their order; then the parties and days that the article tells elsewhere."""
    for mention in act.mentions:
        yield from _of_mention(view, mention)
    yield from _filled_in(view, act, measure, parties)
    yield from _days_elsewhere(view, act, measure)
    yield from _named_elsewhere(view, act, measure)


def _of_mention(view: View, mention: Mention) -> Iterator[Evidence]:
    words = view.wording(mention.cue.start, mention.cue.end)
    yield Evidence("type", f"{mention.kind}: {mention.cue.entry.id}", words)
    for slot, found in (("imposers", mention.roles.imposers), ("targets", mention.roles.targets)):
        for actor, (rule, token) in found.items():
            yield Evidence(slot, f"{actor}: {rule}", view.wording(token, token + 1))
    for token in mention.scope.tokens:
        yield Evidence("goods", "named in its scope", view.wording(token, token + 1))
    if mention.rate is not None:
        yield Evidence("rate", "rate of the mention", view.wording(mention.rate.token, mention.rate.token + 1))
    yield Evidence("status", f"{mention.reading.status}: {mention.reading.rule}", _reason(view, mention))
    for slot, token in mention.timing.tokens:
        yield Evidence(slot, "date of the mention", view.wording(token, token + 1))
    if mention.instrument is not None:
        yield Evidence("instrument", "named in the sentence", view.wording(*mention.instrument))


def _reason(view: View, mention: Mention) -> Words:
    tokens = mention.reading.words or mention.cue.tokens
    return view.wording(tokens[-1], tokens[-1] + 1)


def _filled_in(view: View, act: Act, measure: Measure, parties: Sequence[Party]) -> Iterator[Evidence]:
    """Those whom no mention of the act names, where the article names them: last before it, or else first."""
    start = act.mentions[0].cue.head
    roles = [m.roles for m in act.mentions]
    for slot, actors, told in (
        ("imposers", measure.imposers, {actor for r in roles for actor in r.imposers}),
        ("targets", measure.targets, {actor for r in roles for actor in r.targets}),
    ):
        for actor in (a for a in actors if a not in told):
            named = [p for p in parties if p.actor_id == actor]
            before = [p for p in named if p.last <= start]
            for party in before[-1:] or named[:1]:
                yield Evidence(slot, f"{actor}: {ELSEWHERE}", view.wording(party.first, party.last))


def _days_elsewhere(view: View, act: Act, measure: Measure) -> Iterator[Evidence]:
    """Days of the act that stand where none of its mentions tells them."""
    told = {slot for m in act.mentions for slot, _ in m.timing.tokens}
    for slot in DAYS:
        value = getattr(measure, slot)
        if value is None or slot in told:
            continue
        placed = next((p for p in view.dates if p.fact.value == value), None)
        if placed is not None:
            yield Evidence(slot, ELSEWHERE, view.wording(placed.first, placed.last))


def _named_elsewhere(view: View, act: Act, measure: Measure) -> Iterator[Evidence]:
    """Goods and a law that stand where none of its mentions names any: last before it, or else first."""
    goods = () if any(m.scope.tokens for m in act.mentions) else measure.goods
    laws = () if measure.instrument is None or any(m.instrument for m in act.mentions) else (measure.instrument,)
    text, start = view.doc.text, view.offsets[act.mentions[0].cue.head]
    for slot, phrases in (("goods", goods), ("instrument", laws)):
        for phrase in phrases:
            at = text.rfind(phrase, 0, start)
            at = at if at >= 0 else text.find(phrase)
            if at >= 0:
                yield Evidence(slot, ELSEWHERE, Words(at, at + len(phrase), phrase))
