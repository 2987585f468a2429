"""Precision and recall of the text that cleaning keeps, beside trafilatura's settings on the same pages.

    python bench/cleaning.py                          fixtures/marked_pages
    python bench/cleaning.py --folder pages --worst 8

In a page, `<!--+-->` and `<!--/-->` enclose what belongs to the article's text; they are taken out before the page is
read. A first comment `<!--page encoding=…-->` says in which encoding it is served. Scores count groups of four words
(characters where words are written without spaces) as in Scrapinghub's article-extraction-benchmark, and are means over
pages. A line that repeats the heading counts for neither side.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import trafilatura
from rich.console import Console
from rich.table import Table

from tradenlp.clean import clean_document
from tradenlp.fetch.media import decode
from tradenlp.records import Article, RawDocument

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "marked_pages"
GROUP = 4
_HEAD = re.compile(r"^<!--page encoding=([\w-]+)-->")
_KEPT = re.compile(r"<!--\+-->(.*?)<!--/-->", re.DOTALL)
_MARKS = re.compile(r"<!--[+/]-->")
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_BLOCKS = re.compile(r"</?(?:p|li|h\d|td|th|dt|dd|br|ul|ol|div|tr)\b[^>]*>", re.IGNORECASE)
Scores = tuple[float, float, float]
SETTINGS: dict[str, dict[str, bool]] = {
    "trafilatura": {},
    "trafilatura, without comments": {"include_comments": False},
    "trafilatura, precision": {"include_comments": False, "favor_precision": True},
    "trafilatura, recall": {"include_comments": False, "favor_recall": True},
    "trafilatura, fast": {"include_comments": False, "fast": True},
    "trafilatura, fast, precision": {"include_comments": False, "fast": True, "favor_precision": True},
    "trafilatura, without tables": {"include_comments": False, "include_tables": False},
    "trafilatura, deduplicated": {"include_comments": False, "deduplicate": True},
}


@dataclass(frozen=True)
class Page:
    name: str
    body: bytes
    kept: str
    """text of the marked parts, a block a line"""
    heading: str

    @property
    def content(self) -> str:
        return decode(self.body, None)


def read_pages(folder: Path) -> Iterator[Page]:
    for path in sorted(folder.glob("*.html")):
        source = path.read_text(encoding="utf-8")
        head = _HEAD.match(source)
        source = source[head.end() :] if head else source
        kept = "\n".join(_text(part) for part in _KEPT.findall(source))
        plain = _MARKS.sub("", source)
        tree = lxml.html.fromstring(plain)
        heading = next((h.text_content() for h in tree.iter("h1", "h2", "h3")), "")
        yield Page(path.stem, plain.encode(head[1] if head else "utf-8"), kept, heading)


def _text(part: str) -> str:
    return str(lxml.html.fromstring(f"<div>{_BLOCKS.sub(chr(10), part)}</div>").text_content())


def words_of(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def groups(text: str) -> Counter[tuple[str, ...]]:
    words = words_of(text)
    return Counter(zip(*(words[n:] for n in range(GROUP)), strict=False))


def score(page: Page, text: str | None) -> Scores:
    """Precision, recall and F1 of a text."""
    heading = words_of(page.heading)
    lines = (text or "").split("\n")
    found = groups("\n".join(line for line in lines if words_of(line) != heading))
    wanted = groups(page.kept)
    right = sum((found & wanted).values())
    precision = right / found.total() if found else float(not wanted)
    recall = right / wanted.total() if wanted else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def ours(page: Page) -> str | None:
    article = clean_document(RawDocument("files", "c", page.content, "html"))
    return article.text if isinstance(article, Article) else None


def theirs(settings: dict[str, bool]) -> Callable[[Page], str | None]:
    return lambda page: trafilatura.extract(page.content, **settings)


def mean(scores: list[Scores]) -> Scores:
    return tuple(sum(part) / len(scores) for part in zip(*scores, strict=True))  # type: ignore[return-value]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    parser.add_argument("--worst", type=int, default=0, help="list the pages that are cleaned worst")
    given = parser.parse_args()
    pages = list(read_pages(given.folder))
    table = Table(f"{len(pages)} pages", "precision", "recall", "F1")
    methods = {"tradenlp": ours} | {name: theirs(settings) for name, settings in SETTINGS.items()}
    for name, method in methods.items():
        scores = [score(page, method(page)) for page in pages]
        table.add_row(name, *(f"{value:.3f}" for value in mean(scores)))
        if name == "tradenlp":
            worst = sorted(zip(scores, pages, strict=True), key=lambda pair: pair[0][2])
    Console().print(table)
    for (precision, recall, _), page in worst[: given.worst]:
        print(f"{page.name}: precision {precision:.2f}, recall {recall:.2f}")


if __name__ == "__main__":
    main()
