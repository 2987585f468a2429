"""When a measure was announced, takes effect and ends, as the dates of one mention's sentence tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tradenlp.extract.measures.beside import DOCUMENTS, joined_behind, of_document, reported_by
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_anchors import anchors_of, of_another
from tradenlp.extract.measures.day_slots import Found, Timing
from tradenlp.extract.measures.day_words import (
    compared,
    delays,
    denied,
    is_news,
    is_past,
    of_a_law,
    once_planned,
    preposition,
    retold,
    words,
)
from tradenlp.extract.state import context_of
from tradenlp.extract.status.lexicon import StatusEntry
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import DateExpression

ANNOUNCED_BY_NATURE = frozenset({"entity_listing", "trade_dispute", "trade_agreement", "trade_investigation"})
CASES = frozenset({"trade_dispute", "trade_investigation"})
"""what is opened, not put in force"""
PROBES = frozenset({"anti_dumping", "countervailing_duty", "safeguard"})
OPENING = 2
"""words before a day that opens a sentence: "On", "In early" """
LOOSE = 40
"""distance of a date that does not hang on the mention"""
BESIDE = 20
"""distance of a date that hangs on a verb beside the mention"""
SURE_SINCE = frozenset({"from", "starting", "beginning", "effective", "commencing", "since"})
DECIDED = frozenset({"announced", "suspended", "eased", "investigating", "extended"})
"""what is decided or set aside, and has no day in the text, was so on the day of the news"""
CHANGES = ("remove", "ease", "suspend", "extend")
STANDING = frozenset({"place", "force", "effect"})
"""closes "in place", "in force" before a day"""
FORETELLING = frozenset({"will", "would", "'ll"})
JOINTS = frozenset({";", "and", "but", "while", "after"})
"""between a day and a mention: this tells of something else"""
AFTER = frozenset({"to", "after", "following", "against", "over", "despite", "for"})
"""before what another has done: "after Peru's move in May" """
INSTEAD = frozenset({("instead", "of"), ("rather", "than")})
RELIEFS = frozenset({"minimis", "free", "exemption", "exemptions", "threshold", "thresholds", "perk", "perks", "break",
                     "breaks", "privilege", "concession", "loophole"})  # fmt: skip


def read_timing(view: View, cue: Cue, statuses: Mapping[int, StatusEntry], start: int, end: int) -> Timing:
    """Each date of the sentence that hangs on the mention or on its verbs, by preposition and verb; nearest first."""
    dates = [p for p in within(view.dates, start, end) if p.fact.type == "date" and p.fact.value is not None]
    if not dates:
        return Timing()
    anchors = anchors_of(view, cue, statuses)
    asked = [_Asked(view, placed, cue, statuses, anchors) for placed in dates]
    found = [f for one in asked for f in _read(one)]
    found += [f for one in asked if one.placed.first >= cue.end for f in _read_loose(one)]
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
    verb = _governor(asked)
    if of_a_law(view, placed) or compared(view, placed):
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
        slot = None if view.words[verb] in words("deciding") or cue.kind.two_sided else "effective"
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
        if slot == "effective" and _lifted_then(asked, verb):
            yield Found("announced", value, far, placed.first)


def _lifted_then(asked: _Asked, verb: int) -> bool:
    """ "lifted the ban on Friday", not "lifted it from Friday", as news: it was decided, and ended, then."""
    view, placed = asked.view, asked.placed
    if not _lifts(view, asked.statuses, verb) or _holds_by_itself(view, placed):
        return False
    return _decided_then(view, placed.fact, verb) and is_news(view, placed.fact)


def _stood_then(asked: _Asked, verb: int) -> bool:
    """ "lifted the ban that it imposed in March", "scrapped a duty in force since 2014": when the old rule began."""
    described = asked.view.deps[verb] in ("relcl", "acl") and verb > asked.cue.head
    entry = asked.statuses.get(verb)
    before, at = preposition(asked.view, asked.placed.first)
    if before == "since":
        described = entry is None or entry.sense not in CHANGES or asked.view.words[at - 1] in STANDING
        described = described or asked.view.tags[verb] == "VBD"  # what "lifted it" is told with no "since" of its own
    elif entry is None or entry.sense != "impose":
        return False
    elif _taken_back(asked, verb):
        return True
    if not described:
        return False
    head, governors = asked.cue.head, set(asked.view.ancestors(asked.cue.head))
    outer = (a for a in asked.anchors if asked.view.is_verb(a) and (a <= head or a in governors))
    above = (asked.statuses.get(a) for a in outer)
    return any(e is not None and e.sense in CHANGES for e in above)


def _taken_back(asked: _Asked, verb: int) -> bool:
    """ "Imposed a ban in May but lifted it later": what was ended has another day, if any."""
    view = asked.view
    joined = (c for c in view.children(verb) if view.deps[c] == "conj" and c > asked.placed.last)
    lifts = (c for c in joined if _lifts(view, asked.statuses, c))
    return any(any(view.deps[k] == "dobj" for k in view.children(c)) and not of_another(view, c) for c in lifts)


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


def _read_loose(asked: _Asked) -> Iterator[Found]:
    """A date behind the mention whose own words say what it is, however the clause is parsed."""
    view, placed = asked.view, asked.placed
    before, at = preposition(view, placed.first)
    value = placed.fact.value or ""
    if at < asked.cue.end or of_a_law(view, placed) or compared(view, placed):
        return
    if before in SURE_SINCE and "/" not in value:
        verb = next((a for a in view.ancestors(placed.last - 1) if view.is_verb(a)), asked.cue.head)
        slot = "stood" if before == "since" and _stood_then(asked, verb) else "effective"
        yield Found(slot, value, LOOSE, placed.first)


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


def _when(view: View, placed: Placed[DateExpression], anchors: Mapping[int, int]) -> int | None:
    """ "in 2020, when it banned the apps": the verb of the clause that tells what happened then."""
    after = placed.last + (view.words[placed.last : placed.last + 1] == [","])
    if view.words[after : after + 1] != ["when"]:
        return None
    return next((a for a in view.ancestors(after) if view.is_verb(a) and a > after and a in anchors), None)


def _slot(
    view: View, placed: Placed[DateExpression], cue: Cue, statuses: Mapping[int, StatusEntry], verb: int
) -> str | None:
    before, at = preposition(view, placed.first)
    later = delays(view, verb)
    if once_planned(view, verb) or _not_then(view, placed.first):
        return None
    if before in words("until_words") or (before == "to" and later):
        starts = later or (denied(view, verb) and not _shut(view, cue, verb))
        return "effective" if starts else "until"
    if before == "before" and denied(view, verb):
        return "until"
    if before in ("from", "to") and {"date", "dates", "dated", "dating"} & set(view.words[max(0, at - 2) : at]):
        return "announced"
    if before in words("since_words"):
        return "effective"
    return _by_verb(view, placed, cue, statuses, verb)


def _not_then(view: View, day: int) -> bool:
    """ "Ended in May instead of next March", "rather than on Friday": the day on which it did not happen."""
    return any(tuple(view.words[day - n : day - n + 2]) in INSTEAD for n in (2, 3, 4) if day >= n)


def ends_relief(view: View, cue: Cue) -> bool:
    """Whether a mention names a relief ("de minimis", "duty-free treatment"), the end of which is the measure."""
    return cue.kind.id == "customs_procedure" and not RELIEFS.isdisjoint(view.words[t] for t in cue.tokens)


def _shut(view: View, cue: Cue, verb: int) -> bool:
    """ "Eggs cannot be sold abroad until May": where the denial itself is the measure."""
    return cue.entry.status == "in_force" and verb in cue.tokens and cue.kind.side in ("import", "export")


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
    if verb not in cue.tokens and not cue.kind.two_sided and _lifts(view, statuses, verb):
        return "effective"
    if word in words("telling_verbs") or (entry and entry.role == "attitude"):
        asked = word in words("asking_verbs") and cue.kind.side != "dispute"
        return None if asked or retold(view, verb) else "announced"
    if cue.kind.id in ANNOUNCED_BY_NATURE and (entry is not None or verb in cue.tokens):
        return "announced"
    if cue.kind.id in PROBES and cue.entry.status == "investigating":
        return "announced"
    if entry is None and verb not in cue.tokens and not _of_own_verb(view, cue, verb):
        return None
    if is_past(view, placed.fact) and _in_a_document(view, statuses, verb):
        return "announced"
    if "W" in (placed.fact.value or "") and is_past(view, placed.fact):
        return "announced"
    if _decided_then(view, placed.fact, verb):
        return "done"
    sets_aside = entry is not None and entry.sense in ("suspend", "extend") and verb not in cue.tokens
    return "announced" if sets_aside and is_past(view, placed.fact) else "effective"


def _of_own_verb(view: View, cue: Cue, verb: int) -> bool:
    """ "stopped registering exports in May": what the verb of the mention sets going or ends."""
    return view.deps[verb] == "xcomp" and view.heads[verb] in cue.tokens


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


def _governor(asked: _Asked) -> int | None:
    """The verb, or noun of an act, that a date hangs on; None where that is not among the anchors."""
    view, placed, anchors = asked.view, asked.placed, asked.anchors
    token, holds = placed.last - 1, _holds_by_itself(view, placed)
    for above in (token, *view.ancestors(token)):
        outside = above >= placed.last or above < placed.first
        act = above in anchors and view.tags[above].startswith(("N", "JJ")) and above < placed.first
        act = act and not (view.tags[above].startswith("NNP") and view.deps[above] == "nsubj")
        act = act and (holds or not _only_about(asked, above))
        if _in_apposition(view, above) or (outside and above not in anchors and _deed_of_another(view, above)):
            return None
        if outside and (view.is_verb(above) or act):
            return above if above in anchors else None
    return _first_verb(asked)


def _in_apposition(view: View, noun: int) -> bool:
    """ "ended the quotas, a step towards the ruling of May": what is said of the act, by the parse often an object."""
    head = view.heads[noun]
    if view.deps[noun] == "appos":
        return "," in view.words[head:noun] and view.tags[noun] == "NN"
    before = [c for c in view.children(head) if c < noun and view.deps[c] == view.deps[noun] == "dobj"]
    return bool(before) and "," in view.words[before[-1] : noun] and "and" not in view.words[before[-1] : noun]


def _deed_of_another(view: View, noun: int) -> bool:
    """ "Will tax steel in response to Peru's decision in March": the day of what comes before or is answered."""
    joint = view.heads[noun]
    if view.deps[noun] != "pobj" or view.words[joint] not in AFTER or not view.tags[noun].startswith("NN"):
        return False
    if view.words[joint] in ("after", "following"):
        return True
    return any(view.deps[c] == "poss" and view.tags[c] != "PRP$" for c in view.children(noun))


def _first_verb(asked: _Asked) -> int | None:
    """ "On 3 May the ministry added two firms to its list": the parse hangs a day that opens a sentence on nothing."""
    view, first = asked.view, asked.placed.first
    if not any(view.doc[t].is_sent_start for t in range(max(0, first - OPENING), first + 1)):
        return None
    verbs = [a for a in asked.anchors if view.is_verb(a) and a > asked.placed.first]
    return min(verbs, default=None)


def _holds_by_itself(view: View, placed: Placed[DateExpression]) -> bool:
    """ "since May", "until May": what it says of a measure is told by its own word."""
    return preposition(view, placed.first)[0] in words("since_words") | words("until_words")


def _only_about(asked: _Asked, noun: int) -> bool:
    """ "opened its case over the licences in May": the parse hangs a day on what an act is about."""
    view = asked.view
    told = asked.statuses.get(noun) or view.words[noun] in words("telling_verbs")
    return view.tags[noun].startswith("N") and noun not in asked.cue.tokens and not told
