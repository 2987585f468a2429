"""Takes out of an article's lines what is not the article; the rules are data (`boilerplate.toml`).

Every rule says how one class of passage looks in general, and how far it reaches:

- `line`: the whole line goes.
- `opening`: the match at the start of a line goes, the rest of the line stays (datelines, wire credits).
- `closing`: from the match to the end of the line goes, if at most `reach` code points follow.
- `inline`: the match goes wherever it stands.
- `block`: a heading line goes with the lines that follow, up to the first line of running prose.
- `rest`: a heading line in the later part of the text goes with everything that follows.

`place` narrows a `line` rule to the lines around the first running prose (`head`) or after the last (`foot`), and an
`opening` rule to the lines up to the first running prose (`head`).
Rules never look at names of publishers or at the article's topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from tradenlp.clean.dates_printed import PRINTED_DATE
from tradenlp.errors import LexiconError
from tradenlp.lexicon import read_entries, read_toml

LEXICON = Path(__file__).with_name("boilerplate.toml")
PLACES = ("any", "head", "foot")
KINDS = ("line", "opening", "closing", "inline", "block", "rest")
HEAD_LINES = 4
"""lines after the first running prose, often a standfirst, that still belong to the head"""
LONGEST_LINE = 450
"""code points beyond which a line is running text for `line`, `block` and `rest` rules"""
LONGEST_SUMMARY = 300
"""code points of the longest summary below a teaser's headline"""
LONGEST_FOOT = 900
"""the same for lines after the last running prose, where disclaimers stand"""
_PROSE_END = re.compile(r"[.?!…][\"'”’)\]]*(?: \[[^\]]*\])?$")


