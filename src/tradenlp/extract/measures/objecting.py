"""Who objects to a measure has not taken it: "Peru condemned the duty", "Lima, opposed to it", "Chile's objections".

Whoever attacks, contests or complains of what is done at a border speaks of the act of another, also where no other
is named in the sentence; neither the clause nor the article may then give him out for its maker.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import is_below, link, span_head, word_after
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.status.decide import UNTOLD, Reading
from tradenlp.extract.view import View

CHARGING = frozenset(form for verb in word_list("charging_that") for form in verb_forms(verb))
"""verbs that object by what they say: "alleged that", where another act than that of the speaker is told"""
OBJECTING = frozenset(form for verb in word_list("objecting") for form in verb_forms(verb)) | {"opposed"}
OBJECTIONS = word_list("objections")
"""sides of types whose makers complain or agree"""
BEGUN_BY_COMPLAINT = frozenset({"anti_dumping", "countervailing_duty", "trade_investigation"})
"""types that begin with a complaint of their maker"""
COMPLAINTS = word_list("complaints")
"""what is objected to where a case about a measure is: "contests the complaint over its ban" """
BACK = frozenset({"back", "off"})
ITS_OWN_ACT = frozenset({"after", "before", "besides", "by", "through", "via", "while", "with"})
"""lead to what the subject does itself: "fights inflation by cutting tariffs", "objected before raising its own" """
PRONOUNS = frozenset({"he", "it", "she", "they", "we"})
OVER = "over"
BY_MEASURES = frozenset({"import", "export", "firms", "home"})
"""sides of what is done over the measure of another"""
LEFT_BEHIND = frozenset({"advcl", "relcl"})
"""clauses that tell of something else than the verb above them objects to"""
HIGHEST = 8
"""words of the parse above a mention that are looked at"""


def objectors(view: View, parties: Sequence[Party], cue: Cue, cues: Sequence[Cue]) -> frozenset[str]:
    """The ids of the states that object to what a mention tells; `cues` are all mentions of the sentence."""
    if cue.kind.two_sided or cue.kind.id in BEGUN_BY_COMPLAINT:
        return frozenset()
    return frozenset(
        party.actor_id
        for word in (*_objecting(view, cue.head), *hitting_back(view, cue, cues))
        for party in parties
        if party.is_state and _objects(view, party, word)
    )


def struck_over(view: View, mention: Mention, cues: Sequence[Cue]) -> Mention:
    """The mention at the stage that its words alone mean where its clause tells what another does over it."""
    if not hitting_back(view, mention.cue, cues):
        return mention
    return replace(mention, reading=Reading(mention.cue.kind.default_status, False, UNTOLD))


def hitting_back(view: View, cue: Cue, cues: Sequence[Cue]) -> Sequence[int]:
    """ "Lima put duties on wine over the tax": the verb of who takes a measure over that of another, if any."""
    others = [c.head for c in cues if c.head != cue.head and c.kind.side in BY_MEASURES]
    over = next((t for t in view.ancestors(cue.head) if view.words[t] == OVER and view.deps[t] == "prep"), None)
    if not others or over is None:
        return ()
    verb = next((t for t in view.ancestors(over) if view.is_verb(t)), None)
    if verb is not None and any(h < over and (h == verb or is_below(view, h, verb)) for h in others):
        return (verb,)
    return ()


def objects_within(view: View, token: int) -> bool:
    """ "the rules which Peru contests": whether the subject at a token objects in a clause beside the sentence."""
    verb = view.heads[token]
    return view.words[verb] in OBJECTING and view.deps[verb] == "relcl"


def _objecting(view: View, head: int) -> Iterator[int]:
    """The words above a mention that object to it, up to where another clause begins."""
    below = head
    for _, above in zip(range(HIGHEST), view.ancestors(head), strict=False):
        verb_beside = view.deps[below] == "conj" and view.is_verb(below)
        if view.deps[below] in LEFT_BEHIND or verb_beside or view.words[below] in ITS_OWN_ACT:
            return
        word = view.words[above]
        if word in OBJECTIONS | COMPLAINTS and not view.is_verb(above):
            yield from [above] * (word in OBJECTIONS)
            return
        acts = word in OBJECTING and (view.is_verb(above) or view.tags[above] == "JJ")
        if (acts and not _at_others(view, above)) or (word in CHARGING and view.deps[below] == "ccomp"):
            yield above
        below = above


def _at_others(view: View, verb: int) -> bool:
    """ "Fought back with tariffs" of its own, "contests a complaint" about its own ban."""
    beside = (t for t in view.children(verb) if view.words[t] in COMPLAINTS or (view.words[t] in BACK and t < verb + 3))
    return next(beside, None) is not None


def _objects(view: View, party: Party, word: int) -> bool:
    """ "Peru condemned", "the Peruvian minister condemned", "Peru, opposed to"; "Peru's objections"."""
    token = span_head(view, party)
    if word - 1 <= party.last <= word and view.deps[word] in ("acl", "amod") and view.heads[word] == token:
        return True
    if view.words[word] in OBJECTIONS and not view.is_verb(word):
        found = link(view, party, word)
        own = found is not None and not found.through_clause and found.prepositions in ((), ("of",), ("by",), ("from",))
        return own and (party.last <= word or word_after(view, party) not in ("'s", "'"))
    return any(is_below(view, token, subject) for subject in _speakers(view, word))


def _speakers(view: View, verb: int) -> Sequence[int]:
    """Who does what a verb says; of a pronoun, who tells it: "Peru said it opposes"."""
    subjects = arguments_of(view, verb).subjects
    if view.deps[verb] == "ccomp" and any(view.words[s] in PRONOUNS for s in subjects):
        return arguments_of(view, view.heads[verb]).subjects
    return subjects
