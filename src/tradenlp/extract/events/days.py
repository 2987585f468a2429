"""Which date of a sentence is the day of an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from spacy.tokens import Token

from tradenlp.extract.events.draft import Draft
from tradenlp.extract.events.grammar import asserted, governor, modifiers, said, word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import DateExpression

_LEAD = 300
"""characters of an article's opening behind its title"""
_LINE = 400
"""characters of a line that are searched backwards for its beginning"""


def closest_date(token: Token, scene: Scene, others: Sequence[Token]) -> DateExpression | None:
    """The date of the sentence that belongs to the cue: the nearest one that no other verb or event claims."""
    for i in modifiers(token, scene):
        if (date := scene.date_at.get(i)) is not None and date.type == "date":
            return date
    nearest = _nearest(token, scene, others) or line_day(token, scene)
    if nearest is None or _is_year(scene.date_at[nearest.i]):
        nearest = _day_of_main_clause(token, scene) or nearest
    return _with_next_day(nearest, scene) if nearest is not None else None


def _is_year(date: DateExpression) -> bool:
    """A bare year, beside which the day of the main clause tells more."""
    return date.value is not None and len(date.value) == len("2025")


def line_day(token: Token, scene: Scene) -> Token | None:
    """`3 May 2018 – Envoys sit down in Rabat`: the day that opens the line of a chronicle."""
    doc = scene.doc
    start = scene.text.rfind("\n", max(0, token.idx - _LINE), token.idx) + 1
    first = next(iter(scene.tokens_of(start, start + 1)), token.i) if start or token.i < _LINE else token.i
    while first < token.i and doc[first].is_space:
        first += 1
    date = scene.date_at.get(first)
    if date is None or date.type != "date" or (first and scene.text[start - 1 : start] not in ("", "\n")):
        return None
    after = scene.text[date.end : date.end + 3].strip()
    return doc[first] if after[:1] in ("–", "—", "-", ":", ".") and after else None


def _day_of_main_clause(cue: Token, scene: Scene) -> Token | None:
    """`Shares fell on Monday as ministers met in Lima`: what happens at the same time has the same day."""
    verb = cue if cue.tag_.startswith("VB") else governor(cue)
    if not scene.parsed or verb is None or verb.dep_ != "advcl" or verb.head == verb:
        return None
    if not any(c.lower_ in ("as", "when", "while") and c.i < verb.i for c in verb.children):
        return None
    if any(c.lower_ in ("has", "have", "had") for c in verb.children if c.dep_ == "aux"):
        return None
    main, start, end = verb.head, scene.sentence(cue).start, scene.sentence(cue).end
    days = (i for i in range(start, end) if (d := scene.date_at.get(i)) is not None and d.type == "date")
    return next((scene.doc[i] for i in days if governor(scene.doc[i]) == main), None)


def is_news(draft: Draft, cue: Token, scene: Scene) -> bool:
    """Whether an article opens with an event as what just happened: told in the first sentences, in a plain tense.

    Not what `had been agreed` or `has been discussed`, and not what is still to come.
    """
    if draft.date is not None or draft.status not in ("held", "cancelled", None) or cue.idx > _lead_end(scene):
        return False
    if cue.dep_ == "pobj" and cue.head.lower_ == "of" and cue.head.head.lower_ in ("months", "years"):
        return False
    if any(scene.doc[i].lower_ in word_class("gone_by") for i in modifiers(cue, scene)):
        return False
    verb = cue if cue.tag_.startswith("VB") else governor(cue)
    if verb is not None and verb.lower_ in said() and _of_speaker(cue, verb):
        return False
    if verb is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBG", "VBN"):
        return verb is None and draft.type == "meeting"
    return not any(c.lower_ in ("had", "has", "have", "having", "to") for c in verb.children if c.dep_ == "aux")


def _lead_end(scene: Scene) -> int:
    """Where the opening of an article ends: its title and some two sentences."""
    gap = scene.text.find("\n\n", 0, _LEAD)
    return max(gap, 0) + _LEAD


def _with_next_day(token: Token, scene: Scene) -> DateExpression:
    """`June 9 and 10`: two days that follow one another are one stretch of time."""
    doc, first = scene.doc, scene.date_at[token.i]
    end = next(i for i in range(token.i, len(doc) + 1) if scene.date_at.get(i) is not first)
    second = scene.date_at.get(end + 1)
    if second is None or doc[end].lower_ not in ("and", "to", "through") or first.start_date is None:
        return first
    if second.start_date != second.end_date or second.end_date is None or first.start_date != first.end_date:
        return first
    if second.end_date - first.start_date != timedelta(days=1):
        return first
    text = scene.text[first.start : second.end]
    value = f"{first.start_date}/{second.end_date}"
    return replace(first, end=second.end, text=text, value=value, end_date=second.end_date)


