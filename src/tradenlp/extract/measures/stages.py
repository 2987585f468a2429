"""How far a measure has got, as one mention tells, where its type reads the words of status in its own way.

A case that is asked for is open, a probe that something follows from is over, less of a support is still support, and
the end of a relief ("de minimis") is itself the measure.
"""

from __future__ import annotations

from dataclasses import replace

from tradenlp.extract.measures.act_days import concluded_before
from tradenlp.extract.measures.clauses import forms_of
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.day_words import words
from tradenlp.extract.measures.lids import LOOSENING, of_lid_moved
from tradenlp.extract.measures.ratifying import as_ratified
from tradenlp.extract.measures.timing import PROBES, ends_relief
from tradenlp.extract.status.actless import FORESEEN
from tradenlp.extract.status.combine import DONE, KEPT, SPARED, SPARING
from tradenlp.extract.status.decide import UNTOLD, Reading, StatusCues, read_status
from tradenlp.extract.status.extent import for_a_time
from tradenlp.extract.status.mood import mood_of
from tradenlp.extract.view import View

DUTIES = ("import_tariff", "export_tax", "other_tax", "port_fee", "anti_dumping", "countervailing_duty")
BANS = ("export_ban", "import_ban", "sps")
NEAR = 8
"""tokens behind a mention among which it stands that only part may cross"""
LEAVES = flow_words("registrations") | flow_words("food_approvals")
"""by which works abroad may sell their food"""
TAKING_LEAVE = forms_of("taking_leave")
GIVING_LEAVE = forms_of("giving_leave")
LETTING_GO = ("remove", "suspend", "ease", "extend")
TAKEN_AWAY = {
    "past": "in_force", "present": "in_force", "bare": "in_force", "future": "announced", "infinitive": "announced",
    "under announce": "announced", "under a condition": "threatened", "under threaten": "threatened",
    "under propose": "proposed", "under urge": "proposed",
}  # fmt: skip
"""by how the end of a relief is told, the stage of the burden that comes back"""
UNDECIDED = ("remove: only possible", "remove under propose", "remove under urge")
KNOWN = frozenset({"the", "this", "that", "these", "those", "its", "their"})
"""before a deal that the reader is taken to know"""
TO_COME = ("impose: infinitive", "impose under announce")
"""rules of what is decided on and has not been done"""
TO_BE_SIGNED = "a deal concluded before"
CHANGED = ("removed", "suspended", "extended", "ruled_out")
DENIED = frozenset({"not", "n't", "longer", "never", "nor", "hardly"})


def read_stage(view: View, cue: Cue, statuses: StatusCues, treaty: tuple[int, int] | None, timing: Timing) -> Reading:
    """The status told; a treaty called by name or day stands, a deal that is only thought of is hoped for.

    `treaty` are the tokens of a treaty called by the names of its sides, `timing` the days of the mention.
    """
    reading = _of_kind(view, cue, _read(view, cue, statuses))
    if cue.kind.side != "deal":
        return reading
    reading = as_ratified(view, statuses, reading)
    if reading.status == "eased":  # "under the pact duties fall": what it eases is no less of a deal
        reading = Reading("announced", False, "a deal that eases", reading.words)
    if reading.status == "proposed" and (done := _concluded(view, cue.head, statuses)) is not None:
        return Reading("announced", True, TO_BE_SIGNED, (done,))
    if reading.rule == UNTOLD and (treaty is not None or concluded_before(view, timing) or _applied(view, cue)):
        reading = Reading("in_force", False, "a treaty by its name or day", reading.words)
    if reading.rule.startswith("conclude") and _runs(view, cue):
        return Reading("in_force", False, "a deal that is carried out", reading.words)
    if reading.rule == UNTOLD and not reading.hypothetical and _known(view, cue):
        return Reading("announced", False, "a known deal", reading.words)
    return Reading("proposed", False, "hoped for", reading.words) if reading.hypothetical else reading


