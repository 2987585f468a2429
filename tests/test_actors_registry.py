"""The registry: consistent, searchable by day, and extended by one TOML entry without code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tradenlp.errors import LexiconError
from tradenlp.extract.actors.index import NameIndex, split_words
from tradenlp.extract.actors.registry import Registry, problems, read_registry, registry

SEED = """
[[actor]]
id = "NL1"
name = "Northland"
kind = "country"
adjectives = ["Northlander"]
source = "made up for the test"
examples = ["Northland objected."]

[[actor]]
id = "nl1-ministry-of-trade"
name = "Ministry of Trade of Northland"
kind = "government_body"
country = "NL1"
parent = "NL1"
generic = ["trade ministry"]
source = "made up for the test"
examples = ["Northland's trade ministry objected."]

[[actor]]
id = "ilka-tarkovic"
name = "Ilka Tarkovic"
kind = "person"
country = "NL1"
surnames = ["Tarkovic"]
offices = [{ role = "minister of trade", of = "NL1", from = 2019-01-01, until = 2021-01-01 }]
source = "made up for the test"
examples = ["Ilka Tarkovic objected."]
"""


def read(folder: Path, *texts: str) -> Registry:
    for number, text in enumerate(texts):
        (folder / f"{number}.toml").write_text(text, encoding="utf-8")
    return read_registry(folder)


def entry(actor_id: str, kind: str = "company", more: str = "") -> str:
    return (
        f'[[actor]]\nid = "{actor_id}"\nname = "{actor_id.title()}"\nkind = "{kind}"\n'
        f'source = "made up for the test"\nexamples = ["It is there."]\n{more}\n'
    )


def test_the_registry_that_ships_does_not_contradict_itself() -> None:
    assert problems(registry()) == []


def test_every_entry_has_source_and_example_and_most_have_a_country() -> None:
    entries = read_registry().entries.values()
    assert [e.id for e in entries if not (e.source and e.examples)] == []
    homeless = [e.id for e in entries if e.country is None and e.kind in ("government_body", "company")]
    assert len(homeless) < 0.02 * len(entries)


def test_a_seed_without_contradictions(tmp_path: Path) -> None:
    assert problems(read(tmp_path, SEED)) == []


def test_one_alias_for_two_actors_is_a_problem(tmp_path: Path) -> None:
    found = problems(read(tmp_path, entry("delmo", more='aliases = ["Delmo Steel"]'), entry("delmo-steel")))
    assert found == []  # `Delmo-Steel` is not `Delmo Steel`
    twice = entry("aa", more='aliases = ["Delmo"]') + entry("bb", more='aliases = ["Delmo"]')
    assert problems(read(tmp_path, twice)) == ["'Delmo' stands for aa (alias) and bb (alias)"]


def test_a_shared_name_needs_two_countries(tmp_path: Path) -> None:
    body = 'country = "{0}"\nparent = "{0}"\ngeneric = ["trade board"]'
    states = entry("AA", "country") + entry("BB", "country")
    apart = entry("x", "government_body", body.format("AA")) + entry("y", "government_body", body.format("BB"))
    assert problems(read(tmp_path, states, apart)) == []
    together = entry("x", "government_body", body.format("AA")) + entry("y", "government_body", body.format("AA"))
    assert problems(read(tmp_path, states, together)) == ["'trade board' is shared by x and y, all of AA"]


def test_two_holders_of_one_office_at_once_are_a_problem(tmp_path: Path) -> None:
    rival = (
        'country = "NL1"\noffices = [{ role = "trade minister", of = "NL1", from = 2020-06-01, until = 2022-01-01 }]'
    )
    found = problems(read(tmp_path, SEED, entry("pau-oriol", "person", rival)))
    assert found == ["ilka-tarkovic and pau-oriol both held trade minister of NL1 at once"]
    after = rival.replace("2020-06-01", "2021-01-01")
    assert problems(read(tmp_path, SEED, entry("pau-oriol", "person", after))) == []


def test_a_stranger_is_a_problem(tmp_path: Path) -> None:
    assert problems(read(tmp_path, entry("x", "government_body", 'country = "US"\nparent = "QQ"'))) == [
        "x names QQ, which has no entry"
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (entry("x", more='nickname = "X"'), "unknown key nickname"),
        (entry("x", "firm"), "unknown kind 'firm'"),
        (entry("x") + entry("x"), "two entries have the id 'x'"),
        (entry("x", "person", 'offices = [{ role = "a", of = "b", since = 2020-01-01 }]'), "unknown key since"),
        ('[[actor]]\nid = "x"\n', "missing key"),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_with_its_name(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(LexiconError, match=says):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("of", "role", "day", "holder"),
    [
        ("US", "president", date(2018, 6, 1), "donald-trump"),
        ("US", "president", date(2021, 1, 20), "joe-biden"),
        ("US", "president", date(2021, 1, 19), "donald-trump"),
        ("US", "secretary of commerce", date(2018, 6, 1), "wilbur-ross"),
        ("US", "commerce secretary", date(2010, 6, 1), "gary-locke"),
        ("US", "president", date(1900, 1, 1), None),
    ],
)
def test_who_held_an_office_on_a_day(of: str, role: str, day: date, holder: str | None) -> None:
    assert registry().holder(of, role, day) == holder


def test_a_new_entry_is_found_without_code(tmp_path: Path) -> None:
    index: NameIndex = read(tmp_path, SEED).index
    found = [hit.names[0].actor_id for hit in index.find(split_words("The Northlander envoy met Ilka Tarkovic."))]
    assert found == ["NL1", "ilka-tarkovic"]


@pytest.mark.parametrize(
    "text",
    ["Ministry of Trade\nof Northland", "MINISTRY OF TRADE OF NORTHLAND", "Ministry  of Trade of Northland"],
)
def test_line_breaks_and_capitals_do_not_hide_a_name(tmp_path: Path, text: str) -> None:
    hits = list(read(tmp_path, SEED).index.find(split_words(text)))
    assert [(hit.start, hit.end) for hit in hits] == [(0, len(text))]


def test_accents_and_spelling_do_not_hide_a_name(tmp_path: Path) -> None:
    names = 'aliases = ["Défense Organisation"]'
    index = read(tmp_path, entry("x", "organization", names)).index
    assert len(list(index.find(split_words("The Defense Organization and the Défense Organisation met.")))) == 2
