"""Reads one mention of a measure after another: what it is, who, whom, what, how much, how far, when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from tradenlp.extract.measures.attribution import read_source
from tradenlp.extract.measures.between import carried_on, related
from tradenlp.extract.measures.cues import Cue, find_cues
from tradenlp.extract.measures.deal_roles import only_mentioned
from tradenlp.extract.measures.flows import flow_cues, flow_verbs
from tradenlp.extract.measures.instruments import home_of_law, read_instrument
from tradenlp.extract.measures.lexicon import ANAPHOR, anaphors, phrasebook, word_list
from tradenlp.extract.measures.links import Roles, sentence_subject
from tradenlp.extract.measures.parties import Party, parties_of
from tradenlp.extract.measures.rates import RATED, Rate, read_rates
from tradenlp.extract.measures.roles import read_roles
from tradenlp.extract.measures.scope import Scope, read_scope
from tradenlp.extract.measures.timing import Timing, read_timing
from tradenlp.extract.status.decide import UNTOLD, Reading, StatusCues, read_status, status_cues
from tradenlp.extract.view import View

DISEASES = word_list("diseases")
BARE_DUTIES = word_list("bare_duties")
BARE_QUOTAS = word_list("bare_quotas")
BREAKS = word_list("breaks")
BENEFICIARY_REACH = 12
"""tokens after "subsidies" within which the firms that get them are named"""
BARE_CURBS = word_list("bare_curbs")
IMPORT_CURBS = frozenset({"import_tariff", "import_ban", "import_quota"}) | {
    "anti_dumping",
    "countervailing_duty",
    "safeguard",
}
OUTGOING_QUOTAS = frozenset({"export_quota"})
REMEDIES = frozenset({"anti_dumping", "countervailing_duty", "safeguard"})
TRADE_WORDS = frozenset({"tariff", "tariffs", "duties", "duty", "quota", "quotas", "exporters"})
"""tell of an article that a deal whose sides its sentence does not name is one of trade"""
DEFINITE = word_list("definite")
NEW = word_list("new")
STANDING = frozenset({"threatened", "proposed", "announced", "in_force"})
"""stages that a row of rates shares with what it belongs to"""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a measure with everything its sentence tells."""

    cue: Cue
    sentence: int
    roles: Roles
    scope: Scope
    rate: Rate | None
    reading: Reading
    timing: Timing
    instrument: tuple[int, int] | None
    definite: bool
    new: bool
    own_party: bool
    """somebody is named in its own clause"""
    firms: bool = False
    """aimed at firms alone, so that its rate is one of a schedule"""
    source: str | None = None
    """who says so"""
    before: str | None = None
    """the state that was the subject of the sentence before"""

    @property
    def kind(self) -> str:
        """The id of its measure type."""
        return self.cue.kind.id


def read_mentions(view: View) -> list[Mention]:
    """Mentions in text order. Sentences without a cue word cost a look-up a token and nothing more."""
    mentions = list(_read(view))
    named = [m for m in mentions if not m.cue.entry.follows]
    return [known for m in mentions if (known := _as_named(view, m, named)) is not None]


