"""Bans and limits that no state lays: what a firm does of its own accord, what nobody ever did."""

from __future__ import annotations

from itertools import islice

from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.holders import kinds_at
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

SOLD_LOW = "sold too cheaply"
UP = 3
"""words from "sell" up to the sellers: "growers of onions, who sell" """
AT_HOME = frozenset({"local", "domestic", "its", "our"})
PRIVATE = flow_words("private")
HAPPENINGS = flow_words("happenings")
"""what stops trade without anybody's decision: "the dispute halted exports of beef" """
DEEDS = frozenset({"dump", "dumps", "dumped", "dumping", "selling"})
DUMPS = "dumps goods"
JUDGING = word_list("judging_dumping")
MONEYS = word_list("moneys")
CEASING = frozenset(form for verb in ("stop", "halt", "cease", "end", "quit") for form in inflections(verb))
PRONOUNS = frozenset({"it", "they", "he", "she", "we"})
RELATIVES = frozenset({"WDT", "WP"})
SAYING = word_list("reporting")
FLOW_BANS = frozenset({"import_ban", "export_ban", "import_quota", "export_quota"})
OF_STATES = FLOW_BANS | {"trade_agreement"}
"""types of what firms do too, and of which they have no part when states do it"""
BOUND = frozenset({"must", "may", "can", "shall", "cannot", "ca"})
BIDDING = frozenset(
    form for name in ("bidding", "ordering", "binding") for verb in flow_words(name) for form in inflections(verb)
)


def is_idle(view: View, cue: Cue) -> bool:
    """Whether no state does what a cue of a ban tells: a firm does it for itself, or nobody ever did."""
    return (
        no_trade(view, cue)
        or _own_loss(view, cue)
        or _misread(view, cue)
        or _choice_of_firm(view, cue)
        or _never_done(view, cue)
    )


def _misread(view: View, cue: Cue) -> bool:
    """ "Must deal with a flood of imports", "the United States, in which": taken for a deal and for who states."""
    word, following = view.words[cue.head], view.words[cue.head + 1 : cue.head + 2]
    if cue.kind.id == "trade_agreement" and word == "deal" and following == ["with"]:
        return view.is_verb(cue.head)
    return word == "states" and view.tags[cue.head].startswith("NNP")


def _own_loss(view: View, cue: Cue) -> bool:
    """ "Local growers, who sell onions below cost": they lose by it, and dump nothing on anybody."""
    if cue.entry.id != SOLD_LOW or not view.is_verb(cue.head):
        return False
    sellers = [c for c in view.children(cue.head) if view.deps[c] == "nsubj"]
    above = islice(view.ancestors(cue.head), UP) if view.deps[cue.head] == "relcl" else ()
    sellers += [t for t in above if view.tags[t].startswith("NN")]
    return any(not AT_HOME.isdisjoint(view.words[t] for t in view.subtree(s) if t < cue.head) for s in sellers)


def no_trade(view: View, cue: Cue) -> bool:
    """Whether what a verb of trade is said of is no trade that a state acts on: sellers' own ways, or money."""
    return _sellers_way(view, cue) or _of_money(view, cue)


def _sellers_way(view: View, cue: Cue) -> bool:
    """ "Has stopped dumping chips", "are still dumping them": what sellers do is no remedy till it is judged."""
    if cue.kind.id != "anti_dumping" or cue.entry.id not in (SOLD_LOW, DUMPS) or view.words[cue.head] not in DEEDS:
        return False
    if view.deps[cue.head] in ("xcomp", "dobj") and view.words[view.heads[cue.head]] in CEASING:
        return True
    start, end = next((s, e) for s, e in view.sentences if s <= cue.head < e)
    return cue.entry.id == DUMPS and JUDGING.isdisjoint(view.words[start:end])


def _of_money(view: View, cue: Cue) -> bool:
    """ "Limits debt repayments to 10% of exports", "stopped buying dollars", "hold currencies at": no goods move."""
    if cue.kind.id not in FLOW_BANS or not view.is_verb(cue.head):
        return False
    below = [cue.head, *(c for c in view.children(cue.head) if view.deps[c] == "xcomp")]
    return any(view.words[c] in MONEYS for verb in below for c in view.children(verb) if view.deps[c] == "dobj")


def _never_done(view: View, cue: Cue) -> bool:
    """ "Pakistan, which never stopped selling"."""
    if cue.kind.id not in FLOW_BANS or view.tags[cue.head] not in ("VBD", "VBN"):
        return False
    return any(view.words[c] == "never" for c in view.children(cue.head))


def _choice_of_firm(view: View, cue: Cue) -> bool:
    """ "DHL stopped shipping goods to America": what a firm does of its own accord is no act of a state."""
    if cue.kind.id not in OF_STATES or not view.is_verb(cue.head) or not is_private(view, cue.head):
        return False
    children = {view.words[c] for c in view.children(cue.head)}
    above = view.heads[cue.head]
    bidden = view.deps[cue.head] in ("xcomp", "ccomp", "advcl") and view.words[above] in BIDDING
    return not bidden and children.isdisjoint(BOUND)


def is_private(view: View, verb: int) -> bool:
    """Whether it is a firm, and not a state, that acts."""
    for child in view.children(verb):
        if view.deps[child] not in ("nsubj", "agent"):
            continue
        doers = [child] if view.deps[child] == "nsubj" else view.children(child)
        doers = [view.heads[verb] if view.tags[d] in RELATIVES and view.deps[verb] == "relcl" else d for d in doers]
        if any(_is_firm(view, doer) for doer in (*doers, *_speaker(view, verb, child))):
            return True
    return False


def _is_firm(view: View, doer: int) -> bool:
    return view.words[doer] in PRIVATE | HAPPENINGS or bool(kinds_at(view, doer) & {"company", "media"})


def _speaker(view: View, verb: int, subject: int) -> list[int]:
    """ "The grocer said that it had stopped buying": who says so of himself."""
    above = view.heads[verb]
    if view.words[subject] not in PRONOUNS or view.deps[verb] != "ccomp" or view.words[above] not in SAYING:
        return []
    return [c for c in view.children(above) if view.deps[c] == "nsubj"]
