"""What an article names once in passing is no act of its own; alone, it is all that the article tells."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of

NEWS = "Canada imposed an export tax of 10% on its lumber on Monday. "
ASIDES = [
    ("Ministers remain divided over Canada's rules of origin for trucks.", "customs_procedure"),
    ("The quarrel over Canada's export subsidies goes on.", "export_incentive"),
    ("Canada's garlic import quotas fill fast.", "import_quota"),
    ("Canada's tariffs were an issue too.", "import_tariff"),
]
ACTS = [
    ("Canada scrapped its garlic import quotas.", "import_quota"),
    ("Canada raised its tariffs on butter.", "import_tariff"),
]


def _types(nlp: Language, text: str) -> set[str]:
    return {m.type for m in measures_of(nlp(make_doc(nlp, None, text, Context())))}


@pytest.mark.parametrize(("aside", "kind"), ASIDES)
def test_aside_is_no_act(nlp: Language, aside: str, kind: str) -> None:
    assert kind not in _types(nlp, NEWS + aside)


@pytest.mark.parametrize(("told", "kind"), ACTS)
def test_act_stays_beside_another(nlp: Language, told: str, kind: str) -> None:
    assert kind in _types(nlp, NEWS + told)


@pytest.mark.parametrize(("aside", "kind"), ASIDES[:3])
def test_alone_it_is_the_news(nlp: Language, aside: str, kind: str) -> None:
    assert kind in _types(nlp, aside)
