"""The articles that an index page links to."""

from __future__ import annotations

import re
from urllib.parse import urldefrag, urljoin

from tradenlp.fetch.markup import parse_html
from tradenlp.fetch.media import decode
from tradenlp.records import FeedEntry


def page_links(body: bytes, url: str, content_type: str | None, pattern: str) -> tuple[FeedEntry, ...]:
    """The links of a page whose absolute address matches `pattern`, each once, in page order; () for no page."""
    tree = parse_html(decode(body, content_type))
    if tree is None:
        return ()
    wanted = re.compile(pattern)
    base = urljoin(url, next((b.get("href") or "" for b in tree.iter("base")), ""))
    entries: dict[str, FeedEntry] = {}
    for anchor in tree.iter("a"):
        try:
            address = urldefrag(urljoin(base, (anchor.get("href") or "").strip()))[0]
        except ValueError:
            continue
        if address != url and wanted.search(address):
            title = " ".join(anchor.text_content().split()) or None
            if address not in entries or (entries[address].title is None and title):
                entries[address] = FeedEntry(address, title)
    return tuple(entries.values())
