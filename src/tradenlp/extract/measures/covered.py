"""The goods of a measure over all its mentions, and those that the article leaves to its reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.called_off import spares
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.measures.listed import listed_goods
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.things import names_goods
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import GoodsMention

ALWAYS_OF_GOODS = frozenset({"anti_dumping", "countervailing_duty", "safeguard", "export_ban", "export_control",
                             "export_incentive", "export_tax", "export_quota", "import_ban", "import_quota",
                             "import_licensing", "procurement_restriction", "sps", "subsidy", "technical_barrier",
                             "local_content", "trade_dispute"})  # fmt: skip
"""types that always cover some goods or sector"""
MOSTLY_OF_GOODS = frozenset({"customs_procedure", "other_tax"})
"""types that cover the goods which their own sentences name, if any"""
SPARING = frozenset({"frame: goods spared", "frame: spared a charge"})
"""ids of frames whose goods are not those of the measure, where anything else tells what it covers"""
SPARED = frozenset({"eased", "suspended", "removed"})
"""statuses of what a sentence lays off some goods: "exempts coffee and meat from import taxes" """
SHIPS = frozenset({"ships", "ship", "vessels", "vessel", "tankers"})
BEFORE = frozenset({"amod", "compound", "nmod"})
TIES = frozenset({"owned", "operated", "built", "flagged", "registered", "linked", "controlled", "made", "based"})
"""what ties a ship to a state"""
LONGEST_SHIPS = 12
"""tokens"""
SERVICES = frozenset({"digital services", "digital service", "services", "online services"})
"""what a digital services tax is called after, which is all that it covers"""
SENTENCES_BEFORE = 2
"""within which an act is told of the same goods"""
MAKERS = flow_words("makers") | flow_words("factories")
RULES = ["dispute", "settlement"]
SETTLING = word_list("settling")
"""tell that a deal ends a quarrel"""


def goods_of_act(view: View, act: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """Goods phrases in the order of the text, each once; those told nearest before where no mention names any."""
    named = _distinct((*_named(act), *listed_goods(view, act, acts)))
    if act.kind == "trade_dispute":
        return _of_case(view, act, acts)
    if act.kind == "trade_agreement":
        return named or _of_settled(view, act, acts)
    if act.kind == "digital_tax":
        return tuple(phrase for phrase in named if phrase.lower() not in SERVICES)
    if act.kind == "port_fee":
        return _ships(view, act.mentions) or named
    if named:
        return named
    if act.kind not in ALWAYS_OF_GOODS | MOSTLY_OF_GOODS:
        return ()
    here = _goods_of(view, [m.sentence for m in act.mentions])
    if here or act.kind in MOSTLY_OF_GOODS:
        return here
    return _of_like(act, acts) or _told_before(view, act.mentions)


def _named(act: Act) -> tuple[str, ...]:
    """Goods that the mentions name; those that are spared only where nothing else is told of the measure."""
    laid = [m for m in act.mentions if not spares(m) and m.cue.entry.id not in SPARING]
    sparing = {m.sentence for m in act.mentions if m not in laid}
    only_spared = all(m.sentence in sparing and (m.reading.status in SPARED or not m.reading.certain) for m in laid)
    return _distinct(phrase for m in (act.mentions if only_spared else laid) for phrase in m.scope.phrases)


def _of_case(view: View, case: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """Goods that the first sentence names which tells both of the case and of goods: "a complaint over wool"."""
    told = (_told_with(view, m) for m in case.mentions)
    return next((phrases for phrases in told if phrases), ()) or _of_disputed(case, acts)


def _told_with(view: View, mention: Mention) -> tuple[str, ...]:
    """Goods in the scope of a mention, or else in its sentence, but for those of makers: "Peru's steel mills"."""
    told = [g for g in _goods_in(view, mention.sentence) if MAKERS.isdisjoint(view.words[g.last : g.last + 1])]
    in_scope = [g for g in told if g.first in mention.scope.tokens]
    return _distinct(view.wording(g.first, g.last).text for g in in_scope or told)


def _of_disputed(case: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """Goods of the measure complained of: the nearest of those that its maker laid on who complains, or on all."""
    near = [
        (other.distance(case.mentions[0]), not _named(other), n)
        for n, other in enumerate(acts)
        if other.kind not in ("trade_dispute", "trade_agreement")
        and other.imposers & case.targets
        and (not other.targets or other.targets & case.imposers)
    ]
    return _named(acts[min(near)[2]]) if near else ()


def _of_settled(view: View, deal: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """ "Would prefer a settlement", "ends a row of ten years": of the goods of all that its sides have told of them."""
    if not any(_settles(view, token) for m in deal.mentions for token in range(*view.sentences[m.sentence])):
        return ()
    between = [
        other
        for other in acts
        if other.kind != "trade_agreement"
        and other.targets
        and other.imposers | other.targets <= deal.imposers
        and other.goods
        and _named(other)
    ]
    if not between or not set.intersection(*(other.goods for other in between)):
        return ()
    near = [(other.distance(deal.mentions[0]), n) for n, other in enumerate(between)]
    return _named(between[min(near)[1]])


def _settles(view: View, token: int) -> bool:
    """ "A settlement", "the row", but not "the dispute settlement system"."""
    if view.words[token] not in SETTLING:
        return False
    return view.words[token - 1 : token + 1] != RULES and view.words[token : token + 2] != RULES


def _of_like(act: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """Goods of the act before it that is most likely on the same: by one of its makers, on the same side."""
    side = measure_types()[act.kind].side
    near = [
        (other.distance(act.mentions[0]), n)
        for n, other in enumerate(acts)
        if other is not act
        and other.imposers & act.imposers
        and measure_types()[other.kind].side == side
        and other.mentions[0].sentence <= act.mentions[0].sentence
        and _named(other)
    ]
    return _named(acts[min(near)[1]]) if near and min(near)[0] <= SENTENCES_BEFORE else ()


def _distinct(phrases: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for phrase in phrases:
        seen.setdefault(phrase.lower(), phrase)
    return tuple(seen.values())


def _ships(view: View, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Which ships pay a fee: those told by yard, flag or owner, else ships."""
    places = [t for m in mentions for t in range(*view.sentences[m.sentence]) if view.words[t] in SHIPS]
    spans = [_of_whom(view, place) for place in places]
    told = [span for span in spans if span[1] - span[0] > 1]
    return _distinct(view.wording(*span).text for span in told or spans[:1])


