"""An HTML page → its main text, by trafilatura with the settings that measured best, and what it says of itself.

Two kinds of layout are made plain first, because trafilatura would take one part for the whole: live blogs, whose
posts are articles side by side, and old pages laid out with tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import trafilatura
from trafilatura.settings import Document

from tradenlp.clean.gaps import fill_gaps, read_blocks
from tradenlp.clean.metadata import Metadata, read_metadata
from tradenlp.fetch.markup import parse_html

LONGEST_MENU = 1000
"""code points, without spaces, of the longest table that is taken for a menu"""
LONGEST_CELL = 300
"""code points beyond which a table cell holds running text, and its table is there for the layout"""


@dataclass(frozen=True)
class Page:
    """The main text of a page, one line per block, and what the page says of itself."""

    text: str
    metadata: Metadata


def read_page(content: str, url: str | None = None) -> Page | None:
    """The main text of an HTML page with its metadata; None where trafilatura finds none. Never raises."""
    tree = parse_html(content)
    if tree is None:
        return None
    metadata = read_metadata(tree, url)
    drop_link_tables(tree)
    flatten_layout_tables(tree)
    join_posts(tree)
    blocks = read_blocks(tree)
    found = trafilatura.bare_extraction(tree, url=url, favor_precision=True, include_comments=False)
    if not isinstance(found, Document) or not found.text:
        return None
    return Page(fill_gaps(found.text, blocks), metadata)


def drop_link_tables(tree: Any) -> None:
    """Take out tables that hold links and nothing else: menus and teasers in old layouts."""
    for table in [table for table in tree.iter("table") if _is_links(table)]:
        table.drop_tree()


def _is_links(table: Any) -> bool:
    links = [len("".join(link.text_content().split())) for link in table.iter("a") if link.get("href")]
    whole = len("".join(table.text_content().split()))
    return len(links) > 1 and whole <= LONGEST_MENU and sum(links) * 10 >= whole * 9


def flatten_layout_tables(tree: Any) -> None:
    """Turn tables that hold tables or running text into plain blocks; tables of data stay."""
    layout = [table for table in tree.iter("table") if _is_layout(table)]
    for table in layout:
        for part in [table, *table.iter("tbody", "thead", "tr", "td", "th")]:
            if part is table or _table_of(part) is table:
                part.tag = "div"


def _is_layout(table: Any) -> bool:
    if any(inner is not table for inner in table.iter("table")):
        return True
    if any(len(cell.text_content()) > LONGEST_CELL for cell in table.iter("td")):
        return True
    return all(len(row.findall("td")) + len(row.findall("th")) <= 1 for row in table.iter("tr"))


def _table_of(part: Any) -> Any:
    return next(part.iterancestors("table"), None)


def join_posts(tree: Any) -> None:
    """Make one article of the `article` elements that stand side by side and together hold most of a page's text."""
    groups: dict[Any, list[Any]] = {}
    for article in tree.iter("article"):
        if _prose(article) and article.getparent() is not None:
            groups.setdefault(article.getparent(), []).append(article)
    for parent, posts in groups.items():
        if len(posts) < 2 or sum(map(_prose, posts)) * 2 < _prose(tree):
            continue
        for post in posts:
            for part in post.iter():
                part.attrib.pop("class", None)
                part.attrib.pop("id", None)
            post.tag = "div"
        parent.set("itemprop", "articleBody")


def _prose(element: Any) -> int:
    """Code points in paragraphs of running text."""
    return sum(length for p in element.iter("p") if (length := len(p.text_content())) > 80)
