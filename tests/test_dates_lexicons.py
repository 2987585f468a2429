"""Every entry of the room's lexicons keeps what its examples and decoys promise."""

from __future__ import annotations

import pytest

from tradenlp.extract.dates.proofs import proofs
from tradenlp.lexicon import Proof


@pytest.mark.parametrize("proof", list(proofs()), ids=lambda proof: f"{proof.entry}: {proof.sentence}")
def test_promise(proof: Proof) -> None:
    assert proof.found(proof.sentence) is proof.expected
