"""Finds the phrases that name a measure: the cheap first step, over lower-cased tokens alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tradenlp.extract.measures.clauses import verb_forms
from tradenlp.extract.measures.lexicon import (
    ANAPHOR,
    CueEntry,
    MeasureType,
    Naming,
    measure_types,
    phrasebook,
    word_list,
)
from tradenlp.extract.notation import Match


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that names a measure, with the tokens it stands on."""

    kind: MeasureType
    entry: CueEntry
    tokens: tuple[int, ...]
    head: int

    @property
    def start(self) -> int:
        """First token."""
        return self.tokens[0]

    @property
    def end(self) -> int:
        """One past the last token."""
        return self.tokens[-1] + 1


def find_cues(words: Sequence[str], start: int, end: int, around: Collection[str] | None = ()) -> list[Cue]:
    """Cues among the lower-cased tokens `start` to `end` of one sentence, in text order.

    `around` are words of the sentences near it that tell the ground of a measure; None where grounds do not count.

    Where phrases share a token a block wins, then the one with more words; phrases of different types on the very
    same tokens both stand ("anti-dumping and countervailing duties").
    """
    found = (m for m in phrasebook().within(words, start, end) if not (_runs_on(words, m) or _cut_short(words, m)))
    matches = sorted([*found, *_without_participle(words, start, end)], key=_rank)
    taken: dict[int, Match[Naming]] = {}
    chosen: list[Match[Naming]] = []
    for match in matches:
        holders = {id(taken[t]): taken[t] for t in match.tokens if t in taken}
        both = match.value.entry is not None and match.value.entry.both
        if both and any(h.value.kind is None for h in holders.values()):
            continue
        if holders and not both and not _shares(match, list(holders.values()), chosen):
            continue
        chosen.append(match)
        if match.value.entry is not None and match.value.entry.both:
            continue
        for token in match.tokens:
            taken.setdefault(token, match)
    cues = [Cue(m.value.kind, m.value.entry, m.tokens, m.head) for m in chosen if m.value.kind and m.value.entry]
    cues = [_offset(words, start, cue) for cue in cues]
    cues += [own for cue in cues for own in _looked_into(words, cue)]
    cues.sort(key=lambda c: (c.head, c.kind.id))
    return cues if around is None else [shifted(cue, {*words[start:end], *around}) for cue in cues]


NEXT_ACTS = frozenset(
    form
    for verb in ("abolish", "announce", "ban", "bar", "ease", "end", "extend", "halt", "impose", "introduce", "lift",
                 "place", "prohibit", "put", "raise", "remove", "restrict", "scrap", "stop", "suspend", "tighten")
    for form in verb_forms(verb)
    if form.endswith(("ed", "put"))
)  # fmt: skip
"""of another act, behind "and" """


CROSSINGS = frozenset({"import", "export"})
RULED_BY = word_list("ruled_by")


def _cut_short(words: Sequence[str], match: Match[Naming]) -> bool:
    """ "Suspended the import permits", "halted the export rebate": what stops is no trade but what rules it."""
    last = match.tokens[-1]
    return words[last] in CROSSINGS and last + 1 < len(words) and words[last + 1] in RULED_BY


def _runs_on(words: Sequence[str], match: Match[Naming]) -> bool:
    """ "Scrapped import duties on rice and halted exports": no phrase goes on into what is done besides."""
    if len(match.tokens) == match.tokens[-1] + 1 - match.start:
        return False
    second = match.tokens[min(1, len(match.tokens) - 1)]
    joints = (t for t in range(second + 1, match.tokens[-1]) if words[t] in ("and", "but"))
    return any(t not in match.tokens and words[t + 1] in NEXT_ACTS for t in joints)


LEVIES = frozenset({"tariffs", "duties"})
AT_ISSUE = "at issue in a case"
"""the entry of a measure that a case is about"""


def _looked_into(words: Sequence[str], cue: Cue) -> Iterator[Cue]:
    """ "An inquiry into tariffs on cars": the tariffs that a case is about are a measure of their own."""
    last = cue.tokens[-1]
    if cue.kind.id == "trade_dispute" and last != cue.head and words[last] in LEVIES:
        yield Cue(measure_types()["import_tariff"], CueEntry(AT_ISSUE, (), ()), (last,), last)


DUMPED = frozenset({"dumped", "dumping"})
SUBSIDISED = frozenset({"subsidy", "subsidies", "subsidised", "subsidized"})
BESIDE = 5
"""tokens of "dumping and allegedly unfair subsidies" """


def _offset(words: Sequence[str], start: int, cue: Cue) -> Cue:
    """ "Dumped and subsidised", "4% for dumping and 6% for subsidies": what a duty offsets, and no aid of a state."""
    if cue.kind.id != "subsidy" or words[cue.head] not in SUBSIDISED:
        return cue
    before = words[max(start, cue.head - BESIDE) : cue.head]
    beside = not DUMPED.isdisjoint(before) and not {"and", "or"}.isdisjoint(before)
    return Cue(measure_types()["countervailing_duty"], cue.entry, cue.tokens, cue.head) if beside else cue


PUT = frozenset({"imposed", "introduced", "placed", "levied", "slapped", "announced", "adopted", "set", "proposed"})
MOST_BY = 7
"""tokens of "imposed by the United States in May" """


def _without_participle(words: Sequence[str], start: int, end: int) -> Iterator[Match[Naming]]:
    """ "restrictions imposed by Peru on chips": phrases that a participle with its agent parts in two."""
    for token in range(start + 1, end - 2):
        if words[token] not in PUT or words[token + 1] not in ("by", "in", "last", "earlier", "since"):
            continue
        stop = min(end, token + MOST_BY)
        again = next((t for t in range(token + 2, stop) if words[t] in ("on", "against", "for")), None)
        if again is None:
            continue
        joined = [*words[max(start, token - 4) : token], *words[again : min(end, again + 10)]]
        places = [*range(max(start, token - 4), token), *range(again, min(end, again + 10))]
        seam = token - max(start, token - 4)
        for match in phrasebook().within(joined, 0, len(joined)):
            if match.start < seam < match.end:
                yield Match(tuple(places[t] for t in match.tokens), places[match.head], match.value)


def _rank(match: Match[Naming]) -> tuple[bool, bool, int, int]:
    return (
        match.value.kind is not None,
        match.value.entry is ANAPHOR,
        -len(match.tokens),
        match.tokens[-1] - match.tokens[0],
    )


def _shares(match: Match[Naming], holders: list[Match[Naming]], chosen: list[Match[Naming]]) -> bool:
    """Whether the match names another type with the same head and as many words as those that hold its tokens."""
    if match.value.kind is None or any(h.value.kind is None or h.head != match.head for h in holders):
        return False
    same = [c for c in chosen if c.head == match.head]
    kinds = {c.value.kind.id for c in same if c.value.kind}
    return match.value.kind.id not in kinds and match.tokens in {c.tokens for c in same}


def shifted(cue: Cue, around: Collection[str]) -> Cue:
    """The cue under the type that claims it by its words, such as a ban for a disease as `sps`."""
    for kind in measure_types().values():
        if cue.kind.id in kind.shifts_from and not kind.shift_words.isdisjoint(around):
            return Cue(kind, cue.entry, cue.tokens, cue.head)
    return cue
