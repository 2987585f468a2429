"""Which article it is: canonical addresses and stable ids."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from courlan import clean_url

_VARIANT_QUERY = frozenset(
    {"amp", "output", "print", "printable", "outputtype", "view", "mode", "share", "cmpid", "ref"}
)
_VARIANT_VALUE = re.compile(r"(?:amp|print\w*|1|true|yes|share|rss|email|twitter|facebook)?", re.IGNORECASE)
_UNRESERVED = re.compile(r"%(2[DEde]|3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|5[Ff]|7[Ee])")
_VARIANT_PATH = re.compile(r"(?:/amp|/print|/printable|/index\.html?)$|^/amp(?=/)|\.amp(?=\.html?$)", re.IGNORECASE)


def canonical_url(url: str | None) -> str | None:
    """An address without tracking parameters, fragment, `www.`, trailing slash, or AMP and print variants.

    None where it is no http(s) address.
    """
    if not url:
        return None
    cleaned = clean_url(url.strip())
    if not cleaned:
        return None
    try:
        parts = urlsplit(cleaned)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    path = _dotless(_UNRESERVED.sub(lambda found: chr(int(found[1], 16)), parts.path))
    host = re.sub(r"^(?:www|amp|m|mobile)\.", "", parts.netloc.lower()) if parts.netloc.count(".") > 1 else parts.netloc
    path = _VARIANT_PATH.sub("", path.rstrip("/")).rstrip("/")
    return urlunsplit((parts.scheme, host.lower(), path or "/", _kept_query(parts.query), ""))


def _dotless(path: str) -> str:
    """The path without segments `.` and `..` and without empty ones (RFC 3986, 5.2.4 and 6.2.2)."""
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    return "/" + "/".join(kept)


def _kept_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(k, v) for k, v in pairs if not _is_variant(k.lower(), v)])


def _is_variant(key: str, value: str) -> bool:
    """Whether a parameter asks for another form of the same page, or for the first of its pages."""
    return (key in _VARIANT_QUERY and _VARIANT_VALUE.fullmatch(value) is not None) or (key, value) == ("page", "1")


def article_id(canonical: str | None, source_id: str, external_id: str | None, text: str) -> str:
    """16 hex digits: from the canonical address (http and https alike), else source and external id, else the text."""
    if canonical:
        return _digest("url", canonical.split("://", 1)[1])
    if external_id:
        return _digest("id", source_id, external_id)
    return _digest("text", source_id, text)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
