"""Acts told by a verb with what it takes, or by a noun with what it is laid on: syntax times open word classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from tradenlp.extract.measures.arguments import Arguments, arguments_of, is_open_adjective
from tradenlp.extract.measures.classes import HOME_POLICY, belongs, of_home_policy
from tradenlp.extract.measures.clauses import RATES, charged_by_state, clause_ways, laid_on, mood_is, raised
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.crossings import crossing_direction
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.frames import LEADING, Frame, Naming, entry_of, forms_of, frames_by_verb, namings_by_noun
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.parties import names_token
from tradenlp.extract.measures.spots import Spot
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import View

GOODS = frozenset({"goods", "foreign", "flow in", "@ships", "pact", "treaty", "talks on trade"})
"""classes of a subject that is no doer: what it says of its origin, or its sides, belongs to the measure"""
OWN = frozenset({"its", "their", "our", "your"})
MODIFYING = frozenset({"compound", "nmod", "amod", "quantmod", "nummod", "npadvmod"})


def leading_cues(view: View, start: int, end: int, taken: Sequence[Cue], article: Set[str]) -> list[Cue]:
    """What leading frames tell with tokens `start` to `end`, and the cues in `taken` that share no token with it."""
    words = view.words[start:end]
    if frames_by_verb(LEADING).keys().isdisjoint(words) and namings_by_noun(LEADING).keys().isdisjoint(words):
        return list(taken)
    found = construction_cues(view, start, end, (), place=LEADING)
    told = [cue for cue in found if not cue.entry.context or not article.isdisjoint(cue.entry.context)]
    used = {t for cue in told for t in cue.tokens}
    return [*told, *(cue for cue in taken if used.isdisjoint(cue.tokens))]


def construction_cues(view: View, start: int, end: int, taken: Sequence[Cue], *, place: str) -> Iterator[Cue]:
    """Mentions that frames and namings of a place tell with tokens `start` to `end` that no other cue has claimed."""
    used = {t for cue in taken for t in cue.tokens}
    verbs, nouns = frames_by_verb(place), namings_by_noun(place)
    for token in range(start, end):
        word = view.words[token]
        if token in used or (word not in verbs and word not in nouns):
            continue
        if view.is_verb(token) or is_open_adjective(view, token):
            cue = _of_verb(view, token, verbs.get(word, ()), (start, end))
        else:
            cue = _of_noun(view, token, nouns.get(word, ()))
        if cue is not None and used.isdisjoint(range(cue.start, cue.end) if word in RATES else cue.tokens):
            used.update(cue.tokens)
            yield cue


def _of_verb(view: View, verb: int, candidates: Sequence[Frame], sentence: tuple[int, int]) -> Cue | None:
    if not candidates:
        return None
    told = arguments_of(view, verb)
    for frame in candidates:
        if frame.context and view.once(_vocabulary, 0).isdisjoint(frame.context):
            continue
        with_it = _fits(view, verb, frame, told)
        if with_it is None or (frame.foreign_party and not _of_others(view, told, sentence)):
            continue
        above = mood_is(view, verb, frame.mood, told.negated) if frame.mood else None
        head = above if above is not None and view.is_verb(above) else verb
        claimed = {head, verb} if frame.beside else {head, verb, *with_it}
        if told.negated and (frame.negated or frame.mood == "stopped"):
            claimed.update(
                c for c in view.children(verb) if view.deps[c] == "neg"
            )  # it denies no measure, but tells one
        return Cue(measure_types()[frame.type], entry_of(frame), tuple(sorted(claimed)), head)
    return None


def _vocabulary(view: View, _: int) -> frozenset[str]:
    """The words of the article."""
    return frozenset(view.words)


def _fits(view: View, verb: int, frame: Frame, told: Arguments) -> list[int] | None:
    """The tokens that fill the frame, or None where one of its places is not filled."""
    if (frame.object or frame.patient) and not told.objects:
        return None
    if frame.particles and told.particles.isdisjoint(frame.particles):
        return None
    if frame.negated is not None and frame.negated != told.negated:
        return None
    if any(told.links.keys().isdisjoint(names.split("|")) for names in frame.links):
        return None
    if not _in_mood(view, verb, frame, told):
        return None
    optional = "authority" in frame.subject or bool(set(frame.subject) & set(frame.object))
    alone = (not frame.object and not frame.links) or not optional
    if frame.subject and (told.subjects or alone) and _first(view, verb, told.subjects, frame.subject) is None:
        return None
    filled: list[int] = []
    if GOODS.intersection(frame.subject):
        filled += [t for t in told.subjects if belongs(Spot(view, t, verb), frame.subject)][:1]
    places = [(told.objects, classes) for classes in (frame.object, frame.patient) if classes]
    for names, classes in frame.links.items():
        places.append((tuple(t for name in names.split("|") for t in told.links.get(name, ())), tuple(classes)))
    for tokens, classes in places:
        token = _first(view, verb, tokens, classes)
        if token is None:
            return None
        filled.append(token)
    return None if frame.unless and _told_otherwise(view, filled, frame.unless) else filled


def _told_otherwise(view: View, filled: Sequence[int], sets: Sequence[str]) -> bool:
    below = {view.words[t] for token in filled for t in view.subtree(token)}
    return any(not below.isdisjoint(flow_words(name)) for name in sets)


def _in_mood(view: View, verb: int, frame: Frame, told: Arguments) -> bool:
    """Whether the clause is of the mood, and goods cross the border in it the way, that the frame asks for."""
    if frame.mood is not None and mood_is(view, verb, frame.mood, told.negated) is None:
        return False
    if frame.way is not None and crossing_direction(view, verb, bare=False) != frame.way:
        return False
    return frame.clause is None or frame.clause in clause_ways(view, told)


def _of_others(view: View, told: Arguments, sentence: tuple[int, int]) -> bool:
    """Whether a state, or a firm, that is not who acts is named in the sentence."""
    acting = {t for s in told.subjects for t in view.subtree(s)}
    return any(t not in acting and belongs(Spot(view, t, t), ("state", "named firm")) for t in range(*sentence))


def _first(view: View, verb: int, tokens: Sequence[int], classes: Sequence[str]) -> int | None:
    return next((t for t in tokens if belongs(Spot(view, t, verb), classes)), None)


def _of_noun(view: View, noun: int, candidates: Sequence[Naming]) -> Cue | None:
    if (
        not view.tags[noun].startswith("NN")
        or view.deps[noun] in MODIFYING
        or view.tags[noun + 1 : noun + 2] == ["NNS"]
    ):
        return None
    before = {view.words[c] for c in view.children(noun) if c < noun}
    home = {word for word in before if word in HOME_POLICY} if of_home_policy(view, noun) else None
    for naming in candidates:
        if home is not None and (not home or not home <= set(naming.modifiers)):
            continue  # "the licence requirement": what names its kind is no matter of home policy
        if naming.context and view.once(_vocabulary, 0).isdisjoint(naming.context):
            continue
        if naming.modifiers and not _modified(before, naming.modifiers):
            continue
        if naming.governed and forms_of(naming.governed).isdisjoint(_above(view, noun)):
            continue
        if naming.owned and not _owned(view, noun):
            continue
        if naming.listed and not _listed(view, noun):
            continue
        if naming.charged and not charged_by_state(view, noun):
            continue
        if naming.of_goods and not any(c < noun and are_goods(view, c) for c in view.children(noun)):
            continue
        if naming.measured and not belongs(Spot(view, noun, noun), ("money",)):
            continue
        if naming.itself and not belongs(Spot(view, noun, noun), naming.itself):
            continue
        laid = list(dict.fromkeys(laid_on(view, noun, naming.links)))
        if naming.follows or naming.owned:
            laid = [t for t in laid if view.deps[t] == "conj" or view.heads[view.heads[t]] == noun]
        token = _first(view, view.heads[noun], laid, naming.laid) if naming.laid else noun - 3 * naming.listed
        if token is not None:
            return Cue(measure_types()[naming.type], entry_of(naming), tuple(sorted({noun, token})), noun)
    return None


def _above(view: View, noun: int) -> set[str]:
    """The word above a noun, and the noun that it is told of: "signing" of "the signing of CETA"."""
    above = raised(view, noun)
    of_noun = {view.words[view.heads[above]]} if view.words[above] in ("of", "on") else set()
    return {view.words[above]} | of_noun


def _listed(view: View, percent: int) -> bool:
    """ "Wheat: 10%.": goods, a colon, a number and nothing more."""
    first = max(0, percent - 3)
    closed = view.words[percent + 1 : percent + 2] in ([], ["."], [";"], [","], ["("])
    return closed and view.words[percent - 2] == ":" and first + 3 == percent and are_goods(view, first)


def _owned(view: View, noun: int) -> bool:
    """Whether a state's name, or a word that stands for one, says whose it is."""
    owners = (c for c in view.children(noun) if view.deps[c] == "poss")
    return any(names_token(view, c) or view.words[c] in OWN for c in owners)


def _modified(before: set[str], modifiers: Sequence[str]) -> bool:
    return any(not before.isdisjoint(flow_words(m[1:])) if m[0] == "@" else m in before for m in modifiers)
