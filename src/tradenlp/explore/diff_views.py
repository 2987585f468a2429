"""Shows what differs between two databases: tables for people, JSON for programs, a page for a browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import IO, Any

from rich.console import Console
from rich.markup import escape as plain
from rich.table import Table

from tradenlp.errors import InputError
from tradenlp.explore.diff import KINDS, Change, Diff, Slot
from tradenlp.explore.results import cell

FORMATS = ("table", "json", "html")
WHATS = ("added", "removed", "changed")
MARKS = {"added": "[green]+[/]", "removed": "[red]-[/]", "changed": "[yellow]~[/]"}
MOST_LISTED = 200
"""differences that the tables for people list"""


def write_diff(diff: Diff, form: str, out: IO[str]) -> None:
    """Write a diff as table, JSON or HTML. Raises InputError for another form."""
    if form == "table":
        console = Console(file=out, width=None if out.isatty() else 160)
        for part in tables(diff):
            console.print(part)
    elif form == "json":
        json.dump(as_json(diff), out, ensure_ascii=False, indent=1, default=str)
        out.write("\n")
    elif form == "html":
        out.write(as_html(diff))
    else:
        raise InputError(f"unknown format {form!r}; choose one of {', '.join(FORMATS)}")


def headline(diff: Diff) -> str:
    """What was compared, and how much of it differs."""
    articles = len({change.article_id for change in diff.changes})
    differ = f"{_many(len(diff.changes), 'fact')} not alike, in {_many(articles, 'article')}"
    told = f"{_many(diff.compared, 'article')} compared: {differ if diff.changes else 'all facts alike'}"
    alone = [
        f"{n:,} articles only in {name}" for n, name in ((diff.only_old, diff.old), (diff.only_new, diff.new)) if n
    ]
    return "; ".join([told, *alone])


def _many(n: int, thing: str) -> str:
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def tables(diff: Diff) -> Iterable[Table | str]:
    """The headline, the numbers by kind, and each difference with its slots and its sentence."""
    yield plain(headline(diff))
    if not diff.changes:
        return
    yield _summary(diff)
    listed = Table(header_style="bold")
    for column in ("", "kind", "article", "slot", "before", "now", "why", "sentence"):
        listed.add_column(column, overflow="fold")
    for change in diff.changes[:MOST_LISTED]:
        for n, row in enumerate(_rows(change)):
            head = (MARKS[change.what], change.kind, plain(change.article)) if not n else ("", "", "")
            tail = plain("".join(change.sentence)) if not n else ""
            listed.add_row(*head, *map(plain, row), tail)
    yield listed
    if len(diff.changes) > MOST_LISTED:
        yield f"{len(diff.changes) - MOST_LISTED:,} more; use --format json or html for all"


def _summary(diff: Diff) -> Table:
    table = Table(header_style="bold")
    for column in ("kind", *WHATS, "slots that changed"):
        table.add_column(column, justify="right" if column in WHATS else "left")
    for kind, numbers, slots in summary_rows(diff):
        table.add_row(kind, *(str(n or "") for n in numbers), slots)
    return table


def summary_rows(diff: Diff) -> list[tuple[str, list[int], str]]:
    """kind, [added, removed, changed], and the slots that changed with their numbers; kinds that differ only."""
    counts, slots = diff.counts(), diff.slot_counts()
    rows = []
    for kind in KINDS:
        numbers = [counts[kind, what] for what in WHATS]
        told = ", ".join(f"{slot} {n}" for (of, slot), n in slots.most_common() if of == kind)
        if any(numbers):
            rows.append((kind, numbers, told))
    return rows


def _rows(change: Change) -> list[tuple[str, str, str, str]]:
    if change.what != "changed":
        told = "; ".join(f"{s.name} {cell(_side(s, change.what))}" for s in change.slots if _is_telling(s, change.what))
        words = f"“{change.words}”: {told}"
        rule = next((slot.why for slot in change.slots if slot.why), "")
        sides = ("", words) if change.what == "added" else (words, "")
        return [("", *sides, _joined(change.why, rule))]
    whys = [_joined(change.why, change.slots[0].why), *(slot.why for slot in change.slots[1:])]
    return [(s.name, cell(s.old), cell(s.new), why) for s, why in zip(change.slots, whys, strict=True)]


def _side(slot: Slot, what: str) -> Any:
    return slot.new if what == "added" else slot.old


def _is_telling(slot: Slot, what: str) -> bool:
    """Values that say no more than that nothing is said are left out where a whole fact is told."""
    return _side(slot, what) not in (None, [], "", "none", "exact", False)


def _joined(why: str, rule: str) -> str:
    return f"{why}; {rule}" if rule else why


def as_json(diff: Diff) -> dict[str, Any]:
    """Everything as plain values."""
    return {
        "old": diff.old,
        "new": diff.new,
        "articles": {"compared": diff.compared, "only_old": diff.only_old, "only_new": diff.only_new},
        "summary": [
            {"kind": kind, **dict(zip(WHATS, numbers, strict=True)), "slots": _slots_of(diff, kind)}
            for kind, numbers, _ in summary_rows(diff)
        ],
        "changes": [_change_as_json(change) for change in diff.changes],
    }


def _slots_of(diff: Diff, kind: str) -> dict[str, int]:
    return {slot: n for (of, slot), n in sorted(diff.slot_counts().items()) if of == kind}


def _change_as_json(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "kind": change.kind,
        "article_id": change.article_id,
        "article": change.article,
        "fact_id": change.fact_id,
        "words": change.words,
        "sentence": "".join(change.sentence),
        "why": change.why,
        "slots": {slot.name: {"old": slot.old, "new": slot.new, "why": slot.why or None} for slot in change.slots},
    }


def as_html(diff: Diff) -> str:
    """One page that needs nothing else; what stands in articles is text on it, never markup."""
    style = (Path(__file__).parent / "diff.css").read_text(encoding="utf-8")
    script = (Path(__file__).parent / "diff.js").read_text(encoding="utf-8")
    rows = "".join(
        f"<tr><td><button data-kind='{kind}'>{kind.replace('_', ' ')}</button></td>"
        + "".join(f"<td class='{what} n'>{n or ''}</td>" for what, n in zip(WHATS, numbers, strict=True))
        + f"<td>{escape(slots)}</td></tr>"
        for kind, numbers, slots in summary_rows(diff)
    )
    heads = "".join(f"<th>{what}</th>" for what in WHATS)
    numbers = f"<table class=summary><tr><th>kind</th>{heads}<th>slots that changed</th></tr>{rows}</table>"
    hint = "<p class=why>Click a kind to see it alone, again to see all.</p>"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Facts that differ</title><style>{style}</style><h1>Facts that differ</h1>"
        f"<p>{escape(diff.old)} → {escape(diff.new)}</p><p>{escape(headline(diff))}</p>"
        f"{numbers + hint if rows else ''}<main>{''.join(map(_card, diff.changes))}</main>"
        f"<script>{script}</script></html>\n"
    )


def _card(change: Change) -> str:
    before, words, behind = map(escape, change.sentence)
    kind = change.kind.replace("_", " ").rstrip("s")
    slots = [s for s in change.slots if change.what == "changed" or _is_telling(s, change.what)]
    return (
        f"<article class='{change.what}' data-kind='{change.kind}'>"
        f"<h2><b>{change.what}</b> {kind} <span>{escape(change.article)}</span></h2>"
        f"<blockquote>{before}<mark>{words}</mark>{behind}</blockquote>"
        f"<table>{''.join(_slot_row(slot, change.what) for slot in slots)}</table>"
        f"<p class=why>{escape(change.why)}{f' · {change.fact_id}' if change.fact_id else ''}</p></article>"
    )


def _slot_row(slot: Slot, what: str) -> str:
    old = f"<del>{escape(cell(slot.old)) or '—'}</del>" if what != "added" else ""
    new = f"<ins>{escape(cell(slot.new)) or '—'}</ins>" if what != "removed" else ""
    return f"<tr><th>{escape(slot.name)}</th><td>{old}{new}</td><td class=why>{escape(slot.why)}</td></tr>"
