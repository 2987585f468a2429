"""The words of goods that cross a border: nouns and adjectives for those that go out or come in, verbs of moving."""

from __future__ import annotations

from functools import cache

from tradenlp.extract.measures.lexicon import word_sets
from tradenlp.extract.notation import inflections


@cache
def flow_words(name: str) -> frozenset[str]:
    """One of the sets of words about flows of goods of `words.toml`."""
    return frozenset(word_sets()[name])


def _forms(name: str) -> frozenset[str]:
    return frozenset(form for verb in flow_words(name) for form in inflections(verb))


OUTWARD = flow_words("outward_flows")
INWARD = flow_words("inward_flows")
EITHER = flow_words("either_flows")
ABROAD = flow_words("abroad")
COMMERCE = flow_words("commerce")
OUTBOUND = flow_words("outbound")
INBOUND = flow_words("inbound")
HOMELAND = flow_words("homeland")
QUAYS = flow_words("quays")
CARRIERS = flow_words("carriers_of_goods")
CARGO = flow_words("cargo")
GOING = frozenset({"going", "sold", "sent", "shipped", "exported", "headed"})
EXPORTING, IMPORTING = _forms("exporting"), _forms("importing")
SENDING, BUYING, ENTERING = _forms("sending"), _forms("buying"), _forms("entering")
LEAVING, BRINGING, TAKING_IN = _forms("quitting"), _forms("bringing"), _forms("taking_in")
MARKETING = frozenset(form for verb in ("sell", "market", "offer", "stock") for form in inflections(verb))
ARRIVING = _forms("arriving")
ALONE = frozenset({"abroad", "overseas"})
OUTGOING = frozenset({"outbound", "outgoing", "outward", "exported"})
"""said of goods that go out themselves; "overseas" and "export" are said of sales"""
BOUND_FOR = frozenset({"bound", "destined", "headed", "earmarked"})
"""said of goods before "for" and where they go"""
TOOLS = flow_words("strategic") | flow_words("arms")  # what states hold off from others, goods or not
TAKING_OUT = _forms("hauling")
CROSSING = frozenset().union(TAKING_OUT, MARKETING, EXPORTING, IMPORTING, SENDING, BUYING, ENTERING, LEAVING, BRINGING,
                             TAKING_IN, ARRIVING, BOUND_FOR)  # fmt: skip
"""verbs that may tell of goods that cross a border"""
