"""What a deal will do is the deal: "the accord cuts tariffs", "a pact that lifts duties among its members".

A cut that no side is said to make is no act beside the deal that brings it.
"""

from __future__ import annotations

from itertools import islice

from tradenlp.extract.measures.agreements import AGREEMENTS, TREATIES
from tradenlp.extract.measures.links import SUBJECTS
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.pronoun_roles import possessive
from tradenlp.extract.view import View

CALLED_OFF = frozenset({"eased", "suspended", "removed"})
GUESSED = frozenset({"the one state of the sentence", "pronoun for the subject before", "tells it"})
"""rules that give a maker where the words of the mention name none"""
LAST_NAMED = "its: the last named"
"""told of "that" as well, which stands for the deal"""
POINTING = frozenset({"it", "this", "that", "which"})
REACH = 40
"""tokens back to what a pronoun stands for"""
HIGHEST = 4
"""words of the parse above a cut under which its deal stands"""


def is_of_deal(view: View, mention: Mention) -> bool:
    """Whether a mention tells only that duties fall by a deal, and of no side that its own do."""
    roles = mention.roles
    if mention.kind != "import_tariff" or mention.reading.status not in CALLED_OFF or roles.targets:
        return False
    if mention.rate is not None or (mention.scope.phrases and roles.imposers):
        return False
    if not all(_is_guess(view, mention, rule) for rule, _ in roles.imposers.values()):
        return False
    return any(_deal_does(view, t) for t in islice(view.ancestors(mention.cue.head), HIGHEST) if view.is_verb(t))


def _is_guess(view: View, mention: Mention, rule: str) -> bool:
    return rule in GUESSED or (rule == LAST_NAMED and possessive(view, mention.cue.head) is None)


def _deal_does(view: View, verb: int) -> bool:
    """Whether a deal, or what points back to one, is the subject of a verb."""
    subjects = [c for c in view.children(verb) if view.deps[c] in SUBJECTS]
    if view.deps[verb] in ("relcl", "acl") and all(view.words[c] in POINTING for c in subjects):
        subjects = [view.heads[verb]]
    return any(view.words[s] in AGREEMENTS | TREATIES or _stands_for_deal(view, s) for s in subjects)


def _stands_for_deal(view: View, pronoun: int) -> bool:
    """ "A trade deal is close and it will end tariffs"."""
    if view.words[pronoun] not in POINTING:
        return False
    before = next(
        (t for t in range(pronoun - 1, max(-1, pronoun - REACH), -1) if view.deps[t] in (*SUBJECTS, "dobj")), None
    )
    return before is not None and view.words[before] in AGREEMENTS | TREATIES