def _as_named(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """A mention whose words leave the type open, under the type that the article names nearest to it.

    "20% for Norway" is a rate of whatever is spoken of; "the duties" are anti-dumping duties where such are named.
    """
    if mention.cue.entry is ANAPHOR:
        return _pointing_back(view, mention, named)
    bare = _bare(view, mention.cue)
    if not mention.cue.entry.follows and not bare:
        return mention
    kinds = RATED if mention.cue.entry.follows else bare
    near = [(_gap(mention, other), n) for n, other in enumerate(named) if other.kind in kinds and other is not mention]
    if not near or min(near)[0] > 10:
        return None if mention.cue.entry.follows else mention
    mention = replace(mention, cue=replace(mention.cue, kind=named[min(near)[1]].cue.kind))
    if not mention.cue.entry.follows or mention.reading.rule != UNTOLD or mention.timing != Timing():
        return mention
    models = [pair for pair in near if named[pair[1]].reading.status in STANDING]
    models = [pair for pair in models if named[pair[1]].reading.certain] or models
    model = named[min(models)[1]] if models else mention
    return replace(mention, reading=model.reading, timing=model.timing)


def _bare(view: View, cue: Cue) -> frozenset[str]:
    """The types that a bare "duties" or "the quota system" may mean beside its own, where the article names them."""
    said = {view.words[t] for t in cue.tokens}
    if cue.entry.id == "duties" and said <= BARE_DUTIES:
        return REMEDIES
    if cue.kind.id == "import_licensing" and said <= BARE_CURBS:
        return IMPORT_CURBS
    return OUTGOING_QUOTAS if cue.kind.id == "import_quota" and said <= BARE_QUOTAS else frozenset()


def _pointing_back(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """ "The duty took effect on Friday": a mention of what was named before, if that can be meant."""
    kinds = anaphors()[view.words[mention.cue.head]]
    near = [
        (mention.sentence - other.sentence, n)
        for n, other in enumerate(named)
        if other.kind in kinds and 0 <= mention.sentence - other.sentence <= 4
    ]
    if not near or mention.cue.head < view.body_token:
        return None
    kind = named[min(near)[1]].cue.kind
    return replace(mention, cue=replace(mention.cue, kind=kind), roles=Roles(), scope=Scope(), rate=None, definite=True)


def _gap(mention: Mention, other: Mention) -> int:
    """Sentences between two mentions; one before counts for nearer."""
    gap = mention.sentence - other.sentence
    return gap if gap >= 0 else 1 - 2 * gap


def _read(view: View) -> Iterator[Mention]:
    gate, grounds = phrasebook().first_words | flow_verbs().keys(), health_words(view)
    article = frozenset(view.words)
    parties: list[Party] | None = None
    for number, (start, end) in enumerate(view.sentences):
        if gate.isdisjoint(view.words[start:end]):
            continue
        cues = find_cues(view.words, start, end, grounds)
        cues += flow_cues(view, start, end, cues)
        if not cues:
            continue
        parties = parties_of(view) if parties is None else parties
        yield from _of_sentence(view, number, cues, parties, article)


def health_words(view: View) -> frozenset[str]:
    """Words of the article that tell the ground of a ban on food, plants or animals."""
    if not any(code[:2] <= "16" for g in view.goods for code in g.fact.hs):
        return frozenset()
    return DISEASES.intersection(view.words)


def _of_sentence(
    view: View, number: int, cues: Sequence[Cue], parties: Sequence[Party], article: Set[str]
) -> list[Mention]:
    start, end = view.sentences[number]
    found: list[Mention] = []
    mine = [p for p in parties if start <= p.first < end]
    before = _subject_before(view, number, parties)
    deal = {cue.kind.side == "deal" for cue in cues}
    statuses = {d: status_cues(view, start, end, "deal" if d else "restriction") for d in deal}
    for cue in cues:
        if cue.kind.side == "deal" and only_mentioned(view, cue):
            continue
        for mention in _of_cue(view, number, cue, cues, statuses[cue.kind.side == "deal"], mine, before):
            mention = carried_on(mention, found)
            if _says_enough(mention, article) and not _one_of_schedule(mention, found):
                found.append(mention)
    return related(view, found)


def _one_of_schedule(mention: Mention, found: Sequence[Mention]) -> bool:
    """A later rate of the same schedule, or a tariff that the sides agree to cut together: told already."""
    roles, rate = mention.roles, mention.rate
    if any(m.cue.entry.both for m in found) and mention.cue.kind.side == "import" and not roles.targets and not rate:
        return True
    if rate is None or rate.old or roles.imposers or roles.targets or mention.scope.phrases:
        return False
    return any(m.kind == mention.kind and m.rate is not None and m.rate.value != rate.value for m in found)


def _says_enough(mention: Mention, article: Set[str]) -> bool:
    """Whether the clause of a mention tells what its phrase alone leaves open."""
    entry, roles = mention.cue.entry, mention.roles
    told = {
        "rate": mention.rate is not None,
        "scope": mention.rate is not None or bool(mention.scope.phrases),
        "target": bool(roles.targets),
        "party": bool(roles.imposers or roles.targets),
    }
    if entry.both and len(roles.imposers) < 2:
        return False
    if entry.context and article.isdisjoint(entry.context):
        return False
    alone = entry.weak_alone and not mention.own_party
    of_trade = mention.cue.kind.side == "deal" and not TRADE_WORDS.isdisjoint(article)
    return all(told[need] for need in entry.needs) and (not alone or of_trade)


def _subject_before(view: View, number: int, parties: Sequence[Party]) -> Party | None:
    """The last state in subject position in the two sentences before."""
    for earlier in (number - 1, number - 2):
        if earlier >= 0:
            start, end = view.sentences[earlier]
            found = list(sentence_subject(view, [p for p in parties if start <= p.first < end]))
            if found:
                return found[-1]
    return None


def _of_cue(
    view: View,
    number: int,
    cue: Cue,
    cues: Sequence[Cue],
    statuses: StatusCues,
    parties: list[Party],
    before: Party | None,
) -> Iterator[Mention]:
    start, end = view.sentences[number]
    roles = read_roles(view, statuses, parties, cue, cues, before)
    own_party = bool(roles.imposers or roles.targets)
    if not roles.imposers and cue.kind.side not in ("deal", "dispute"):
        _by_law(view, start, end, roles)
    firms = bool(roles.targets) and roles.targets.keys().isdisjoint({p.actor_id for p in parties if p.is_state})
    _limit_targets(cue, parties, roles)
    if cue.entry.aimless:
        roles.targets.clear()
    reading = _reading(view, cue, statuses)
    treaty = _by_name(view, cue, parties) if cue.kind.side == "deal" else None
    if treaty is not None and reading.rule == UNTOLD:
        reading = Reading("in_force", False, "a treaty by its name", reading.words)
    if cue.kind.side == "deal" and reading.hypothetical:
        reading = Reading("proposed", False, "hoped for", reading.words)
    scope = read_scope(view, cue, list(cues), parties, start, end)
    mention = Mention(
        cue=cue,
        sentence=number,
        roles=roles,
        scope=scope,
        rate=None,
        reading=reading,
        timing=read_timing(view, cue, statuses, start, end),
        instrument=treaty or read_instrument(view, cue, start, end),
        definite=_is_definite(view, cue),
        new=_is_new(view, cue),
        own_party=own_party,
        firms=firms,
        source=read_source(view, cue, start, end),
        before=before.actor_id if before else None,
    )
    if cue.kind.id == "subsidy" and not roles.imposers:
        yield from (replace(mention, roles=Roles({state: why})) for state, why in _backers(view, cue, parties))
    rates = read_rates(view, cue, cues, parties, start, end)
    for part in _each_other(view, mention, start, end):
        yield from _by_rate(part, rates)


def _by_name(view: View, cue: Cue, parties: Sequence[Party]) -> tuple[int, int] | None:
    """ "the China-ASEAN FTA", "the Japan-Peru Agreement": the tokens of a treaty called by the names of its sides."""
    joined = [p for p in parties if p.last <= cue.start and cue.start - p.last <= 3 and p.named_state]
    named = view.doc[cue.head].text[:1].isupper() and cue.head >= view.body_token
    if not named or not any(view.words[p.last] in ("-", "–") for p in joined):
        return None
    return min(p.first for p in joined), cue.end


def _by_law(view: View, start: int, end: int, roles: Roles) -> None:
    """ "a Section 232 investigation", "under CBAM": whose law it is imposes."""
    law = home_of_law(view, start, end)
    if law is not None and law[0] not in roles.targets:
        roles.imposers[law[0]] = ("its law", law[1])


def _backers(view: View, cue: Cue, parties: Sequence[Party]) -> Iterator[tuple[str, tuple[str, int]]]:
    """ "subsidies to the European plane maker Airbus and to Boeing": each firm is backed by its own state."""
    given = False
    for party in parties:
        between = view.words[cue.end : party.first]
        if party.first < cue.end or len(between) > BENEFICIARY_REACH or (BREAKS & set(between)) - {"and"}:
            continue
        given = given or bool({"to", "for"} & set(between))
        if given and not party.is_state and party.home:
            adjective = [p.actor_id for p in parties if p.is_state and 0 <= party.first - p.last <= 2]
            yield (adjective or [party.home])[-1], ("backs its own firm", party.first)


def _each_other(view: View, mention: Mention, start: int, end: int) -> Iterator[Mention]:
    """ "the tariffs that they imposed on each other's goods": one mention for each side."""
    imposers, words = mention.roles.imposers, view.words
    mutual = any(words[t] in ("each", "one") and words[t + 1] in ("other", "another") for t in range(start, end - 1))
    quarrel = mention.cue.kind.id == "trade_dispute" and len(imposers) == 2 and mention.cue.entry.id == "named dispute"
    if not quarrel and (not mutual or len(imposers) < 2 or mention.cue.kind.side not in ("import", "export", "firms")):
        yield mention
        return
    for actor, why in imposers.items():
        others = {other: why for other, why in imposers.items() if other != actor}
        yield replace(mention, roles=Roles({actor: why}, others))


def _by_rate(mention: Mention, rates: tuple[Rate, ...]) -> Iterator[Mention]:
    """One mention per rate; the old rate was in force whatever becomes of the new one."""
    if not rates:
        yield mention
        return
    for rate in rates:
        if rate.old:
            if not mention.reading.hypothetical:
                standing = Reading("in_force", True, "the rate that stands", (rate.token,))
                yield replace(mention, rate=rate, reading=standing, timing=Timing(), new=False)
            continue
        roles = mention.roles
        if rate.targets:
            roles = Roles(dict(roles.imposers), dict.fromkeys(rate.targets, ("rate for", rate.token)))
        scope = mention.scope
        if rate.goods:
            scope = Scope((rate.goods[0],), frozenset(rate.goods[1].split("+")), None, (rate.token,))
        yield replace(mention, rate=rate, roles=roles, scope=scope)


def _reading(view: View, cue: Cue, statuses: StatusCues) -> Reading:
    default = cue.entry.status or cue.kind.default_status
    sense = cue.entry.sense if view.is_verb(cue.head) else None
    if sense == "impose" and cue.kind.side == "deal":
        sense = "conclude"
    reading = read_status(view, statuses, cue.head, default, sense, cue.tokens)
    if cue.head < view.body_token and reading.rule == "impose: present":
        reading = replace(reading, certain=False)
    if cue.kind.less_is_more and reading.rule.startswith("ease"):
        return Reading("in_force", reading.certain, f"{reading.rule}: less of it", reading.words)
    if cue.entry.status == "investigating" and reading.rule == "remove: future":
        return Reading("investigating", True, "still open", reading.words)
    started = reading.rule.endswith("future") and not set(reading.words) & set(cue.tokens)
    if cue.entry.status == "investigating" and started and reading.status == "announced":
        return reading
    if cue.entry.status is None or reading.status in ("removed", "suspended", "extended", "ruled_out"):
        return reading
    if cue.kind.side == "dispute" and reading.rule.endswith("future"):
        return Reading("announced", True, reading.rule, reading.words)
    if cue.kind.side == "dispute" and reading.status == "eased":
        return Reading(default, False, "a case is not eased", reading.words)
    planned = reading.status in ("threatened", "proposed") and reading.certain
    if cue.entry.status == "investigating" and planned and not set(reading.words[:1]) & set(cue.tokens):
        return reading
    return Reading(cue.entry.status, True, "named so", cue.tokens, reading.hypothetical)


def _limit_targets(cue: Cue, parties: list[Party], roles: Roles) -> None:
    """Only listings, sanctions and export stops are aimed at firms; elsewhere a firm is none of the targets."""
    states = {p.actor_id for p in parties if p.is_state}
    if cue.kind.id in ("entity_listing", "sanctions", "export_ban", "export_control"):
        firms = [t for t in roles.targets if t not in states]
        if firms and cue.kind.id == "entity_listing":
            roles.targets = {t: why for t, why in roles.targets.items() if t in firms}
    else:
        aimed = {t: why for t, why in roles.targets.items() if t in states}
        homes = {p.actor_id: p.home for p in parties if p.home and p.home not in roles.imposers}
        roles.targets = aimed or {homes[t]: why for t, why in roles.targets.items() if t in homes}
    roles.imposers = {i: why for i, why in roles.imposers.items() if i in states}


def _is_definite(view: View, cue: Cue) -> bool:
    first = cue.start
    window = view.words[max(0, first - 4) : first]
    near = any(view.deps[c] in ("det", "poss") and view.words[c] in DEFINITE for c in view.children(cue.head))
    return near or bool(window and window[-1] in DEFINITE)


def _is_new(view: View, cue: Cue) -> bool:
    inside = {view.words[c] for c in view.children(cue.head) if c < cue.head} | {view.words[t] for t in cue.tokens}
    return bool(inside & NEW)
