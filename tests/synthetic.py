"""Invented articles with facts whose words stand in the text, for tests of the warehouse that need no extraction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tradenlp.dedupe import fingerprint
from tradenlp.facts import (
    Actor,
    ActorMention,
    ArticleFacts,
    DateExpression,
    Event,
    Evidence,
    Figure,
    GoodsMention,
    Measure,
    Statement,
    Words,
)
from tradenlp.records import Article, Capture
from tradenlp.warehouse.database import open_writer
from tradenlp.warehouse.load import Batch, Extracted, load_registry

REGISTERED = frozenset({"CN", "US", "JP"})
REGISTRY = tuple(Actor(key, name, "country", key) for key, name in (("CN", "China"), ("JP", "Japan"), ("US", "Sam")))
STATUSES = ("announced", "in_force", "suspended")


def story(number: int, *, version: int = 0, rules: int = 0) -> Extracted:
    """Article `number`; a `version` has another text in front of the facts, other `rules` read a slot otherwise."""
    title = f"Paper {number} on duties"
    body = (
        f"{'An editor put this in. ' * version}China set a duty of {5 + number} percent on steel on Monday. "
        f"Acme {number} will meet Sam in June. It said “we pay {number} times over” and called the ban unfair."
    )
    article = Article(
        f"a{number:06}", "files", f"c{number}-{version}", body, title, external_id=f"story-{number}",
        published_at=datetime(2025, 6, 1, 9, tzinfo=UTC) + timedelta(days=number), published_at_origin="given",
        published_on=date(2025, 6, 1) + timedelta(days=number), word_count=len(body.split()),
        text_sha256=hashlib.sha256(body.encode()).hexdigest(),
    )  # fmt: skip
    return Extracted(article, _facts(f"{title}\n\n{body}", number, rules), f"in{version}", 0.1, fingerprint(body))


def _facts(document: str, number: int, rules: int) -> ArticleFacts:
    def at(words: str) -> tuple[int, int, str]:
        start = document.index(words)
        return start, start + len(words), words

    acme = f"acme-{number % 7}"
    duty, ban = Words(*at("a duty")), Words(*at("ban"))
    evidence = (Evidence("type", f"noun cue {rules}", duty), Evidence("rate", "figure beside", duty))
    return ArticleFacts(
        actors=(Actor(acme, f"Acme {number}", "company"), *REGISTRY),
        actor_mentions=(ActorMention(*at("China"), "CN", "name"), ActorMention(*at(f"Acme {number}"), acme, "name")),
        dates=(DateExpression(*at("June"), "date", "2025-06", date(2025, 6, 1), date(2025, 6, 30), True),),
        figures=(Figure(*at(f"{5 + number} percent"), 5.0 + number, None, "percent", what="duty"),),
        goods=(GoodsMention(*at("steel"), "steel", ("72",)),),
        measures=(
            Measure(
                "import_tariff", STATUSES[rules], "harmful", (duty,), ("CN",), ("US",), ("steel",), 5.0 + number,
                rate_unit="percent", evidence=evidence,
            ),
            Measure("import_ban", "in_force", "harmful", (ban,), ("CN",)),
        ),
        events=(Event("meeting", "planned", (Words(*at("will meet")),), (acme, "US"), date="2025-06"),),
        statements=(Statement(*at(f"we pay {number} times over"), acme),),
        sentence_starts=(0, document.index("China set"), document.index("Acme"), document.index("It said")),
    )  # fmt: skip


@cache
def empty_database() -> bytes:
    """A database file of the newest schema that holds nothing but REGISTRY: copying it is faster than making one."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.duckdb"
        with open_writer(path) as db:
            load_registry(db, REGISTRY)
        return path.read_bytes()


def batch_of(items: Sequence[Extracted]) -> Batch:
    """The items with the captures that they came from."""
    captures = [_capture(item.article) for item in items]
    return Batch(captures=captures, extracted=items)


def _capture(article: Article) -> Capture:
    found = datetime(2025, 7, 1, tzinfo=UTC)
    body = article.text.encode()
    digest = hashlib.sha256(body).hexdigest()
    return Capture(article.capture_id, "files", article.external_id or "", "", found, None, "text/plain", body, digest)
