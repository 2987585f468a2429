"""What bytes really are, and as which characters they read: never trusting a file name or a label alone."""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path

from charset_normalizer import from_bytes

from tradenlp.lexicon import read_toml

LEXICON = Path(__file__).with_name("media.toml")

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_FEED_ROOT = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|cdf|channel)\b", re.IGNORECASE)
_HTML_TAG = re.compile(r"<(?:!doctype html|html|head|body|meta|title|article|div|p|table|script)\b", re.IGNORECASE)
_JSON_START = re.compile(r"(?:\[\s*)?\{\s*[\"}]")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.+-]{2,40})""", re.IGNORECASE)
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.+-]{2,40})""", re.IGNORECASE)
_NO_CHARACTER_SETS = frozenset(["idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"])
"""codecs of Python that no page is written in; some of them would make half characters out of plain text"""
HEAD = 4096
"""bytes in which a page's declared character set is looked for"""
FEWEST_BYTES_PER_NULL = 200
"""a stray null byte does not make a page binary; they are left out of its text"""


def sniff(body: bytes) -> str:
    """`empty`, `binary`, `warc`, `feed`, `html`, `json` or `text`, told from the first bytes."""
    start = body[:HEAD].lstrip(b" \t\r\n\f")
    if not body.strip(b" \t\r\n\f\x00"):
        return "empty"
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(_binary_starts()):
        return "binary"
    encoding = _of_bom(body) or _of_nulls(body)
    if encoding is None and body[:HEAD].count(0) * FEWEST_BYTES_PER_NULL > len(body[:HEAD]):
        return "binary"
    head = body[:HEAD].decode(encoding or "latin-1", "replace").lstrip("\ufeff \t\r\n\f")
    if not encoding and sum(c < " " and c not in "\t\r\n\f\x1b" for c in head) * 20 > len(head):
        return "binary"
    return _of_markup(head)


def _of_markup(head: str) -> str:
    if _JSON_START.match(head):
        return "json"
    if not head.startswith("<"):
        return "html" if len(_HTML_TAG.findall(head)) >= 3 else "text"
    root, page = _FEED_ROOT.search(head), _HTML_TAG.search(head)
    if root and (not page or root.start() < page.start()):
        return "feed"
    if page:
        return "html"
    return "feed" if head.startswith("<?xml") else "html"


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of `body`: by byte-order mark, UTF-8 if it is that, HTTP charset, declared charset, or statistics.

    Bytes beyond ASCII that are valid UTF-8 are UTF-8 whatever a label says: the reverse hardly ever happens. A label
    in which the bytes make no sense is passed over. Never raises: what cannot be read becomes U+FFFD, null is left out.
    """
    return _decode(body, content_type).replace("\x00", "")


def _decode(body: bytes, content_type: str | None) -> str:
    if encoding := _of_bom(body) or _of_nulls(body):
        return body.decode(encoding, "replace")
    if not body.isascii() and (text := _utf8(body)) is not None:
        return text
    for label in _labels(body, content_type):
        if (text := _decoded(body, label)) is not None:
            return text
    return body.decode("ascii") if body.isascii() else _guessed(body)


def _utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _labels(body: bytes, content_type: str | None) -> list[str]:
    labels = [found[1]] if content_type and (found := _HTTP_CHARSET.search(content_type)) else []
    head = body[:HEAD]
    if head.lstrip()[:1] == b"<":
        labels += [match.decode("ascii") for match in _CHARSET.findall(head)[:2]]
    return labels


def _decoded(body: bytes, label: str) -> str | None:
    """None where the label is unknown or more than one character in a thousand does not fit it."""
    name = label.lower()
    try:
        if codecs.lookup(encoding := _encoding(name)).name in _NO_CHARACTER_SETS:
            return None
        text = body.decode(encoding, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") * 1000 <= len(text) else None


def _guessed(body: bytes) -> str:
    """Mostly ASCII is Windows-1252, the commonest set of Western text; the rest is told by statistics."""
    if sum(byte > 127 for byte in body[:20_000]) * 8 < len(body[:20_000]):
        try:
            return body.decode("cp1252")
        except UnicodeDecodeError:
            pass
    best = from_bytes(body[:200_000]).best()
    return body.decode(_encoding(best.encoding) if best else "cp1252", "replace")


@cache
def _binary_starts() -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(digits) for digits in read_toml(LEXICON)["binary"].values())


@cache
def _wider() -> dict[str, str]:
    return {label: codec for codec, labels in read_toml(LEXICON)["encodings"].items() for label in labels}


def _encoding(label: str) -> str:
    """Python's codec for what publishers mean by a label."""
    return _wider().get(label.lower(), label)


def _of_bom(body: bytes) -> str | None:
    return next((encoding for bom, encoding in _BOMS if body.startswith(bom)), None)


def _of_nulls(body: bytes) -> str | None:
    """UTF-16 without a byte-order mark: every other byte of Western text is zero."""
    sample = body[:400]
    if len(sample) < 8:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd * 10 > half * 6 and even * 10 < half:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > half * 6 and odd * 10 < half else None
