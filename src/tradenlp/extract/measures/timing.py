"""When a measure was announced, takes effect and ends, as the dates of one mention's sentence tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.measures.beside import DOCUMENTS, SUBJECTS, joined_behind, of_document, reported_by
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.state import context_of
from tradenlp.extract.status.climb import clauses_behind, governors
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression
from tradenlp.lexicon import read_toml

ANNOUNCED_BY_NATURE = frozenset({"entity_listing", "trade_dispute", "trade_agreement", "trade_investigation"})
CASES = frozenset({"trade_dispute", "trade_investigation"})
"""what is opened, not put in force"""
PROBES = frozenset({"anti_dumping", "countervailing_duty", "safeguard"})
LOOSE = 40
"""distance of a date that does not hang on the mention"""
BESIDE = 20
"""distance of a date that hangs on a verb beside the mention"""
SURE_SINCE = frozenset({"from", "starting", "effective", "commencing", "since"})
DECIDED = frozenset({"announced", "suspended", "eased", "investigating", "extended"})
"""what is decided or set aside, and has no day in the text, was so on the day of the news"""
CHANGES = ("remove", "ease", "suspend", "extend")
FORETELLING = frozenset({"will", "would", "'ll"})
JOINTS = frozenset({";", "and", "but", "while", "after"})
"""between a day and a mention: this tells of something else"""
LAWS = frozenset({"act", "law", "code", "treaty", "statute"})
RELIEFS = frozenset({"minimis", "free", "exemption"})


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of `timing.toml`."""
    return frozenset(read_toml(Path(__file__).parent / "timing.toml")["lists"][name])


@dataclass(frozen=True, slots=True)
class Timing:
    """Values of date expressions, or None, with the token of each."""

    announced: str | None = None
    effective: str | None = None
    until: str | None = None
    tokens: tuple[tuple[str, int], ...] = ()
    length: str | None = None
    """the duration for which it is to hold"""
    done: str | None = None
    """the day of announcement where it was not told of then but done"""
    stood: str | None = None
    """the day from which stood what is removed or changed"""


@dataclass(frozen=True, slots=True)
class Found:
    """A date that fills a slot, and how far from the mention it hangs."""

    slot: str
    value: str
    far: int
    token: int
    done: bool = False


def read_timing(view: View, cue: Cue, statuses: Mapping[int, StatusEntry], start: int, end: int) -> Timing:
    """Each date of the sentence that hangs on the mention or on its verbs, by preposition and verb; nearest first."""
    dates = [p for p in within(view.dates, start, end) if p.fact.type == "date" and p.fact.value is not None]
    if not dates:
        return Timing()
    anchors = anchors_of(view, cue, statuses)
    found = [f for placed in dates for f in _read(_Asked(view, placed, cue, statuses, anchors))]
    found += [f for placed in dates for f in _read_loose(view, placed, cue.end, LOOSE) if placed.first >= cue.end]
    found += [f for placed in dates if placed.last <= cue.start for f in _read_ahead(view, placed, cue.start, statuses)]
    best: dict[str, Found] = {}
    for one in sorted(found, key=lambda f: (f.far, f.token)):
        best.setdefault(one.slot, one)
    values = {name: one.value for name, one in best.items()}
    return Timing(
        values.get("announced"),
        values.get("effective"),
        values.get("until"),
        tuple((name, one.token) for name, one in best.items()),
        done=best["announced"].value if "announced" in best and best["announced"].done else None,
        stood=values.get("stood"),
    )


def anchors_of(view: View, cue: Cue, statuses: Mapping[int, StatusEntry]) -> dict[int, int]:
    """Tokens that a date of the mention hangs on, with their distance: its phrase, its verbs, joined verbs."""
    anchors = dict.fromkeys((*cue.tokens, *_phrase(view, cue.head)), 0)
    for clause in clauses_behind(view, cue.head) if not view.is_verb(cue.head) else ():
        anchors.setdefault(clause, 1)
        for token in (c for c in view.subtree(clause) if view.deps[c] in ("xcomp", "acomp")):
            anchors.setdefault(token, 1)
    for far, above in enumerate(governors(view, statuses, cue.head, cue.tokens), start=1):
        anchors.setdefault(above, far)
        for child in view.children(above):
            joined = view.deps[child] in ("conj", "xcomp", "advcl", "acomp") and child not in anchors
            joined = joined and not (view.deps[child] == "conj" and _of_another(view, child))
            if joined and (view.is_verb(child) or view.deps[child] == "acomp"):
                anchors[child] = far + 1
    return anchors


def _of_another(view: View, verb: int) -> bool:
    """ "Peru banned the ore and buyers cancelled orders in May": a joined verb that tells what somebody else did."""
    return any(view.deps[c] in SUBJECTS and not view.tags[c].startswith("PRP") for c in view.children(verb))


