"""How the dates do on public yardsticks, and what they cost.

    python bench/dates.py predict CASES.jsonl > PREDICTIONS.jsonl
    python bench/dates.py cost STORIES.jsonl[.gz] [--stories N]

`predict` reads cases {id, suite, published_at, text} and writes {id, items: [{start, end, text, type, value}]} with
everything that TimeML marks; suites named msrt_* as calendar days by the conventions of Recognizers-Text. `cost` prints
the processor time of the component over that of the full small pipeline.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import spacy

from tradenlp.extract.dates import periods
from tradenlp.extract.dates.expressions import Calendar, Duration, Part, Relative, Shift, Span, Timed, Vague, Window
from tradenlp.extract.dates.lexing import Tokens
from tradenlp.extract.dates.periods import Period
from tradenlp.extract.dates.read import Reading, read
from tradenlp.extract.dates.resolve import resolve_expression
from tradenlp.extract.dates.timex import timex_facts, timex_value
from tradenlp.extract.nlp import DEFAULT_MODEL
from tradenlp.extract.state import Context

OPEN_ENDS = frozenset(["before", "after", "since", "starting", "beginning", "until", "later", "than"])
UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def timeml_items(text: str, context: Context) -> Iterator[dict[str, Any]]:
    for fact in timex_facts(text, context):
        known = {"start": fact.start, "end": fact.end, "text": fact.text}
        yield {**known, "type": fact.type.upper(), "value": fact.value}


def recognizers_items(text: str, context: Context) -> Iterator[dict[str, Any]]:
    """Days as Recognizers-Text counts them: the last day of a range, and today in "past six months", stay outside."""
    tokens, readings = read(text, context)
    for one in readings:
        start, end = tokens.items[one.first].start, tokens.items[one.last - 1].end
        kind, value = timex_value(one)
        days = None if _is_open(tokens, one) else _days(tokens, one) or _seconds(value)
        yield {"start": start, "end": end, "text": text[start:end], "type": kind.upper(), "value": days or _bare(value)}


SECONDS = {"Y": 31536000, "M": 2592000, "W": 604800, "D": 86400, "TH": 3600, "TM": 60, "TS": 1}
LENGTH = re.compile(r"P(T?)(?:(\d+(?:\.\d+)?|X)([YMWDHS]))(?:(\d+)([MS]))?")


def _seconds(value: str | None) -> str | None:
    """A length in seconds, a month being 30 days and "a few" three."""
    if not (found := LENGTH.fullmatch(value or "")):
        return None
    clock, amount, unit, more, finer = found.groups()
    total = (3.0 if amount == "X" else float(amount)) * SECONDS[clock + unit]
    return f"{total + (float(more) * SECONDS[clock + finer] if more else 0):g}"


def _bare(value: str | None) -> str | None:
    return None if value is None or value[:1].isdigit() else value


def _is_open(tokens: Tokens, one: Reading) -> bool:
    """ "since August": without a year Recognizers-Text leaves the days open."""
    before = [token.text for token in tokens.items[max(one.first - 2, 0) : one.first]]
    match one.expression:
        case Calendar(year=None, which=None) | Part(of=Calendar(year=None)):
            return bool(OPEN_ENDS & set(before))
    return False


def _days(tokens: Tokens, one: Reading) -> str | None:
    speech, period = one.anchor.speech, one.period
    match one.expression:
        case Span(last=Part(name="end")) if period:
            return _whole(period)
        case Span() if period and "/" in period.value:
            return _interval(period.start, _first_day(period.value.split("/")[1]) - timedelta(1))
        case Window(unit="quarter"):
            return _whole(period)
        case Window(amount=amount, unit=unit, ending=None) if speech and unit in periods.MONTHS_IN | periods.DAYS_IN:
            other = periods.add(speech, amount, unit)
            return _interval(other, speech - timedelta(1)) if amount < 0 else _interval(speech + timedelta(1), other)
        case Shift(amount=amount, unit=unit, base="speech" | "text") if speech:
            return _shifted(speech, amount, unit)
        case Shift(amount=amount, unit=unit, base=Calendar() | Relative() as base):
            known = resolve_expression(base, one.anchor)
            return _shifted(known.start, amount, unit) if known else None
        case Duration(value=value) if speech and one.first and tokens.items[one.first - 1].text == "in":
            return _shifted(speech, float(value[1:-1]), UNITS[value[-1]]) if value[1:-1].isdigit() else str(speech)
        case Part(of=of, name="whole" | "end" | "start"):
            whole = resolve_expression(of, one.anchor)
            return _whole(whole)
        case Vague(value="PRESENT_REF") | Window(unit="hour" | "minute" | "second"):
            return str(speech)
        case Calendar(fiscal=True):
            return None
        case Timed(of=None):
            return None
    return _whole(period)


def _whole(period: Period | None) -> str | None:
    return _interval(period.start, period.end) if period else None


def _shifted(speech: date, amount: float, unit: str) -> str:
    return str(periods.add(speech, amount, unit) if unit in periods.MONTHS_IN | periods.DAYS_IN else speech)


def _first_day(value: str) -> date:
    if "W" in value or "Q" in value:
        return date.fromisocalendar(int(value[:4]), int(value[6:8]), 1) if "W" in value else _quarter(value)
    parts = [int(part) for part in value.split("-")]
    return date(*[*parts, 1, 1][:3])


def _quarter(value: str) -> date:
    return periods.quarter(int(value[:4]), int(value[-1])).start


def _interval(first: date, last: date) -> str | None:
    return f"{first}/{last}" if first <= last else None


def predict(path: Path) -> None:
    for line in read_lines(path):
        case = json.loads(line)
        stamp = case.get("published_at")
        context = Context(date.fromisoformat(stamp[:10]) if stamp else None, country="US")
        find = recognizers_items if case["suite"].startswith("msrt") else timeml_items
        print(json.dumps({"id": case["id"], "items": list(find(case["text"], context))}, ensure_ascii=False))


def read_lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        yield from file


def cost(path: Path, stories: int) -> None:
    texts = [json.loads(line)["text"] for line, _ in zip(read_lines(path), range(stories), strict=False)]
    nlp = spacy.load(DEFAULT_MODEL)
    component = nlp.create_pipe("trade_dates")
    component(nlp.make_doc("It began on Monday."))
    started = time.process_time()
    docs = list(nlp.pipe(texts, batch_size=16))
    between = time.process_time()
    for doc in docs:
        component(doc)
    ended = time.process_time()
    full, own = between - started, ended - between
    print(f"pipeline {full:.2f} s, trade_dates {own:.2f} s: {own / full:.2%} over {len(texts)} stories")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    predicting = commands.add_parser("predict")
    predicting.add_argument("cases", type=Path)
    costing = commands.add_parser("cost")
    costing.add_argument("stories_file", type=Path)
    costing.add_argument("--stories", type=int, default=2000)
    args = parser.parse_args()
    if args.command == "predict":
        predict(args.cases)
    else:
        cost(args.stories_file, args.stories)


if __name__ == "__main__":
    sys.exit(main())
