"""Holds an archive to what it promises: every record readable, every digest right, every reference resolved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tradenlp.archive.reading import read_entries, warc_files
from tradenlp.archive.tail import mend, whole_length
from tradenlp.archive.writer import unused
from tradenlp.errors import InputError
from tradenlp.records import Capture, Reject


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file, and what to do."""

    warc_file: str
    detail: str


@dataclass(slots=True)
class Report:
    """What an archive holds and what is wrong with it."""

    files: int = 0
    bytes: int = 0
    records: Counter[str] = field(default_factory=Counter)
    """by WARC-Type"""
    problems: list[Problem] = field(default_factory=list)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    """capture_id by file and offset, for holding a database against it"""

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(file_or_folder: Path) -> Report:
    """Read every record of a file or folder. Raises InputError where there is none."""
    if not file_or_folder.exists():
        raise InputError(f"{file_or_folder}: there is no archive; `tradenlp run` makes one, or name its folder")
    report = Report()
    for path in warc_files(file_or_folder):
        report.files += 1
        report.bytes += path.stat().st_size
        report.problems += _read_through(path, report)
    return report


def _read_through(path: Path, report: Report) -> Iterator[Problem]:
    torn = _torn_bytes(path) if path.suffix == ".gz" else 0
    if torn:
        yield Problem(path.name, f"its last {torn} bytes are torn; `tradenlp archive verify --mend` cuts them off")
    for entry in read_entries(path):
        if entry.kind:
            report.records[entry.kind] += 1
        match entry.found:
            case Capture():
                report.places[path.name, entry.offset] = entry.found.capture_id
            case Reject() if entry.kind or not torn:
                yield Problem(path.name, f"byte {entry.offset}: {entry.found.url}: {entry.found.detail}")


def _torn_bytes(path: Path) -> int:
    """Bytes behind the last whole record, which reading by itself does not always notice."""
    try:
        with path.open("rb") as file:
            return path.stat().st_size - whole_length(file)
    except OSError:
        return 0


def missing(report: Report, captures: Sequence[tuple[str, str, int]]) -> Iterator[Problem]:
    """Captures of a database (capture_id, warc_file, offset) that the archive does not hold where they say."""
    for capture_id, warc_file, offset in captures:
        if report.places.get((warc_file, offset)) != capture_id:
            yield Problem(warc_file, f"byte {offset}: capture {capture_id} of the database is not there")


def mend_folder(folder: Path) -> list[str]:
    """Cut torn records off the ends of the files that nobody is writing to; the names of those that were cut."""
    cut = []
    for path in unused(folder):
        before = path.stat().st_size
        with path.open("r+b") as file:
            if mend(file) < before:
                cut.append(path.name)
    return cut