def _phrase(view: View, head: int) -> Iterator[int]:
    """The noun or verb of a mention with what hangs on it, but not what stands in clauses further down."""
    yield head
    for child in view.children(head):
        clause = view.deps[child] in ("advcl", "ccomp", "conj", "relcl", "parataxis") and view.is_verb(child)
        if not clause or (view.deps[child] == "relcl" and not view.is_verb(head)):
            yield child
            yield from (below for below in view.children(child) if not view.is_verb(below))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A date, and the mention of which it may tell a day."""

    view: View
    placed: Placed[DateExpression]
    cue: Cue
    statuses: Mapping[int, StatusEntry]
    anchors: Mapping[int, int]

    def slot(self, verb: int) -> str | None:
        """The slot that the date fills where it hangs on a verb."""
        return _slot(self.view, self.placed, self.cue, self.statuses, verb)


def _read(asked: _Asked) -> Iterator[Found]:
    view, placed, cue, anchors = asked.view, asked.placed, asked.cue, asked.anchors
    if _names_a_deal(view, placed, cue) and is_past(view, placed.fact):
        yield Found("announced", placed.fact.value or "", 0, placed.first)
        return
    verb = _governor(view, placed, anchors)
    if _of_a_law(view, placed) or _compared(view, placed):
        return
    if verb is None and (told := _when(view, placed, anchors)) is not None:
        slot = asked.slot(told)
        if slot is not None and is_past(view, placed.fact):
            slot = "announced" if slot == "done" else slot
            yield Found(slot, (placed.fact.value or "").split("/")[0], anchors[told], placed.first)
        return
    yield from _read_beside(asked) if verb is None else _read_at(asked, verb)


def _read_at(asked: _Asked, verb: int) -> Iterator[Found]:
    """A day that hangs on a verb of the mention."""
    view, placed, cue = asked.view, asked.placed, asked.cue
    value, far = placed.fact.value or "", asked.anchors[verb]
    slot = asked.slot(verb)
    done, slot = slot == "done", "announced" if slot == "done" else slot
    if slot == "announced" and not is_past(view, placed.fact):
        slot = None if view.words[verb] in words("deciding") or cue.kind.side in ("deal", "dispute") else "effective"
    if slot == "effective" and view.deps[verb] == "conj" and far > 1 and _lifts(view, asked.statuses, verb):
        slot = "until"  # "imposed duties in May and lifted them in June"
    if slot == "effective" and "/" in value:
        first, last = value.split("/", 1)
        if view.words[verb] in words("delaying_verbs") and verb < placed.first:
            yield Found("effective", last, far, placed.first)
            return
        yield Found("effective", first, far, placed.first)
        yield Found("until", last, far, placed.first)
    elif slot in ("announced", "effective") and _stood_then(asked, verb):
        yield Found("stood", value, far, placed.first)
    elif slot:
        yield Found(slot, value, far, placed.first, done)


def _stood_then(asked: _Asked, verb: int) -> bool:
    """ "lifted the ban that it imposed in March": when the old rule began."""
    described = asked.view.deps[verb] in ("relcl", "acl") and verb > asked.cue.head
    entry = asked.statuses.get(verb)
    if not described or entry is None or entry.sense != "impose":
        return False
    above = (asked.statuses.get(a) for a in asked.anchors if a < asked.cue.head and asked.view.is_verb(a))
    return any(e is not None and e.sense in CHANGES for e in above)


def _read_beside(asked: _Asked) -> Iterator[Found]:
    """A day that hangs on a verb beside the mention: of its document, of a verb before its own, of who tells it."""
    view, placed, cue, anchors = asked.view, asked.placed, asked.cue, asked.anchors
    last = placed.last - 1
    verb = next((a for a in view.ancestors(last) if view.is_verb(a) and not placed.first <= a <= last), None)
    if verb is None:
        return
    value, telling, past = placed.fact.value or "", words("telling_verbs"), is_past(view, placed.fact)
    if not past or "/" in value:
        return
    on_paper = view.words[verb] in telling and of_document(view, verb, anchors, asked.statuses, cue.tokens)
    if on_paper or reported_by(view, verb, cue.head, telling):
        yield Found("announced", value, BESIDE, placed.first)
    elif (joined := joined_behind(view, verb, placed.first, anchors)) is not None:
        slot = asked.slot(verb if view.words[verb] in words("starting_verbs") else joined)
        done = slot == "done" or (slot == "effective" and _decided_then(view, placed.fact, verb))
        if done:
            yield Found("announced", value, BESIDE, placed.first, done)
        elif slot is not None and slot != "until":
            yield Found(slot, value, BESIDE, placed.first)


def _names_a_deal(view: View, placed: Placed[DateExpression], cue: Cue) -> bool:
    """ "the May deal", "last year's pact": the date in front of an agreement is that of its conclusion."""
    if cue.kind.side != "deal" or placed.last > cue.head or view.tags[cue.head].startswith("V"):
        return False
    between = range(placed.last, cue.head)
    return cue.head - placed.last <= 3 and all(view.tags[t].startswith(("NN", "JJ", "POS", "HYPH")) for t in between)


def _read_loose(view: View, placed: Placed[DateExpression], after: int, far: int) -> Iterator[Found]:
    """A date behind the mention whose own words say what it is, however the clause is parsed."""
    before, at = preposition(view, placed.first)
    value = placed.fact.value or ""
    if at < after or _of_a_law(view, placed):
        return
    if before in SURE_SINCE and "/" not in value:
        yield Found("effective", value, far, placed.first)


def _read_ahead(
    view: View, placed: Placed[DateExpression], mention: int, statuses: Mapping[int, StatusEntry]
) -> Iterator[Found]:
    """ "From Friday, 10% on tin", "whoever lands tin from Friday owes 10%": a day to come before what begins on it."""
    before, at = preposition(view, placed.first)
    apart = not JOINTS.isdisjoint(view.words[placed.last : mention]) or view.words[at - 1] == "effect"
    if before not in SURE_SINCE or is_past(view, placed.fact) or apart:
        return
    verb = next((a for a in view.ancestors(placed.last - 1) if view.is_verb(a)), None)
    entry = statuses.get(verb) if verb is not None else None
    if entry is None or entry.sense == "impose":
        yield Found("effective", (placed.fact.value or "").split("/")[0], LOOSE + 1, placed.first)


def _of_a_law(view: View, placed: Placed[DateExpression]) -> bool:
    """ "the Trade Act from 1962", "a law of 2015", "a 1962 trade law": the year is the law's."""
    at, last = preposition(view, placed.first)[1], placed.last - 1
    before = at > 0 and view.words[at - 1] in LAWS
    return before or (view.heads[last] >= placed.last and view.words[view.heads[last]] in LAWS)


