"""Mentions whose words leave the type open: it is that of what the article names nearest to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from tradenlp.extract.measures.both_ends import seen_from_other_end
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.lexicon import ANAPHOR, MeasureType, measure_types, word_list
from tradenlp.extract.measures.links import REMEDIES, Roles
from tradenlp.extract.measures.mention import Mention, may_be
from tradenlp.extract.measures.parties import STATES
from tradenlp.extract.measures.pointing_back import STANDING, pointing_back
from tradenlp.extract.measures.rates import RATED
from tradenlp.extract.measures.remedies import remedy_of_total
from tradenlp.extract.measures.retaliation import retaliation
from tradenlp.extract.status.decide import UNTOLD
from tradenlp.extract.view import View

BARE_DUTIES = word_list("bare_duties")
BARE_QUOTAS = word_list("bare_quotas")
BARE_CURBS = word_list("bare_curbs")
BARE_SUBSIDIES = word_list("bare_subsidies")
EXPORT_AID = frozenset({"export_incentive"})
"""what subsidies are where the article calls them so nearby"""
IMPORT_CURBS = frozenset({"import_tariff", "import_ban", "import_quota"}) | REMEDIES
IMPORT_CHARGES = REMEDIES | {"import_tariff"}
LEAVE = word_list("leave")
"""in an article about curbs on imports: what they ask for is leave, and not so much and no more"""
QUOTAS_OF = frozenset({"export_quota", "safeguard"})
"""types beside its own that a bare quota may be of: on what goes out, or a share below a duty that stems a surge"""
OUTGOING = frozenset({"export_ban", "export_quota", "export_tax"})
PROVISIONAL = frozenset({"provisional", "provisionally"})
SPARING = "frame: goods spared"
TAXES = frozenset({"tax", "taxes", "taxed"})
INLAND = "other_tax"
AT_BORDER = frozenset({"import", "imports", "border", "tariff", "tariffs", "duty", "duties"})
PROBE = "trade_investigation"
PROCEDURE = "customs_procedure"
"""what parcels or goods without papers pay is a tariff, however the rule is called that makes them pay"""
KEPT_OUT = "frame: goods kept out of a place"
OPEN_CHARGES = word_list("open_charges")
"""words of charges on what comes in and on what goes out alike"""
BARE_BANS = frozenset({"ban", "bans", "embargo", "embargoes", "prohibition", "prohibitions"})
"""words that leave open what way the goods go"""
SHUT = "frame: a border shut to goods"
"""what is said of doors and gates, through which goods go both ways"""
OUTWARD_CURBS = word_list("outward_curbs")
CURBING_EXPORTS = word_list("curbing_exports")
OUTWARD_STOPS = frozenset({"export_ban"})
HELD_DOWN = frozenset({"export_ban", "export_quota"})
"""what a state may be told to have done that "limits exports" of the same goods"""
OF_SAME_GOODS = (IMPORT_CURBS, QUOTAS_OF, HELD_DOWN)
DIRECTIONS = frozenset({"import", "imports", "importing", "export", "exports", "exporting", "shipments", "sales"})
BANS = frozenset({"export_ban", "import_ban", "sps", "technical_barrier"})
INWARD = word_list("coming_in")
OUTWARD = word_list("going_out")
TARIFFS = frozenset({"tariff", "tariffs"})
RATE_DEPTH = 3
"""words above a rate among which is the noun of which it is told"""
FAR = 10
"""sentences (those before count once) beyond which a mention lends its type to no open word"""


def as_named(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """A mention whose words leave the type open, under the type that the article names nearest to it.

    "20% for Norway" is a rate of whatever is spoken of; "the duties" are anti-dumping duties where such are named.
    """
    if mention.cue.entry is ANAPHOR:
        return pointing_back(view, mention, named)
    if (remedy := _provisional(view, mention, named)) is not None:
        return _under(mention, remedy)
    if (quota := seen_from_other_end(view, mention, named)) is not None:
        return quota
    if mention.cue.entry.stands_for:
        return _nearest_of(mention, named)
    if mention.cue.entry.id == KEPT_OUT:
        return _kept_from(view, mention)
    if (inland := _inland_tax(view, mention, named)) is not None:
        return _under(mention, inland)
    if _is_charge(view, mention) and (taxed := _export_tax(view, mention, named)):
        return _under(mention, taxed)
    if _is_charge(view, mention) and (taxed := _digital_tax(mention, named)):
        return _under(mention, taxed)
    if (remedy := _remedy_of_rate(mention, named)) is not None:
        return replace(_under(mention, remedy), rate=None)
    ban = _ban_for_health(mention, named) or _ban_of_same(view, mention, named)
    if (ban := ban or retaliation(view, mention, named)) is not None:
        return _under(mention, ban)
    if mention.cue.entry.follows:
        return _following(view, mention, named)
    return _said_barely(view, mention, named)


def _under(mention: Mention, kind: MeasureType) -> Mention:
    """The mention as one of another type."""
    return replace(mention, cue=replace(mention.cue, kind=kind))


def _said_barely(view: View, mention: Mention, named: Sequence[Mention]) -> Mention:
    """ "The duties", "the curbs", "the quota": of the type that the article names nearest with the same parties."""
    bare = _bare(view, mention.cue)
    if not bare or (mention.no_remedy and bare == REMEDIES):
        return mention
    if bare == QUOTAS_OF and not TARIFFS.isdisjoint(view.words[t] for t in mention.cue.tokens):
        bare = REMEDIES & QUOTAS_OF  # a lower duty for so much is on what comes in
    elif bare == QUOTAS_OF and (_of_exports(view, mention) or _none_comes_in(mention, named)):
        return _under(mention, measure_types()["export_quota"])
    near = [
        (_gap(mention, other), n)
        for n, other in enumerate(named)
        if other.kind in bare
        and other is not mention
        and (other.kind != "safeguard" or not (bare == QUOTAS_OF and mention.own_party))
        and may_be(mention, other)
        and not (bare in OF_SAME_GOODS and _on_others(mention, other))
        and not (bare == HELD_DOWN and other.cue.entry.id.startswith("echo"))
    ]
    if bare == REMEDIES and (not near or min(near)[0] > FAR):
        near = _only_remedies(view, mention, named)
    if not near or min(near)[0] > FAR:
        return _quantity(view, mention) if bare == IMPORT_CURBS else mention
    return _under(mention, named[min(near)[1]].cue.kind)


def _following(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """ "20% for Norway", one of a row: of the type, and where it tells neither, at the stage and day of its like."""
    kinds = _followed(mention)
    near = [(_gap(mention, other), n) for n, other in enumerate(named) if other.kind in kinds and other is not mention]
    lending = [pair for pair in near if named[pair[1]].kind != PROCEDURE]
    if not lending or min(lending)[0] > FAR:
        return mention if "import_tariff" in kinds and _of_tariffs(view, mention) else None
    own = _owner_of_rate(view, mention, named)
    if own is not None and own.kind not in kinds:
        return None
    mention = _under(mention, own.cue.kind if own is not None else named[min(lending)[1]].cue.kind)
    if mention.reading.rule != UNTOLD or mention.timing != Timing():
        return mention
    models = [pair for pair in near if named[pair[1]].reading.status in STANDING]
    models = [pair for pair in models if named[pair[1]].reading.certain] or models
    model = named[min(models)[1]] if models else mention
    return replace(mention, reading=model.reading, timing=model.timing)


def _owner_of_rate(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """ "Duties of 5% on tin", "grants of up to 30% for plants": what a rate belongs to that is told again after it."""
    if mention.rate is None:
        return None
    above = set(islice(view.ancestors(mention.rate.token), RATE_DEPTH))
    return next((o for o in named if o.sentence == mention.sentence and o.cue.head in above), None)


def _of_tariffs(view: View, mention: Mention) -> bool:
    """Whether the sentences before speak of tariffs, if only in the name of something else: "the tariff deal"."""
    before = view.sentences[max(0, mention.sentence - FAR)][0]
    told = mention.rate is not None and bool(mention.roles.imposers) and bool(mention.roles.targets)
    return told and not TARIFFS.isdisjoint(view.words[before : mention.cue.start])


def _kept_from(view: View, mention: Mention) -> Mention:
    """ "The Hague keeps its tools out of China": the place is whom somebody else sells nothing."""
    there = [p for p in view.actors if any(p.first <= t < p.last for t in mention.cue.tokens)]
    states = [p for p in there if (a := view.table.get(p.fact.actor_id)) is not None and a.kind in STATES]
    imposers = mention.roles.imposers
    if not imposers or not states or states[-1].fact.actor_id in imposers:
        return mention
    if "out" not in view.words[max(0, states[-1].first - 3) : states[-1].first]:
        return mention
    roles = Roles(imposers, {states[-1].fact.actor_id: ("kept out of it", states[-1].first)})
    return replace(_under(mention, measure_types()["export_ban"]), roles=roles)


def _on_others(mention: Mention, other: Mention) -> bool:
    """Whether both tell of goods, and none of the same."""
    mine, its = mention.scope.keys - {"unlisted"}, other.scope.keys - {"unlisted"}
    return bool(mine) and bool(its) and not mine & its


def _quantity(view: View, mention: Mention) -> Mention:
    """ "Curbs on imports": a limit to their amount, where nothing in the article speaks of leave to bring them in."""
    if not LEAVE.isdisjoint(view.words):
        return mention
    kind = "import_ban" if mention.roles.targets else "import_quota"
    return _under(mention, measure_types()[kind])


def _remedy_of_rate(mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """The remedy that a tariff is whose rate is what duties against dumping and subsidies come to."""
    if mention.kind != "import_tariff" or mention.rate is None or mention.rate.value is None:
        return None
    return remedy_of_total(mention.rate.value, [o for o in named if may_be(mention, o)])


def _provisional(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "Put a provisional 13% on coils": no tariff is laid till a case is over, so that it is a remedy told of."""
    before = view.words[max(0, mention.cue.start - 2) : mention.cue.end]
    if mention.kind != "import_tariff" or mention.no_remedy or PROVISIONAL.isdisjoint(before):
        return None
    mine = mention.roles.imposers.keys()
    near = [
        (bool(mine) and mine.isdisjoint(other.roles.imposers), _gap(mention, other), n)
        for n, other in enumerate(named)
        if other.kind in REMEDIES and not other.cue.entry.follows and not _turned_round(mention, other)
    ]
    return named[min(near)[2]].cue.kind if near else None