def _known(view: View, cue: Cue) -> bool:
    """ "The trade deal between the two": one that the reader is taken to know; not one that is still to be sped up."""
    if view.words[cue.head] in words("haggling"):
        return False
    verb = next((t for t in view.ancestors(cue.head) if view.is_verb(t)), None)
    wished = verb is not None and any(view.words[c] == "to" and view.deps[c] == "aux" for c in view.children(verb))
    return not wished and any(view.words[c] in KNOWN for c in view.children(cue.head))


def _concluded(view: View, head: int, statuses: StatusCues) -> int | None:
    """ "The pact concluded in May would be signed in July": the participle by which a deal is told to be reached."""
    nouns = [head, *(c for c in view.children(head) if view.is_verb(head) and view.deps[c] in ("dobj", "nsubjpass"))]
    verb = view.heads[head]
    aside = verb if view.words[verb - 1] == "," and view.deps[head] == "nsubj" else None  # "a pact, agreed on,"
    for token in (aside or head, *(c for noun in nouns for c in view.children(noun))):
        told = statuses.get(token)
        if (
            (view.deps[token] == "acl" or token == aside)
            and view.tags[token] in ("VBN", "VBD")
            and told is not None
            and told.sense == "conclude"
        ):
            return token
    return None


def _applied(view: View, cue: Cue) -> bool:
    """ "Access under the pact", "a breach of the accord", "at odds with the treaty", "violates it": it holds."""
    above = view.heads[cue.head]
    if view.deps[cue.head] == "dobj" and view.words[above] in ("have", "has", "had") and _holds(view, above):
        return True
    if _runs(view, cue):
        return True
    if not any(view.words[c] in KNOWN for c in view.children(cue.head)):
        return False
    if view.deps[cue.head] == "dobj":
        return view.words[above] in words("breaking_a_deal")
    if view.deps[cue.head] != "pobj":
        return False
    measured = view.words[above] in words("measured_against") and view.words[view.heads[above]] in words("applying")
    return view.words[above] == "under" or measured


def _runs(view: View, cue: Cue) -> bool:
    """ "Charges 5% under the accord signed in May": what is done under a deal, or was, tells that it holds.

    So does what is done "thanks to" it or "because of" it.
    """
    under = view.heads[cue.head]
    brings = view.words[under - 1 : under + 1] in (["thanks", "to"], ["because", "of"])
    if view.deps[cue.head] != "pobj" or not (view.words[under] == "under" or brings):
        return False
    verb = next((t for t in view.ancestors(under) if view.is_verb(t)), None)
    return verb is not None and mood_of(view, verb).kind in ("present", "past")


def _holds(view: View, have: int) -> bool:
    """ "Have a pact", "have had one since 1999": told as a fact, not wished for or denied."""
    mood = mood_of(view, have)
    told = mood.kind in ("present", "past") and not mood.negated
    return told and view.deps[have] in ("ROOT", "conj", "relcl", "ccomp")


def _read(view: View, cue: Cue, statuses: StatusCues) -> Reading:
    default = cue.entry.status or cue.kind.default_status
    sense = _own_sense(view, cue, statuses)
    if sense == "impose" and cue.kind.side == "deal":
        sense = "conclude"
    reading = read_status(view, statuses, cue.head, default, sense, cue.tokens)
    if cue.kind.side == "deal" and view.is_verb(cue.head) and sense == "remove":
        return _of_leaving(reading)
    if cue.head < view.body_token and reading.rule == "impose: present":
        return replace(reading, certain=False)
    return reading


def _of_leaving(reading: Reading) -> Reading:
    """ "may quit the pact", "considers leaving it": to leave a deal is held out, or planned, before it is done."""
    if reading.rule.endswith("only possible") or reading.status == "threatened":
        return replace(reading, status="threatened", certain=True)
    if reading.rule in ("remove under propose", "remove under urge"):
        return replace(reading, status="proposed", certain=True)
    return reading


