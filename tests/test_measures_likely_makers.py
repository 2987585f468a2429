"""Who has made what nobody is said to have made: the state that most of the article speaks for."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tradenlp.extract.measures.assemble import assemble_measures
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context
from tradenlp.extract.view import view_of

MADE = [
    # whose ministry was last heard, rather than who did the last thing told
    (
        "Peru shut its ports to fish from Ecuador in March. Bolivia's trade ministry received the millers on Monday. "
        "From July the duty on flour will be 12%, it was said after the meeting.",
        "import_tariff",
        "BO",
    ),
    (
        "A spokesman of Brazil's farm ministry said in Lima that a ban on meat from Paraguay had come to nothing. "
        "Fiji's trade ministry had less to say. Its minister left early. The duty on cups from Tonga is 9%.",
        "import_tariff",
        "FJ",
    ),
    # who rules, rather than whose goods are named most
    (
        "Ugandan maize, Ugandan beans and Ugandan milk fill the shops of Dodoma. Tanzania's farm ministry has counted "
        "them, and Tanzania's parliament asked why. It was a long debate. The duty on cheese from Kenya rises to 12%.",
        "import_tariff",
        "TZ",
    ),
    # who did the last thing told, where no other rules
    (
        "Kenya has raised the duty on wheat from Uganda to 15%. Ugandan millers sell half their flour there. "
        "For sugar from Uganda the duty goes up to 30%.",
        "import_tariff",
        "KE",
    ),
]
NOT_MADE = [
    # only hit, and nobody who rules
    "A shoemaker said it would halt exports of slippers to Peru.",
]


@pytest.mark.parametrize(("text", "kind", "maker"), MADE, ids=[text[:90] for text, _, _ in MADE])
def test_made_by_whom_most_speaks_for(nlp: Language, text: str, kind: str, maker: str) -> None:
    measures = assemble_measures(view_of(nlp(make_doc(nlp, None, text, Context()))))
    assert [m.imposers for m in measures if m.type == kind][-1] == (maker,)


@pytest.mark.parametrize("text", NOT_MADE)
def test_made_by_nobody_where_too_little_speaks_for_any(nlp: Language, text: str) -> None:
    assert assemble_measures(view_of(nlp(make_doc(nlp, None, text, Context())))) == []
