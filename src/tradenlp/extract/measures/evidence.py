"""Why each slot of a measure has its value: the rules that decided and the words they read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import F, Placed, View, within
from tradenlp.facts import Evidence, Measure, Words

LONGEST = 12
"""tokens of a date, a figure or goods"""
DAYS = ("announced", "effective", "until")
BESIDE = "told beside the mention"
ELSEWHERE = "told elsewhere in the article"


def evidence_of(view: View, act: Act, measure: Measure, parties: Sequence[Party]) -> Iterator[Evidence]:
    """What its mentions tell, in their order; then what of it the article tells besides."""
    for mention in act.mentions:
        yield from _of_mention(view, mention)
    yield from _filled_in(view, act, measure, parties)
    yield from _days(view, act, measure)
    yield from _named_besides(view, act, measure)


def _of_mention(view: View, mention: Mention) -> Iterator[Evidence]:
    words = view.wording(mention.cue.start, mention.cue.end)
    yield Evidence("type", f"{mention.kind}: {mention.cue.entry.id}", words)
    for slot, found in (("imposers", mention.roles.imposers), ("targets", mention.roles.targets)):
        for actor, (rule, token) in found.items():
            yield Evidence(slot, f"{actor}: {rule}", view.wording(token, token + 1))
    for words in dict.fromkeys(_whole(view, view.goods, token) for token in mention.scope.tokens):
        yield Evidence("goods", "named in its scope", words)
    if mention.rate is not None:
        yield Evidence("rate", "rate of the mention", _whole(view, view.figures, mention.rate.token))
    yield Evidence("status", f"{mention.reading.status}: {mention.reading.rule}", _reason(view, mention))
    for slot, token in mention.timing.tokens:
        yield Evidence(slot, "date of the mention", _whole(view, view.dates, token))
    if mention.instrument is not None:
        yield Evidence("instrument", "named in the sentence", view.wording(*mention.instrument))


def _whole(view: View, placed: Sequence[Placed[F]], token: int) -> Words:
    """The wording of the fact that holds a token; the token where none does."""
    around = within(placed, token - LONGEST, token + 1)
    return next(
        (view.wording(p.first, p.last) for p in around if p.first <= token < p.last), view.wording(token, token + 1)
    )


def _reason(view: View, mention: Mention) -> Words:
    tokens = mention.reading.words or mention.cue.tokens
    return view.wording(tokens[-1], tokens[-1] + 1)


def _filled_in(view: View, act: Act, measure: Measure, parties: Sequence[Party]) -> Iterator[Evidence]:
    """Those whom no mention of the act names, where the article names them: last before it, or else first."""
    roles = [m.roles for m in act.mentions]
    for slot, actors, told in (
        ("imposers", measure.imposers, {actor for r in roles for actor in r.imposers}),
        ("targets", measure.targets, {actor for r in roles for actor in r.targets}),
    ):
        for actor in (a for a in actors if a not in told):
            named = [view.wording(p.first, p.last) for p in parties if p.actor_id == actor]
            for words in _nearest(view, act, named):
                yield Evidence(slot, f"{actor}: {_where(view, act, words)}", words)


def _days(view: View, act: Act, measure: Measure) -> Iterator[Evidence]:
    """Days that no mention gives to their slot: another day of its sentence, or one told elsewhere."""
    given = {slot for m in act.mentions for slot, _ in m.timing.tokens}
    for slot in DAYS:
        value = getattr(measure, slot)
        if value is None or slot in given:
            continue
        alike = [view.wording(p.first, p.last) for p in view.dates if p.fact.value == value]
        beside = [words for words in alike if _where(view, act, words) == BESIDE]
        for words in beside[:1] or alike[:1]:
            yield Evidence(slot, _where(view, act, words), words)


def _named_besides(view: View, act: Act, measure: Measure) -> Iterator[Evidence]:
    """Goods and a law of which no mention of the act tells: last before it, or else first."""
    named = {phrase.lower() for m in act.mentions for phrase in m.scope.phrases}
    goods = [phrase for phrase in measure.goods if phrase.lower() not in named]
    laws = () if measure.instrument is None or any(m.instrument for m in act.mentions) else (measure.instrument,)
    asked = [*(("goods", phrase) for phrase in goods), *(("instrument", phrase) for phrase in laws)]
    text = view.doc.text if asked else ""  # joined anew each time it is asked for
    for slot, phrase in asked:
        found = re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", text)
        for words in _nearest(view, act, [Words(*match.span(), phrase) for match in found]):
            yield Evidence(slot, _where(view, act, words), words)


def _nearest(view: View, act: Act, told: Sequence[Words]) -> Sequence[Words]:
    """The last of the words, in text order, before the first mention of an act, or else the first; none of none."""
    start = view.offsets[act.mentions[0].cue.head]
    before = [words for words in told if words.end <= start]
    return before[-1:] or told[:1]


def _where(view: View, act: Act, words: Words) -> str:
    """Whether words stand in a sentence that tells of an act."""
    token = view.token_at(words.start)
    own = (view.sentences[m.sentence] for m in act.mentions)
    return BESIDE if any(start <= token < end for start, end in own) else ELSEWHERE
