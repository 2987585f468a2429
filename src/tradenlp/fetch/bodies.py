"""Reads a response's body within limits of size, compressed and not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator


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
    decoder, started = zlib.decompressobj(wbits=47), False
    for chunk in chunks:
        data = chunk
        while data:
            try:
                inflated = decoder.decompress(data, limit + 1)
            except zlib.error as error:
                if started:
                    raise BodyError(f"bad_encoding: {error}") from error
                # `deflate` without the zlib header, as some servers send it.
                decoder, started = zlib.decompressobj(wbits=-15), True
                continue
            started = True
            yield inflated
            data = decoder.unconsumed_tail
            if decoder.eof:
                data = decoder.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    break
                decoder = zlib.decompressobj(wbits=47)
    if started and not decoder.eof:
        raise BodyError("truncated: the compressed data end too early")
