"""Goods that are of a state spoken of before: "Russia readmits their fruit", "Germany, whose eggs Oman bars"."""

from __future__ import annotations

from tradenlp.extract.measures.arguments import joined
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.parties import names_token
from tradenlp.extract.notation import inflections
from tradenlp.extract.view import View

REFUSING = frozenset(form for verb in flow_words("letting_in") for form in inflections(verb))
"""verbs whose object is never the subject's own: "Beijing readmitted its beef" """


def of_those_before(view: View, goods: int, verb: int) -> bool:
    """ "Russia readmits their fruit", "Germany, whose eggs Oman bars": goods of a state spoken of before."""
    owner = next((c for c in view.children(goods) if view.tags[c] in ("PRP$", "WP$")), None)
    if owner is None or goods == verb:
        return False
    if view.tags[owner] == "WP$":
        clause = next((t for t in view.ancestors(owner) if view.deps[t] == "relcl"), owner)
        return names_token(view, view.heads[clause])
    doers = [t for c in view.children(verb) if view.deps[c] == "nsubj" for t in joined(view, c)]
    by_one_state = len(doers) == 1 and names_token(view, doers[0])
    its = view.words[owner] == "its" and view.words[verb] in REFUSING
    return by_one_state and (its or view.words[owner] == "their")
