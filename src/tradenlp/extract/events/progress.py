"""How far an event has got: held, planned, uncertain, cancelled, by the words and tenses around its cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from spacy.tokens import Token

from tradenlp.extract.events.cues import ROOM
from tradenlp.extract.events.draft import Draft
from tradenlp.extract.events.grammar import asserted, governor, modifiers, said, word_class
from tradenlp.extract.events.scene import Scene
from tradenlp.facts import Words
from tradenlp.lexicon import read_entries

_STRENGTH = ("cancelled", "uncertain", "planned", "held")
"""which status wins where several words speak"""


@dataclass(frozen=True, slots=True)
class StatusCue:
    """Words that say how far an event has got."""

    id: str
    status: str
    place: str
    """verb, modifier, link"""
    forms: tuple[str, ...]
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    """one of these must follow within three words"""


@cache
def status_cues() -> dict[tuple[str, str], tuple[StatusCue, ...]]:
    """The cues by place and word form."""
    found: dict[tuple[str, str], list[StatusCue]] = {}
    for cue in read_entries(ROOM / "status.toml", StatusCue, "cue"):
        for form in cue.forms:
            found.setdefault((cue.place, form), []).append(cue)
    return {key: tuple(cues) for key, cues in found.items()}


def status_of(draft: Draft, token: Token, scene: Scene, published: date | None) -> Draft:
    """The draft with its status and the word that says so; None for both where nothing does."""
    found = list(_spoken(token, scene))
    tense = _tense(token, scene)
    by_date = _by_date(draft, published)
    spoken = draft.status or next((s for s in _STRENGTH if any(f[0] == s for f in found)), None)
    word, place = next(((w, p) for s, w, p in found if s == spoken), (None, ""))
    status = spoken or tense or by_date
    if _goes_on(token, scene) and by_date is None:
        return replace(draft, status="held", strong=draft.type == "talks")
    if by_date == "held" and status == "planned":
        status = "held"
    elif by_date == "planned" and status == "held":
        status = "planned"
    evidence = Words(word.idx, word.idx + len(word), word.text) if word is not None else None
    strong = by_date is not None or place in ("link", "gerund", "opening") or (place == "verb" and _firm(word, token))
    return replace(draft, status=status, status_words=evidence, strong=strong)


def _firm(word: Token | None, token: Token) -> bool:
    """Whether a modal verb stands with a verb of holding the event; other words are firm by themselves."""
    if word is None or word.tag_ != "MD" or token.tag_.startswith("VB"):
        return True
    return word.head.lower_ in word_class("light_verbs")


def _goes_on(token: Token, scene: Scene) -> bool:
    """`Talks will continue`: they are being held, whatever the tense."""
    if not scene.parsed or token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verbs = [verb for verb, _ in _governors(token)]
    return any(
        v.lower_ in word_class("ongoing_verbs")
        or (v.lower_ in ("go", "going") and any(c.lower_ == "on" for c in v.children))
        for v in verbs[:2]
    ) or any(c.lower_ in word_class("ongoing_verbs") for v in verbs[:1] for c in v.children if c.dep_ == "xcomp")


def _by_date(draft: Draft, published: date | None) -> str | None:
    """Past days are held, coming days planned."""
    if published is None or draft.date is None or draft.date.end_date is None or draft.date.start_date is None:
        return None
    if draft.date.end_date < published:
        return "held"
    return "planned" if draft.date.start_date > published else None


def _spoken(token: Token, scene: Scene) -> Iterator[tuple[str, Token, str]]:
    """Status, word and place of every cue that governs, modifies or links the event."""
    cues = status_cues()
    own = _eventive(token, scene)
    if scene.parsed and (denied := _denied(token)) is not None:
        yield "cancelled", denied, "verb"
    for word, place, direct in _context(token, scene):
        for cue in cues.get((place, word.lower_), ()):
            following = scene.doc[word.i + 1 : word.i + 4]
            if cue.particles and not any(t.lower_ in cue.particles and _hangs_on(t, word, scene) for t in following):
                continue
            if (word.lower_ == "open" and word.tag_.startswith("VB")) or (word.i == token.i and word.lower_ == "set"):
                continue
            if place == "verb" and not own and word.tag_ in ("MD", "IN"):
                continue
            if place == "verb" and (
                (word.tag_.startswith("NN") and word.lower_ not in ("plan", "plans", "hopes", "hope"))
                or not (direct or cue.particles or word.tag_ == "MD")
            ):
                continue
            yield ("uncertain" if cue.status == "cancelled" and _only_may(word) else cue.status), word, place


def _only_may(verb: Token) -> bool:
    """`may cancel the talks`, `suggested that he will cancel them`: not called off yet."""
    if any(c.dep_ == "aux" and c.lower_ in word_class("doubting") for c in verb.children):
        return True
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lower_ in word_class("holding_out")


def _hangs_on(particle: Token, verb: Token, scene: Scene) -> bool:
    """`called off the talks`; not `was called to work out a plan`, where another verb has the particle."""
    return not scene.parsed or particle.i == verb.i + 1 or particle.head == verb


def _denied(token: Token) -> Token | None:
    """The `not` of an event that will not take place, or of people who will not meet, but not `until May`."""
    verb = next((v for v, _ in _governors(token)), None)
    if verb is None or (verb != token and verb.lower_ not in word_class("happens")):
        return None
    if verb != token and token.dep_ not in ("nsubj", "nsubjpass", "dobj", "attr"):
        return None
    if any(c.dep_ == "prep" and c.lower_ in ("until", "till", "before") for c in verb.children):
        return None
    return next((c for c in verb.children if _negates(c)), None)


def _negates(child: Token) -> bool:
    """`will not meet`, `will no longer travel`."""
    if child.dep_ == "advmod" and child.lower_ == "longer":
        return child.i > 0 and child.nbor(-1).lower_ == "no"
    return child.dep_ == "neg" and child.lower_ != "only"


def _context(token: Token, scene: Scene) -> Iterator[tuple[Token, str, bool]]:
    """The words that may say how far it has got, the place they stand in, and whether they govern it directly."""
    front = modifiers(token, scene)
    for i in range(max(0, front.start - 1), token.i):
        yield scene.doc[i], "modifier", True
    if (given := opening_for(token, front)) is not None:
        yield given, "opening", True
    if not scene.parsed:
        for word in scene.doc[max(0, front.start - 6) : front.start]:
            yield word, "verb", True
        return
    for link in _links(token):
        yield link, "link", True
    for verb, _ in _governors(token):
        if verb.dep_ == "pcomp":
            yield verb.head, "gerund", True
    if (later := _told_of_it(token)) is not None:
        yield later, "verb", True
    for verb, direct in _governors(token):
        yield verb, "verb", direct
        for child in verb.children:
            if child.dep_ in ("aux", "auxpass", "advmod", "mark", "acomp", "prt"):
                yield child, "verb", direct


def _told_of_it(token: Token) -> Token | None:
    """`was to hold a call, but it was put off`: the verb of a joined clause whose pronoun stands for the event."""
    pronoun = "they" if token.tag_ == "NNS" else "it"
    for verb, _ in _governors(token):
        for joined in (c for c in verb.children if c.dep_ == "conj" and c.i > token.i):
            subject = next((c for c in joined.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and subject.lower_ == pronoun and _breaks_off(joined):
                return joined
    return None


def _breaks_off(verb: Token) -> bool:
    cues = status_cues().get(("verb", verb.lower_), ())
    return any(cue.status in ("cancelled", "uncertain") and verb.lower_ in cue.forms for cue in cues)


def opening_for(token: Token, front: range) -> Token | None:
    """`room for talks`, `scope for trade talks`: the word before the `for` that leads to the event."""
    at = front.start - 1
    return token.doc[at - 1] if at > 0 and token.doc[at].lower_ == "for" else None


def _links(token: Token) -> Iterator[Token]:
    head = token
    for _ in range(4):
        if head.dep_ == "pobj" or head.dep_ in ("prep", "pcomp"):
            head = head.head
            yield head
        elif head.dep_ in ("compound", "conj", "nmod"):
            head = head.head
        else:
            return


def _governors(token: Token) -> Iterator[tuple[Token, bool]]:
    """The verb of the event and the verbs that govern that one (`agreed to hold`), and whether it is their object."""
    direct, head = True, token
    while not head.tag_.startswith("VB"):
        oblique = head.dep_ == "prep" and head.lower_ not in word_class("direct_links")
        direct = direct and not oblique and head.dep_ not in ("pcomp", "acl", "relcl", "advcl")
        if head.head == head:
            return
        head = head.head
    for _ in range(5):
        yield head, direct
        while head.dep_ == "conj" and head.head != head and head.head.tag_.startswith("VB"):
            head = head.head
        if head.dep_ not in ("xcomp", "acl", "ccomp", "aux") or head.head == head:
            return
        if head.dep_ == "ccomp" and head.head.lower_ in said():
            return
        if head.dep_ == "acl" and head.head.lower_ not in (
            "plan",
            "plans",
            "agreement",
            "hopes",
            "hope",
            "offer",
            "invitation",
        ):
            return
        if head.dep_ == "acl":
            yield head.head, direct
            head = head.head
        if head.head == head:
            return
        head = head.head
        if head.tag_ == "JJ" and head.dep_ == "acomp":
            yield head, direct
            head = head.head
        if not head.tag_.startswith("VB"):
            return


def _eventive(token: Token, scene: Scene) -> bool:
    """Whether the governing verb is the verb of the event: its own, of holding it, or with it as subject."""
    if not scene.parsed or token.tag_.startswith("VB"):
        return True
    head = token
    while head.dep_ in ("pobj", "prep", "compound") and not head.tag_.startswith("VB") and head.head != head:
        if head.dep_ == "prep" and head.lower_ not in word_class("direct_links"):
            return False
        head = head.head
    if head.dep_ in ("nsubj", "nsubjpass", "ROOT"):
        return True
    verb = governor(token)
    return verb is not None and (verb.lower_ in word_class("light_verbs") or ("verb", verb.lower_) in status_cues())


def _tense(token: Token, scene: Scene) -> str | None:
    """The status that the tense of the governing verb implies."""
    if not scene.parsed:
        return None
    for verb, _ in _governors(token):
        if not verb.tag_.startswith("VB") or asserted(verb) != verb:
            continue
        tags = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
        if "MD" in tags or "TO" in tags:
            return "planned"
        if tags & {"VBD", "VBN"}:
            return "held"
    return None
