"""What the components leave on a spaCy `Doc` for each other, behind typed functions.

The document of an article is its title, a blank line and its body. A component reads what earlier ones left
with `dates_of(doc)` and its sisters and leaves its own facts with `put_dates(doc, facts)`, which also fills
`doc.spans["dates"]` for spaCy users (spans widened to whole tokens; the facts keep exact offsets).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from spacy.tokens import Doc

from tradenlp.facts import Actor, ActorMention, DateExpression, Event, Figure, GoodsMention, Measure, Statement

TITLE_GAP = "\n\n"


class Located(Protocol):
    """Any fact with offsets into its document."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the article besides its words."""

    published: date | None = None
    """anchor of relative dates; None leaves them unresolved"""
    title_end: int = 0
    """code points of the title at the start of the document; 0 where it has none"""
    country: str | None = None
    """home country of the publisher (ISO 3166-1 alpha-2)"""

    @property
    def body_start(self) -> int:
        """Where the body begins in the document."""
        return self.title_end + len(TITLE_GAP) if self.title_end else 0


def document_text(title: str | None, body: str) -> str:
    """Title, a blank line and the body; the body alone where there is no title."""
    return f"{title}{TITLE_GAP}{body}" if title else body


def set_context(doc: Doc, context: Context) -> Doc:
    """Leave what is known of the article on its document."""
    doc._.trade_context = context
    return doc


def context_of(doc: Doc) -> Context:
    """What is known of the article; an empty Context where nobody said."""
    context = doc._.trade_context
    return context if context is not None else Context()


def dates_of(doc: Doc) -> tuple[DateExpression, ...]:
    """Date expressions in text order."""
    return doc._.trade_dates or ()


def put_dates(doc: Doc, facts: Sequence[DateExpression]) -> None:
    """Leave the date expressions, in text order."""
    _put(doc, "dates", facts, lambda fact: fact.type)


def figures_of(doc: Doc) -> tuple[Figure, ...]:
    """Figures in text order."""
    return doc._.trade_figures or ()


def put_figures(doc: Doc, facts: Sequence[Figure]) -> None:
    """Leave the figures, in text order."""
    _put(doc, "figures", facts, lambda fact: fact.unit)


def actor_mentions_of(doc: Doc) -> tuple[ActorMention, ...]:
    """Mentions of actors in text order."""
    return doc._.trade_actors or ()


def actor_table_of(doc: Doc) -> Mapping[str, Actor]:
    """The actors mentioned, by actor_id."""
    return doc._.trade_actor_table or {}


def put_actors(doc: Doc, mentions: Sequence[ActorMention], table: Mapping[str, Actor]) -> None:
    """Leave the mentions, in text order, and the actors that they name."""
    doc._.trade_actor_table = dict(table)
    _put(doc, "actors", mentions, lambda fact: fact.actor_id)


def goods_of(doc: Doc) -> tuple[GoodsMention, ...]:
    """Goods and sectors in text order."""
    return doc._.trade_goods or ()


def put_goods(doc: Doc, facts: Sequence[GoodsMention]) -> None:
    """Leave the goods, in text order."""
    _put(doc, "goods", facts, lambda fact: fact.goods_id)


def statements_of(doc: Doc) -> tuple[Statement, ...]:
    """Quotations in text order."""
    return doc._.trade_statements or ()


def put_statements(doc: Doc, facts: Sequence[Statement]) -> None:
    """Leave the quotations, in text order."""
    _put(doc, "statements", facts, lambda fact: fact.speaker or "")


def measures_of(doc: Doc) -> tuple[Measure, ...]:
    """Measures in the order of their first mention."""
    return doc._.trade_measures or ()


def put_measures(doc: Doc, facts: Sequence[Measure]) -> None:
    """Leave the measures, in the order of their first mention."""
    doc._.trade_measures = tuple(facts)
    doc.spans["measures"] = _spans(doc, [(w.start, w.end, fact.type) for fact in facts for w in fact.mentions])


def events_of(doc: Doc) -> tuple[Event, ...]:
    """Events in the order of their first mention."""
    return doc._.trade_events or ()


def put_events(doc: Doc, facts: Sequence[Event]) -> None:
    """Leave the events, in the order of their first mention."""
    doc._.trade_events = tuple(facts)
    doc.spans["events"] = _spans(doc, [(w.start, w.end, fact.type) for fact in facts for w in fact.mentions])


def _put(doc: Doc, kind: str, facts: Sequence[Any], label: Any) -> None:
    setattr(doc._, f"trade_{kind}", tuple(facts))
    doc.spans[kind] = _spans(doc, [(fact.start, fact.end, label(fact)) for fact in facts])


def _spans(doc: Doc, extents: list[tuple[int, int, str]]) -> list[Any]:
    found = (doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in extents)
    return [span for span in found if span is not None]


for _name in ("context", "dates", "figures", "actors", "actor_table", "goods", "statements", "measures", "events"):
    if not Doc.has_extension(f"trade_{_name}"):
        Doc.set_extension(f"trade_{_name}", default=None)
