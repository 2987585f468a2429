"""Finds where the whole records of a WARC file end, and cuts off what a killed process left behind them."""

from __future__ import annotations

import zlib
from typing import BinaryIO

_BLOCK = 1024 * 1024


def whole_length(file: BinaryIO, start: int = 0) -> int:
    """Bytes up to the end of the last whole gzip member, looked for from `start`, where a member must begin."""
    file.seek(start)
    end = position = start
    member = zlib.decompressobj(wbits=31)
    while block := file.read(_BLOCK):
        position += len(block)
        while block:
            try:
                member.decompress(block)
            except zlib.error:
                return end
            if not member.eof:
                break
            block = member.unused_data
            end = position - len(block)
            member = zlib.decompressobj(wbits=31)
    return end


def mend(file: BinaryIO, known_length: int = 0) -> int:
    """Cut off what stands behind the last whole member; returns the length that is left.

    `known_length` is a length at which the file was whole; a file shorter than that is looked through from its start.
    """
    size = file.seek(0, 2)
    if size == known_length:
        return size
    length = whole_length(file, known_length if known_length < size else 0)
    if length < size:
        file.truncate(length)
    return length
