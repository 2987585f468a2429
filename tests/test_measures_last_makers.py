"""Who has made what nobody is said to have made: by capitals and the one state that rules."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tradenlp.extract.measures.assemble import assemble_measures
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context
from tradenlp.extract.view import view_of

MADE = [
    ("Cocoa growers heard in Accra that the export duty on beans goes up to 12%.", "export_tax", "GH"),
    ("Cheese from Chile has been kept out since the checks, it is said in Tokyo.", "import_ban", "JP"),
    (
        "Peruvian importers of trucks were told that a licence is needed for each import of trucks.",
        "import_licensing",
        "PE",
    ),
    ("The levy of 20% on imported bicycles, the cabinet in Nairobi let it be known, stays.", "import_tariff", "KE"),
]
NOT_MADE = [
    "Hotels in Nairobi publish their tariff in October.",
    "A talk on sanctions filled the hall in Pretoria.",
    "The lawyers of the Brussels office know the law of dumping.",
    "Peruvians and Chileans meet in Nairobi: tariffs on bicycles, licences and tea.",
    "The course on trade defence ended in Nairobi on Tuesday.",
]


@pytest.mark.parametrize(("text", "kind", "maker"), MADE, ids=[text for text, _, _ in MADE])
def test_made_where_it_holds(nlp: Language, text: str, kind: str, maker: str) -> None:
    measures = assemble_measures(view_of(nlp(make_doc(nlp, None, text, Context()))))
    assert (kind, (maker,)) in {(m.type, m.imposers) for m in measures}


@pytest.mark.parametrize("text", NOT_MADE)
def test_no_place_makes_a_measure_of_what_is_none(nlp: Language, text: str) -> None:
    assert assemble_measures(view_of(nlp(make_doc(nlp, None, text, Context())))) == []