@dataclass(frozen=True)
class Rule:
    """One class of passage that is not the article."""

    id: str
    kind: str
    pattern: str
    """regular expression; `{agency}` and other names in braces stand for the lists of the lexicon"""
    examples: tuple[str, ...]
    decoys: tuple[str, ...] = ()
    place: str = "any"
    """any, head, foot"""
    case: bool = False
    """whether letter case matters"""
    cue: tuple[str, ...] = ()
    """strings one of which must stand in a text for the rule to be tried; in lower case unless case matters"""
    reach: int = 300

    def __post_init__(self) -> None:
        if self.kind not in KINDS or self.place not in PLACES:
            raise LexiconError(f"{LEXICON.name}, entry {self.id}: kind is one of {', '.join(KINDS)}")

    def is_cued(self, text: str, lower: str) -> bool:
        """Whether one of its cues stands in `text`, of which `lower` is the lower-case form."""
        return not self.cue or any(cue in (text if self.case else lower) for cue in self.cue)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern with its lists filled in."""
        return re.compile(_filled(self.pattern), 0 if self.case else re.IGNORECASE)


@cache
def _lists() -> dict[str, str]:
    table = read_toml(LEXICON).get("lists", {})
    lists = {name: "(?:" + "|".join(re.escape(word) for word in words) + ")" for name, words in table.items()}
    return {**lists, "date": PRINTED_DATE}


@cache
def heading_words() -> frozenset[str]:
    """Words in lower case that tell a heading from a name."""
    return frozenset(read_toml(LEXICON)["lists"]["heading"])


def _filled(pattern: str) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda name: _lists().get(name[1], name[0]), pattern)


@cache
def read_rules() -> tuple[Rule, ...]:
    """All rules. Raises LexiconError for an entry of the wrong shape."""
    return read_entries(LEXICON, Rule)


Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Ruleset:
    """Rules by kind and place; those without cue are joined, so that a line costs one anchored match for all."""

    rules: tuple[Rule, ...]

    def within(self) -> Iterator[Rule]:
        """Rules that cut inside a line."""
        return (rule for rule in self.rules if rule.kind in ("opening", "closing", "inline"))

    def lines(self, kind: str, place: str = "any") -> Patterns:
        """Patterns one of which a whole line must match for a rule of this kind and place to take it."""
        chosen = [rule for rule in self.rules if rule.kind == kind and rule.place == place]
        plain = tuple(rule for rule in chosen if not rule.cue)
        cued = (rule.compiled for rule in chosen if rule.cue)
        return (_joined(plain), *cued) if plain else tuple(cued)

    def cued(self, text: str) -> Ruleset:
        """The rules without those whose cue is missing from `text`."""
        lower = text.lower()
        return Ruleset(tuple(rule for rule in self.rules if rule.is_cued(text, lower)))


@cache
def _joined(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    parts = (f"(?:{_filled(r.pattern)})" if r.case else f"(?i:{_filled(r.pattern)})" for r in rules)
    return re.compile("|".join(parts))


@cache
def ruleset() -> Ruleset:
    """All rules of the lexicon."""
    return Ruleset(read_rules())


def strip_boilerplate(lines: Sequence[str], rules: Ruleset | None = None) -> list[str]:
    """The lines of the article itself, cut and in order."""
    rules = (rules or ruleset()).cued("\n".join(lines))
    cut = _cut_within(lines, tuple(rules.within()))
    cut = _without_rest(cut, rules.lines("rest"))
    cut = _without_blocks(cut, rules.lines("block"))
    return list(_without_lines(cut, {place: rules.lines("line", place) for place in PLACES}))


def _cut_within(lines: Sequence[str], rules: Sequence[Rule]) -> list[str]:
    first = next((number for number, line in enumerate(lines) if is_prose(line)), 0)
    below = [rule for rule in rules if rule.place == "any"]
    cut = (_cut_line(line, rules if number <= first else below) for number, line in enumerate(lines))
    return [line for line in cut if line]


def _cut_line(line: str, rules: Sequence[Rule]) -> str:
    """The line without what `opening`, `closing` and `inline` rules take out of it."""
    for rule in rules:
        if rule.kind == "opening":
            if found := rule.compiled.match(line):
                line = line[found.end() :].lstrip()
        elif rule.kind == "inline":
            line = _without_matches(rule.compiled, line)
        elif (tail := rule.compiled.search(line)) and len(line) - tail.end() <= rule.reach:
            line = line[: tail.start()].rstrip()
    return line


def _without_matches(pattern: re.Pattern[str], line: str) -> str:
    shorter = pattern.sub(" ", line)
    return line if shorter == line else re.sub(r" {2,}", " ", shorter).strip()


def is_prose(line: str) -> bool:
    """Whether a line is running text rather than a heading, teaser, label or credit."""
    if line.endswith("。"):
        return len(line) >= 30
    return len(line) >= 90 and line.count(" ") >= 14 and bool(_PROSE_END.search(line))


def is_sentence(line: str) -> bool:
    """Whether a line is at least a sentence, which teasers and labels are not."""
    return line.count(" ") >= 7 and line.endswith((".", ".”", '."', ".’"))


def _takes(patterns: Patterns, line: str, longest: int = LONGEST_LINE) -> bool:
    return len(line) <= longest and any(pattern.fullmatch(line) for pattern in patterns)


def _without_rest(lines: list[str], headings: Patterns) -> list[str]:
    total, seen = sum(map(len, lines)), 0
    for number, line in enumerate(lines):
        if seen * 2 >= total and number and _takes(headings, line):
            return lines[:number]
        seen += len(line)
    return lines


def _without_blocks(lines: list[str], headings: Patterns) -> list[str]:
    """A block ends at running prose; while prose is still to come, at any sentence: teasers are none."""
    last = max((number for number, line in enumerate(lines) if is_prose(line)), default=-1)
    total, seen = sum(map(len, lines)), 0
    kept, inside = [], False
    for number, line in enumerate(lines):
        if inside and (is_prose(line) or (number < last and is_sentence(line))):
            inside = False
        if _takes(headings, line):
            inside = True
            if seen * 2 >= total and _are_teasers(lines[number + 1 :]):
                break
        seen += len(line)
        if not inside:
            kept.append(line)
    return kept


def _are_teasers(lines: list[str]) -> bool:
    """Whether lines are headlines with a short summary each, rather than the rest of an article."""
    headlines = sum(not is_sentence(line) for line in lines)
    return headlines > 1 and headlines * 2 >= len(lines) and max(map(len, lines)) <= LONGEST_SUMMARY


def _without_lines(lines: list[str], patterns: dict[str, Patterns]) -> Iterator[str]:
    prose = [number for number, line in enumerate(lines) if is_prose(line)]
    first = prose[0] + HEAD_LINES if prose else HEAD_LINES
    last = next((n for n in reversed(prose) if not _takes(patterns["foot"], lines[n], LONGEST_FOOT)), -1)
    for number, line in enumerate(lines):
        if _takes(patterns["any"], line) or (number < first and _takes(patterns["head"], line)):
            continue
        if number > last and _takes(patterns["foot"], line, LONGEST_FOOT):
            continue
        yield line
