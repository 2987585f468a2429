"""Relevance: what is about trade policy and what is not, why, and what the gate does with it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ROOT
from tests.costs import cpu_seconds
from tests.test_walk import RECORDS, ask, settings, silent, write
from tradenlp.clean import clean_document, read_inputs
from tradenlp.errors import ModelError
from tradenlp.pipeline import ingest, reextract
from tradenlp.records import Article, RawDocument
from tradenlp.relevance import judge, relevance
from tradenlp.relevance.features import Concept, Features, features, forms, read_concepts, words_of
from tradenlp.relevance.model import load_weights
from tradenlp.relevance.training import Options, fit, folds, out_of_fold, scaled
from tradenlp.settings import Settings

THRESHOLD = Settings().relevance_threshold
LITTLE = 0.1
"""of a single sentence about something else"""
PROOFS = [
    pytest.param(concept, sentence, expected, id=f"{concept.id}: {sentence}")
    for concept in read_concepts()
    for sentences, expected in ((concept.examples, True), (concept.decoys, False))
    for sentence in sentences
]


@pytest.mark.parametrize(("concept", "sentence", "expected"), PROOFS)
def test_a_concept_is_found_in_its_examples_and_not_in_its_decoys(
    concept: Concept, sentence: str, expected: bool
) -> None:
    assert (features(None, sentence).concepts.get(f"C:{concept.id}", 0) > 0) is expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Norway puts a levy on imported lamb", "Sheep farmers had asked for the import duty since the spring."),
        ("Talks on steel quota resume", "Envoys of both sides meet on Monday to save the trade agreement."),
        (None, "The ministry will require an export licence for antimony from September, it said in a notice."),
        ("Wine makers cheer end of dispute", "Beijing dropped its anti-dumping duties on wine after three years."),
        ("Stocks sink", "Shares fell worldwide after the president announced tariffs on all imports of copper."),
        ("What the ruling means for importers", "Refunds of duties may be claimed for entries since April."),
        (
            "LIVE: reaction to the new tariffs",
            "10:02 Tokyo calls the import duty regrettable. 10:09 Seoul will negotiate over its exports.",
        ),
        ("Opinion: the wall we pay for", "Protectionism taxes the poor; free trade made them richer."),
    ],
)
def test_news_on_trade_policy_is_extracted(title: str | None, text: str) -> None:
    assert relevance(title, text, "en") > 0.5


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Late goal sinks Harbour FC", "The winger, who came in a trade last month, scored in the last minute."),
        ("Lender's profit up", "Net profit rose 8 percent to 120 million; the dividend is 12 cents per share."),
        ("Nurses walk out", "The trade union wants higher pay for night shifts in all hospitals of the city."),
        ("Power bills to rise", "The regulator approved a higher electricity tariff for households from April."),
        ("Two held over theft", "Police arrested two men after a robbery in which a guard on duty was hurt."),
        ("Rate cut lifts bonds", "The central bank cut its key rate by a quarter point; the currency fell."),
    ],
)
def test_other_news_is_stored_without_facts(title: str, text: str) -> None:
    assert relevance(title, text, "en") < 0.5


@pytest.mark.parametrize(
    ("language", "on_trade", "other"),
    [
        ("de", "Die Zölle auf Stahl bremsen die Ausfuhr.", "Der Trainer lobte die Abwehr nach dem Spiel."),
        ("zh", "商务部谈稀土出口管制", "球队周六以三比一获胜"),
        ("es", "El arancel frena las importaciones de acero.", "El equipo ganó el partido el sábado."),
        ("ru", "Пошлины ограничат экспорт зерна.", "Команда выиграла матч в субботу."),
    ],
)
def test_other_languages_are_told_by_stems(language: str, on_trade: str, other: str) -> None:
    assert relevance(None, on_trade, language) >= 0.5
    assert relevance(None, other, language) < LITTLE


def test_a_language_of_which_nothing_is_known_is_not_skipped() -> None:
    assert relevance("Tollar", "Nýju tollarnir taka gildi.", "is") == 0.5


def cleaned(paths: list[Path]) -> list[Article]:
    found = (clean_document(read) for read in read_inputs(paths) if isinstance(read, RawDocument))
    return [article for article in found if isinstance(article, Article)]


def test_no_article_of_the_fixtures_is_skipped() -> None:
    articles = cleaned([ROOT / "fixtures" / "articles"])
    assert len(articles) >= 40
    low = {a.title: r for a in articles if (r := relevance(a.title, a.text, a.language)) < 2 * THRESHOLD}
    assert not low


def test_no_outside_case_is_skipped(outside_cases: Path) -> None:
    files = sorted(outside_cases.rglob("articles.jsonl"))
    assert not [a.title for a in cleaned(files) if relevance(a.title, a.text, a.language) < THRESHOLD]


def test_the_reasons_add_up_to_the_judgement() -> None:
    title, text = "Duty on tin doubled", "The import duty on tin doubles in May, the trade ministry said."
    told = judge(title, text)
    names = [name for name, _ in told.reasons]
    assert "C:duty" in names
    assert told.relevance == relevance(
        "Duty on tin doubled", "The import duty on tin doubles in May, the trade ministry said."
    )
    sizes = [abs(part) for _, part in told.reasons]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize(("title", "text"), [(None, ""), ("", " "), (None, "1 2 3"), ("x" * 10_000, "y " * 200_000)])
def test_any_text_has_a_relevance(title: str | None, text: str) -> None:
    assert 0.0 <= relevance(title, text) <= 1.0


@pytest.mark.parametrize("piece", ["tariff ", "a.", "é", "'", "trade deal ", "x-"])
def test_hostile_repetition_costs_little(piece: str) -> None:
    assert cpu_seconds(lambda: relevance(piece * 1000, piece * (1_000_000 // len(piece)))) < 1


def test_forms_of_words() -> None:
    assert {"tariff", "tariffs"} <= set(forms("tariff~"))
    assert {"levy", "levies"} <= set(forms("lev~"))
    assert {"retaliate", "retaliation", "retaliating", "retaliates"} <= set(forms("retaliat~"))
    assert list(forms("wto")) == ["wto"]
    assert words_of("U.S.-made “anti-dumping” duties, R&D") == ["u.s", "made", "anti-dumping", "duties", "r&d"]


# ------------------------------------------------------------------------------------------------------- the model


def test_the_shipped_weights_are_what_training_gives() -> None:
    """The weights are rebuilt from the project's texts; small differences of machines are let pass."""
    name_space: dict[str, object] = {"__file__": str(ROOT / "models" / "relevance" / "train.py"), "__name__": "train"}
    code = (ROOT / "models" / "relevance" / "train.py").read_text(encoding="utf-8")
    exec(compile(code, "train.py", "exec"), name_space)
    texts = [*name_space["passages"](), *name_space["written"](), *name_space["articles"]("a", "m")]  # type: ignore[operator]
    model = fit([features(t, x) for t, x, _ in texts], [y for *_, y in texts], name_space["OPTIONS"])  # type: ignore[arg-type]
    shipped = load_weights(ROOT / "models" / "relevance" / "weights.json")
    for name, weight in shipped.concepts.items():
        assert model.concepts[name] == pytest.approx(weight, abs=0.02), name


