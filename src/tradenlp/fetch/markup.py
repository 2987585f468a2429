"""A fragment of HTML that is the article already (of a feed or a record) → plain lines."""

from __future__ import annotations

import re
from typing import Any

from lxml import html
from lxml.etree import ParserError, iterwalk

_SPACE = re.compile(r"\s+")
_BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|li|ul|ol|table|blockquote|article|section)\b[^<>]*>", re.IGNORECASE)
_INLINE = r"(?:a|abbr|b|big|em|font|i|mark|s|small|span|strong|sub|sup|u|p)"
_INLINE_END = re.compile(rf"</{_INLINE}\s*>", re.IGNORECASE)
_INLINE_TAG = re.compile(rf"</?{_INLINE}(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "table",
        "tr",
        "blockquote",
        "article",
        "section",
        "pre",
        "figure",
        "figcaption",
        "hr",
        "dl",
        "dt",
        "dd",
        "header",
        "footer",
        "aside",
    ]
)
_HIDDEN = frozenset(["script", "style", "noscript", "template", "iframe", "svg", "button", "form", "select", "option"])


def parse_html(content: str) -> Any:
    """The lxml tree of a page or fragment; None where there is nothing to parse. Never raises."""
    try:
        return html.fromstring(content.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def looks_like_markup(text: str) -> bool:
    """Whether a record's text holds HTML elements that make lines."""
    return "<" in text and len(_BLOCK_TAG.findall(text[:20_000])) >= 2


def without_inline_markup(text: str) -> str:
    """Text of plain lines without the tags of links and type styles, where it holds at least a pair; lines stay."""
    if "</" not in text or not _INLINE_END.search(text):
        return text
    return _INLINE_TAG.sub("", text)


def plain_text(fragment: str) -> str:
    """The text of a fragment, one line per block element; the fragment itself where it holds no markup."""
    if "<" not in fragment:
        return fragment
    tree = parse_html(f"<div>{fragment}</div>")
    if tree is None:
        return ""
    for hidden in list(tree.iter(*_HIDDEN)):
        hidden.drop_tree()
    parts: list[str] = []
    for event, element in iterwalk(tree, events=("start", "end", "comment", "pi")):
        if isinstance(element.tag, str) and element.tag in _BLOCKS:
            parts.append("\n")
        if event == "start":
            parts.append(_SPACE.sub(" ", element.text or ""))
        elif element is not tree:
            parts.append(_SPACE.sub(" ", element.tail or ""))
    return "".join(parts)
