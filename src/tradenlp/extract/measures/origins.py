"""Where goods are from, as the words on them and beside them say: whether they are of another state than who acts."""

from __future__ import annotations

from tradenlp.extract.measures.lexicon import word_list, word_sets
from tradenlp.extract.measures.parties import is_state, names_state, names_token
from tradenlp.extract.view import View, within

INBOUND = frozenset(word_sets()["inbound"])
ABROAD = frozenset(word_sets()["abroad"])
EVERYTHING = frozenset({"everything", "anything", "whatever"})
MADE = word_list("made_there")
MADE_WITHIN = 5  # tokens before where goods are made: "made wholly or partly in Fiji"


def all_of_a_state(view: View, thing: int) -> bool:
    """ "whatever Peru sells", "everything that comes from Peru", "anything made in Peru"."""
    top = view.heads[thing] if view.words[thing] == "whatever" else thing
    return view.words[thing] in EVERYTHING and any(t > thing and names_token(view, t) for t in view.subtree(top))


def is_foreign(view: View, thing: int, verb: int) -> bool:
    """Whether the goods are of another state than who acts: an adjective on them, or "from" a state."""
    below = set(view.subtree(thing))
    joined = view.deps[thing] == "conj" and _bare(view, thing) and is_foreign(view, view.heads[thing], verb)
    if joined or all_of_a_state(view, thing):
        return True
    subjects = {t for c in view.children(verb) if view.deps[c] in ("nsubj", "agent") for t in view.subtree(c)}
    actors = {p.fact.actor_id for p in view.actors if p.first in subjects and p.first not in below}
    return (
        any(
            p.first in below and p.fact.actor_id not in actors and _origin(view, p.first, p.last, thing)
            for p in within(view.actors, max(0, thing - 8), thing + 10)
            if is_state(view, p.fact.actor_id)
        )
        or any(view.words[t] in INBOUND for t in view.subtree(thing) if thing - 4 <= t < thing)
        or any(
            view.words[c] in INBOUND or (view.words[c] in ("from", "in", "made") and _from_outside(view, c))
            for c in below
            if c > thing - 3
        )
    )


def _bare(view: View, thing: int) -> bool:
    """ "Korean steel, copper and tin": a noun of a row with nothing before it shares what stands before the first."""
    before = [c for c in view.children(thing) if c < thing]
    return not any(view.deps[c] in ("det", "poss") or names_token(view, c) for c in before)


def from_state(view: View, thing: int, verb: int) -> bool:
    """ "clears rice from Benin", "rice is cleared from ten Chinese ports": the origin hangs on the verb."""
    if verb == thing or view.deps[thing] not in ("dobj", "nsubjpass", "pobj", "conj"):
        return False
    origins = [c for c in view.children(verb) if c > thing and view.words[c] == "from"]
    return any(names_state(view, t) for c in origins for t in view.children(c) if not view.is_verb(t))


def _from_outside(view: View, preposition: int) -> bool:
    """ "from abroad", "from overseas"."""
    return view.words[preposition] == "from" and any(view.words[c] in ABROAD for c in view.children(preposition))


def _origin(view: View, first: int, last: int, thing: int) -> bool:
    """ "Chinese shoes", "shoes from China", "shoes made in China"."""
    start = first - (view.words[first - 1] == "the")
    before = view.words[max(0, start - 2) : start]
    modifies = last <= thing and first >= thing - 4 and view.words[last : last + 1] not in (["'s"], ["'"])
    made = before[-1:] in (["in"], ["by"]) and not MADE.isdisjoint(view.words[max(0, start - MADE_WITHIN) : start])
    of_people = view.words[thing + 1 : thing + 2] == ["of"] and thing < first <= thing + MADE_WITHIN
    return modifies or "from" in before or made or of_people