def _turned_round(mention: Mention, other: Mention) -> bool:
    """Whether those whom the one hits made the other: what each lays on the other need not be of one kind."""
    mine, its = mention.roles, other.roles
    return bool(mine.targets.keys() & its.imposers.keys() or mine.imposers.keys() & its.targets.keys())


def _only_remedies(view: View, mention: Mention, named: Sequence[Mention]) -> list[tuple[int, int]]:
    """Remedies of others by their nearness, where the article speaks of duties of no other kind than such."""
    charges = [(n, o) for n, o in enumerate(named) if o.kind in IMPORT_CHARGES and not _bare(view, o.cue)]
    if len(charges) < 2 or any(o.kind not in REMEDIES for _, o in charges):
        return []
    return [(_gap(mention, o), n) for n, o in charges]


def _followed(mention: Mention) -> frozenset[str]:
    """The types that words which only follow others may mean: "injured the industry" is said of remedies alone."""
    return REMEDIES if mention.kind in REMEDIES else RATED


def _nearest_of(mention: Mention, named: Sequence[Mention]) -> Mention:
    """ "Ottawa put 25% on bolts": a duty of the kind that the article names nearest, its own included."""
    kinds = {mention.kind, *mention.cue.entry.stands_for}
    whom = mention
    if mention.cue.entry.id == SPARING or mention.kind == PROBE:  # who is spared, or looked into next, is another
        whom = replace(mention, roles=Roles(mention.roles.imposers))
    near = [
        (_gap(mention, other), n)
        for n, other in enumerate(named)
        if other is not mention and other.kind in kinds and not other.cue.entry.stands_for and may_be(whom, other)
    ]
    if not near or (min(near)[0] > FAR and mention.kind != PROBE):
        return mention
    return _under(mention, named[min(near)[1]].cue.kind)


