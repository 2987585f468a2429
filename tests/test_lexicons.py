"""Every entry of every lexicon is found in its examples and not in its decoys."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import tradenlp.clean
import tradenlp.extract
from tradenlp.errors import LexiconError
from tradenlp.lexicon import Proof, read_entries


@dataclass(frozen=True)
class _Entry:
    id: str
    examples: tuple[str, ...]


def rooms_with_proofs() -> list[str]:
    rooms = [f"tradenlp.extract.{room.name}" for room in pkgutil.iter_modules(tradenlp.extract.__path__) if room.ispkg]
    return [room for room in [*rooms, "tradenlp.clean"] if importlib.util.find_spec(f"{room}.proofs")]


def all_proofs(room: str) -> list[Proof]:
    return list(importlib.import_module(f"{room}.proofs").proofs())


@pytest.mark.parametrize("room", rooms_with_proofs())
def test_examples_match_and_decoys_do_not(room: str) -> None:
    proofs = all_proofs(room)
    assert any(proof.expected for proof in proofs), f"{room} proves nothing"
    wrong = [
        f"{proof.lexicon}: {proof.entry}: {'not found' if proof.expected else 'found'} in {proof.sentence!r}"
        for proof in proofs
        if proof.found(proof.sentence) is not proof.expected
    ]
    assert not wrong, f"{len(wrong)} of {len(proofs)}:\n" + "\n".join(wrong[:40])


def test_the_rooms_that_own_lexicons_prove_them() -> None:
    rooms = {room.rsplit(".", 1)[1] for room in rooms_with_proofs()}
    assert {"dates", "figures", "actors", "goods", "statements", "measures", "events", "clean"} <= rooms


def test_an_entry_without_examples_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text('[[entry]]\nid = "tonne"\nexamples = []\n')
    with pytest.raises(LexiconError, match=r"units.toml, entry tonne: needs `examples`"):
        read_entries(path, _Entry)


def test_an_unknown_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text('[[entry]]\nid = "tonne"\nexmaples = ["A tonne."]\n')
    with pytest.raises(LexiconError, match="unknown key exmaples"):
        read_entries(path, _Entry)


def test_broken_toml_is_told_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text("[[entry]\n")
    with pytest.raises(LexiconError, match=r"units\.toml"):
        read_entries(path, _Entry)
