"""An HTML page → its main text, by trafilatura with the settings that measured best, and what it says of itself.

Two kinds of layout are made plain first, because trafilatura would take one part for the whole: live blogs, whose
posts are articles side by side, and old pages laid out with tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import trafilatura
from trafilatura.settings import Document

from tradenlp.clean.gaps import fill_gaps, read_blocks, share_kept
from tradenlp.clean.metadata import Metadata, read_metadata
from tradenlp.fetch.markup import parse_html

ENOUGH = 0.6
"""share of the paragraphs of running text below which the precise setting may have taken one part for the whole"""
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
    text, kept = _main_text(tree, url, precise=True)
    if kept < ENOUGH and (again := parse_html(content)) is not None:
        more, more_kept = _main_text(again, url, precise=False)
        text = more if more_kept > kept else text
    return Page(text, metadata) if text else None


def _main_text(tree: Any, url: str | None, *, precise: bool) -> tuple[str, float]:
    """The text that trafilatura finds, and the share of the page's paragraphs of running text that it keeps."""
    drop_link_tables(tree)
    flatten_layout_tables(tree)
    join_posts(tree)
    blocks = read_blocks(tree)
    found = trafilatura.bare_extraction(
        tree, url=url, include_comments=False, favor_precision=precise, fast=not precise
    )
    text = fill_gaps(found.text, blocks) if isinstance(found, Document) and found.text else ""
    return text, share_kept(text, blocks)


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
    """Make one article of the posts that stand side by side and together hold most of a page's text."""
    groups: dict[Any, list[Any]] = {}
    for element in tree.iter("article", "li", "div", "section"):
        if element.getparent() is not None and _prose(element) and _is_post(element):
            groups.setdefault(element.getparent(), []).append(element)
    whole = _prose(tree)
    for parent, posts in groups.items():
        if len(posts) > 1 and sum(map(_prose, posts)) * 2 >= whole:
            _join(parent, posts)


def _is_post(element: Any) -> bool:
    """An `article`, or what has a time of its own above its text."""
    return element.tag == "article" or element[0].tag == "time" if len(element) else False


def _join(parent: Any, posts: list[Any]) -> None:
    for post in posts:
        for part in post.iter():
            part.attrib.pop("class", None)
            part.attrib.pop("id", None)
        if post.tag != "article":
            post[0].drop_tree()
        post.tag = "div"
    if parent.tag in ("ol", "ul"):
        parent.tag = "div"
    parent.set("itemprop", "articleBody")


def _prose(element: Any) -> int:
    """Code points in paragraphs of running text."""
    return sum(length for p in element.iter("p") if (length := len(p.text_content())) > 80)
