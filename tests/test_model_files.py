"""The base model is the pinned one, and a pipeline can be replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradenlp.errors import ModelError
from tradenlp.extract import model_files
from tradenlp.extract.nlp import STOCK_PARTS, TRADE_PARTS, build_nlp, tokenize
from tradenlp.extract.version import pipeline_version

OWN_PARTS = ("trade_lines", "trade_capitals", "trade_names", "trade_printed")
"""parts that stand around the model's own"""


def test_the_installed_model_is_the_pinned_one() -> None:
    assert model_files.altered_files() == []


def test_altered_and_missing_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = model_files.checksum_list().read_text().splitlines()
    false = tmp_path / "SHA256SUMS"
    false.write_text("\n".join(["0" * 64 + "  __init__.py", "0" * 64 + "  no/such/file", *lines[2:]]))
    monkeypatch.setattr(model_files, "checksum_list", lambda: false)
    assert model_files.altered_files() == ["__init__.py: differs from the pinned release", "no/such/file: missing"]


def test_a_missing_model_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="tradenlp doctor"):
        build_nlp("no_such_model")
    with pytest.raises(ModelError, match="make setup"):
        model_files.altered_files("no_such_model")


def test_a_model_in_a_folder_can_take_its_place(tmp_path: Path) -> None:
    nlp = build_nlp(parts=())
    for part in OWN_PARTS:
        nlp.remove_pipe(part)
    nlp.enable_pipe("ner")
    nlp.to_disk(tmp_path / "own")
    own = build_nlp(str(tmp_path / "own"), parts=("trade_dates",))
    model = ["tok2vec", "tagger", "parser"]
    assert own.pipe_names == ["trade_lines", "trade_capitals", *model, "trade_names", "trade_printed", "trade_dates"]
    assert pipeline_version(str(tmp_path / "own")) != pipeline_version()


def test_the_pipeline_holds_nothing_that_nobody_reads() -> None:
    assert set(build_nlp().pipe_names) <= {*OWN_PARTS, *STOCK_PARTS, *TRADE_PARTS}


def test_headings_do_not_run_into_the_text() -> None:
    doc = build_nlp(parts=())("Tariffs Rise in Japan\nChina Steel Corp. said it would wait.\n\nIn short")
    assert next(doc.sents).text.strip() == "Tariffs Rise in Japan"
    assert all("\n" not in entity.text for entity in doc.ents)


def test_a_long_run_without_white_space_is_cut_and_no_character_is_lost() -> None:
    nlp = build_nlp(parts=())
    for text in ("$" * 500, "See https://example.org/" + "a" * 300 + " now.", "word " * 50, "", "x" * 80 + " y"):
        assert tokenize(nlp, text).text == text
    assert [t.text for t in tokenize(nlp, "It fell 3%. " + "b" * 81)][:5] == ["It", "fell", "3", "%", "."]
