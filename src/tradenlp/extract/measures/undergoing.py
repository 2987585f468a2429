"""Who undergoes a levy without paying it in so many words: "will see duties cut", "is subject to", "won a lower rate".

Their subject stands where in other sentences the one stands who imposes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import SUBJECTS, Roles, link, span_head
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

UNDERGOES = "undergoes it"
"""the rule of those who are hit for certain"""
SEEING = frozenset(verb_forms("see"))
TELLING = frozenset(form for verb in word_list("telling_of_it") for form in verb_forms(verb))
WINNING = frozenset(form for verb in word_list("winning_terms") for form in verb_forms(verb))
GETTING = WINNING | frozenset(form for verb in ("get", "gain", "receive") for form in verb_forms(verb))
GRANTING = frozenset(
    form for verb in ("give", "grant", "award", "allot", "allocate", "offer") for form in verb_forms(verb)
)
STRUCK = word_list("struck_by")
BEARING = word_list("bearers") | word_list("hits")
EXPOSED = frozenset({"subject", "liable", "subjected", "exposed"})
CHANGED = frozenset({"VB", "VBN", "VBG"})
THEIRS = frozenset({"they", "it", "their", "its"})


def undergoing(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """Fill who is hit by a levy that something is done about, or given a share; returns the parties left."""
    if cue.kind.id == "import_quota":
        return _given_share(view, parties, cue, roles)
    if cue.kind.id != "import_tariff" or view.is_verb(cue.head):
        return list(parties)
    nouns = [*_subjects(view, cue.head), *_told(view, cue.head)]
    hit = [p for p in parties if p.is_state and any(_is_of(view, p, noun) for noun in nouns)]
    if hit and _won(view, cue.head) and any(_on_goods(view, p, cue.head) for p in parties if p not in hit):
        return list(parties)  # "won a 15% tariff on Chinese goods" is won at home
    for party in hit:
        roles.target_only(party, UNDERGOES)
    return [p for p in parties if p not in hit]


def _given_share(view: View, parties: Sequence[Party], cue: Cue, roles: Roles) -> list[Party]:
    """ "Fiji will get a quota for tuna", "is granted a quota": the state that wins a share of another's market."""
    verb = view.heads[cue.head]
    passive = any(view.deps[c] == "nsubjpass" for c in view.children(verb))
    telling = GRANTING if passive else GETTING
    if view.is_verb(cue.head) or view.deps[cue.head] != "dobj" or view.words[verb] not in telling:
        return list(parties)
    told = arguments_of(view, verb)
    receiving = told.objects if passive else told.subjects
    given = [p for p in parties if p.is_state and span_head(view, p) in receiving]
    for party in given:
        roles.target_only(party, UNDERGOES)
    return [p for p in parties if p not in given]


def _is_of(view: View, party: Party, noun: int) -> bool:
    """ "Laos", "Lao mills", "the leaders of Laos"."""
    if party.first <= noun < party.last:
        return True
    found = link(view, party, noun)
    return found is not None and not found.through_clause and found.prepositions in ((), ("of",))


def _on_goods(view: View, party: Party, levy: int) -> bool:
    """ "A tariff on Lao goods": whom the levy itself names."""
    found = link(view, party, levy)
    return found is not None and found.prepositions[:1] in (("on",), ("for",), ("against",))


def _subjects(view: View, levy: int) -> Iterator[int]:
    """The subjects of a clause that tells what somebody undergoes."""
    above = view.heads[levy]
    verb = None
    if _is_seen(view, levy):
        verb = view.heads[above] if view.deps[levy] in SUBJECTS else above
    elif _won(view, levy):
        verb = above
    elif view.words[above] == "to" and view.words[view.heads[above]] in EXPOSED:
        verb = view.heads[view.heads[above]]
    elif view.words[above] == "by" and view.words[view.heads[above]] in STRUCK:
        struck = view.heads[above]
        verb = view.heads[struck] if view.deps[struck] == "advcl" else struck
    if verb is not None:
        yield from (c for c in view.children(verb) if view.deps[c] in SUBJECTS)


def _is_seen(view: View, levy: int) -> bool:
    """ "Will see duties on its cars cut", "saw duties rise": not "sees that they rose", "sees duties as a threat"."""
    change = view.heads[levy]
    if view.deps[levy] in SUBJECTS and view.deps[change] == "ccomp":
        bare = not any(view.deps[c] in ("mark", "aux") for c in view.children(change))
        return bare and view.tags[change] in CHANGED and view.words[view.heads[change]] in SEEING
    after = (c for c in view.children(levy) if c > levy and view.deps[c] == "acl")
    return view.words[change] in SEEING and view.deps[levy] == "dobj" and any(view.tags[c] == "VBN" for c in after)


def _won(view: View, levy: int) -> bool:
    return view.deps[levy] == "dobj" and view.words[view.heads[levy]] in WINNING


def _told(view: View, levy: int) -> Iterator[int]:
    """ "Told Laos and Togo that their goods would face duties": who is told what they are to bear."""
    verb = view.heads[levy]
    if view.deps[levy] == "pobj":
        verb = view.heads[verb]
    above = view.heads[verb]
    if view.words[verb] not in BEARING or view.deps[verb] != "ccomp" or view.words[above] not in TELLING:
        return
    subjects = [c for c in view.children(verb) if view.deps[c] in SUBJECTS]
    words = {view.words[t] for s in subjects for t in (s, *view.children(s))}
    if not words.isdisjoint(THEIRS):
        yield from (c for c in view.children(above) if view.deps[c] in ("dobj", "dative"))
