"""Settings: order of precedence, and messages that name what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tradenlp.errors import InputError
from tradenlp.settings import Settings, read_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("TRADENLP_DATA_DIR", "TRADENLP_WORKERS", "TRADENLP_ALLOW_PRIVATE_ADDRESSES"):
        monkeypatch.delenv(name, raising=False)


def test_variables_win_over_the_file_and_arguments_over_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tradenlp.toml").write_text('data_dir = "from-file"\nworkers = 3\nbatch_articles = 7\n')
    monkeypatch.setenv("TRADENLP_WORKERS", "4")
    settings = read_settings(batch_articles=9)
    assert (settings.data_dir, settings.workers, settings.batch_articles) == (Path("from-file"), 4, 9)


def test_paths_follow_the_data_folder_unless_set(tmp_path: Path) -> None:
    assert read_settings(data_dir=tmp_path).database_path == tmp_path / "tradenlp.duckdb"
    assert read_settings(data_dir=tmp_path).archive_path == tmp_path / "archive"
    assert read_settings(data_dir=tmp_path, database=Path("x.duckdb")).database_path == Path("x.duckdb")


def test_private_addresses_are_read_from_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRADENLP_ALLOW_PRIVATE_ADDRESSES", '["127.0.0.1", "10.0.0.0/8"]')
    assert read_settings().allow_private_addresses == ("127.0.0.1", "10.0.0.0/8")


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("workers = -1", "workers"),
        ('workers = "many"', "workers"),
        ("speed = 3", "speed"),
        ("workers = ", "tradenlp.toml"),
    ],
)
def test_a_wrong_file_is_told_by_name(tmp_path: Path, line: str, named: str) -> None:
    (tmp_path / "tradenlp.toml").write_text(line)
    with pytest.raises(InputError, match=named):
        read_settings()


def test_settings_are_frozen_and_every_field_is_described() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().workers = 2  # type: ignore[misc]
    assert all(field.description for field in Settings.model_fields.values())