def _own_sense(view: View, cue: Cue, statuses: StatusCues) -> str | None:
    """What is done where the head is itself the act; a verb of relief that no phrase names ("are spared") eases."""
    if cue.entry.flow and view.deps[cue.head] == "acomp":  # "are welcome again", "are no longer welcome"
        denied = not DENIED.isdisjoint(view.words[max(0, cue.head - 3) : cue.head])
        return None if denied else cue.entry.sense or None
    if not view.is_verb(cue.head):
        taken_for_noun = view.tags[cue.head] == "NNS" and view.deps[cue.head] == "nsubj" and cue.head == cue.tokens[0]
        told = statuses.get(cue.head) if taken_for_noun else None  # "Kenya scraps ban"
        return told.sense if told is not None and told.sense in LETTING_GO else None
    own = statuses.get(cue.head)
    if own is not None and own.sense == "ease" and view.words[cue.head].startswith(LOOSENING):
        return "ease"
    prolonged = own is not None and own.sense == "extend" and cue.entry.id.startswith("frame:")
    return "extend" if prolonged and cue.kind.side != "deal" else cue.entry.sense or None


def _of_kind(view: View, cue: Cue, reading: Reading) -> Reading:
    """What the words of status mean of this type of measure."""
    if (of_lid := of_lid_moved(view, cue, reading)) is not None:
        return of_lid
    if ends_relief(view, cue) and reading.rule in UNDECIDED:
        return replace(reading, status="proposed")
    if ends_relief(view, cue) and reading.status in ("removed", "suspended"):
        ahead = reading.rule.endswith(("future", "infinitive", "under announce"))
        return Reading("announced" if ahead else "in_force", reading.certain, "a relief ended", reading.words)
    if (leave := _of_leave(view, cue, reading)) is not None:
        return leave
    if reading.rule.endswith("only possible") and _permitted(view, cue):
        return Reading(DONE[reading.rule.split(":")[0]], True, "permitted", reading.words)
    if (waived := _waived(view, cue, reading)) is not None:
        return Reading("suspended", True, "waived for a time", (waived,))
    if reading.status == "eased" and _let_again(view, cue, reading):
        return replace(reading, status="removed", rule="let cross again")
    if cue.entry.status == "eased" and (ended := _granted_no_more(view, cue, reading)) is not None:
        return Reading(ended, reading.certain or ended == "threatened", "granted no more", reading.words)
    named = _named_status(view, cue)
    if cue.kind.side == "dispute":
        return _of_dispute(view, cue, named, reading)
    if named == "investigating":
        return of_probe(view, cue, reading)
    if cue.entry.status is None or reading.status in CHANGED:
        return reading
    if cue.entry.status == "eased" and reading.rule in ("ease under propose", "ease under urge", "propose", "urge"):
        return reading  # "is negotiating an exemption from"
    if cue.kind.side == "deal" and reading.rule in (UNTOLD, FORESEEN) and _only_wished(view, cue.head):
        return Reading("proposed", False, "a deal wished for", cue.tokens)
    doubt = reading.hypothetical and not cue.entry.modal
    if cue.kind.side == "deal" and cue.entry.status == "in_force":
        return Reading("in_force", reading.rule == KEPT, "named so", cue.tokens, doubt)  # a truce just agreed is not
    spared = cue.entry.status == "eased" and view.words[cue.head] in SPARING
    named_so = Reading(cue.entry.status, True, SPARED if spared else "named so", cue.tokens, doubt)
    freed = cue.entry.status == "eased" and cue.entry.sense == "ease" and _let_again(view, cue, named_so)
    return replace(named_so, status="removed") if freed else named_so


def _granted_no_more(view: View, cue: Cue, reading: Reading) -> str | None:
    """ "Ended the exemption", "will suspend duty-free treatment": who takes a relief away lays the burden again."""
    act, _, mood = reading.rule.partition(":") if ":" in reading.rule else reading.rule.partition(" ")
    if view.is_verb(cue.head) or act not in ("remove", "suspend") or cue.head in reading.words:
        return None
    return TAKEN_AWAY.get(mood.strip())


def _only_wished(view: View, head: int) -> bool:
    """ "A truce would be better": a deal of which it is told what it would do."""
    above = view.heads[head]
    return view.deps[head] == "nsubj" and view.is_verb(above) and mood_of(view, above).kind in ("modal", "may")


