"""Verbs of headlines that look like plurals: "Ghana lifts ban on maize imports", "US curbs chip exports".

At the head of a line, right behind who acts, the small model takes many of them for nouns ("Ghana lifts") and then
reads another word as the verb ("ban", "maize"). It is given a verb in their place that it never takes for a noun;
the printed word comes back behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from tradenlp.extract.actors.registry import registry
from tradenlp.extract.names import STATES

PLAIN = "extends"
"""a verb with an object that is no noun"""
VERBS = frozenset({
    "abolishes", "approves", "axes", "exempts", "eyes", "halts", "lifts", "lowers", "nixes", "prolongs",
    "quadruples", "reinstates", "rejects", "renews", "reopens", "restores", "restricts", "scraps", "slaps",
    "slashes", "suspends", "tightens", "trims", "triples", "unveils", "ups", "waives", "weighs", "zeroes",
})  # fmt: skip
"""hardly anything else behind the name of who acts"""
ALSO_NOUNS = frozenset({
    "bans", "blocks", "caps", "cuts", "curbs", "hikes", "launches", "levies", "limits", "probes", "taxes",
})  # fmt: skip
"""nouns too where another verb follows: "China curbs hit makers of chips" """
NO_OBJECT = frozenset({
    "about", "after", "against", "ahead", "amid", "and", "are", "as", "at", "back", "because", "before",
    "between", "but", "by", "can", "could", "despite", "did", "do", "due", "during", "followed", "for", "from",
    "had", "has", "have", "if", "in", "into", "is", "like", "may", "might", "must", "of", "off", "on", "or",
    "out", "over", "per", "said", "says", "should", "since", "so", "than", "that", "though", "to", "too",
    "toward", "towards", "under", "until", "up", "was", "were", "when", "where", "which", "while", "why",
    "will", "with", "without", "won't", "would",
})  # fmt: skip
"""small words before which the verb has no object"""
PLURAL_VERBS = frozenset({
    "add", "aim", "allow", "apply", "begin", "bite", "block", "bolster", "boost", "bring", "build", "buoy",
    "cause", "choke", "close", "cloud", "come", "complicate", "continue", "cost", "create", "cripple", "curb",
    "cut", "dampen", "delay", "dent", "deter", "disrupt", "drag", "draw", "drive", "drove", "ease", "end",
    "expire", "expose", "face", "fail", "fall", "feed", "force", "fuel", "get", "give", "go", "hamper", "hang",
    "harm", "help", "hinder", "hit", "hurt", "keep", "kick", "leave", "led", "lift", "loom", "lower", "make",
    "mean", "need", "open", "pinch", "pose", "prompt", "propel", "punish", "push", "put", "raise", "reduce",
    "remain", "rattle", "risk", "roil", "seem", "send", "sent", "shake", "show", "slow", "spark", "spell",
    "spur", "squeeze", "stall", "start", "stay", "stifle", "stir", "stoke", "stop", "strain", "strike",
    "support", "take", "target", "test", "threaten", "took", "trigger", "undermine", "unsettle", "upend",
    "weigh", "widen", "work", "worry",
})  # fmt: skip
"""what plurals do in headlines"""
KINDS = STATES | {"government_body", "person"}
LONGEST_NAME = 5


def plain_verbs(words: Sequence[str]) -> dict[int, str]:
    """By the place of each such verb, what the model shall read there; printed words where it stands for a noun."""
    return {at: _like(words[at]) for start in _line_starts(words) if (at := _verb_behind(words, start)) is not None}


def _like(word: str) -> str:
    return PLAIN.upper() if word.isupper() else PLAIN.capitalize() if word[0].isupper() else PLAIN


def _line_starts(words: Sequence[str]) -> Iterator[int]:
    for at in range(len(words)):
        if at == 0 or "\n" in words[at - 1]:
            yield at


def _verb_behind(words: Sequence[str], start: int) -> int | None:
    """Where the verb stands behind the name of who acts with which a line begins."""
    line = words[start : start + LONGEST_NAME + 3]
    low = [word.lower() for word in line]
    first = 1 if low[:1] == ["the"] else 0
    for name in _acting().get("".join(line[first : first + 1]), ()):
        at = first + len(name)
        if tuple(line[first:at]) == name and at + 1 < len(line) and _has_object(low[at], low[at + 1]):
            return start + at
    return None


def _has_object(verb: str, behind: str) -> bool:
    if verb in VERBS:
        return behind not in NO_OBJECT and behind[0].isalnum()
    return verb in ALSO_NOUNS and behind not in NO_OBJECT | PLURAL_VERBS and behind[0].isalnum()


@cache
def _acting() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Names of states, their seats, bodies and office-holders, in words, by the first; longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in registry().entries.values():
        for name in entry.names() if entry.kind in KINDS else ():
            if name.form not in ("adjective", "generic") and name.text[:1].isupper():
                words = tuple(name.text.split())
                if len(words) <= LONGEST_NAME:
                    found.setdefault(words[0], set()).add(words)
    return {first: sorted(names, key=lambda name: (-len(name), name)) for first, names in found.items()}