def test_the_metrics_say_what_was_measured() -> None:
    said = json.loads((ROOT / "models" / "relevance" / "metrics.json").read_text())
    assert said["texts"] >= 200
    assert said["five folds, at 0.5"]["precision"] >= 0.9
    assert said["five folds, relevant below 0.1"] == 0


def toy(number: int) -> Features:
    name = "tariff" if number % 3 == 0 else "goal"
    return Features({name: 0.8, f"w{number % 7}": 0.6}, {"C:tariff": 1.0} if number % 3 == 0 else {})


def test_training_parts_what_can_be_parted_and_is_the_same_every_time() -> None:
    found, labels = [toy(n) for n in range(60)], [n % 3 == 0 for n in range(60)]
    options = Options(fewest=1)
    margins = out_of_fold(found, labels, options)
    assert [bool(m > 0) for m in margins] == labels
    model = scaled(fit(found, labels, options), margins, labels)
    assert model == scaled(fit(found, labels, options), margins, labels)
    chances = [model.probability(model.margin(f)) for f in found]
    assert min(c for c, y in zip(chances, labels, strict=True) if y) > 0.8
    assert max(c for c, y in zip(chances, labels, strict=True) if not y) < 0.2


def test_folds_are_even() -> None:
    assert np.bincount(folds(103)).tolist() == [21, 21, 21, 20, 20]


def test_weights_that_are_none_are_told(tmp_path: Path) -> None:
    (tmp_path / "weights.json").write_text('{"bias": 1}')
    with pytest.raises(ModelError, match="no weights of the relevance model"):
        load_weights(tmp_path / "weights.json")


# -------------------------------------------------------------------------------------------------------- the gate

SPORT = {
    "id": "sport",
    "published_at": "2024-05-06",
    "title": "Rovers win 3-1 and go top of the league",
    "text": "The striker scored twice. The coach praised the defence. Ticket sales rose 8 percent to $4 million. " * 4,
}


def test_an_article_of_little_relevance_is_stored_without_facts(tmp_path: Path) -> None:
    path = str(write(tmp_path / "a.jsonl", [SPORT, RECORDS[0]]))
    summary = ingest([path], settings(tmp_path), silent)
    assert summary.counts["of too little relevance to extract"] == 1
    rows = dict(ask(tmp_path / "facts.duckdb", "SELECT external_id, relevance FROM articles"))
    assert rows["sport"] < THRESHOLD < rows[RECORDS[0]["id"]]
    count = "SELECT count(*) FROM figures JOIN articles USING (article_id) WHERE external_id = 'sport'"
    assert ask(tmp_path / "facts.duckdb", count) == [(0,)]
    reextract(settings(tmp_path, relevance_threshold=0), silent, everything=True)
    assert ask(tmp_path / "facts.duckdb", count)[0][0] > 0, "a threshold of 0 lets everything through"