def _compared(view: View, placed: Placed[DateExpression]) -> bool:
    """ "half of last year's volume", "47% less than in 2024", "against 2019": what a figure is measured by."""
    last = placed.last - 1
    if placed.last < len(view.words) and view.words[placed.last] == "'s" and view.deps[last] == "poss":
        return view.words[view.heads[last]] in words("amounts")
    before, at = preposition(view, placed.first)
    if before == "than" and view.words[at - 1] in ("later", "earlier", "sooner"):
        return False
    return before in ("than", "against", "versus") or (before == "in" and view.words[at - 1] in ("than", "from"))


def _when(view: View, placed: Placed[DateExpression], anchors: Mapping[int, int]) -> int | None:
    """ "in 2020, when it banned the apps": the verb of the clause that tells what happened then."""
    after = placed.last + (view.words[placed.last : placed.last + 1] == [","])
    if view.words[after : after + 1] != ["when"]:
        return None
    return next((a for a in view.ancestors(after) if view.is_verb(a) and a > after and a in anchors), None)


def is_past(view: View, fact: DateExpression) -> bool:
    """Whether a day can be one of announcement: it does not lie after the day of publication."""
    published = context_of(view.doc).published
    return published is None or fact.start_date is None or fact.start_date <= published


def preposition(view: View, first: int) -> tuple[str, int]:
    """The word that introduces a date, and its token."""
    token = first - 1
    while token > max(-1, first - 5) and view.words[token] in words("passed_over"):
        token -= 1
    if token < 0:
        return "", 0
    if view.words[token] == "of" and view.words[token - 1] == "as":
        return "since", token
    if view.words[token] == "to" and view.words[token - 1] == "up":
        return "until", token
    return view.words[token], token


def _slot(
    view: View, placed: Placed[DateExpression], cue: Cue, statuses: Mapping[int, StatusEntry], verb: int
) -> str | None:
    before, at = preposition(view, placed.first)
    later = delays(view, verb)
    if once_planned(view, verb):
        return None
    if before in words("until_words") or (before == "to" and later):
        return "effective" if _denied(view, verb) or later else "until"
    if before == "before" and _denied(view, verb):
        return "until"
    if before in ("from", "to") and {"date", "dates", "dated", "dating"} & set(view.words[max(0, at - 2) : at]):
        return "announced"
    if before in words("since_words"):
        return "effective"
    return _by_verb(view, placed, cue, statuses, verb)


def _denied(view: View, verb: int) -> bool:
    return any(view.deps[c] == "neg" for c in view.children(verb))


def delays(view: View, verb: int) -> bool:
    """Whether a verb moves something to a later day: "postponed until", "put off to"."""
    off = view.words[verb] in ("put", "puts", "putting") and any(view.words[c] == "off" for c in view.children(verb))
    return off or view.words[verb] in words("delaying_verbs")


