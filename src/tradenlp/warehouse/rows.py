"""From the facts of an article to table rows: offsets within title or body, sentence numbers, stable ids."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

from tradenlp.facts import Actor, ArticleFacts, Event, Evidence, Measure, Words
from tradenlp.records import Article
from tradenlp.warehouse.arrow import Row
from tradenlp.warehouse.excerpt import sentence_span

TITLE_GAP = 2
"""code points between title and body in the document that the facts' offsets count in"""


_figure_columns = attrgetter("value", "value_high", "unit", "modifier", "direction", "what", "period", "subject")
_measure_columns = attrgetter(
    "type", "imposers", "targets", "goods", "rate", "rate_high", "rate_unit", "status", "stance", "announced",
    "effective", "until", "instrument", "attributed_to",
)  # fmt: skip


class Locator:
    """Turns offsets into an article's document into the span columns of the tables."""

    def __init__(self, article: Article, facts: ArticleFacts) -> None:
        self._title_end = len(article.title) if article.title else 0
        self._body_start = self._title_end + TITLE_GAP if self._title_end else 0
        self._starts = facts.sentence_starts

    def place(self, start: int, end: int, text: str) -> Row:
        """start_char, end_char, text, sentence, in_title."""
        sentence = max(0, bisect_right(self._starts, start) - 1)
        in_title = start < self._title_end
        shift = 0 if in_title else self._body_start
        return start - shift, end - shift, text, sentence, in_title


def stable_id(*parts: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]


def fact_rows(article: Article, facts: ArticleFacts, registered: frozenset[str]) -> dict[str, list[Row]]:
    """Rows of every fact table for one article, by table name; `registered` are the actor_ids of the registry."""
    at, key = Locator(article, facts), article.article_id
    rows: dict[str, list[Row]] = {
        "actor_mentions": [(key, m.actor_id, *at.place(m.start, m.end, m.text), m.form) for m in facts.actor_mentions],
        "found_actors": [_found(key, actor) for actor in facts.actors if actor.actor_id not in registered],
        "dates": [
            (key, *at.place(d.start, d.end, d.text), d.type, d.value, d.start_date, d.end_date, d.relative, d.modifier)
            for d in facts.dates
        ],
        "figures": [(key, *at.place(f.start, f.end, f.text), *_figure_columns(f)) for f in facts.figures],
        "goods_mentions": [(key, g.goods_id, *at.place(g.start, g.end, g.text), list(g.hs)) for g in facts.goods],
        "statements": [(key, *at.place(s.start, s.end, s.text), s.speaker, s.text) for s in facts.statements],
    }
    names = _Names(key, f"{article.title}\n\n{article.text}" if article.title else article.text)
    rows.update(_measure_rows(key, facts.measures, at, names))
    events = _event_rows(key, facts.events, at, names)
    rows["events"] = events["events"]
    rows["evidence"] += events["evidence"]
    return rows


def _found(key: str, actor: Actor) -> Row:
    return key, actor.actor_id, actor.name, actor.kind, actor.country, actor.parent_id


def _measure_rows(key: str, measures: Iterable[Measure], at: Locator, names: _Names) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"measures": [], "measure_mentions": [], "evidence": []}
    for m in measures:
        fact_id = names.give(m.type, m.mentions[0])
        rows["measures"].append((fact_id, key, *_measure_columns(m)))
        rows["measure_mentions"] += [(fact_id, key, *_words(at, w)) for w in m.mentions]
        rows["evidence"] += _evidence_rows(key, fact_id, m.evidence, at)
    return rows


def _event_rows(key: str, events: Iterable[Event], at: Locator, names: _Names) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {"events": [], "evidence": []}
    for e in events:
        fact_id = names.give(e.type, e.mentions[0])
        rows["events"].append(
            (fact_id, key, e.type, list(e.participants), e.location, e.date, e.status, *_words(at, e.mentions[0]))
        )
        rows["evidence"] += _evidence_rows(key, fact_id, e.evidence, at)
    return rows


def _evidence_rows(key: str, fact_id: str, evidence: Iterable[Evidence], at: Locator) -> list[Row]:
    return [(key, fact_id, e.slot, e.rule, *_words(at, e.words)) for e in evidence]


def _words(at: Locator, words: Words) -> Row:
    return at.place(words.start, words.end, words.text)


class _Names:
    """Ids that depend on the words of a fact and the sentence around them, and not on where in the text that stands.

    So a fact keeps its id when rules read its slots in another way, when other facts come and go, and when the text
    changes elsewhere. Facts of one type with the very same words are numbered in their order.
    """

    def __init__(self, article_id: str, document: str) -> None:
        self._article_id, self._document = article_id, document
        self._seen: Counter[str] = Counter()

    def give(self, kind: str, words: Words) -> str:
        first, last = sentence_span(self._document, words.start, words.end)
        before = self._document[first : words.start]
        sentence = " ".join(self._document[first:last].split())
        parts = (self._article_id, kind, sentence, words.text, before.count(words.text))
        base = stable_id(*parts)
        self._seen[base] += 1
        return base if self._seen[base] == 1 else stable_id(*parts, self._seen[base])
