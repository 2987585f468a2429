"""Which words of a sentence still speak of a mention: the governors above it, as far as they reach."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tradenlp.extract.notation import Match
from tradenlp.extract.status.lexicon import StatusEntry, phrasebook, word_list
from tradenlp.extract.view import View

NOUN_GATES = word_list("noun_gates")
DOCUMENTS = word_list("documents")
REPLYING = word_list("replying")
DONE_DEEDS = word_list("done_deeds")
MONEY = word_list("money")
MEANT = word_list("meant")
QUARRELS = word_list("quarrels")
ADJECTIVES = word_list("adjectives")
CHARGES = word_list("charges")
ABOUT = frozenset({"into", "over", "about", "against"})
BROUGHT = word_list("brought")
"""brought or opened over a measure of others; who does so has not set it"""
BREACHES = word_list("breaches")
PART = StatusEntry("part of an idiom", "light", "", (), ())
""" "water" in "poured water on": tells nothing by itself and is passed"""

StatusCues = Mapping[int, StatusEntry]


def status_cues(view: View, start: int, end: int, family: str) -> StatusCues:
    """Status words of a sentence by the token of their head; of two on one token the longer phrase."""
    best: dict[int, Match[StatusEntry]] = {}
    for match in phrasebook(family).within(view.words, start, end):
        adjective = len(match.tokens) == 1 and _is_adjective(view, match.head)
        if adjective or not view.tags[match.head].startswith(match.value.tag):
            continue
        held = best.get(match.head)
        if held is None or len(match.tokens) > len(held.tokens):
            best[match.head] = match
    covered = {t: len(m.tokens) for m in best.values() for t in m.tokens if len(m.tokens) > 1}
    heads = {h: m.value for h, m in best.items() if len(m.tokens) > 1 or covered.get(h, 0) < 2}
    shut = {m.tokens[0] for m in best.values() if m.value.role == "attitude"}  # "laying the ground for"
    parts = (t for t in covered if view.tags[t][:2] in ("NN", "RB") or (view.is_verb(t) and t not in shut))
    return {t: PART for t in parts if t not in heads} | heads


def _is_adjective(view: View, token: int) -> bool:
    """ "slightly lower duties", "nothing clear", "an open market", "prolonged curbs": no act is told."""
    if view.words[token] == "prolonged" and view.deps[token] == "amod":
        return True
    return view.words[token] in ADJECTIVES and view.tags[token].startswith("JJ")


def governors(view: View, cues: StatusCues, head: int, own: Collection[int] = ()) -> Iterator[int]:
    """Governors of a mention that still speak of it.

    A noun is passed only where it is a word of status or a light one ("threat of", "raft of"); the first verb ends the
    climb unless it is one of these or one of `own`, the tokens of the mention; from there it goes on through
    infinitives, reports and joined verbs.
    """
    token, below_verb = head, view.is_verb(head)
    for above in view.ancestors(head):
        dep = view.deps[token]
        if _other_sentence(view, cues, token, above) or _answered(view, token, above) or _inverted(view, token, above):
            return
        if view.words[token] in ("of", "with") and view.words[above] in BREACHES and above not in (*own, *cues):
            return  # "vowed to prevent violations of the ban": it stands
        if view.words[token] in ABOUT and above not in own and _of_quarrel(view, token, above):
            return  # "opened a probe into the tax", "ended the row over the duties"
        if (dep == "relcl" and view.words[above] not in DOCUMENTS) or (
            dep in ("acl", "advcl") and not _gate(view, cues, token, above)
        ):
            return
        if dep == "conj" and any(view.deps[c] == "poss" for c in view.children(token)):
            return
        if dep == "conj" and view.is_verb(token):
            yield from _shared_attitudes(view, cues, token, above)
            return
        if dep not in ("conj", "appos"):
            yield above
            sum_of = (view.words[above] in MONEY or _is_sum(view, above)) and view.words[head] in CHARGES
            passes = sum_of or above in own or dep == "compound" or _passes(view, cues, above)
            passes = passes or _armed(view, cues, token, above) or _borne_by(view, cues, token)
            if not below_verb and not passes:
                return
        below_verb = below_verb or view.is_verb(above)
        token = above


def _is_sum(view: View, token: int) -> bool:
    """ "$4bn in sanctions", which the tagger takes for a noun."""
    return view.words[token][0].isdigit() and token > 0 and view.words[token - 1] in ("$", "€", "£", "¥")


def _other_sentence(view: View, cues: StatusCues, token: int, above: int) -> bool:
    """Whether a clause is one of its own that the parse hangs on its neighbour: "Peru bans ore; buyers seek others".

    A clause before its governor is what somebody said, not what somebody wants.
    """
    if view.deps[token] not in ("ccomp", "conj", "parataxis", "advcl") or not view.is_verb(token):
        return False
    low, high = min(token, above), max(token, above)
    if ";" in view.words[low:high]:
        return True
    wished = above in cues and cues[above].role == "attitude" and cues[above].sense == "propose"
    return view.deps[token] == "ccomp" and token < above and wished


def _inverted(view: View, token: int, above: int) -> bool:
    """ "It could have been avoided had Peru not taxed ham": the auxiliary that the parse takes for a verb of its own.

    What stands above it is what would have come of the condition, and no stance to what is told in it.
    """
    return view.words[above] == "had" and above < token and view.deps[token] == "ccomp" and view.deps[above] != "ROOT"


def _of_quarrel(view: View, about: int, above: int) -> bool:
    """Whether "over" or "into" tells what a quarrel or a probe is about, also where the parse hangs it on the verb."""
    if view.words[above] in QUARRELS:
        return True
    beside = (c for c in view.children(above) if c < about and view.deps[c] in ("dobj", "nsubj", "nsubjpass"))
    return view.is_verb(above) and any(view.words[c] in BROUGHT for c in beside)


def _answered(view: View, token: int, above: int) -> bool:
    """ "retaliated against the curbs", "put off retaliatory steps against them": said of the answer alone."""
    if view.words[token] not in ("against", "to", "for") or token < above:
        return False
    return view.words[above] in REPLYING or any(view.words[c] == "retaliatory" for c in view.children(above))


def is_answered(view: View, act: int) -> bool:
    """ "In response to Chile's decision to tax wine", "to its moves to": an answer comes to what is done."""
    noun = view.heads[act]
    infinitive = any(view.words[c] == "to" and view.deps[c] == "aux" for c in view.children(act))
    if not infinitive or view.words[noun] not in DONE_DEEDS or view.deps[noun] != "pobj":
        return False
    return _answered(view, view.heads[noun], view.heads[view.heads[noun]])


def _passes(view: View, cues: StatusCues, token: int) -> bool:
    function_word = view.tags[token] in ("IN", "TO", "RP", "CD", "$") or view.words[token] in (
        "is",
        "are",
        "was",
        "were",
        "be",
        "'s",
    )
    return token in cues or function_word


def _borne_by(view: View, cues: StatusCues, token: int) -> bool:
    """ "A list of goods subject to duties": what bears a measure is passed, for what is said of its list."""
    return token in cues and cues[token].id == "bear" and view.deps[token] == "amod"


def _armed(view: View, cues: StatusCues, token: int, above: int) -> bool:
    """ "threatened buyers with a levy": what the parse hangs on the object is what the verb is done with."""
    verb = view.heads[above]
    return view.words[token] == "with" and view.deps[above] == "dobj" and verb in cues and view.is_verb(verb)


def _gate(view: View, cues: StatusCues, token: int, above: int) -> bool:
    """ "a plan to impose", "moved to impose", "an order imposing": what the plan, the move or the order is about."""
    if cues.get(token) is PART:  # "put on hold the fees", where "hold" is taken for a verb
        return True
    if view.words[above] in DOCUMENTS or (view.tags[token] == "VBG" and view.deps[token] == "advcl"):
        return True
    infinitive = any(view.words[c] == "to" for c in view.children(token))
    speaks = view.is_verb(above) or view.words[above] in NOUN_GATES
    return infinitive and (speaks or (above in cues and cues[above].role == "attitude"))


def _shared_attitudes(view: View, cues: StatusCues, token: int, above: int) -> Iterator[int]:
    """What governs the first of two joined verbs governs the second too, unless that has a subject of its own."""
    if not any(view.deps[c].startswith("nsubj") for c in view.children(token)):
        yield from governors(view, cues, above)


def clauses_behind(view: View, head: int) -> Iterator[int]:
    """Clauses on the noun, also those that the parse hangs on the last noun of its phrase ("a duty on tea that")."""
    yield from (c for c in view.children(head) if c > head and view.deps[c] in ("acl", "relcl"))
    for preposition in (c for c in view.children(head) if c > head and view.deps[c] == "prep"):
        for noun in (c for c in view.children(preposition) if view.deps[c] == "pobj"):
            yield from (c for c in view.children(noun) if view.deps[c] == "relcl" or _meant(view, c))
            yield from _further_behind(view, noun)


def _further_behind(view: View, noun: int) -> Iterator[int]:
    """ "duties of 25% on steel and 10% on tin, imposed in 2018": what is said of them after the last of their goods."""
    for child in (c for c in view.children(noun) if c > noun and view.deps[c] in ("conj", "prep", "pobj", "appos")):
        if not view.is_verb(child):
            yield from (c for c in view.children(child) if _meant(view, c))
            yield from _further_behind(view, child)


def _meant(view: View, clause: int) -> bool:
    """ "tariffs on Danish ham set to take effect": a participle that is said of a measure and not of its goods."""
    return view.deps[clause] == "acl" and view.words[clause] in MEANT
