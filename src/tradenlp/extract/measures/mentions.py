"""Reads one mention of a measure after another: what it is, who, whom, what, how much, how far, when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from tradenlp.extract.measures.agreements import called_of_trade
from tradenlp.extract.measures.answering import is_answer
from tradenlp.extract.measures.attribution import read_source
from tradenlp.extract.measures.between import carried_on, related
from tradenlp.extract.measures.beyond import beyond_quotas
from tradenlp.extract.measures.buy_national import by_its_name
from tradenlp.extract.measures.by_many import hit_by_many, made_by_many
from tradenlp.extract.measures.crossing_words import flow_words
from tradenlp.extract.measures.cues import Cue, find_cues
from tradenlp.extract.measures.day_slots import as_end
from tradenlp.extract.measures.deal_roles import only_mentioned, only_partners
from tradenlp.extract.measures.dispute_roles import brought_at_home
from tradenlp.extract.measures.firms import aim_at_firms
from tradenlp.extract.measures.flows import all_cues, flow_verbs
from tradenlp.extract.measures.incentives import offered_abroad, without_leave
from tradenlp.extract.measures.incoming import as_incoming
from tradenlp.extract.measures.instruments import capitals, read_instrument
from tradenlp.extract.measures.lengths import length_told
from tradenlp.extract.measures.lexicon import phrasebook, word_list
from tradenlp.extract.measures.links import ON_SELLERS, UNAIMED, Roles
from tradenlp.extract.measures.matters import matter_of
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.moved import moved_on
from tradenlp.extract.measures.named_firms import with_named_firms
from tradenlp.extract.measures.names_of_lists import without_names_of_lists
from tradenlp.extract.measures.near_targets import origin_of_scope, row_of_origins
from tradenlp.extract.measures.objecting import objectors, struck_over
from tradenlp.extract.measures.open_words import as_named
from tradenlp.extract.measures.pacts import by_pact, haggled_over, with_pact
from tradenlp.extract.measures.pairs import each_other, with_pairs
from tradenlp.extract.measures.parties import Party, is_state, parties_of
from tradenlp.extract.measures.parts import backers, by_rate, each_partner
from tradenlp.extract.measures.passages import Around, around, frames_of
from tradenlp.extract.measures.pointing_back import pointing_at_least
from tradenlp.extract.measures.quota_ends import ends_of_quota
from tradenlp.extract.measures.rate_units import QUOTAS
from tradenlp.extract.measures.rates import read_rates
from tradenlp.extract.measures.regimes import under_regimes
from tradenlp.extract.measures.remedies import by_ground, is_no_remedy
from tradenlp.extract.measures.replies import answered
from tradenlp.extract.measures.roles import GENERAL, read_roles
from tradenlp.extract.measures.rounding_off import round_off
from tradenlp.extract.measures.run_out import run_out
from tradenlp.extract.measures.scales import scale_of
from tradenlp.extract.measures.scope import Scope, read_scope
from tradenlp.extract.measures.stages import read_stage
from tradenlp.extract.measures.sweeping import describes, drop_beside, is_another, is_general, is_many, tells_of
from tradenlp.extract.measures.taken_over import taken_over
from tradenlp.extract.measures.timing import read_timing
from tradenlp.extract.measures.told_beside import as_told_beside
from tradenlp.extract.measures.treaties import sign_for_members
from tradenlp.extract.measures.zeroed import or_zeroed
from tradenlp.extract.status.combine import EXPECTED
from tradenlp.extract.status.decide import StatusCues, status_cues
from tradenlp.extract.view import View, within

DISEASES = word_list("diseases")
TRADE_WORDS = frozenset({"tariff", "tariffs", "duties", "duty", "quota", "quotas", "exporters"})
"""tell of an article that a deal whose sides its sentence does not name is one of trade"""
CROSSING = frozenset({"imports", "exports", "imported", "exported", "importers", "exporters", "tariff", "tariffs"})
NEAR = 3
"""sentences around a ban in which its ground may be told"""
FOOD = flow_words("edibles")
DEFINITE = word_list("definite")
NEW = word_list("new")
BY_STATES = frozenset({"import", "export", "firms", "home"})
"""sides whose measures one state imposes"""


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The sentence in which mentions are read, and what those around it add."""

    number: int
    start: int
    end: int
    cues: Sequence[Cue]
    parties: list[Party]
    statuses: Mapping[bool, StatusCues]
    """for deals (True) and for all other measures, as far as the sentence tells of either"""
    context: Around
    deals: bool
    """whether the article names a deal by more than a bare word"""

    def statuses_of(self, cue: Cue) -> StatusCues:
        """The words of status that are looked at for a mention."""
        return self.statuses[cue.kind.side == "deal"]


