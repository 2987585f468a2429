"""Reads a response's body within limits of size, compressed and not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import chain


class BodyError(Exception):
    """A body that is larger than allowed, or not what its headers say; the text begins with a short code."""


def read_body(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body of `chunks` decoded by its Content-Encoding (gzip, deflate or none), at most `limit` bytes.

    Raises BodyError `too_large` without ever holding much more than `limit`, `bad_encoding` for broken or unknown
    compression and `truncated` where compressed data end too early.
    """
    encodings = [name for name in encoding.lower().replace(" ", "").split(",") if name not in ("", "identity")]
    for name in reversed(encodings):
        if name not in ("gzip", "x-gzip", "deflate"):
            raise BodyError(f"bad_encoding: Content-Encoding {name} was not asked for")
        chunks = _inflated(chunks, limit)
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise BodyError(f"too_large: more than {limit} bytes")
        parts.append(chunk)
    return b"".join(parts)


def _inflated(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    chunks = iter(chunks)
    start = _start(chunks)
    decoder = zlib.decompressobj(wbits=47 if _has_header(start) else -15)
    for chunk in chain([start] if start else [], chunks):
        data = chunk
        while data:
            try:
                yield decoder.decompress(data, limit + 1)
            except zlib.error as error:
                raise BodyError(f"bad_encoding: {error}") from error
            data = decoder.unconsumed_tail
            if decoder.eof:
                data = decoder.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    break
                decoder = zlib.decompressobj(wbits=47)
    if start and not decoder.eof:
        raise BodyError("truncated: the compressed data end too early")


def _start(chunks: Iterator[bytes]) -> bytes:
    """The first two bytes or more, which tell the format."""
    start = b""
    for chunk in chunks:
        start += chunk
        if len(start) > 1:
            break
    return start


def _has_header(start: bytes) -> bool:
    """Whether gzip or zlib data begin here (RFC 1950, 1952); some servers send `deflate` without either's header."""
    return start.startswith(b"\x1f\x8b") or (
        len(start) > 1 and start[0] & 15 == 8 and (start[0] * 256 + start[1]) % 31 == 0
    )
