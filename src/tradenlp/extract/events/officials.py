"""People told of by their office: `Qatar's emir`, `a Chinese delegation`, `its premier`, `the bloc's ministers`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from tradenlp.extract.events.grammar import core, subjects_of, word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention

_STATES = ("country", "bloc")


def offices(tokens: Iterable[int], scene: Scene) -> int:
    """How many of the tokens name people by the office that they hold for a state: `South Africa's president`.

    An office in front of a name (`President Cyril Ramaphosa`) is not counted; the person is.
    """
    return sum(_office(scene.doc[i], scene) for i in tokens)


def _office(noun: Token, scene: Scene) -> bool:
    if noun.lower_ not in word_class("officials") or noun.i in scene.actor_at or noun.dep_ == "compound":
        return False
    if any(c.dep_ == "appos" and scene.kind_at(c.i) == "person" for c in noun.children):
        return False
    if any(c.tag_ == "PRP$" for c in noun.children):
        return True
    return any(scene.kind_at(i) in (*_STATES, "government_body") for i in core(noun))


def jointly(verb: Token, subjects: Sequence[Token], scene: Scene) -> bool:
    """Whether several do it of whom each acts for a state, or the members of a body or group."""
    own = [i for s in subjects for i in core(s)]
    named = {m.actor_id for m in scene.mentions_in(own) if scene.kind(m.actor_id) == "person"}
    if not named and offices(own, scene):
        named = {m.actor_id for m in scene.mentions_in(own)}
    members = any(
        s.lower_ in word_class("member_nouns") and any(scene.kind_at(i) in _STATES for i in core(s)) for s in subjects
    )
    return members or len(named) > 1 or (bool(named) and _counterpart(verb, scene))


def _counterpart(verb: Token, scene: Scene) -> bool:
    """`discussed the duties with her Dutch counterpart`: somebody of a state is with the subject."""
    withs = (c for t in (verb, *verb.children) for c in t.children if c.lower_ == "with")
    return any(scene.kind_at(i) in ("person", *_STATES) for w in withs for obj in w.children for i in core(obj))


def unnamed_guests(verb: Token) -> bool:
    """`met steel executives`, `will sit down with ranchers`: people who are told of by what they are."""
    guests = [c for c in verb.children if c.dep_ == "dobj"]
    guests += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "with" for g in c.children]
    return any(g.tag_ == "NNS" and g.lower_ in word_class("guests") for g in guests)


def whose_members(verb: Token, scene: Scene) -> list[ActorMention]:
    """`EU leaders will debate the plan when they meet`: whose members the main clause speaks of."""
    main = verb.head
    if verb.dep_ != "advcl" or main == verb:
        return []
    above = [s for s in subjects_of(main) if s.lower_ in word_class("member_nouns")]
    found = scene.mentions_in(i for s in above for i in core(s))
    return found if any(scene.kind(m.actor_id) in _STATES for m in found) else []


def owner_before(noun: Token, scene: Scene) -> list[ActorMention]:
    """`its emir`, `their leaders`: the state that the pronoun stands for, the nearest subject or name before it."""
    pronoun = next((c for c in noun.children if c.tag_ == "PRP$" and c.lower_ in ("its", "their")), None)
    if pronoun is None:
        return []
    sentence = scene.sentence(noun)
    above = (i for s in subjects_of(sentence.root) if s.i < pronoun.i for i in core(s))
    for tokens in (above, range(pronoun.i - 1, sentence.start - 1, -1), _sentence_before(sentence.start, scene)):
        found = [m for m in scene.mentions_in(tokens) if scene.kind(m.actor_id) in _STATES]
        if found:
            return found[:1]
    return []


def who_says(verb: Token, scene: Scene) -> list[ActorMention]:
    """`Manila said it was talking to Delhi`: the state that says so."""
    above = verb.head
    if verb.dep_ != "ccomp" or above == verb:
        return []
    named = scene.mentions_in(i for s in subjects_of(above) for i in core(s))
    return [m for m in named if scene.kind(m.actor_id) in (*_STATES, "government_body")][:1]


def _sentence_before(start: int, scene: Scene) -> Iterable[int]:
    if not start:
        return ()
    before = scene.sentence(scene.doc[start - 1])
    return (*(i for s in subjects_of(before.root) for i in core(s)), *range(before.start, before.end))