def read_mentions(view: View) -> list[Mention]:
    """Mentions in text order. Sentences without a cue word cost a look-up a token and nothing more."""
    mentions = list(_read(view))
    named = [m for m in mentions if not m.cue.entry.follows]
    first = {id(m): as_named(view, m, named) for m in named}
    settled = [known for known in first.values() if known is not None]
    found = (first[id(m)] if id(m) in first else as_named(view, m, settled) for m in mentions)
    known = beyond_quotas(view, [mention for mention in found if mention is not None])
    return with_named_firms(view, answered(view, moved_on(view, under_regimes(view, known))), parties_of(view))


@cache
def _gate() -> frozenset[str]:
    """Words one of which a sentence must hold that phrases or syntax may tell something of."""
    return frozenset(phrasebook().first_words | flow_verbs().keys())


def told_by_rules(view: View) -> dict[int, list[Cue]]:
    """By the number of its sentence what phrases and syntax tell; sentences that tell nothing are not in it."""
    gate, ill = _gate(), health_words(view)
    article = frozenset(view.words)
    found: dict[int, list[Cue]] = {}
    for number, (start, end) in enumerate(view.sentences):
        if gate.isdisjoint(view.words[start:end]):
            continue
        grounds = _grounds(view, number, ill)
        told = (pointing_at_least(view, c, article) for c in find_cues(view.words, start, end, grounds))
        named = [c for c in told if not _out_of_place(c, article)]
        cues = with_pact(view, start, end, all_cues(view, start, end, named, article, grounds, found))
        cues = as_told_beside(view, by_ground(view, cues, article), (start, end), grounds or frozenset(), article)
        cues = without_names_of_lists(view, cues)
        if cues:
            found[number] = cues
    return found


def _read(view: View) -> Iterator[Mention]:
    told = told_by_rules(view)
    if not told:
        return
    article = frozenset(view.words)
    parties = parties_of(view)
    frames = frames_of(view, parties)
    parties = with_pairs(view, parties)
    makers: list[tuple[int, Roles]] = []
    deals = any(c.kind.side == "deal" and not (c.entry.weak_alone or c.entry.weak) for cs in told.values() for c in cs)
    for number, cues in sorted(told.items()):
        context = around(view, number, parties, frames, makers)
        for mention in _of_sentence(view, number, cues, parties, context, article, deals=deals):
            if mention.cue.kind.side in BY_STATES:
                makers.append((number, mention.roles))
            yield mention


def health_words(view: View) -> frozenset[str]:
    """Words of the article that tell the ground of a ban on food, plants or animals."""
    if not any(code[:2] <= "16" for g in view.goods for code in g.fact.hs):
        return frozenset()
    return DISEASES.intersection(view.words)


def _grounds(view: View, number: int, ill: Set[str]) -> frozenset[str] | None:
    """Those of the article's words of disease that stand near a sentence; None for one that is about other goods."""
    start, end = view.sentences[number]
    goods = within(view.goods, start, end)
    if (
        goods
        and not any(code[:2] <= "24" for g in goods for code in g.fact.hs)
        and FOOD.isdisjoint(view.words[start:end])
    ):
        return None
    first, last = (
        view.sentences[max(0, number - NEAR)][0],
        view.sentences[min(len(view.sentences) - 1, number + NEAR)][1],
    )
    return frozenset(ill & set(view.words[first:last])) if ill else frozenset()


def _of_sentence(
    view: View,
    number: int,
    cues: Sequence[Cue],
    parties: Sequence[Party],
    context: Around,
    article: Set[str],
    *,
    deals: bool,
) -> list[Mention]:
    start, end = view.sentences[number]
    found: list[Mention] = []
    frame = context.frame
    mine = [p for p in parties if start <= p.first < end and not (frame and frame.heads(p, number))]
    deal = {cue.kind.side == "deal" for cue in cues}
    statuses = {d: status_cues(view, start, end, "deal" if d else "restriction") for d in deal}
    if any(cue.kind.side == "export" for cue in cues):
        cues = as_incoming(view, statuses[False], mine, cues, context)
    sentence = _Sentence(number, start, end, cues, mine, statuses, context, deals)
    for cue in (offered_abroad(view, c, mine) for c in without_leave(cues)):
        if (cue.kind.side == "deal" and only_mentioned(view, cue)) or brought_at_home(view, cue):
            continue
        if tells_of(view, cue, found):
            continue
        for mention in _of_cue(view, sentence, cue):
            mention = carried_on(mention, found)
            sign_for_members(view, mention, parties)
            told = _says_enough(view, mention, article) or _is_known(mention, sentence)
            if told and not _one_of_schedule(mention, found):
                found.append(mention)
    return related(view, found)


