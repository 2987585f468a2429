"""The same story twice: exact and near copies, found without comparing all pairs."""

from tradenlp.dedupe.decide import Candidate, day_of, decide, is_copy
from tradenlp.dedupe.fingerprint import Fingerprint, fingerprint

__all__ = ["Candidate", "Fingerprint", "day_of", "decide", "fingerprint", "is_copy"]
