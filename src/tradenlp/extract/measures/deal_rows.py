"""The sides of a deal that syntax finds none for: the row of states that its sentence names, one after the other.

"LIMA (Wire) - Peru, Chile, Togo and Mali said that they had wrapped up a deal": all four, however the parse cuts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import DEAL
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.view import View

JOINTS = frozenset({",", "and", "&", "or", "as", "well", "the"})
"""between the names of a row"""
MANY = 3
"""names that are no row by chance"""


def sides_in_row(view: View, act: Act, parties: Sequence[Party]) -> set[str]:
    """The states of the one long row in the sentences that tell a deal of nobody, or only of one of the row.

    None where there are two rows.
    """
    if act.kind != DEAL or len(act.imposers) > 1:
        return set()
    spans = {view.sentences[m.sentence] for m in act.mentions}
    rows = [row for start, end in sorted(spans) for row in _rows(view, parties, start, end)]
    states = {p.actor_id for p in rows[0]} if len(rows) == 1 else set()
    return states if act.imposers <= states else set()


def _rows(view: View, parties: Sequence[Party], start: int, end: int) -> Iterator[list[Party]]:
    row: list[Party] = []
    for party in (p for p in parties if start <= p.first < end and p.named_state and p.form != "adjective"):
        if row and not JOINTS.issuperset(view.words[row[-1].last : party.first]):
            yield from _long(row)
            row = []
        row.append(party)
    yield from _long(row)


def _long(row: list[Party]) -> Iterator[list[Party]]:
    if len({p.actor_id for p in row}) >= MANY:
        yield row