def _one_of_schedule(mention: Mention, found: Sequence[Mention]) -> bool:
    """A later rate of the same schedule, or a tariff that the sides agree to cut together: told already."""
    roles, rate = mention.roles, mention.rate
    if any(m.cue.entry.both for m in found) and mention.cue.kind.side == "import" and not roles.targets and not rate:
        return True
    if rate is None or rate.old or roles.imposers or roles.targets or mention.scope.phrases:
        return False
    if mention.general or mention.another:
        return False
    return any(m.kind == mention.kind and m.rate is not None and m.rate.value != rate.value for m in found)


def _out_of_place(cue: Cue, article: Set[str]) -> bool:
    """Whether the article holds none of the words without which the phrase says nothing."""
    return bool(cue.entry.context) and article.isdisjoint(cue.entry.context)


def _says_enough(view: View, mention: Mention, article: Set[str]) -> bool:
    """Whether the clause of a mention tells what its phrase alone leaves open."""
    entry, roles = mention.cue.entry, mention.roles
    told = {
        "rate": mention.rate is not None,
        "scope": mention.rate is not None or bool(mention.scope.phrases),
        "target": bool(roles.targets),
        "party": bool(roles.imposers or roles.targets) or _told_in_full(mention, article),
    }
    if entry.both and len(roles.imposers) < 2:
        return False
    if _out_of_place(mention.cue, article):
        return False
    alone = entry.weak_alone and not mention.own_party and not _told_in_full(mention, article)
    of_trade = mention.cue.kind.side == "deal" and (
        not TRADE_WORDS.isdisjoint(article) or called_of_trade(view, mention.cue)
    )
    return all(told[need] for need in entry.needs) and (not alone or of_trade)


def _is_known(mention: Mention, sentence: _Sentence) -> bool:
    """ "They signed the agreement", "it was signed on Monday": the deal that the article names elsewhere."""
    weak = mention.cue.kind.side == "deal" and mention.cue.entry.weak_alone and not mention.cue.entry.needs
    return weak and mention.definite and sentence.deals


def _told_in_full(mention: Mention, article: Set[str]) -> bool:
    """ "The duty on passenger cars goes to 120 percent": so much on such goods is a duty, whoever charges it.

    So is "the duty on shoes" in an article that speaks of what crosses borders.
    """
    named = mention.scope.keys - {"unlisted"}
    charged = mention.cue.kind.side == "import" and mention.kind not in QUOTAS
    known = mention.definite and not CROSSING.isdisjoint(article)
    return charged and (mention.rate is not None or known) and bool(named)


def _of_cue(view: View, sentence: _Sentence, cue: Cue) -> Iterator[Mention]:
    """The acts that a cue tells: one, or one for each partner, each rate, each of two that do it to each other."""
    start, end, parties = sentence.start, sentence.end, sentence.parties
    mention = _in_full(view, sentence, cue)
    roles = mention.roles
    if cue.kind.id == "subsidy" and not roles.imposers:
        yield from (replace(mention, roles=Roles({state: why})) for state, why in backers(view, cue, parties))
    rates = or_zeroed(view, cue, read_rates(view, cue, sentence.cues, parties, roles, start, end))
    for part in (p for own in taken_over(view, mention, parties) for p in each_other(view, own, start, end)):
        yield from (own for told in by_rate(part, rates) for own in each_partner(view, told))


