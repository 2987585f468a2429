"""What two copies of one story have in common: a hash of the words, and a MinHash of the word groups."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray

PERMUTATIONS = 128
BANDS = 32
"""of 4 rows each: texts that share 60 % of their word groups meet in a band with 98 % probability, 30 % with 23 %"""
SHINGLE_WORDS = 5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text to find its copies."""

    words_sha256: str
    """of the words in lower case, so that spacing and punctuation do not matter"""
    signature: bytes
    """128 MinHash values of 32 bits over groups of five words"""
    word_count: int

    @property
    def words_key(self) -> int:
        """A number from the first 60 bits of the hash of the words."""
        return int(self.words_sha256[:15], 16)

    def bands(self) -> tuple[int, ...]:
        """Keys under which near copies meet, 60 bits each; look these up instead of comparing all pairs."""
        rows = len(self.signature) // BANDS
        parts = (self.signature[i * rows : (i + 1) * rows] for i in range(BANDS))
        digests = (hashlib.blake2b(bytes([i]) + part, digest_size=8).digest() for i, part in enumerate(parts))
        return tuple(int.from_bytes(digest) >> 4 for digest in digests)

    def similarity(self, other: Fingerprint) -> float:
        """Estimated share of word groups in common, 0 to 1."""
        mine, theirs = (np.frombuffer(f.signature, dtype="<u4") for f in (self, other))
        return float((mine == theirs).mean())


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of an article's text; the same on every machine and in every process."""
    words = [word.lower() for word in _WORD.findall(text)]
    minhash = MinHash(num_perm=PERMUTATIONS, permutations=_permutations(), hashfunc=int)
    minhash.update_batch(_group_hashes(words))
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return Fingerprint(digest, minhash.hashvalues.astype("<u4").tobytes(), len(words))


@cache
def _permutations() -> NDArray[np.uint64]:
    permutations: NDArray[np.uint64] = MinHash(num_perm=PERMUTATIONS, seed=1).permutations
    return permutations


def _group_hashes(words: list[str]) -> NDArray[np.uint64]:
    """32-bit hashes of all groups of five words in a row (of all words, where there are fewer), each once.

    A group's hash is a polynomial of the CRC-32 of its words, scrambled: Knuth's multiplicative constant.
    """
    crc = np.fromiter((crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    size = min(SHINGLE_WORDS, len(words))
    groups = np.zeros(len(words) - size + 1, dtype=np.uint64)
    for start in range(size):
        groups = groups * np.uint64(0x9E3779B97F4A7C15) + crc[start : len(words) - size + 1 + start]
    return np.unique((groups * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(32)) if size else groups[:0]
