"""How a party hangs on a word: the roles to fill, and the path through the parse that fills them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

COMPLEX = word_list("complex_prepositions")
STRIKERS = frozenset({"hit", "hits", "hitting", "strike", "strikes", "striking", "struck"})
REMEDIES = frozenset({"anti_dumping", "countervailing_duty", "safeguard"})
"""types of trade remedies"""
ON_SELLERS = REMEDIES - {"safeguard"}
"""those that are laid on the sellers of some states, for what they do"""
UNAIMED = frozenset({"export_tax", "export_quota", "digital_tax", "other_tax"})
"""types that hold for everybody: whom they are said to be on or for tells where trade goes, not an aim"""
CHARGING_NONE = {"digital_tax": frozenset({"US"})}
"""by type the states that have none of their own, and complain of those of others"""
LANDS = frozenset({"country", "bloc", "kingdom", "island", "nation", "republic"})
OFFICES = word_list("governments")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OWNING = frozenset({"amod", "compound", "nmod", "poss"})
"""how a name hangs on the noun of what is its own: "Peruvian funds", "Peru's imports" """


@dataclass
class Roles:
    """Actor ids with the rule and tokens that gave them."""

    imposers: dict[str, tuple[str, int]] = field(default_factory=dict)
    targets: dict[str, tuple[str, int]] = field(default_factory=dict)

    def impose(self, party: Party, rule: str) -> None:
        """Add an imposer."""
        self.imposers.setdefault(party.actor_id, (rule, party.first))

    def target(self, party: Party, rule: str) -> None:
        """Add a target."""
        self.targets.setdefault(party.actor_id, (rule, party.first))

    def impose_only(self, party: Party, rule: str) -> None:
        """Add an imposer, who is no target then, whatever was thought before."""
        self.targets.pop(party.actor_id, None)
        self.impose(party, rule)

    def target_only(self, party: Party, rule: str) -> None:
        """Add a target, who is no imposer then, whatever was thought before."""
        self.imposers.pop(party.actor_id, None)
        self.target(party, rule)

    def deny(self, actors: Collection[str]) -> None:
        """Take from the imposers those who cannot be any."""
        self.imposers = {actor: why for actor, why in self.imposers.items() if actor not in actors}


@dataclass(frozen=True, slots=True)
class Link:
    """How a party hangs on a token: the child of that token it hangs below, and the prepositions passed."""

    child: int
    prepositions: tuple[str, ...]
    through_clause: bool


def link(view: View, party: Party, anchor: int, own: Collection[int] = ()) -> Link | None:
    """The link from a party up to `anchor`, or None where it does not hang on it; verbs among `own` open no clause.

    "on top of the EU's tariff", "on behalf of China" link nobody: the noun after "on" is part of the preposition.
    """
    token = span_head(view, party)
    prepositions: list[str] = []
    clause = False
    for above in (token, *view.ancestors(token)):
        if above == anchor:
            return Link(token, tuple(reversed(prepositions)), clause) if token != anchor else None
        if view.deps[above] in ("prep", "agent", "dative") and not view.tags[above].startswith(("V", "N", "PRP")):
            if view.words[token] in COMPLEX and view.words[above] in ("on", "at", "in", "by", "for"):
                return None
            prepositions.append(view.words[above])
        if (view.is_verb(above) and above not in own) or (
            view.deps[above] in ("appos", "relcl", "acl", "advcl", "ccomp") and above != party.first
        ):
            clause = True
        token = above
    return None


def is_itself(view: View, found: Link) -> bool:
    """ "Brussels" and "officials in Brussels", but not who is named otherwise within the subject."""
    seat = found.prepositions in (("in",), ("of",)) and view.words[found.child] in OFFICES
    return not found.prepositions or seat


def acts_in(view: View, party: Party, verb: int) -> bool:
    """Whether a party is the subject of a verb itself."""
    found = link(view, party, verb)
    return found is not None and view.deps[found.child] == "nsubj" and is_itself(view, found)


def span_head(view: View, party: Party) -> int:
    """The token of a party that the others of its name hang on."""
    for token in range(party.first, party.last):
        if not party.first <= view.heads[token] < party.last or view.heads[token] == token:
            return token
    return party.last - 1


def is_the_land(view: View, noun: int) -> bool:
    """ "the country", "the bloc": a noun that stands for the state told of before, and is told no more of."""
    below = [c for c in view.children(noun) if view.deps[c] != "punct"]
    return view.words[noun] in LANDS and len(below) == 1 and view.words[below[0]] == "the"


def cannot_act(kind: str, roles: Roles) -> set[str]:
    """Whom nobody would guess to have made a measure of a type: who is hit, and who has none of the kind."""
    return {*roles.targets, *CHARGING_NONE.get(kind, ())}


def word_after(view: View, party: Party) -> str:
    """The word that follows a party, lower-cased; empty at the end of the document."""
    return view.words[party.last] if party.last < len(view.words) else ""


def is_below(view: View, token: int, top: int) -> bool:
    """Whether a token is `top` or hangs below it."""
    return token == top or any(above == top for above in view.ancestors(token))


def sentence_subject(view: View, parties: Sequence[Party]) -> Iterator[Party]:
    """States in subject position, for the sentence after to build on."""
    for party in parties:
        if party.is_state and view.deps[span_head(view, party)] in SUBJECTS:
            yield party


def strikes_back(view: View, verb: int) -> bool:
    """ "hit back at the tariffs of Togo", "struck back with a ban": an answer to what another has done."""
    return view.words[verb] in STRIKERS and view.words[verb + 1 : verb + 2] == ["back"]
