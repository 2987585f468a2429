"""Small questions to the parse: what stands in front of a noun, which verb governs it, who is the subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Token

from tradenlp.extract.events.cues import ROOM, opens_clause
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import ActorMention
from tradenlp.lexicon import read_toml


@cache
def word_class(name: str) -> frozenset[str]:
    """The little words of a class of `grammar.toml`."""
    return frozenset(str(read_toml(ROOM / "grammar.toml")[name]).split())


@cache
def said() -> frozenset[str]:
    """Verbs whose date is the date of the telling."""
    return frozenset("said says say told tells announced reported confirmed added stated wrote warned tweeted".split())


def next_word(token: Token) -> str:
    """The word right behind, in small letters; empty at the end of the document."""
    return str(token.nbor().lower_) if token.i + 1 < len(token.doc) else ""


def modifiers(token: Token, scene: Scene) -> range:
    """The tokens in front of a noun that belong to its noun phrase."""
    doc = scene.doc
    first = token.i
    while first > scene.sentence(token).start and token.i - first < 12:
        before = doc[first - 1]
        if _is_short_form(first, scene):
            first -= 3
        elif (
            first - 1 in scene.actor_at
            or (
                before.tag_.startswith(("NN", "JJ", "CD", "POS", "HYPH", "VBN", "VBG", "PRP$"))
                and before.dep_ != "prep"
            )
            or (
                before.text in ("-", "–", "/")
                or (before.text == "'s")
                or (before.lower_ == "and" and first - 2 in scene.actor_at)
            )
        ):
            first -= 1
        else:
            break
        if before.tag_ == "PRP$":
            break
    return range(first, token.i)


def _is_short_form(end: int, scene: Scene) -> bool:
    """`the World Trade Organization (WTO) meeting`: a name told once more in brackets, before the token `end`."""
    doc = scene.doc
    return end > 3 and doc[end - 1].text == ")" and doc[end - 3].text == "(" and doc[end - 2].is_upper


def governor(token: Token) -> Token | None:
    """The verb that governs a noun, through prepositions and nouns (`held a round of talks`, `met for talks`)."""
    head = token
    for _ in range(6):
        if head.head == head:
            return head if head.pos_ in ("VERB", "AUX") or head.tag_.startswith("VB") else None
        head = head.head
        if head.tag_.startswith(("VB", "MD")):
            return head
    return None


def asserted(verb: Token) -> Token:
    """`failed to make headway at talks`: the verb that says what came of it tells when, not its infinitive."""
    for _ in range(3):
        if verb.dep_ != "xcomp" or verb.head.lower_ not in word_class("implying"):
            break
        verb = verb.head
    return verb


def subjects_of(verb: Token) -> list[Token]:
    """The subjects of a verb, borrowed from the verbs that it depends on; of an infinitive after a noun that noun."""
    if (described := _described(verb) or _behind_participle(verb)) is not None:
        return [described]
    for _ in range(5):
        found = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
        if found and found[0].lower_ not in ("who", "which", "that") and not opens_clause(found[0]):
            return found
        if (joined := _behind_place(verb)) is not None:
            return [joined]
        if verb.dep_ == "acl" and (verb.head.lower_, verb.tag_) == ("date", "VB") and verb.head.dep_ == "dobj":
            verb = verb.head.head  # "set a date to sign": who sets it
            continue
        if verb.dep_ in ("relcl", "acl"):
            return [_first_conjunct(_said_of(verb.head))]
        if verb.head == verb or verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep", "acomp"):
            return []
        if (asked := _asked(verb)) is not None:
            return [asked]
        verb = verb.head
    return []


def _asked(verb: Token) -> Token | None:
    """`urged the ministers to meet`: whoever is asked to do it does it, not who asks."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or above.lower_ not in word_class("asking"):
        return None
    return next((c for c in above.children if c.dep_ == "dobj" and above.i < c.i < verb.i), None)


def is_besides(token: Token) -> bool:
    """`also met`, `will also hold meetings`: the verb of an event says that it is one more."""
    verb = token if token.tag_.startswith("VB") else governor(token)
    return verb is not None and any(c.dep_ == "advmod" and c.lower_ in word_class("besides") for c in verb.children)


def agents_of(verb: Token) -> list[Token]:
    """`discussed by the ministers`: who does it by a verb in the passive."""
    return [c for agent in verb.children if agent.dep_ == "agent" for c in agent.children if c.dep_ == "pobj"]


