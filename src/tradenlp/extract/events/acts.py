"""Questions that single cues ask: is a chamber told, who speaks on the line, what is a journey for, which two met."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from tradenlp.extract.events.cues import Spot
from tradenlp.extract.events.grammar import core, governor, said, subjects_of, word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention

_WINDOW = 12
_ERRAND = 25
"""tokens behind a verb in which it may say what for"""
_TITLE = 6
"""tokens behind `called` that may be the title and name of whoever is called"""
_BACK = 150
"""tokens that are searched backwards for the body that hears"""


def chambers_in(tokens: Iterable[int], scene: Scene) -> bool:
    """Whether a parliament, committee, court or agency is named: `the Senate Finance Committee`, `parliament`."""
    doc = scene.doc
    return any(
        doc[i].lower_ in word_class("chambers") and (not i or doc[i - 1].lower_ not in word_class("no_chamber_before"))
        for i in tokens
    )


def body_fits(spot: Spot, scene: Scene) -> bool:
    """Whether the body that the cue asks for stands where it must: as the object, or near by in the sentence."""
    token, cue = spot.token, spot.cue
    if cue.chamber:
        objects = [c for c in token.children if c.dep_ in ("dobj", "dative")]
        return chambers_in((i for o in objects for i in core(o)), scene)
    if not cue.body:
        return True
    end = min(len(scene.doc), scene.sentence(token).end, token.i + _WINDOW)
    subjects = (i for s in subjects_of(token) for i in core(s))
    return chambers_in((*subjects, *range(token.i + 1, end)), scene)


def asks(token: Token) -> bool:
    """`called on Lula to drop the duty`: what somebody is to do follows; not what a call is paid for (`to discuss`)."""
    ahead = token.doc[token.i + 1 : min(token.i + _ERRAND, token.sent.end)]
    errands = [t.nbor() for t in ahead if t.tag_ == "TO" and t.i + 1 < len(t.doc)]
    return any(t.lower_ == "not" or (t.tag_ == "VB" and t.lower_ not in word_class("courtesies")) for t in errands)


def rings(token: Token, scene: Scene) -> bool:
    """`called Lula on Friday`, `called Lula to tell him`: nothing behind the name says what somebody is called."""
    doc, end = scene.doc, min(token.i + _TITLE, token.sent.end)
    named = (i for i in range(token.i + 1, end) if scene.kind_at(i) == "person")
    first = next(named, None)
    if first is None or not all(t.text[:1].isupper() for t in doc[token.i + 1 : first]):
        return False  # titles and states may stand before a name: `called Mexican President …`
    behind = first
    while scene.actor_at.get(behind) == scene.actor_at[first]:
        behind += 1
    ends = behind >= token.sent.end or behind in scene.date_at
    return ends or doc[behind].lower_ in word_class("after_a_call")


def chamber_near(token: Token, scene: Scene) -> bool:
    """Whether a chamber is named within twelve words, though perhaps not as an actor: `told parliament`."""
    return chambers_in(range(max(0, token.i - _WINDOW), min(len(scene.doc), token.i + _WINDOW)), scene)


def person_object(token: Token, scene: Scene) -> bool:
    """Whether the verb has a person or people of an office as its direct object: `will see Melanie Joly`."""
    objects = [c for c in token.children if c.dep_ == "dobj"]
    people = any(o.tag_ == "NNS" and o.lower_ in word_class("told_people") for o in objects)
    return people or any(scene.kind(m.actor_id) == "person" for m in scene.mentions_in(o.i for o in objects))


def on_the_line(spots: Sequence[Spot]) -> list[Spot]:
    """`conferred by telephone` is a call; a line without an event near by makes one of the verb that it hangs on."""
    lines = [s for s in spots if s.cue.line and _by_line(s.token)]
    told = {verb.i for s in lines if (verb := governor(s.token)) is not None}
    kept = [s for s in spots if not s.cue.line and not (s.cue.near_place and s.token.i in told)]
    for line in lines:
        verb = governor(line.token)
        near = [
            n for n, s in enumerate(kept) if abs(s.token.i - line.token.i) < _WINDOW and s.token.sent == line.token.sent
        ]
        held = next((n for n in near if kept[n].type in ("talks", "meeting", "call") and _joined(kept[n], line)), None)
        if held is not None and kept[held].cue.id in ("meet", "meeting"):
            continue
        if held is not None:
            kept[held] = replace(kept[held], type="call", cue=replace(kept[held].cue, line=True))
        elif verb is not None and verb.lower_ not in said() - {"told"}:
            kept.append(replace(line, token=verb))
    return sorted(kept, key=lambda s: s.token.i) if lines else kept


def _by_line(token: Token) -> bool:
    doc, i = token.doc, token.i
    before = [doc[k].lower_ for k in range(max(0, i - 2), i)]
    if token.lower_ == "video" and (i + 1 >= len(doc) or doc[i + 1].lower_ not in ("link", "-", "linkup")):
        return False
    link = before[-1] if before and before[-1] != "the" else before[0] if before else ""
    return link in ("by", "on", "over", "via")


def _joined(spot: Spot, line: Spot) -> bool:
    """Whether the event is what happened on the line: the line hangs on it or on its verb."""
    ancestors = {t.i for t in line.token.ancestors}
    verb = spot.token if spot.token.tag_.startswith("VB") else governor(spot.token)
    return spot.token.i in ancestors or (verb is not None and verb == governor(line.token))


def goes_to_negotiate(token: Token, subjects: Sequence[Token], scene: Scene) -> bool:
    """`a team flew to Beijing to go over the proposal`: the errand of unnamed officials is talks."""
    if not any(s.lower_ in word_class("delegations") for s in subjects):
        return False
    doc = scene.doc
    for i in range(token.i + 1, min(token.i + _WINDOW, len(doc) - 1)):
        if doc[i].lower_ == "to" and doc[i + 1].lower_ in word_class("errands"):
            return True
    return False


def unnamed_sides(subjects: Iterable[Token], scene: Scene) -> bool:
    """`Negotiators meet on Friday`: a plural of people of no named state."""
    return any(s.lower_ in word_class("unnamed") and not scene.mentions_in(core(s)) and not _owned(s) for s in subjects)


def _owned(noun: Token) -> bool:
    return any(c.dep_ in ("amod", "compound", "poss", "relcl", "acl") for c in noun.children)


def pair_before(token: Token, scene: Scene) -> list[ActorMention]:
    """`They`, `the two leaders`: the last two people named before, if they are of two states.

    They are looked for in the same sentence and in the two before it.
    """
    start = scene.sentence(token).start
    found: dict[str, ActorMention] = {}
    for mention in reversed(scene.mentions_in(range(start, token.i))):
        if scene.kind(mention.actor_id) == "person" and mention.form != "pronoun":
            found.setdefault(mention.actor_id, mention)
    for _ in range(2):
        if not start:
            break
        sentence = scene.sentence(scene.doc[start - 1])
        for mention in reversed(scene.mentions_in(range(sentence.start, sentence.end))):
            if scene.kind(mention.actor_id) == "person" and mention.form != "pronoun":
                found.setdefault(mention.actor_id, mention)
        start = sentence.start
    pair = list(found.values())[:2]
    states = {scene.state_of(m.actor_id) for m in pair}
    return sorted(pair, key=lambda m: m.start) if len(states) == 2 else []


def list_around(name: Token, scene: Scene) -> list[int]:
    """The tokens of a list of actors around a name that the parse has cut: `Robert Lighthizer and Liu He`."""
    first = last = name.i
    while first > 0 and name.i - first < _WINDOW and _listed(first - 1, scene):
        first -= 1
    while last + 1 < len(scene.doc) and last - name.i < _WINDOW and _listed(last + 1, scene):
        last += 1
    return list(range(first, last + 1))


def _listed(i: int, scene: Scene) -> bool:
    word = scene.doc[i]
    return i in scene.actor_at or word.lower_ in ("and", ",", "'s", "’s") or word.lower_ in word_class("offices")


def hearing_body(token: Token, scene: Scene) -> list[ActorMention]:
    """`a hearing on August 1`: the body named last before it."""
    for i in range(token.i - 1, max(0, token.i - _BACK) - 1, -1):
        mention = scene.actor_at.get(i)
        if mention is not None and scene.kind(mention.actor_id) == "government_body" and mention.form != "pronoun":
            return [mention]
    return []


def states_around(token: Token, scene: Scene) -> list[ActorMention]:
    """`Fifteen countries signed the pact`: the states that this sentence or the next lists, three at least."""
    start = scene.sentence(token).start
    for _ in range(2):
        if start >= len(scene.doc):
            break
        named = states_named(scene.doc[start], scene)
        if len(named) > 2:
            return named
        start = scene.sentence(scene.doc[start]).end
    return []


def states_named(token: Token, scene: Scene, kinds: Collection[str] = ("country", "bloc")) -> list[ActorMention]:
    """The states named in the sentence, each once, where there are two or more."""
    sentence = scene.sentence(token)
    found = {
        m.actor_id: m for m in scene.mentions_in(range(sentence.start, sentence.end)) if scene.kind(m.actor_id) in kinds
    }
    return list(found.values()) if len(found) > 1 else []
