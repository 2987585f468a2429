"""A simulated month of polling on a virtual clock: 200 feeds of different rhythms, asked by the rules of the package.

    python bench/polling.py                   print the table
    python bench/polling.py --write           put it into docs/fetching.md

Nothing is sent and nobody waits: the feeds are invented, the decisions (`tradenlp.fetch.polling`) are the real ones,
made every quarter of an hour as a schedule would. For comparison the same feeds are asked at fixed intervals: each at
the cadence of its kind, and all at one interval that makes as many requests as the rules do.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, quantiles

from tradenlp.fetch.polling import Seen, conditions, is_due, known_state, next_state
from tradenlp.records import Capture, FeedState

START = datetime(2025, 9, 1, tzinfo=UTC)
DAYS = 30
TICK = timedelta(minutes=15)
DOCS = Path(__file__).resolve().parent.parent / "docs" / "fetching.md"
MARKS = ("<!-- polling table -->", "<!-- end of polling table -->")


@dataclass(frozen=True)
class Kind:
    """A kind of feed: how many there are, how often they publish, and how often they are meant to be asked."""

    name: str
    feeds: int
    per_week: float
    cadence_minutes: int
    at: Callable[[random.Random], int] = lambda chance: chance.randrange(24 * 7)
    """draws the hour of the week at which something is published"""
    at_once: int = 1
    """items that come together"""


def office_hours(chance: random.Random) -> int:
    return chance.randrange(5) * 24 + chance.randrange(8, 18)


def mostly_by_day(chance: random.Random) -> int:
    return chance.choice((0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 5, 6)) * 24 + chance.choice((*range(24), *range(6, 22)))


KINDS = (
    Kind("wire, round the clock", 15, 1200, 30),
    Kind("business news", 40, 250, 60, mostly_by_day),
    Kind("trade press", 30, 40, 120, mostly_by_day),
    Kind("ministry, one by one", 45, 10, 360, office_hours),
    Kind("ministry, in batches", 20, 12, 360, office_hours, at_once=6),
    Kind("law-firm blog", 30, 3, 720, office_hours),
    Kind("agency that hardly publishes", 15, 0.3, 720, office_hours),
    Kind("silent", 5, 0, 720),
)


@dataclass
class Feed:
    """An invented feed and what came of asking it."""

    kind: Kind
    name: str
    items: list[datetime]
    validators: bool
    fresh_seconds: float | None
    ttl_seconds: float | None
    outage: tuple[datetime, datetime] | None
    window: int = 30
    """items that an answer lists"""
    taken: int = 0
    changed_at: int = -1
    requests: int = 0
    unchanged: int = 0
    failed: int = 0
    missed: int = 0
    delays: list[float] = field(default_factory=list)
    """minutes from publication to the answer that brought it; what came out during an outage of the feed aside"""


def make_feeds(chance: random.Random) -> Iterator[Feed]:
    for kind in KINDS:
        for number in range(kind.feeds):
            began = START + timedelta(days=chance.uniform(1, DAYS - 4))
            yield Feed(
                kind,
                f"{kind.name}-{number}",
                sorted(published(kind, chance)),
                validators=chance.random() < 0.8,
                fresh_seconds=chance.choice((None, None, 300.0, 900.0)),
                ttl_seconds=chance.choice((None, None, None, 3600.0)),
                outage=(began, began + timedelta(days=chance.uniform(0.1, 3))) if chance.random() < 0.1 else None,
            )


def published(kind: Kind, chance: random.Random) -> Iterator[datetime]:
    monday = START
    while monday < START + timedelta(days=DAYS):
        for _ in range(poisson(kind.per_week / kind.at_once, chance)):
            moment = monday + timedelta(hours=kind.at(chance), minutes=chance.uniform(0, 60))
            if moment < START + timedelta(days=DAYS):
                yield from [moment] * kind.at_once
        monday += timedelta(days=7)


def poisson(mean: float, chance: random.Random) -> int:
    count, left = 0, mean
    while (left := left - chance.expovariate(1.0)) > 0:
        count += 1
    return count


def answer(feed: Feed, now: datetime, conditional: bool) -> tuple[Capture, Seen]:
    """What the feed answers at `now`, and what is new of it."""
    feed.requests += 1
    if feed.outage and feed.outage[0] <= now < feed.outage[1]:
        feed.failed += 1
        return capture(feed, now, 503, "http_503: busy"), Seen()
    out = feed.taken
    while out < len(feed.items) and feed.items[out] <= now:
        out += 1
    fresh = feed.items[feed.taken : out]
    had_outage = feed.outage is not None and feed.outage[0] <= now < feed.outage[1] + timedelta(days=1)
    feed.missed += 0 if had_outage else max(0, len(fresh) - feed.window)
    if not had_outage:
        feed.delays += [(now - moment) / timedelta(minutes=1) for moment in fresh[-feed.window :]]
    feed.taken = out
    if conditional and feed.validators and not fresh and feed.changed_at == out:
        feed.unchanged += 1
        return capture(feed, now, 304), Seen(ttl_seconds=None)
    feed.changed_at = out
    return capture(feed, now, 200), Seen(feed.window, len(fresh), feed.ttl_seconds)


def capture(feed: Feed, now: datetime, status: int, error: str | None = None) -> Capture:
    etag = '"v"' if feed.validators else None
    return Capture(
        "", feed.name, "", "", now, status, None, None, None, etag, error=error, fresh_seconds=feed.fresh_seconds
    )


def simulate(feeds: list[Feed], interval: Callable[[Kind], timedelta] | None = None) -> list[Feed]:
    """Ask the feeds for a month: by the rules, or at fixed intervals that heed what servers ask for."""
    states = {feed.name: known_state(None, feed.name, "") for feed in feeds}
    now = START
    while now < START + timedelta(days=DAYS):
        for feed in feeds:
            state = states[feed.name]
            if is_due(state, now):
                found, seen = answer(feed, now, conditions(state, now) != (None, None))
                after = next_state(state, found, now, timedelta(minutes=feed.kind.cadence_minutes), seen)
                states[feed.name] = after if interval is None else fixed(after, found, seen, now, interval(feed.kind))
        now += TICK
    return feeds


def fixed(state: FeedState, found: Capture, seen: Seen, now: datetime, interval: timedelta) -> FeedState:
    asked_for = timedelta(seconds=max(found.fresh_seconds or 0.0, seen.ttl_seconds or 0.0))
    return replace(state, next_poll_at=now + max(interval, asked_for))


def rows(feeds: list[Feed]) -> Iterator[tuple[str, ...]]:
    groups = [(kind.name, [f for f in feeds if f.kind is kind]) for kind in KINDS]
    for name, group in (*groups, ("all", feeds)):
        requests, items = sum(f.requests for f in group), sum(len(f.delays) for f in group)
        delays = [delay for f in group for delay in f.delays]
        yield (
            name,
            str(len(group)),
            f"{items / len(group) / DAYS:.1f}",
            f"{requests / len(group) / DAYS:.1f}",
            f"{requests / items:.1f}" if items else "",
            f"{fmean(delays):.0f}" if delays else "",
            f"{quantiles(delays, n=10)[-1]:.0f}" if len(delays) > 1 else "",
            f"{sum(f.unchanged for f in group) / requests:.0%}",
            str(sum(f.missed for f in group)),
        )


HEAD = (
    "feeds", "number", "items a day", "requests a day", "requests an item", "mean delay, minutes", "90 %, minutes",
    "304", "missed",
)  # fmt: skip


def table(feeds: list[Feed]) -> str:
    lines = [f"| {' | '.join(HEAD)} |", f"|---|{'---:|' * (len(HEAD) - 1)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows(feeds))])


def everything() -> str:
    """The whole table by the rules, and the sums of the comparisons."""
    ours = simulate(list(make_feeds(random.Random(7))))
    a_day = sum(feed.requests for feed in ours) / len(ours) / DAYS
    even = timedelta(days=1 / a_day)
    compared = {
        "by the rules": ours,
        "each at its cadence": simulate(
            list(make_feeds(random.Random(7))), lambda kind: timedelta(minutes=kind.cadence_minutes)
        ),
        f"all every {even / timedelta(minutes=1):.0f} minutes": simulate(
            list(make_feeds(random.Random(7))), lambda _: even
        ),
    }
    sums = [f"| {' | '.join((name, *list(rows(feeds))[-1][1:]))} |" for name, feeds in compared.items()]
    head = [f"| {' | '.join(HEAD)} |", f"|---|{'---:|' * (len(HEAD) - 1)}"]
    return "\n".join([table(ours), "", "The same feeds, asked otherwise:", "", *head, *sums])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/fetching.md")
    text = everything()
    if not parser.parse_args().write:
        print(text)
        return
    page = DOCS.read_text(encoding="utf-8")
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    DOCS.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
