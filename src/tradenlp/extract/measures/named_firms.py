"""Which firms a measure hits, where they are named in a row or in a sentence after it.

"added two yards, Lustra and Vion, to its list", "listed six Togolese firms. They are Lustra, Vion and Arla."
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

LISTING = frozenset({"entity_listing", "sanctions", "procurement_restriction"})
"""types that single firms are hit by"""
BETWEEN = frozenset({",", "and", "or", "the", "&", "as", "well", "along", "with", "of", "for", "plus"})
NAMES = frozenset({"NNP", "NNPS"})
FIRM_NOUNS = word_list("firm_nouns") | {"companies", "firms", "entities", "banks", "names", "groups", "ones"}
THEM = frozenset({"they", "these", "those"})
POINTING = frozenset({"the", "these", "those"})
ARE = frozenset({"are", "were", "include", "includes", "included", "is", "was"})
BESIDES = frozenset({"besides", "other", "others", "also", "addition"})
LIST = frozenset({"list", "blacklist"})
NEXT = 2
"""sentences after a listing within which the firms are named"""


def with_named_firms(view: View, mentions: Sequence[Mention], parties: Sequence[Party]) -> list[Mention]:
    """The mentions; one that is aimed at "six Togolese firms" has those that the sentences after it name."""
    firms = [p for p in parties if not p.is_state]
    if not firms:
        return list(mentions)
    whole = [_whole_row(view, m, firms) for m in mentions]
    spoken = {m.sentence for m in whole}
    return [_told_after(view, m, whole, spoken, firms) for m in whole]


def _whole_row(view: View, mention: Mention, firms: Sequence[Party]) -> Mention:
    """ "added Lustra, Vion and Arla to": all of a row of which the parse ties only the first to the verb."""
    hit = {at for actor, (_, at) in mention.roles.targets.items() if any(p.actor_id == actor for p in firms)}
    if mention.kind not in LISTING or not hit:
        return mention
    row = _row(view, firms, max(hit))
    targets = {p.actor_id: ("listed with it", p.first) for p in row if p.actor_id not in mention.roles.imposers}
    if targets.keys() <= mention.roles.targets.keys():
        return mention
    return replace(mention, roles=Roles(dict(mention.roles.imposers), {**targets, **mention.roles.targets}))


def _row(view: View, firms: Sequence[Party], first: int) -> list[Party]:
    """The firm at a token and those named after it, parted only by commas, "and" and names that are no firms'."""
    row = [p for p in firms if p.first == first][:1]
    for party in firms:
        if not row or party.first < row[-1].last:
            continue
        between = range(row[-1].last, party.first)
        joined = any(view.words[t] in (",", "and", "&") for t in between)
        if not joined or not all(view.words[t] in BETWEEN or view.tags[t] in NAMES for t in between):
            break
        row.append(party)
    return row


def _told_after(
    view: View, mention: Mention, mentions: Sequence[Mention], spoken: set[int], firms: Sequence[Party]
) -> Mention:
    if mention.kind not in LISTING:
        return mention
    known = {a: why for a, why in mention.roles.targets.items() if any(p.actor_id == a for p in firms)}
    for number in range(mention.sentence + 1, min(mention.sentence + NEXT + 1, len(view.sentences))):
        start, end = view.sentences[number]
        if known and BESIDES.isdisjoint(view.words[start:end]):
            return mention
        again = (m for m in mentions if m.sentence == number and _same_again(view, mention, m))
        told = next((m.roles.targets for m in again), {})
        if not told and number not in spoken:
            told = {p.actor_id: ("named after it", p.first) for p in _named(view, firms, start, end)}
        named = {actor: why for actor, why in told.items() if any(p.actor_id == actor for p in firms)}
        if named:
            return replace(mention, roles=Roles(dict(mention.roles.imposers), {**known, **named}))
        if number in spoken:
            break
    return mention


def _same_again(view: View, first: Mention, later: Mention) -> bool:
    """ "was adding Lustra and Vion to the list": the same act told again with the names."""
    makers = not later.roles.imposers or later.roles.imposers.keys() == first.roles.imposers.keys()
    if later.kind != first.kind or not makers or later.another or not LIST & {view.words[t] for t in later.cue.tokens}:
        return False
    return view.words[later.cue.head][:3] == view.words[first.cue.head][:3]


def _named(view: View, firms: Sequence[Party], start: int, end: int) -> list[Party]:
    """The firms of a sentence that does nothing but name those hit: "They include Lustra and Vion"."""
    verb = next((t for t in range(start, end) if view.words[t] in ARE), None)
    if verb is None:
        return []
    subject = range(start, verb)
    opened = any(view.words[t] in THEM for t in subject)
    opened = opened or any(view.words[t] in FIRM_NOUNS and _pointed(view, t, start) for t in subject)
    first = next((p for p in firms if verb < p.first < end), None)
    if not opened or first is None or not all(_goes_on(view, t) for t in range(verb + 1, first.first)):
        return []
    return _row(view, firms, first.first)


def _pointed(view: View, noun: int, start: int) -> bool:
    """ "the six companies", "the companies named in the rule"."""
    return not POINTING.isdisjoint(view.words[max(start, noun - 4) : noun])


def _goes_on(view: View, token: int) -> bool:
    return view.words[token] in BETWEEN or view.tags[token] in NAMES or view.words[token] in (":", "also")