def _in_full(view: View, sentence: _Sentence, cue: Cue) -> Mention:
    """A mention with everything but its rate."""
    start, end, parties, context = sentence.start, sentence.end, sentence.parties, sentence.context
    roles = read_roles(view, sentence.statuses_of(cue), parties, cue, sentence.cues, context)
    objecting = objectors(view, parties, cue, sentence.cues)
    roles.deny(objecting)
    firms = bool(roles.targets) and not any(is_state(view, actor) for actor in roles.targets)
    aim_at_firms(view, cue, roles, parties, context.named)
    own_party = bool(roles.imposers or roles.targets or (context.frame and not context.frame.place))
    round_off(view, cue, roles, parties, (start, end), context)
    ends_of_quota(view, cue, parties, roles)
    by_its_name(view, cue, roles)
    roles.deny(objecting)
    by_many = made_by_many(view, cue)
    if by_many:
        hit_by_many(view, cue, parties, start, roles)
    scope = read_scope(view, cue, list(sentence.cues), parties, start, end)
    if not roles.targets and cue.kind.side == "import" and cue.kind.id not in GENERAL | UNAIMED:
        origin_of_scope(view, parties, scope.tokens, roles)
    if not roles.targets and cue.kind.id in ON_SELLERS:
        following = (c.start for c in sentence.cues if c.start >= cue.end and c.kind.side == "import")
        row_of_origins(view, parties, cue, min(following, default=end), roles)
    mention = _staged(view, sentence, cue, roles, scope)
    if mention.general:
        drop_beside(view, cue, roles)
    mention = struck_over(view, mention, sentence.cues)
    return replace(mention, own_party=own_party, firms=firms, objectors=objecting, by_many=by_many)


def _staged(view: View, sentence: _Sentence, cue: Cue, roles: Roles, scope: Scope) -> Mention:
    """A mention whose roles and goods are known, with its law, days and stage and what it says of other mentions."""
    start, end, context = sentence.start, sentence.end, sentence.context
    statuses = sentence.statuses_of(cue)
    treaty = _by_name(view, cue, sentence.parties) if cue.kind.side == "deal" else None
    law = treaty or read_instrument(view, cue, start, end)
    timing = read_timing(view, cue, statuses, start, end)
    if (length := length_told(view, cue, statuses, start, end)) is not None:
        timing = replace(timing, length=length)
    reading = read_stage(view, cue, statuses, treaty, timing)
    if reading.rule.endswith(EXPECTED) and not reading.rule.startswith("ease"):
        timing = as_end(timing)  # "expected to be lifted in May"
    reading, timing = run_out(view, cue, reading, timing)
    if by_pact(view, cue, roles, start, end):
        reading = haggled_over(view, reading, start, end)
    return Mention(
        cue=cue,
        sentence=sentence.number,
        roles=roles,
        scope=scope,
        rate=None,
        reading=reading,
        timing=timing,
        instrument=law,
        partners_only=cue.kind.side == "deal" and only_partners(view, cue, roles),
        no_remedy=is_no_remedy(view, cue, law),
        matter=matter_of(view, cue),
        scale=scale_of(view, cue),
        treaty=capitals(view, law) if law and cue.kind.side == "deal" else "",
        definite=_is_definite(view, cue),
        new=_is_new(view, cue),
        source=read_source(view, cue, start, end),
        before=context.before.actor_id if context.before else None,
        answers=cue.kind.side in BY_STATES and is_answer(view, cue),
        another=is_another(view, cue),
        describes=describes(view, cue),
        many=is_many(view, cue),
        general=cue.kind.id == "import_tariff" and is_general(view, cue, sentence.parties, (sentence.start, end)),
    )


def _by_name(view: View, cue: Cue, parties: Sequence[Party]) -> tuple[int, int] | None:
    """ "the China-ASEAN FTA", "the Japan-Peru Agreement": the tokens of a treaty called by the names of its sides."""
    joined = [p for p in parties if p.last <= cue.start and cue.start - p.last <= 3 and p.named_state]
    named = view.doc[cue.head].text[:1].isupper() and cue.head >= view.body_token
    if not named or not any(view.words[p.last] in ("-", "–") for p in joined):
        return None
    return min(p.first for p in joined), cue.end


def _is_definite(view: View, cue: Cue) -> bool:
    first = cue.start
    window = view.words[max(0, first - 4) : first]
    near = any(view.deps[c] in ("det", "poss") and view.words[c] in DEFINITE for c in view.children(cue.head))
    return near or bool(window and window[-1] in DEFINITE)


def _is_new(view: View, cue: Cue) -> bool:
    inside = {view.words[c] for c in view.children(cue.head) if c < cue.head} | {view.words[t] for t in cue.tokens}
    return bool(inside & NEW)
