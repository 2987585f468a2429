"""Who takes part in an event beyond the words next to its cue: subjects, agents, hosts, groups, states."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from spacy.tokens import Token

from tradenlp.extract.events.grammar import core, governor, said, subjects_of, word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention

_COUNTRIES = ("country", "bloc")
_GROUP_OF = {"seven": "G7", "7": "G7", "eight": "G8", "8": "G8", "20": "G20", "twenty": "G20"}
_apart = re.compile(r"\b(?:and|with|to|by|met|for|in|at|on|from)\b|[;:]|.{60}", re.S)
"""what parts two names from one another"""
_STATE_TALK = ("talks", "signing", "summit")
"""types whose participants include the states of the people who take part"""


def around(token: Token, scene: Scene, named: Sequence[ActorMention], kind: str) -> list[int]:
    """The tokens of whoever takes part through the verb: its subject or agent, else the main subject."""
    verb = governor(token) if scene.parsed else None
    if (holder := _holder(token)) is not None and any(i in scene.actor_at for i in core(holder)):
        return list(core(holder))
    if verb is None or not _governed(token) or (kind == "summit" and _bound_to(token)):
        return []
    alone = kind in ("meeting", "call", "hearing") and len({m.actor_id for m in named}) == 1
    partners = _spoken_with(token, verb) if kind in ("meeting", "call") and not named else []
    fronted = token.dep_ == "pobj" and (not named or (alone and token.head.head == verb))
    subjects = _meant_by_they(subjects_of(verb), verb)
    found = partners + [i for subject in subjects if subject.i < token.i or fronted for i in core(subject)]
    if not subjects and verb.dep_ == "ROOT" and verb.i < token.i and not named:
        found = list(range(max(scene.sentence(token).start, verb.i - 8), verb.i))
    for agent in (c for c in verb.children if c.dep_ == "agent"):
        found += [i for pobj in agent.children for i in core(pobj)]
    if verb.lower_ in word_class("host_verbs"):
        found += [i for guest in verb.children if guest.dep_ == "dobj" and guest != token for i in core(guest)]
    if kind in ("meeting", "call") and verb.lower_ in said() and token.dep_ == "pobj":
        told = (c for c in verb.children if c.dep_ in ("dobj", "dative") and scene.kind_at(c.i) == "person")
        found += [i for person in told for i in core(person)]
    if kind in ("meeting", "call") and not named and not scene.mentions_in(found):
        found = [i for main in subjects_of(scene.sentence(token).root) if main.i < token.i for i in core(main)]
    return [i for i in found if i != token.i and not any(t == token for t in scene.doc[i].ancestors)]


def _meant_by_they(subjects: list[Token], verb: Token) -> list[Token]:
    """`Peru and Chile said they had ended talks`: whoever says what they do."""
    told = (verb.dep_ == "ccomp" and verb.head.lower_ in said()) or (verb.dep_ == "advcl" and verb.head.i < verb.i)
    they = len(subjects) == 1 and subjects[0].lower_ == "they" and told
    return (they and subjects_of(verb.head)) or subjects


def _spoken_with(token: Token, verb: Token) -> list[int]:
    """`spoke with Lula in a phone call`: whom the verb of an occasion joins to its subject."""
    if token.dep_ != "pobj" or token.head.head != verb:
        return []
    links = (c for c in verb.children if c.lower_ in ("with", "to") and verb.i < c.i < token.i)
    return [i for link in links for partner in link.children if partner.dep_ == "pobj" for i in core(partner)]


def _holder(token: Token) -> Token | None:
    """`Mark Carney, on a visit to China, asked …`: the noun that the event hangs on by a preposition."""
    link = token.head
    if token.dep_ != "pobj" or link.dep_ != "prep" or link.lower_ not in ("on", "during", "in", "at"):
        return None
    of_people = link.head.tag_ == "NNS" and link.head.lower_ in word_class("told_people")
    return link.head if link.head.tag_.startswith("NNP") or of_people else None


def _bound_to(token: Token) -> bool:
    """`may resign before the summit`: whoever does so need not take part."""
    link = token.head
    return token.dep_ == "pobj" and (link.lower_ in ("before", "until", "till") or link.head.lower_ == "ahead")


def _governed(token: Token) -> bool:
    """Whether the noun hangs on its verb: its object, or behind a preposition of the verb (`met for talks`)."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.dep_ in ("dobj", "attr", "nsubjpass", "oprd"):
        return True
    if token.dep_ != "pobj":
        return False
    holder = token.head.head
    if holder.tag_.startswith("NN") and holder.lower_ in word_class("part_nouns"):
        return _governed(holder)
    return holder.tag_.startswith("VB") or holder.dep_ in ("prep", "acl")


def groups(front: range, kind: str, scene: Scene) -> tuple[str, ...]:
    """`G20 summit`: the group whose gathering it is takes part, though its name is only part of the summit's."""
    if kind not in ("summit", "meeting"):
        return ()
    doc, at = scene.doc, front.start
    if at > 1 and doc[at - 1].lower_ == "of" and doc[at - 2].text == "Group":
        at -= 2
    number = doc[at + 2].lower_ if at < front.start and front else ""
    if number in _GROUP_OF or (at < front.start and number.isdigit()):
        return (_GROUP_OF.get(number, f"G{number}"),)
    named = tuple(group_id(name) for i in front if _is_group(name := scene.doc[i].text))
    return named or (_group_of_article(scene) if kind == "summit" and not scene.mentions_in(front) else ())