def _of_leave(view: View, cue: Cue, reading: Reading) -> Reading | None:
    """ "Suspended the registration of three dairies" shuts them out, "restored" it lets them in again."""
    if cue.kind.id not in ("sps", "import_ban") or LEAVES.isdisjoint(view.words[t] for t in cue.tokens):
        return None
    verb = cue.head if view.is_verb(cue.head) else view.heads[cue.head]
    if view.words[verb] in TAKING_LEAVE and reading.status in ("removed", "suspended"):
        ahead = reading.rule.endswith(("future", "infinitive", "under announce"))
        return Reading("announced" if ahead else "in_force", reading.certain, "leave taken away", reading.words)
    if view.words[verb] in GIVING_LEAVE and reading.status in ("in_force", "announced"):
        return Reading("removed", reading.certain, "leave given back", reading.words)
    return None


def _permitted(view: View, cue: Cue) -> bool:
    """ "Wheat may leave only with a permit", "banks can lend again": what somebody may do, not what may come."""
    if not cue.entry.id.startswith("frame:") or not view.is_verb(cue.head):
        return False
    below = view.children(cue.head)
    doubt = any(view.deps[c] == "auxpass" or view.words[c] in ("soon", "well", "later", "yet") for c in below)
    return not doubt and any(view.deps[c] == "aux" and view.words[c] in ("may", "can") for c in below)


def _waived(view: View, cue: Cue, reading: Reading) -> int | None:
    """ "Lifts the duty on rye until June", "exempts salt for a year": the verb, where a duty is eased."""
    verb = reading.words[-1] if reading.words else cue.head
    if cue.kind.id not in DUTIES or "eased" not in (reading.status, cue.entry.status):
        return None
    return verb if view.words[verb] in words("waiving") and for_a_time(view, verb) else None


def _let_again(view: View, cue: Cue, reading: Reading) -> bool:
    """ "lets palm oil leave again", "exports may resume": the ban is over, unless only part may cross."""
    if cue.kind.id not in BANS or not (view.is_verb(cue.head) or cue.entry.flow):
        return False
    verb = reading.words[-1] if reading.words else cue.head
    around = view.words[max(0, cue.start - 3) : cue.end + NEAR]
    again = not words("again").isdisjoint((*around, view.words[cue.head], view.words[verb]))
    return again and words("in_part").isdisjoint(around) and not for_a_time(view, verb)


def _named_status(view: View, cue: Cue) -> str | None:
    """The status that the phrase tells; each of two remedies that one probe is about is being looked into."""
    return "investigating" if _joint_probe(view, cue) else cue.entry.status


def _joint_probe(view: View, cue: Cue) -> bool:
    """ "an anti-dumping and anti-subsidy investigation": each of the two is one."""
    if cue.kind.id not in PROBES or cue.entry.status is not None:
        return False
    if not words("probes").isdisjoint(view.words[t] for t in cue.tokens):
        return True
    above = next((a for a in view.ancestors(cue.head) if a not in cue.tokens), cue.head)
    joined = any(view.deps[c] == "cc" for c in view.children(cue.head)) or view.deps[cue.head] == "conj"
    return joined and above > cue.head and view.words[above] in words("probes")


def _of_dispute(view: View, cue: Cue, named: str | None, reading: Reading) -> Reading:
    """A case that a state asks for is open; one that it could bring is a threat; one that was won is over."""
    still = named == "investigating" and reading.status not in CHANGED and not _foreseen(cue, reading)
    if still and (ruled := _ruled_on(view, cue)) is not None:
        return Reading("in_force", True, "a case decided", (ruled,))
    if named is None and _just_opened(view, cue, reading):
        return Reading("investigating", True, "a case opened", reading.words)
    if reading.rule.endswith(("only possible", "under a condition")) and reading.status != "in_force":
        return Reading("threatened", True, "a case held out", reading.words)
    if named is None or reading.status in CHANGED:
        return reading
    decided = reading.status == "announced" and reading.certain and reading.rule in TO_COME
    if reading.rule.endswith("future") or decided:
        return Reading("announced", True, reading.rule, reading.words)
    if reading.status == "eased":
        return Reading(named, False, "a case is not eased", reading.words)
    if named == "investigating" and reading.rule != "urge" and _foreseen(cue, reading):
        return reading
    return Reading(named, True, "named so", cue.tokens, reading.hypothetical)


