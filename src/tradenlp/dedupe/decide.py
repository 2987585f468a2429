"""Which of several copies of a story is the first, decided the same way in whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tradenlp.dedupe.fingerprint import Fingerprint

NEAR = 0.7
"""similarity from which on two texts are copies of one story"""
CONTAINED = 0.9
"""share of the shorter text's word groups that the longer one has, from which on it is the same story cut or framed"""
LEAST = 0.45
"""similarity below which that share is too rough an estimate, and two texts hardly ever meet in a band"""
FEWEST_WORDS = 40
"""texts shorter than this are copies only of the very same words: form letters of agencies look alike"""
WINDOW = timedelta(days=7)
"""near copies further apart are different stories told with the same background; exact ones are copies at any time"""
DAYS_APART = WINDOW.days + 1
"""calendar days that near copies can lie apart"""
_UNKNOWN = datetime.max.replace(tzinfo=UTC)
_SECONDS_A_DAY = 86_400


def day_of(moment: datetime | None) -> int | None:
    """The day in UTC, counted from 1970-01-01; None where the moment is unknown."""
    return None if moment is None else int(moment.timestamp() // _SECONDS_A_DAY)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article as far as it matters for finding copies."""

    article_id: str
    published_at: datetime | None
    fingerprint: Fingerprint

    @property
    def order(self) -> tuple[datetime, str]:
        """The first copy is the earliest; of equal ones, or of undated ones, the smallest id."""
        return (self.published_at or _UNKNOWN, self.article_id)


def decide(candidate: Candidate, neighbours: Iterable[Candidate]) -> str | None:
    """The article_id of the first copy among `neighbours` that came before `candidate`; None if it is the first.

    Neighbours are the articles that share the hash of the words or a band with the candidate. An article that came
    before may itself be a copy: the earliest of all copies is named, so that the answer does not depend on the order
    of arrival as long as later neighbours are decided again.
    """
    earlier = [n for n in neighbours if n.order < candidate.order and n.article_id != candidate.article_id]
    copies = [n for n in earlier if is_copy(candidate, n)]
    return min(copies, key=lambda n: n.order).article_id if copies else None


def is_copy(one: Candidate, other: Candidate) -> bool:
    """Whether two articles tell the same story in the same words."""
    if one.fingerprint.words_sha256 == other.fingerprint.words_sha256:
        return True
    if min(one.fingerprint.word_count, other.fingerprint.word_count) < FEWEST_WORDS:
        return False
    if one.published_at and other.published_at and abs(one.published_at - other.published_at) > WINDOW:
        return False
    similarity = one.fingerprint.similarity(other.fingerprint)
    return similarity >= NEAR or (similarity >= LEAST and _contained(one, other, similarity) >= CONTAINED)


def _contained(one: Candidate, other: Candidate, similarity: float) -> float:
    """Share of the shorter text's word groups that the longer one has, from their lengths and the similarity.

    Of sets with sizes a <= b and Jaccard similarity j, the intersection is j (a + b) / (1 + j).
    """
    shorter, longer = sorted((one.fingerprint.word_count, other.fingerprint.word_count))
    return similarity * (shorter + longer) / (1.0 + similarity) / max(shorter, 1)
