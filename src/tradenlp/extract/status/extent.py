"""How much of a measure a change leaves, and for how long: in part, by degrees, for a time, for longer."""

from __future__ import annotations

from tradenlp.extract.status.actions import PERCENT
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

SHARES = word_list("shares")
LESSENING = frozenset({"reduce", "reduced", "reducing", "lower", "lowered", "lowering", "cut", "cutting", "ease"})
LONGEST_SHARE = 6
"""words of "on no less than 90 per cent of" """
SOME = frozenset({"some", "most", "many", "much", "several", "certain"})
"""those of the shares that stand before a noun as well: "a third of the levies", but "a third levy" is one levy"""
LONGER = frozenset({"more", "another", "further", "additional"})
PASSING = frozenset({"temporary", "provisional", "interim"})
GRADUALLY = word_list("gradually")
DEGREES = word_list("degrees")
LIMITS = word_list("limits")


def in_part(view: View, verb: int) -> bool:
    """ "cancelled 91% of the duties", "most of the tariffs were lifted", "scrapped some levies": the rest stays."""
    if view.words[verb + 1 : verb + 3] == ["all", "but"]:
        return True
    for thing in view.children(verb):
        if view.deps[thing] not in ("dobj", "nsubjpass"):
            continue
        parted = view.words[thing] in SHARES and any(view.words[c] == "of" for c in view.children(thing))
        some = (c for c in view.children(thing) if c < thing and view.deps[c] in ("det", "amod"))
        if parted or any(view.words[c] in SOME for c in some):
            return True
    return _on_share(view, verb) or _or_less(view, verb) or _by_degrees(view, verb)


def _by_degrees(view: View, verb: int) -> bool:
    """ "Lifted in stages", "scrapped up to a limit", "phased out over ten years": something of it is left."""
    for child in (c for c in view.children(verb) if c > verb and view.deps[c] in ("prep", "advmod", "agent")):
        below = [view.words[t] for t in view.subtree(child)]
        if view.words[child] in GRADUALLY or (view.words[child] in ("in", "by") and below[-1] in DEGREES):
            return True
        if view.words[child] in ("up", "within") and not LIMITS.isdisjoint(below):
            return True
        if view.words[child] in ("over", "within") and any(_is_span(view, t) for t in view.children(child)):
            return True
    return False


def _or_less(view: View, verb: int) -> bool:
    """ "to reduce or eliminate tariffs", "will begin to": some of them only fall."""
    begun = [c for c in view.children(verb) if view.deps[c] == "xcomp"]
    joined = (c for first in begun for c in view.children(first) if view.deps[c] == "conj")
    for second in (verb, *joined):
        first = view.heads[second]
        if view.deps[second] == "conj" and "or" in view.words[first:second] and view.words[first] in LESSENING:
            return True
    return False


def _on_share(view: View, verb: int) -> bool:
    """ "to scrap duties on 90 percent of goods": what they are on is a part."""
    below = view.subtree(verb)
    shares = (t for t in below[:-1] if view.words[t] in PERCENT and view.words[t + 1] == "of")
    return any(t > verb and "on" in view.words[max(verb, t - LONGEST_SHARE) : t] for t in shares)


def for_a_time(view: View, token: int) -> bool:
    """ "revoked until September", "lifted for a year": what is taken away for a time only is suspended."""
    if not view.tags[token].startswith("V") or view.tags[token] == "VBG":
        before = [c for c in view.children(token) if c < token and view.deps[c] in ("amod", "compound", "nummod")]
        if any(view.words[c] in PASSING or any(_is_span(view, t) for t in view.subtree(c)) for c in before):
            return True  # "the temporary lifting", "a six-month lifting"
    joined = [c for c in view.children(token) if view.words[c] == "but"]
    for child in view.children(token):
        if joined and child > joined[0]:
            return False
        if view.words[child] in ("until", "till", "through") and view.deps[child] in ("prep", "mark"):
            return True
        if view.words[child] in ("temporarily", "provisionally"):
            return True
        if view.words[child] == "for" and any(_is_span(view, below) for below in view.children(child)):
            return True
    return False


def for_longer(view: View, token: int) -> bool:
    """ "For one more year Japan will charge duties", "will apply for a further fifteen months": what goes on."""
    spans = (o for c in view.children(token) if view.words[c] == "for" for o in view.children(c) if _is_span(view, o))
    before = (view.words[max(0, span - 3) : span] for span in spans)
    return any(not LONGER.isdisjoint(words) and "than" not in words for words in before)  # not "more than a year"


def widened(view: View, verb: int) -> bool:
    """ "Extended the ban to shallots", "the ban extends to shallots": over more things, and for no longer time."""
    if not view.words[verb].startswith("extend"):
        return False
    aims = (o for c in view.children(verb) if view.words[c] == "to" for o in view.children(c) if view.deps[o] == "pobj")
    return any(not any(d.first <= o < d.last for d in view.dates) and not view.words[o].isdigit() for o in aims)


def still(view: View, token: int) -> bool:
    """ "Will still pay 9%", "is still charged": what was there before."""
    return any(view.words[c] == "still" and c < token for c in view.children(token))


def _is_span(view: View, token: int) -> bool:
    same = view.words[token] == "period" and view.words[token - 1] in ("same", "limited", "transitional")
    return same or any(d.first <= token < d.last and d.fact.type == "duration" for d in view.dates)