def _ruled_on(view: View, cue: Cue) -> int | None:
    """ "Sided with Seoul in a case", "a complaint to the panel, which ruled", "challenged it and won"."""
    verb = cue.head if view.is_verb(cue.head) else view.heads[cue.head]
    deciding = words("decided_verbs")
    if view.words[cue.head] in words("leave_nouns"):
        deciding = deciding | words("leave_given")
    for token in (*view.ancestors(cue.head), *view.subtree(verb)):
        if view.words[token] in deciding and view.tags[token] in ("VBD", "VBN"):
            mood = mood_of(view, token)
            if mood.kind == "past" and not mood.negated and mood.condition is None:
                return token
    return None


def _just_opened(view: View, cue: Cue, reading: Reading) -> bool:
    """ "brought a case", "a complaint filed by", "backed the complaint": nobody has ruled on it."""
    if view.words[cue.head] not in words("case_nouns"):
        return False
    opened = bool(reading.words) and view.words[reading.words[-1]] in words("opening_verbs")
    return reading.rule == "urge" or (opened and reading.rule in ("impose: past", "impose: bare", "impose: present"))


def of_probe(view: View, cue: Cue, reading: Reading) -> Reading:
    """The stage of a probe: open, whatever is done with it, unless it is over, refused or only planned."""
    if reading.rule in ("remove: future", "remove under announce"):
        return Reading("investigating", True, "still open", reading.words)
    ahead = reading.rule.endswith("future") or (reading.rule in TO_COME and reading.certain)
    started = ahead and not set(reading.words) & set(cue.tokens)
    if started and reading.status == "announced" and cue.kind.id not in PROBES:
        return reading
    if cue.kind.id == "trade_investigation" and (over := _over(view, cue)) is not None:
        return Reading("in_force", True, "a probe that is over", (over,))
    ending = reading.words[-1] if reading.words else cue.head
    if reading.status == "removed" and view.words[ending] in words("rejecting"):
        return Reading("ruled_out", reading.certain, "a probe refused", reading.words)
    if reading.status == "removed" and cue.kind.id in PROBES and _closes(view, ending):
        return reading
    if reading.status == "removed" and view.words[ending] in words("finishing"):
        return Reading("in_force", True, "a probe that is over", reading.words)
    if reading.status in CHANGED or _foreseen(cue, reading):
        return reading
    return Reading("investigating", True, "named so", cue.tokens, reading.hypothetical)


def _closes(view: View, verb: int) -> bool:
    """ "Lima closed its dumping case": what comes to nothing, told for itself and not as the day of a duty."""
    return view.words[verb] in words("closing") and view.deps[verb] in ("ROOT", "conj", "ccomp")


def _foreseen(cue: Cue, reading: Reading) -> bool:
    """Threatened or planned by a word outside the name of the case."""
    planned = reading.status in ("threatened", "proposed") and reading.certain
    return planned and not set(reading.words[:1]) & set(cue.tokens)


def _over(view: View, cue: Cue) -> int | None:
    """ "follows a probe", "a probe that concluded": the word that tells that it is over."""
    above = view.heads[cue.head]
    chain = [above, view.heads[above]] if view.tags[above] == "IN" else [above]
    if view.words[above] in ("after", "following") and view.deps[cue.head] == "pobj":
        return above
    ends = [
        c for c in view.children(cue.head) if view.deps[c] in ("relcl", "acl") and view.words[c] in words("probe_ends")
    ]
    ends += [t for t in chain if view.words[t] in words("probe_results")]
    ends += [t for t in chain if view.words[t] in words("probe_ends") and view.tags[t] in ("VBD", "VBN")]
    return ends[0] if ends else None
