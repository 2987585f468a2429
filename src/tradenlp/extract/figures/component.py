"""The spaCy component `trade_figures`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.attrs import LOWER
from spacy.language import Language
from spacy.strings import StringStore
from spacy.tokens import Doc

from tradenlp.extract.figures.borrowed import another_price, borrowed, short_or_long
from tradenlp.extract.figures.broad import NEVER, counted_unit, percent_of, two_parts
from tradenlp.extract.figures.changes import Direction, change_before, direction_of
from tradenlp.extract.figures.currencies import Setting, major_of
from tradenlp.extract.figures.decoys import decoy
from tradenlp.extract.figures.echoes import Earlier, gapped
from tradenlp.extract.figures.levies import rate_of_levy
from tradenlp.extract.figures.lexemes import Segment, segments
from tradenlp.extract.figures.measured import measured
from tradenlp.extract.figures.modifiers import modifier_after, modifier_before
from tradenlp.extract.figures.numerals import cue_words
from tradenlp.extract.figures.owners import Measured, with_owner
from tradenlp.extract.figures.parse import Parse
from tradenlp.extract.figures.periods import Place, is_dated, period_of, shared
from tradenlp.extract.figures.phrases import Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity, read_quantities
from tradenlp.extract.figures.reports import Report, of_lede
from tradenlp.extract.figures.retold import Retold
from tradenlp.extract.figures.sessions import Session
from tradenlp.extract.figures.subjects import Actors, subject_of
from tradenlp.extract.figures.tags import Tagger
from tradenlp.extract.figures.understood import another_count, points_of_rate, quoted_per, understood
from tradenlp.extract.figures.unsaid import unsaid
from tradenlp.extract.state import actor_mentions_of, actor_table_of, dates_of, put_figures
from tradenlp.facts import DateExpression, Figure

_DIGITS = re.compile(r"\d+|[¼-¾⅐-⅞]")


class FigureFinder:
    """Leaves the figures of a document on it. `broad` adds durations, ages and everything else with a number."""

    def __init__(self, broad: bool = False) -> None:
        self.broad = broad

    def __call__(self, doc: Doc) -> Doc:
        """The document, with `figures_of(doc)` filled in."""
        put_figures(doc, list(find_figures(doc, self.broad)))
        return doc


def find_figures(doc: Doc, broad: bool = False) -> Iterator[Figure]:
    """The figures of a document in text order."""
    text = doc.text  # spaCy joins the tokens at each call
    cues = numeric_cues(doc, text)
    if not cues:
        return
    tagger = Tagger(doc)
    article = Article(
        text,
        Setting(text),
        tagger,
        Parse.of(doc),
        Actors(actor_mentions_of(doc), actor_table_of(doc), text),
        Retold(text, tagger),
        broad,
    )
    dates = sorted(dates_of(doc), key=lambda d: d.start)
    starts = [d.start for d in dates]
    earlier = Earlier(None, None, same_sentence=False)
    report, session = Report(of_lede(text, dates)), Session(text, dates)
    for segment in segments(text, cues):
        inside = dates[bisect_left(starts, segment.start) : bisect_left(starts, segment.end)]
        earlier = earlier._replace(same_sentence=False)
        found = list(_in_segment(segment, inside, article, earlier))
        earlier = found[-1][1] if found else earlier
        for figure in shared([figure for figure, _ in found], text):
            figure = report.read(figure, text[segment.start : segment.end], is_dated(text, inside, figure))
            yield session.read(figure, segment.start, inside)


def numeric_cues(doc: Doc, text: str) -> list[int]:
    """Ascending offsets at which a digit or a number word stands: the only sentences that are read at all."""
    found = [match.start() for match in _DIGITS.finditer(text)]
    lowers = doc.to_array(LOWER)
    hashes = _cue_hashes()
    found += [doc[i].idx for i, word in enumerate(lowers.tolist()) if word in hashes]
    return sorted(found)


@cache
def _cue_hashes() -> frozenset[int]:
    store = StringStore()
    return frozenset(store.add(word) for word in cue_words())


class Article(NamedTuple):
    """What the sentences of one document share."""

    text: str
    setting: Setting
    tagger: Tagger
    parse: Parse | None
    actors: Actors
    retold: Retold
    broad: bool


def _in_segment(
    segment: Segment, dates: list[DateExpression], article: Article, earlier: Earlier
) -> Iterator[tuple[Figure, Earlier]]:
    lexemes = segment.lexemes
    spans = [(d.start, d.end) for d in dates]

    def taken(start: int, end: int) -> bool:
        return any(a < end and start < b for a, b in spans)

    broad = article.broad
    quantities = read_quantities(
        lexemes, article.setting, taken, lambda i: not broad and change_before(lexemes, i).cue >= 0
    )
    if broad:
        quantities = [percent_of(lexemes, q) for q in two_parts(lexemes, quantities)]
    kept = [q for q in quantities if (why := decoy(lexemes, q, article.text)) is None or (broad and why not in NEVER)]
    if not kept:
        return
    starts = [lexeme.start for lexeme in lexemes]
    tags = article.tagger.tags(lexemes)
    blocked: set[int] = set()
    for date in dates:
        first, last = bisect_left(starts, date.start), bisect_left(starts, date.end)
        if not _describes(date, tags[last : last + 1]):
            blocked.update(range(first, last))
    blocked |= {i for q in kept if q.unit is not None for i in range(q.first, q.last)}
    sentence = Sentence(lexemes, tags, blocked, article.parse)
    for q in _named(sentence, kept, article.broad):
        figure = _figure(sentence, q, article, dates, earlier)
        earlier = _now_earlier(figure, q, earlier)
        yield figure, earlier


def _describes(date: DateExpression, follows: list[str]) -> bool:
    """`annual` of `annual inflation`, `10-year` of `the 10-year note`: an expression of time that is an attribute."""
    attribute = (date.type == "set" and " " not in date.text) or (date.type == "duration" and "-" in date.text)
    return attribute and follows in (["N"], ["J"])


def _now_earlier(figure: Figure, q: Quantity, before: Earlier) -> Earlier:
    """What the next number may refer to once this figure is found."""
    unit, _, per = figure.unit.partition("/")  # the price may have its `a tonne` from elsewhere, and hands it on
    if q.per is None and unit == q.unit and per:
        q = q._replace(per=per)
    return Earlier(
        what=figure.what,
        quantity=q,
        same_sentence=True,
        direction=figure.direction,
        named=(*before.named[-7:], figure.what or ""),
        units=(*before.units[-7:], figure.unit),
        subject=figure.subject or before.subject,
    )


def _named(s: Sentence, quantities: list[Quantity], broad: bool) -> Iterator[Quantity]:
    """The quantities that are figures, with the units that are only understood."""
    shared: Quantity | None = None
    last: Quantity | None = None
    counted = False
    for i, q in enumerate(quantities):
        if q.unit is None and last is not None and (lent := borrowed(s, q, last)) is not None:
            last = lent
            yield lent
        elif q.unit is None and q.direction == "from" and i + 1 < len(quantities) and understood(s, quantities[i + 1]):
            yield q._replace(unit="count", family="count")
        elif q.unit is None:
            last = None
            if (named := understood(s, q, shared) or another_count(s, q, counted)) is not None:
                counted = counted or named.unit == "count"
                yield named
            elif broad:
                yield q._replace(unit="count", family="count")
        elif not q.broad_only or broad:
            if q.family == "money" or (q.family in ("weight", "volume") and q.scale >= 1000000):
                shared = q
            last = short_or_long(s, q)
            yield _priced(s, last, quantities[i + 1 : i + 3])


def _priced(s: Sentence, q: Quantity, following: list[Quantity]) -> Quantity:
    """A change with the unit of its level, `down 124 ringgit at 6,103 ringgit a tonne`; points more are of percent."""
    if q.unit == "point" and (is_word(s, q.last, "more") or points_of_rate(s)):
        return q._replace(unit="percentage_point", family="percent")
    if following and following[0].family == "percent" and q.family != "percent":
        following = following[1:]  # `down 2 cents, or 3 percent, at 60 cents a kilo`
    level = following[0] if following and q.family in ("money", "minor") and q.per is None else None
    if level is None or level.per is None or major_of(level.unit or "") != major_of(q.unit or ""):
        return q
    at = level.first - 1
    led = is_word(s, at, "at", "to") and level.first - q.last <= _LED and change_before(s.lexemes, q.first).cue >= 0
    return q._replace(per=level.per) if led or (is_word(s, at, "at") and at == q.last) else q


_LED = 8
"""lexemes between the size of a change of price and the price that it led to, at most"""


def _figure(s: Sentence, q: Quantity, article: Article, dates: list[DateExpression], earlier: Earlier) -> Figure:
    text = article.text
    modifier, begin = modifier_before(s.lexemes, q.first, q.unit)
    begin -= q.high is not None and is_word(s, begin - 1, "between")
    if modifier == "exact":
        modifier = modifier_after(s.lexemes, q.last) or "exact"
    direction = gapped(s, q, begin, direction_of(s.lexemes, q, begin), earlier)
    what, phrase = measured(s, q, begin, direction, text, earlier)
    start, end = s.lexemes[q.first].start, s.lexemes[q.last - 1].end
    per = q.per or _shared_per(s, q, begin, direction, earlier) or quoted_per(what, q)
    unit = q.unit or "count"
    if article.broad:
        unit = counted_unit(s, q) if unit == "count" else f"{unit}/{q.per}" if q.per else unit
    elif per and q.family == "money" and per != "year":
        unit = f"{unit}/{per}"
    if q.family == "minor" and not article.broad:
        unit = major_of(unit) + (f"/{per}" if per and per != "year" else "")
        q = q._replace(value=q.value / 100, high=None if q.high is None else q.high / 100)
    extent = (s.lexemes[phrase.first].start, s.lexemes[phrase.last - 1].end) if phrase else None
    subject = subject_of(article.actors, text, (s.lexemes[0].start, s.lexemes[-1].end), extent, (start, end))
    if what and phrase:
        what = article.retold.in_full(s, q, what, phrase)
        what = unsaid(s, q, begin, direction.name, what, phrase, earlier.named)
        what = rate_of_levy(s, q, what, earlier.named, text)
    if what:
        what = with_owner(s, Measured(what, phrase, subject, begin), article.actors, article.text, earlier.named)
    if subject is None and direction.name != "none" and q.unit != "count":
        subject = earlier.subject
    place = Place(start, end, unit, direction.name)
    period = period_of(place, text, dates)
    return Figure(
        start, end, text[start:end], float(q.value), None if q.high is None else float(q.high), unit,
        "range" if q.high is not None else modifier, direction.name, what, period, subject,
    )  # fmt: skip


def _shared_per(s: Sentence, q: Quantity, begin: int, direction: Direction, earlier: Earlier) -> str | None:
    """`at $61.30 a barrel, $2.40 lower`: the change of a price is per unit, too; so is `corn for $67` after a price."""
    before = earlier.quantity
    if not earlier.same_sentence or before is None or before.per is None or before.unit != q.unit or q.scale != 1:
        return None
    if q.family != "money":
        return None
    return before.per if direction.name != "none" or another_price(s, q, begin, before) else None


@Language.factory("trade_figures", default_config={"broad": False}, assigns=["doc.spans"])
def make_figures(nlp: Language, name: str, broad: bool) -> FigureFinder:
    """The component; `broad` asks for everything that it recognises, not only for the facts of an article."""
    return FigureFinder(broad)
