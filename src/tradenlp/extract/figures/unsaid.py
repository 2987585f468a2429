"""Numbers whose measure is not said: percentages of a levy, amounts that are prices."""

from __future__ import annotations

from collections.abc import Sequence

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.levies import last_levy, levy_on
from tradenlp.extract.figures.nouns import is_levy, levies
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity

_MEASURES = frozenset(
    (
        "rate rates share shares stake stakes growth inflation unemployment margin margins yield yields exports "
        "imports trade sales output production prices price costs cost deficit surplus economy gdp index investment "
        "spending revenue revenues profit profits demand supply supplies turnover capacity content ownership volume "
        "volumes value values quota quotas limit threshold target burden probability chance odds discount premium tax "
        "taxes surtax support approval majority vote votes respondents population market markets workforce jobs wages "
        "pay income interest coupon rebate rebates subsidy subsidies fine fines penalty penalties fee fees charge "
        "charges deposit shipments purchases consumption reserves total portion part proportion percentage quarter "
        "half budget"
    ).split()
)
_PRICED = frozenset(
    (
        "price prices cost costs fee fees value values fine fines penalty penalties charge charges wage wages salary "
        "income tax taxes levy levies duty duties tariff tariffs target bill rate rates premium discount deposit gap "
        "threshold limit exemption margin subsidy rebate freight futures ceiling floor minimum maximum cap "
        "bid bids offer offers quote due dues toll tolls"
    ).split()
)
_STAND_INS = frozenset("top threat baseline level figure number end maximum minimum ceiling board".split())

_DEAREST = 200_000
"""an amount from which on it is no price of one thing"""
_ABSTRACT = ("ation", "ision", "ance")
"""endings of nouns that no levy is on"""


def unsaid(
    s: Sentence, q: Quantity, begin: int, direction: str, words: str, phrase: Phrase, named: Sequence[str]
) -> str:
    """`words`, the text of `phrase`, under the levy or the price that the number is; `words` where it is neither."""
    head = s.lexemes[phrases.head_of(s, phrase)].low
    if direction in ("increase", "decrease") or head.rstrip("s") in levies():
        return words
    lows = words.lower().replace("'s", " ").replace("’s", " ").split()
    governed = levy_on(s, phrase.last, phrase) if q.unit == "percent" and phrase.last <= begin else None
    if governed and not is_word(s, q.last, "of", "off"):
        return f"{governed} on {words}"
    if q.unit == "percent" and not _MEASURES & set(lows) and not is_word(s, q.last, "of", "off"):
        return _of_levy(s, head, words, named)
    if q.family == "money" and q.scale == 1 and q.value < _DEAREST and not q.per and not _PRICED & set(lows):
        if is_word(s, begin, "less", "more", "under", "over", "below", "above", "up", "at") and phrase.last <= begin:
            return f"value of {words}"
        if is_word(s, begin - 1, "under", "below", "above", "over", "exceeding") and phrase.last == begin - 1:
            return f"value of {words}"
        priced = is_word(s, begin - 1, "at", "for", "from", "to") and phrase.last <= begin
        return f"price of {words}" if priced else words
    return words


def _of_levy(s: Sentence, head: str, words: str, named: Sequence[str]) -> str:
    spoken = next((lexeme.low for lexeme in s.lexemes if lexeme.low in levies()), None)
    if is_levy(words) or any(levy in words.lower() for levy in levies()):
        return words
    before = any(map(is_levy, named))
    if spoken is None and (not before or any(lexeme.low in _MEASURES for lexeme in s.lexemes)):
        return words  # a sentence about yields or prices does not go on with the duties of the one before
    if head in _STAND_INS or head.endswith(_ABSTRACT):
        full = next((w for w in reversed(named) if is_levy(w) and " on " in w), None)
        return full or words
    return f"{last_levy(named) if before or spoken is None else spoken} on {words}"
