"""Holds the rules for boilerplate and paywalls to their examples and decoys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tradenlp.clean import paywall
from tradenlp.clean.boilerplate import LEXICON, Rule, Ruleset, read_rules, strip_boilerplate
from tradenlp.lexicon import Proof

_PROSE = (
    "The ministry said that the new duty would apply to all shipments that leave the port after the first of the month."
)


def proofs() -> Iterator[Proof]:
    """One proof per example and decoy: a rule must cut its examples and leave its decoys whole."""
    for rule in read_rules():
        for sentences, expected in ((rule.examples, True), (rule.decoys, False)):
            for sentence in sentences:
                yield Proof(LEXICON.name, rule.id, sentence, expected, partial(_cuts, rule))
    for prompt in paywall.read_prompts():
        for sentences, expected in ((prompt.examples, True), (prompt.decoys, False)):
            for sentence in sentences:
                yield Proof(paywall.LEXICON.name, prompt.id, sentence, expected, partial(_matches, prompt))


def _matches(prompt: paywall.Prompt, text: str) -> bool:
    return re.fullmatch(prompt.pattern, text, re.IGNORECASE) is not None


def _cuts(rule: Rule, text: str) -> bool:
    """Whether the rule alone changes `text`, put before, between or after running prose as its place asks."""
    around = {
        "head": ([], [_PROSE]),
        "foot": ([_PROSE], []),
        "any": ([_PROSE, _PROSE, _PROSE], []),
    }[rule.place]
    lines = [*around[0], *text.split("\n"), *around[1]]
    return strip_boilerplate(lines, Ruleset((rule,))) != lines
