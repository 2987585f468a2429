"""What two copies of one story have in common: a hash of the words, and a MinHash of the word groups."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import numpy as np
from datasketch import MinHash

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

    def bands(self) -> tuple[str, ...]:
        """Keys under which near copies meet, 16 hex digits each; look these up instead of comparing all pairs."""
        rows = len(self.signature) // BANDS
        parts = (self.signature[i * rows : (i + 1) * rows] for i in range(BANDS))
        return tuple(hashlib.blake2b(bytes([i]) + part, digest_size=8).hexdigest() for i, part in enumerate(parts))

    def similarity(self, other: Fingerprint) -> float:
        """Estimated share of word groups in common, 0 to 1."""
        mine, theirs = (np.frombuffer(f.signature, dtype=np.uint32) for f in (self, other))
        return float((mine == theirs).mean())


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of an article's text."""
    words = [word.lower() for word in _WORD.findall(text)]
    groups = {" ".join(words[i : i + SHINGLE_WORDS]).encode() for i in range(max(1, len(words) - SHINGLE_WORDS + 1))}
    minhash = MinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update_batch(list(groups))
    digest = hashlib.sha256(" ".join(words).encode()).hexdigest()
    return Fingerprint(digest, minhash.hashvalues.astype(np.uint32).tobytes(), len(words))