def _is_charge(view: View, mention: Mention) -> bool:
    """Whether words such as "the levies", "26% on soybeans" leave open if it is on what comes in or what goes out."""
    if mention.kind != "import_tariff" or mention.roles.targets:
        return False
    of_imports = not (INWARD - {"customs"}).isdisjoint(view.words[c] for c in view.children(mention.cue.head))
    said = {view.words[t] for t in mention.cue.tokens}
    # "tariffs" are mostly on imports, but for those of which nothing more is told than goods
    on_goods = bool(mention.scope.keys) and not mention.roles.imposers
    return (on_goods or TARIFFS.isdisjoint(said)) and not of_imports and said <= OPEN_CHARGES


def _inland_tax(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "The tax rise": one at home, on whatever is sold there, where the article names such a tax nearest."""
    if mention.kind != "import_tariff" or TAXES.isdisjoint(said := {view.words[t] for t in mention.cue.tokens}):
        return None
    near = [
        (_gap(mention, other), other.kind != INLAND, n)
        for n, other in enumerate(named)
        if other is not mention and (other.kind == INLAND or other.kind in IMPORT_CHARGES) and may_be(mention, other)
    ]
    if not near or min(near)[1] or min(near)[0] > FAR or not said.isdisjoint(AT_BORDER):
        return None
    return named[min(near)[2]].cue.kind


def _export_tax(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """The type of export taxes where the article names one nearest, and nobody but its maker is told of both."""
    near = [
        (_gap(mention, other), other.kind != "export_tax", n)
        for n, other in enumerate(named)
        if (other.kind == "export_tax" or other.kind in IMPORT_CHARGES) and not _is_charge(view, other)
    ]
    if not near or min(near)[1] or min(near)[0] > FAR:
        return None
    tax = named[min(near)[2]]
    others = mention.roles.imposers.keys() - tax.roles.imposers.keys()
    return None if others and tax.roles.imposers else tax.cue.kind


def _digital_tax(mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "Digital taxes spread. Britain charges a levy of 2%": the type, where no charge on imports is named near it."""
    if mention.rate is None or mention.scope.keys:
        return None
    near = [(_gap(mention, o), n) for n, o in enumerate(named) if o.kind == "digital_tax" and o is not mention]
    other = any(o.kind in IMPORT_CHARGES and o is not mention and _gap(mention, o) <= 1 for o in named)
    return named[min(near)[1]].cue.kind if near and min(near)[0] <= 1 and not other else None


def _ban_of_same(view: View, mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "The ban on nickel ore", "the embargo": one on exports, or for health, where such a ban on the same is told."""
    if mention.kind not in ("import_ban", "sanctions") or not _is_bare_ban(view, mention.cue) or mention.roles.targets:
        return None
    near = [
        (_gap(mention, other), n)
        for n, other in enumerate(named)
        if other.kind in BANS
        and not _is_bare_ban(view, other.cue)
        and (
            mention.scope.keys & other.scope.keys
            or (mention.cue.entry.id == SHUT and not mention.scope.keys)
            or (mention.definite and (_points_back(view, mention) or not mention.scope.keys))
        )
        and (not other.roles.imposers or not mention.roles.imposers.keys() - other.roles.imposers.keys())
    ]
    return named[min(near)[1]].cue.kind if near and min(near)[0] <= FAR else None


def _ban_for_health(mention: Mention, named: Sequence[Mention]) -> MeasureType | None:
    """ "Shuts its ports to Thai prawns", where it is told that the prawns of Thailand are kept out over a disease."""
    if mention.kind != "import_ban" or not mention.roles.imposers or not mention.roles.targets:
        return None
    for other in (o for o in named if o.kind == "sps" and mention.scope.keys & o.scope.keys):
        makers, hit = other.roles.imposers.keys(), other.roles.targets.keys()
        if mention.roles.imposers.keys() & makers and mention.roles.targets.keys() & hit:
            return other.cue.kind
    return None


def _points_back(view: View, mention: Mention) -> bool:
    """ "The embargo covers wheat and rye": what was named before, whatever goods are told of now."""
    return view.words[mention.cue.tokens[0]] in ("the", "this") and not mention.roles.imposers


def _is_bare_ban(view: View, cue: Cue) -> bool:
    if cue.entry.id == SHUT:
        return True
    said = {view.words[t] for t in cue.tokens}
    return view.words[cue.head] in BARE_BANS and said.isdisjoint(DIRECTIONS)


def _bare(view: View, cue: Cue) -> frozenset[str]:
    """The types that a bare "duties" or "the quota system" may mean beside its own, where the article names them."""
    said = {view.words[t] for t in cue.tokens}
    if cue.entry.id == "duties" and said <= BARE_DUTIES:
        return REMEDIES
    if cue.kind.id == "import_licensing" and said <= BARE_CURBS:
        return IMPORT_CURBS
    if cue.kind.id == "subsidy" and said <= BARE_SUBSIDIES:
        return EXPORT_AID
    if cue.kind.id == "export_control" and said <= OUTWARD_CURBS:
        return OUTWARD_STOPS
    if cue.kind.id == "export_control" and said <= CURBING_EXPORTS and view.is_verb(cue.head):
        return HELD_DOWN
    return QUOTAS_OF if cue.kind.id == "import_quota" and said <= BARE_QUOTAS else frozenset()


def _none_comes_in(mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether the article tells of nothing but what may not go out, so that its quotas are on that too."""
    others = {o.kind for o in named if o is not mention and not o.cue.entry.follows}
    sides = {measure_types()[kind].side for kind in others}
    return not others.isdisjoint(OUTGOING) and "import" not in sides and not mention.roles.targets


def _of_exports(view: View, mention: Mention) -> bool:
    """ "Reopens lamb exports and doubles the quota": a quota of a sentence that tells of what goes out alone."""
    start, end = view.sentences[mention.sentence]
    said = set(view.words[start:end])
    return not said.isdisjoint(OUTWARD) and said.isdisjoint(INWARD)


def _gap(mention: Mention, other: Mention) -> int:
    """Sentences between two mentions; one before counts for nearer."""
    gap = mention.sentence - other.sentence
    return gap if gap >= 0 else 1 - 2 * gap