def _is_group(name: str) -> bool:
    return name.lower() in word_class("groups") or name in word_class("groups")


def group_id(name: str) -> str:
    """The id of a group by its abbreviation; that of APEC, an organisation and no bloc, is in small letters."""
    return "apec" if name == "APEC" else name.replace("-", "")


def _group_of_article(scene: Scene) -> tuple[str, ...]:
    """`the London summit`, in news of the G20: the one group of heads of government that the article names."""
    groups = word_class("of_leaders")
    found = {group_id(token.text) for token in scene.doc if token.text in groups}
    return tuple(found) if len(found) == 1 else ()


def both_sides(token: Token) -> bool:
    """`both sides`, `the two countries`."""
    if token.lower_ not in word_class("both_sides"):
        return False
    return any(t.lower_ in ("both", "two", "2") for t in token.doc[max(0, token.i - 3) : token.i])


def collective(subjects: Sequence[Token], scene: Scene) -> bool:
    """A body or group that meets by itself: `the General Council will meet in Geneva`."""
    kinds = (scene.kind(m.actor_id) for s in subjects for m in scene.mentions_in(_named_by(s)))
    blocs = (scene.kind(m.actor_id) for s in subjects if s.tag_ == "NNS" for m in scene.mentions_in(core(s)))
    return any(kind in word_class("collectives") for kind in kinds) or "bloc" in blocs


def _named_by(subject: Token) -> Iterable[int]:
    """The subject; of a body told of by its kind whose it is: `the executive board of the cocoa organisation`."""
    return core(subject) if subject.lower_ in word_class("bodies") else (subject.i,)


def other_object(token: Token, scene: Scene, allowed: Collection[str] = ()) -> bool:
    """Whether the verb has an object that is nobody: `met the standard of the EU`, `needs are met by Canada`."""
    objects = [c for c in token.children if c.dep_ in ("dobj", "nsubjpass") and not _behind_comma(c)]
    if not objects or token.lower_.startswith(("sign", "ink", "init")):
        return False
    return not any(
        o.i in scene.actor_at
        or o.lower_ in allowed
        or o.lower_ in word_class("people_nouns")
        or o.lower_ in word_class("officials")
        or o.lower_ in word_class("guests")
        or o.ent_type_ in ("GPE", "PERSON")
        or o.text[0].isupper()
        for o in objects
    )


def _behind_comma(thing: Token) -> bool:
    """`spoke on Monday, the second call in a week`: what a comma parts from the verb is said of the whole."""
    first = thing.left_edge.i
    return first > 0 and thing.doc[first - 1].text == ","


def identities(named: Sequence[ActorMention], kind: str, scene: Scene) -> tuple[str, ...]:
    """The participants, each once: media are none; to people and bodies who talk for a state, that state is added."""
    found: dict[str, None] = {}
    for mention in named if kind == "hearing" else _without_offices(named, scene):
        if scene.kind(mention.actor_id) == "media":
            continue
        found.setdefault(mention.actor_id)
        state = acts_for(mention.actor_id, scene)
        if kind in _STATE_TALK and state is not None:
            found.setdefault(state)
    people = [a for a in found if scene.kind(a) == "person"]
    if kind in ("meeting", "call") and len(people) > 1:
        told = {acts_for(person, scene) for person in people} | _named_with(named, scene)
        return tuple(a for a in found if scene.kind(a) not in _COUNTRIES or a not in told)
    return tuple(found)


def _is_office(words: str) -> bool:
    """Whether words between two names are those of an office: ` vice president `, `'s trade chief `."""
    between = re.sub(r"^['’]s?", "", words).lower().split()
    return bool(between) and all(word in word_class("offices") for word in between)


def _without_offices(named: Sequence[ActorMention], scene: Scene) -> list[ActorMention]:
    """Without the body whose office somebody holds: `European Commission Vice President Leon Brittan` is one man."""
    listed = sorted(named, key=lambda m: m.start)
    held = {
        body.start
        for body, person in pairwise(listed)
        if scene.kind(body.actor_id) == "government_body"
        and scene.kind(person.actor_id) == "person"
        and _is_office(scene.text[body.end : person.start])
    }
    return [m for m in named if m.start not in held]


def _named_with(named: Sequence[ActorMention], scene: Scene) -> set[str]:
    """The states in front of a person's name: `Mexico's economy minister Ildefonso Guajardo`."""
    return {
        state.actor_id
        for state, person in pairwise(sorted(named, key=lambda m: m.start))
        if scene.kind(state.actor_id) in _COUNTRIES
        and scene.kind(person.actor_id) == "person"
        and not _apart.search(scene.text[state.end : person.start])
    }


def acts_for(actor_id: str, scene: Scene) -> str | None:
    """The state or bloc that an actor acts for; for a commissioner or another of its people the European Union.

    Who heads an international organisation acts for no state, wherever he or she comes from.
    """
    state = scene.state_of(actor_id)
    if actor_id in scene.of_no_state:
        return None
    if scene.kind(actor_id) == "person" and state is not None and actor_id in scene.of_the_union:
        return "EU"
    return state


def nearest_left(token: Token, scene: Scene) -> list[ActorMention]:
    """The actors in the eight words before a cue, where no parse tells the subject."""
    sentence = scene.sentence(token)
    return scene.mentions_in(range(max(sentence.start, token.i - 8), token.i))
