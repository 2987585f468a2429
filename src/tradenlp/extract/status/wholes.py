"""What a measure is told to be one of: "options that include a tariff", "steps such as bans", "one idea is a quota".

What is said of the whole is said of the part: options are thought of, and so is the tariff among them; of sanctions
that were lifted each is lifted. Only nouns that stand for acts of policy are such wholes: who faces risks, including
tariffs, and prepares for them has prepared no tariffs.
"""

from __future__ import annotations

from tradenlp.extract.status.climb import StatusCues
from tradenlp.extract.status.lexicon import word_list
from tradenlp.extract.view import View

BEING = word_list("being")
INCLUDING = word_list("including")
WHOLES = word_list("wholes")
CHOICES = word_list("choices")
"""wholes that are only thought of, whoever has them"""
RANGING = frozenset({"range", "ranges", "ranged", "ranging"})
PARTS = ("conj", "appos", "compound")
SUBJECTS = ("nsubj", "nsubjpass")


def whole_of(view: View, cues: StatusCues, head: int) -> int | None:
    """The noun for the acts of which the mention with its head at `head` is told to be one; None where none is."""
    token = head
    for above in view.ancestors(head):
        dep, word = view.deps[token], view.words[above]
        noun = _whole_at(view, token, above)
        if noun is not None:
            return _policy(view, noun)
        light = view.words[token] == "of" and above in cues and cues[above].role == "light"
        done = view.tags[above] == "VBG" and dep == "dobj"
        if not (dep in PARTS or word == "of" or light or done or (dep == "pobj" and word in ("from", "to"))):
            return None
        token = above
    return None


def _policy(view: View, noun: int) -> int | None:
    """The noun, or one of those whose phrase it closes, that stands for acts: "sanctions on Chile, including a ban"."""
    while view.words[noun] not in WHOLES | CHOICES:
        if view.deps[noun] != "pobj" or view.is_verb(view.heads[view.heads[noun]]):
            return None
        noun = view.heads[view.heads[noun]]
    return noun


def _whole_at(view: View, token: int, above: int) -> int | None:
    """The noun of the whole where `token` stands right below a word that tells its parts."""
    dep, word = view.deps[token], view.words[above]
    if word == "including" or (word == "as" and view.words[above - 1] == "such"):
        return _named(view, view.heads[above]) if dep in ("pobj", "dobj", "pcomp") else None
    if word in INCLUDING and dep in ("dobj", "xcomp", "ccomp"):
        return _subject(view, above)
    if word in RANGING and dep == "prep":
        return _subject(view, above)
    if word in BEING and dep == "attr":
        return _subject(view, above) or _among(view, above)
    if word in BEING and dep in SUBJECTS:
        told = next((c for c in view.children(above) if view.deps[c] == "attr" and view.words[c] in CHOICES), None)
        return told or _among(view, above)
    return None


def _named(view: View, above: int) -> int | None:
    """The noun that "including" hangs on; of a verb its object, or what it is done to."""
    if not view.is_verb(above):
        return above
    return next((c for c in view.children(above) if view.deps[c] in ("dobj", "nsubjpass")), None)


def _subject(view: View, verb: int) -> int | None:
    """What a verb is said of: the noun that its relative clause or participle hangs on, or its subject."""
    if view.deps[verb] in ("relcl", "acl"):
        return view.heads[verb]
    return next((c for c in view.children(verb) if view.deps[c] in SUBJECTS), None)


def _among(view: View, verb: int) -> int | None:
    """ "Among the options is a tariff", "a tariff is among the steps"."""
    places = (c for c in view.children(verb) if view.words[c] == "among")
    return next((n for c in places for n in view.children(c) if view.deps[n] == "pobj"), None)
