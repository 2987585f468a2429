"""Finds the phrases that name a measure: the cheap first step, over lower-cased tokens alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tradenlp.extract.measures.lexicon import ANAPHOR, CueEntry, MeasureType, Naming, measure_types, phrasebook
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


def find_cues(words: Sequence[str], start: int, end: int, around: Collection[str] = ()) -> list[Cue]:
    """Cues among the lower-cased tokens `start` to `end` of one sentence, in text order.

    `around` are words of the rest of the article that tell the ground of a measure.

    Where phrases share a token a block wins, then the one with more words; phrases of different types on the very
    same tokens both stand ("anti-dumping and countervailing duties").
    """
    matches = sorted(phrasebook().within(words, start, end), key=_rank)
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
    return [_shifted(cue, {*words[start:end], *around}) for cue in sorted(cues, key=lambda c: (c.head, c.kind.id))]


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


def _shifted(cue: Cue, around: Collection[str]) -> Cue:
    """The cue under the type that claims it by its words, such as a ban for a disease as `sps`."""
    for kind in measure_types().values():
        if cue.kind.id in kind.shifts_from and not kind.shift_words.isdisjoint(around):
            return Cue(kind, cue.entry, cue.tokens, cue.head)
    return cue