def once_planned(view: View, verb: int) -> bool:
    """ "was due to last until March", "had been meant to start in May": it came otherwise."""
    below = (c for c in view.children(verb) if view.deps[c] in ("acomp", "attr"))
    due = next((t for t in (view.heads[verb], *below) if view.words[t] in words("due")), None)
    if due is None or view.deps[verb] not in ("xcomp", "ROOT"):
        return False
    be = view.heads[due]
    return any(view.words[c] in ("was", "were", "had") for c in (*view.children(due), be, *view.children(be)))


def ends_relief(view: View, cue: Cue) -> bool:
    """Whether a mention names a relief ("de minimis", "duty-free treatment"), the end of which is the measure."""
    return cue.kind.id == "customs_procedure" and not RELIEFS.isdisjoint(view.words[t] for t in cue.tokens)


def _by_verb(
    view: View, placed: Placed[DateExpression], cue: Cue, statuses: Mapping[int, StatusEntry], verb: int
) -> str | None:
    entry, word = statuses.get(verb), view.words[verb]
    if cue.kind.id in CASES and word in words("starting_verbs"):
        return "announced"
    if (entry is not None and entry.id == "take effect") or word in words("starting_verbs"):
        return "effective"
    if word in words("returning_verbs") and entry is None:
        itself = view.heads[cue.head] == verb and view.deps[cue.head] == "nsubj"
        return "effective" if itself else "until"  # "the duty returns in May", "the trade resumes in May"
    if word in words("ending_verbs") and not any(view.deps[c] == "dobj" for c in view.children(verb)):
        return "effective" if ends_relief(view, cue) else "until"
    if verb not in cue.tokens and cue.kind.side not in ("deal", "dispute") and _lifts(view, statuses, verb):
        return "effective"
    if word in words("telling_verbs") or (entry and entry.role == "attitude"):
        return None if word in words("asking_verbs") and cue.kind.side != "dispute" else "announced"
    if cue.kind.id in ANNOUNCED_BY_NATURE and (entry is not None or verb in cue.tokens):
        return "announced"
    if cue.kind.id in PROBES and cue.entry.status == "investigating":
        return "announced"
    if entry is None and verb not in cue.tokens:
        return None
    if is_past(view, placed.fact) and _in_a_document(view, statuses, verb):
        return "announced"
    if "W" in (placed.fact.value or "") and is_past(view, placed.fact):
        return "announced"
    if _decided_then(view, placed.fact, verb):
        return "done"
    sets_aside = entry is not None and entry.sense in ("suspend", "extend") and verb not in cue.tokens
    return "announced" if sets_aside and is_past(view, placed.fact) else "effective"


def _lifts(view: View, statuses: Mapping[int, StatusEntry], verb: int) -> bool:
    """ "lifted the ban on Friday", "issued a notice on Friday that lifts the ban": it ended then."""
    papers = (c for c in view.children(verb) if view.deps[c] == "dobj" and view.words[c] in DOCUMENTS)
    clauses = (c for paper in papers for c in view.children(paper) if view.deps[c] in ("relcl", "acl"))
    return any(t in statuses and statuses[t].sense == "remove" for t in (verb, *clauses))


def _decided_then(view: View, fact: DateExpression, verb: int) -> bool:
    """ "slapped duties on steel on Tuesday": what somebody did on one day was decided then, and may hold later."""
    published = context_of(view.doc).published
    active = view.tags[verb] == "VBD" and not any(view.deps[c] == "auxpass" for c in view.children(verb))
    active = active or any(view.words[c] in FORETELLING for c in view.children(verb) if c < verb)
    if published is None or not active or fact.start_date is None or fact.start_date != fact.end_date:
        return False
    return fact.start_date <= published


def _in_a_document(view: View, statuses: Mapping[int, StatusEntry], verb: int) -> bool:
    """ "signed an order imposing duties on Tuesday": the day is that of the signature."""
    participle = view.tags[verb] == "VBG" and view.deps[verb] in ("acl", "advcl")
    return participle and any(t in statuses and statuses[t].sense == "announce" for t in view.ancestors(verb))


def _governor(view: View, placed: Placed[DateExpression], anchors: Mapping[int, int]) -> int | None:
    """The verb, or noun of an act, that a date hangs on; None where that is not among the anchors."""
    token = placed.last - 1
    for above in (token, *view.ancestors(token)):
        outside = above >= placed.last or above < placed.first
        act = above in anchors and view.tags[above].startswith(("N", "JJ")) and above < placed.first
        act = act and not (view.tags[above].startswith("NNP") and view.deps[above] == "nsubj")
        if outside and (view.is_verb(above) or act):
            return above if above in anchors else None
    return None
