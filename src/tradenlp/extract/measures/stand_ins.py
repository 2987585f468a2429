"""Pronouns that stand for the noun of a measure: "duties on steel and those on cement", "the definitive ones".

What a measure named before is said of, laid on or called beside it makes another measure of the same type.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.cues import Cue, find_cues
from tradenlp.extract.measures.lexicon import CueEntry, word_list
from tradenlp.extract.measures.links import is_below
from tradenlp.extract.view import View, within

STAND_IN = CueEntry("stand-in", (), ())
"""the cue of a pronoun"""
STAGES = word_list("remedy_stages") | word_list("called_of_measures")
"""adjectives of measures and of hardly anything else"""
POINTING = frozenset({"those", "that"})
LAID = frozenset({"on", "against", "upon", "over"})
"""by which a measure is laid on goods or states, as no other noun is"""
OF = frozenset({"of", "from", "for", "under"})
"""by which other nouns are told more of too ("prices higher than those of Peru"): only where nothing governs them"""
DONE = word_list("done_with_measures")
"""participles said of measures"""
LAYING = frozenset({"imposed", "introduced", "levied", "slapped"})
"""those that are said of hardly anything else"""
ORDINALS = frozenset({"second", "third", "another", "similar", "separate", "twin"})
SINGULAR = frozenset({"that", "one"})
BEFORE = frozenset({"and", "while", "but", ",", "or"})
GOODS_WITHIN = 3
"""tokens after "that on" within which the goods begin"""
FAR = 2
"""sentences back to the noun that "one" means"""
REACH = 30
"""tokens back to the noun that is meant"""
PLURAL = frozenset({"NNS", "NNPS"})


def stand_ins(view: View, start: int, end: int, taken: Sequence[Cue]) -> Iterator[Cue]:
    """Pronouns of a sentence that stand for a noun that one of the cues `taken` from it, or one before it, names."""
    used = {t for cue in taken for t in cue.tokens}
    for token in range(start + 1, end - 1):
        word = view.words[token]
        if word in POINTING and (_told_more(view, token) or _that_on_goods(view, token)):
            meant = _noun_before(view, token, taken)
        elif (word == "ones" and token not in used and _described(view, token)) or (
            word == "one" and token not in used and _one_more(view, token)
        ):
            meant = _noun_before(view, token, taken) or _noun_of_last(view, token, start)
        else:
            continue
        if word == "one" and meant is not None and meant.kind.side not in ("import", "export"):
            continue
        if meant is not None and not _another_noun(view, meant.head, token):
            yield Cue(meant.kind, STAND_IN, (token,), token)


def _told_more(view: View, token: int) -> bool:
    """ "those on cement", "that imposed in May", but not "those who": what is meant has goods, a maker, a day."""
    following = next((c for c in view.children(token) if c == token + 1), None)
    if following is None or view.tags[token] != "DT":
        return False
    word, role = view.words[following], view.deps[following]
    if role == "acl":
        return word in DONE
    return role == "prep" and (word in LAID or (word in OF and view.deps[token] != "pobj"))


def _that_on_goods(view: View, token: int) -> bool:
    """ "while that on rice was scrapped": a pronoun that is often taken for the conjunction."""
    if view.words[token] != "that" or view.words[token - 1] not in BEFORE:
        return False
    if LAID.isdisjoint(view.words[token + 1 : token + 2]):
        return False
    return bool(within(view.goods, token + 2, token + 2 + GOODS_WITHIN))


def _described(view: View, token: int) -> bool:
    """ "the European ones", "the definitive ones", but not "ones in May"."""
    before = [c for c in view.children(token) if c < token]
    return any(view.words[c] == "the" for c in before) and any(view.deps[c] == "amod" for c in before)


def _one_more(view: View, token: int) -> bool:
    """ "The one on copper", "a second one": one more of the same, laid on other goods or on another state."""
    before = {view.words[c] for c in view.children(token) if c < token}
    laid = (c for c in view.children(token) if c == token + 1 and view.words[c] in LAID)
    aimed = any(view.tags[t] != "CD" for c in laid for t in view.children(c))
    if not ORDINALS.isdisjoint(before):
        return aimed or view.deps[token] in ("nsubj", "nsubjpass")
    return "the" in before and aimed


def _another_noun(view: View, noun: int, token: int) -> bool:
    """ "Duties on cars, and those from Japan are dear": whether the pronoun may as well stand for a noun between.

    What is laid on goods, or called as measures are, is a measure for all the goods that are named before it.
    """
    laid = not (LAID | LAYING).isdisjoint(view.words[token + 1 : token + 2]) or view.words[token - 1] in STAGES
    between = [t for t in range(noun + 1, token) if view.tags[t] in PLURAL and _agrees(view, t, token)]
    return any(not (laid and _is_covered(view, t, noun)) for t in between)


def _is_covered(view: View, token: int, noun: int) -> bool:
    return is_below(view, token, noun) or bool(within(view.goods, token, token + 1))


def _noun_before(view: View, token: int, taken: Sequence[Cue]) -> Cue | None:
    """The nearest measure before a pronoun that a noun of the same number names."""
    near = [c for c in taken if c.head < token <= c.head + REACH and _agrees(view, c.head, token)]
    return max(near, key=lambda c: c.head, default=None)


def _noun_of_last(view: View, token: int, start: int) -> Cue | None:
    """The last measure that the sentences before name by a noun."""
    for _ in range(FAR):
        last = next((s for s in view.sentences if s[1] == start), None)
        if last is None:
            return None
        named = [c for c in find_cues(view.words, *last) if not c.entry.weak and _agrees(view, c.head, token)]
        if named or view.words[token] != "one":
            return max(named, key=lambda c: c.head, default=None)
        start = last[0]
    return None


def _agrees(view: View, noun: int, token: int) -> bool:
    """Whether a noun and the pronoun are both of one or both of several."""
    tag = view.tags[noun]
    return tag.startswith("NN") and (tag in PLURAL) == (view.words[token] not in SINGULAR)
