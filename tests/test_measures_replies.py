"""What is said to a plan told just before: every example of the lexicon changes its stage, no decoy does."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tradenlp.extract.measures.replies import replies
from tradenlp.extract.nlp import make_doc
from tradenlp.extract.state import Context, measures_of

EXAMPLES = [(text, reply.status) for reply in replies() for text in reply.examples]
DECOYS = [(text, reply.status) for reply in replies() for text in reply.decoys]


def _stages(nlp: Language, text: str) -> set[str]:
    return {m.status for m in measures_of(nlp(make_doc(nlp, None, text, Context(None))))}


@pytest.mark.parametrize(("text", "status"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_a_reply_tells_the_stage_of_a_plan(nlp: Language, text: str, status: str) -> None:
    assert status in _stages(nlp, text)


@pytest.mark.parametrize(("text", "status"), DECOYS, ids=[text for text, _ in DECOYS])
def test_other_words_leave_a_plan_as_it_is(nlp: Language, text: str, status: str) -> None:
    stages = _stages(nlp, text)
    assert stages and status not in stages