def _nearest(token: Token, scene: Scene, others: Sequence[Token]) -> Token | None:
    sentence = scene.sentence(token)
    best: tuple[int, Token] | None = None
    for i in range(sentence.start, sentence.end):
        date = scene.date_at.get(i)
        if date is None or date.type != "date" or scene.date_at.get(i - 1) is date:
            continue
        distance = _distance(token, scene.doc[i], scene)
        own = scene.parsed and governor(scene.doc[i]) == token
        if distance is None or (not own and any(_closer(other, token, i) for other in others)):
            continue
        if best is None or distance < best[0]:
            best = distance, scene.doc[i]
    return best[1] if best else None


def _closer(other: Token, token: Token, date: int) -> bool:
    """Whether another cue claims the date: it stands between, or much closer on the other side."""
    near = abs(token.i - date) if (other.i < date) == (token.i < date) else abs(token.i - date) / 2
    return abs(other.i - date) < near


def _distance(cue: Token, date: Token, scene: Scene) -> int | None:
    """Tokens between cue and date; None where the date belongs to a verb of saying or to another clause."""
    near = abs(cue.i - date.i)
    if near > 30:
        return None
    between = scene.doc[min(cue.i, date.i) + 1 : max(cue.i, date.i)]
    opens = any(t.lower_ in word_class("opening_verbs") for t in between)
    if any(t.lower_ in word_class("clause_ends") and not (opens and t.tag_ == "WDT") for t in between):
        return None
    return _claimed(cue, date, near, opens) if scene.parsed else near


def _claimed(cue: Token, date: Token, near: int, opens: bool) -> int | None:
    verb = governor(date)
    if _bounds(date, cue) or (verb is not None and _describes_object(verb, cue)):
        return None
    own = cue if cue.tag_.startswith("VB") else governor(cue)
    if own is not None and own != cue:
        own = asserted(own)
    if verb is not None and verb.lower_ in said() and _of_speaker(cue, verb):
        return near if _in_its_phrase(cue, date, verb) else None
    if verb is None or verb == own:
        return near
    if verb.dep_ == "ccomp" and verb.head.lower_ in said() and not verb.is_ancestor(cue):
        return None  # `speaking at a meeting, she said that ministers had agreed in May`
    above = own is not None and own.tag_ in ("VB", "VBG") and verb.is_ancestor(own)
    if above and own is not None and verb.i < date.i < own.i:
        return near if verb.lower_ in word_class("journeys") else None
    if opens:
        return near
    return None if above or verb.lower_ in said() else near + 15


def _in_its_phrase(cue: Token, date: Token, verb: Token) -> bool:
    """`Leaders at a summit on Thursday said`: a day between an event and the verb, with no comma before it."""
    return cue.i < date.i < verb.i and not any(t.text == "," for t in cue.doc[cue.i : date.i])


def _of_speaker(cue: Token, verb: Token) -> bool:
    """`Ana Silva, the envoy to the talks, said on Monday`: an event that tells who speaks has no part in the day."""
    return any(s.is_ancestor(cue) for s in verb.children if s.dep_ == "nsubj")


def _describes_object(verb: Token, cue: Token) -> bool:
    """`signed the accord begun in 1999`: a participle behind the object has a day of its own."""
    thing = verb.head
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and thing.dep_ == "dobj" and thing.head == cue and verb.i > cue.i


def _is_denied(bound: Token) -> bool:
    """`is not due to meet until May`: the bound is the day."""
    return any(t.lower_ in ("not", "n't") for t in bound.doc[max(0, bound.i - 8) : bound.i])


def _bounds(date: Token, cue: Token) -> bool:
    """`since April`, `before a deadline of August 1`: a bound is not the day of the event."""
    head = date
    for _ in range(5):
        if head.tag_ in ("IN", "TO") and head.lower_ in word_class("not_on_the_day"):
            if head.lower_ in ("until", "till", "to") and head.head.lower_ in word_class("deferring"):
                return False  # "the signing was delayed until January"
            if head.lower_ == "before" and head.head == cue and date.head != head:
                return False  # `testimony before the committee on Tuesday`
            return head.lower_ not in ("until", "till", "before") or not _is_denied(head)
        if head.tag_ == "VBG" and head.dep_ == "pcomp" and head.head.lower_ in word_class("not_on_the_day"):
            return True  # `the first visit since taking office three months ago`
        if head.tag_.startswith("VB") or head.head in (head, cue):
            return False
        head = head.head
    return False