def _described(verb: Token) -> Token | None:
    """`the finance ministers, meeting in Bonn, warned …`: the plural before the comma of a participle."""
    if verb.tag_ != "VBG" or verb.i < 2 or verb.nbor(-1).text != ",":
        return None
    before = verb.nbor(-2)
    return before if before.tag_ == "NNS" else None


def _behind_participle(verb: Token) -> Token | None:
    """`Meeting in Lima, Lula and Modi agreed`: the names between a comma and the next verb, before whom it stands."""
    if not opens_clause(verb):
        return None
    ahead = verb.doc[verb.i + 1 : min(verb.i + 30, verb.sent.end)]
    main = next((t for t in ahead if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
    return _behind_comma(main, verb.i) if main is not None else None


def _behind_place(verb: Token) -> Token | None:
    """`In Lima, Lula and Modi agreed`: names that the parse joins to the place before them are the subject."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    last = next((t for t in reversed(verb.doc[max(0, verb.i - 3) : verb.i]) if t.tag_ not in ("RB", "MD")), None)
    if last is None or last.tag_ not in ("NNP", "NNPS") or last.dep_ not in ("conj", "appos"):
        return None
    above = [last, *(a for a in last.ancestors if a.dep_ in ("conj", "appos", "pobj"))]
    place = next((t for t in above if t.dep_ == "pobj" and t.head.lower_ in word_class("place_links")), None)
    return _behind_comma(verb, place.i) if place is not None else None


def _behind_comma(verb: Token, start: int) -> Token | None:
    """The first name before the verb, behind the first comma after `start` with a name; not that of `Oslo aides`."""
    for token in verb.doc[start + 1 : verb.i - 1]:
        if token.text == "," and token.nbor().tag_ in ("NNP", "NNPS"):
            names = (t for t in verb.doc[token.i + 1 : verb.i] if t.tag_ in ("NNP", "NNPS"))
            return next((t for t in names if not _goes_with_next(t)), None)
    return None


def _goes_with_next(token: Token) -> bool:
    return token.dep_ == "compound" and token.head == token.nbor()


def _said_of(noun: Token) -> Token:
    """`Lula is to be the first leader to meet Milei`: whom the noun is said of."""
    if noun.dep_ != "attr" or not noun.head.tag_.startswith("VB"):
        return noun
    return next((c for c in noun.head.children if c.dep_ == "nsubj" and c.tag_.startswith("NNP")), noun)


def _first_conjunct(noun: Token) -> Token:
    while noun.dep_ == "conj" and noun.head != noun and noun.head.tag_.startswith("NN"):
        noun = noun.head
    return noun


def core(noun: Token) -> Iterator[int]:
    """The tokens of a noun phrase without relative clauses and without what hangs on it by in, on, at, over."""
    stack = [noun]
    while stack:
        token = stack.pop()
        yield token.i
        for child in token.children:
            if child.dep_ in ("compound", "amod", "poss", "nmod", "appos", "conj", "nummod"):
                stack.append(child)
            elif child.dep_ == "acl" and child.lower_ in ("led", "headed", "known", "called"):
                links = (link for link in child.children if link.dep_ in ("agent", "prep", "oprd"))
                stack.extend(c for link in links for c in link.children if c.dep_ == "pobj")
            elif child.dep_ == "prep" and child.lower_ in ("of", "from", "between", "including"):
                stack.extend(c for c in child.children if c.dep_ == "pobj")


def person_before(pronoun: Token, scene: Scene) -> list[ActorMention]:
    """Whom he or she is: the subject of the verb above the clause, else the first person of the sentence before."""
    verb = governor(pronoun)
    while verb is not None and verb.dep_ in ("ccomp", "advcl", "xcomp", "conj") and verb.head != verb:
        verb = verb.head
        named = _of_kind((i for s in subjects_of(verb) if s != pronoun for i in core(s)), scene)
        if named:
            return named[:1]
    sentence = scene.sentence(pronoun)
    start = sentence.start
    for _ in range(3):
        if not start:
            break
        before = scene.sentence(scene.doc[start - 1])
        subjects = (i for s in subjects_of(before.root) for i in core(s))
        people = _of_kind(sorted(subjects), scene) or _of_kind(range(before.start, before.end), scene)
        if people:
            return people[:1]
        start = before.start
    return []


def _of_kind(tokens: Iterable[int], scene: Scene) -> list[ActorMention]:
    return [m for m in scene.mentions_in(tokens) if scene.kind(m.actor_id) == "person" and m.form != "pronoun"]