def _of_whom(view: View, ship: int) -> tuple[int, int]:
    """First token and end of "Chinese-built vessels", of "ships owned or operated by Peruvian firms"."""
    first = min((view.subtree(c)[0] for c in view.children(ship) if c < ship and view.deps[c] in BEFORE), default=ship)
    clause = next((c for c in view.children(ship) if c > ship and view.words[c] in TIES), None)
    if clause is None:
        return first, ship + 1
    below = view.subtree(clause)
    stop = next((t for t in below if t > clause and view.words[t] in (",", ";", "(", ":", "--")), below[-1] + 1)
    return first, min(stop, ship + LONGEST_SHIPS)


def _told_before(view: View, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Goods of the sentence before that of a mention, of the title, or of the sentence before that one."""
    one, two = ([m.sentence - back for m in mentions if m.sentence >= back] for back in (1, 2))
    title = [n for n, (start, _) in enumerate(view.sentences) if start < view.body_token]
    return _goods_of(view, [*one, *title, *two])


def _goods_of(view: View, numbers: Iterable[int]) -> tuple[str, ...]:
    """The goods of the first of the sentences that names any."""
    for number in numbers:
        told = _goods_in(view, number)
        if told:
            return _distinct(view.wording(g.first, g.last).text for g in told)
    return ()


def _goods_in(view: View, number: int) -> list[Placed[GoodsMention]]:
    told = within(view.goods, *view.sentences[number])
    return [g for g in told if g.fact.goods_id != "unlisted" or names_goods(view.words[g.last - 1])]
