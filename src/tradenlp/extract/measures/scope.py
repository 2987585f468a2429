"""What a measure covers: goods and values named with one mention of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tradenlp.extract.measures.clause_goods import load_of
from tradenlp.extract.measures.crossing_words import CARRIERS
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.flow_goods import flowing
from tradenlp.extract.measures.fuller_words import in_full, whole_number, with_sort
from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import REMEDIES
from tradenlp.extract.measures.names_of_lists import names_list
from tradenlp.extract.measures.parties import Party
from tradenlp.extract.measures.stand_ins import STAND_IN
from tradenlp.extract.measures.things import names_goods
from tradenlp.extract.measures.told_away import done_again_for, told_away
from tradenlp.extract.measures.wares import are_goods
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import GoodsMention

BY_VALUE = "goods-by-value"
"""the id of goods that are named by the value of their trade alone"""
ENDS = word_list("scope_ends")
RATE_WORDS = frozenset({"of", "at", "up", "to", "about", "between", "from", "%", "percent", "per", "cent", "pct",
                        "around", "is", "are", "was", "were", "be", "will", "would", "set", "as", "high",
                        "much"})  # fmt: skip
ANSWERED = frozenset({"import", "export", "firms"})
"""sides of measures that are taken over something"""
COUNTED = frozenset({"products", "goods", "commodities"})
POINTING = frozenset({"the", "this", "these", "that", "those", "its", "their"})
LISTS = word_list("so_many_of")
SAID_OF = frozenset({"exempt"})
"""adjectives that say of goods what a measure does to them"""
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
HITS = word_list("hits")
INCLUDING = word_list("including")
MOST_TO_COLON = 14
"""tokens between a mention and the colon before the list of what it covers"""
LINKS = frozenset({"on", "of", "into"})
AID = frozenset({"export_incentive", "technical_barrier", "local_content", "import_licensing",
                 "customs_procedure"})  # fmt: skip
"""types of which it is told what goods they are for"""
DRUGS = word_list("drugs")
"""in the name of a tariff they are what it punishes, not what it is laid on"""
AT_FIRMS = frozenset({"entity_listing", "sanctions"})
"""types that firms are hit by, whatever they deal in"""
FIRMS = word_list("firm_nouns") | {"firms", "companies", "makers", "traders", "refiners", "producers", "suppliers"}
GROUNDS = frozenset({"for", "over", "after", "of"})
PERMITS = frozenset({"permit", "permits", "licence", "licences", "license", "licenses", "approval", "clearance"})
"""asked for what somebody sends or brings in"""
WITHOUT_PHRASES = frozenset({"firms", "deal", "dispute"})


@dataclass(frozen=True, slots=True)
class Scope:
    """Goods phrases with what they are compared by."""

    phrases: tuple[str, ...] = ()
    keys: frozenset[str] = frozenset()
    value: float | None = None
    """the value of the trade covered, which tells tranches apart"""
    tokens: tuple[int, ...] = ()


def read_scope(view: View, cue: Cue, cues: list[Cue], parties: list[Party], start: int, end: int) -> Scope:
    """The goods that one mention covers; empty where it names none."""
    if cue.entry.again:
        return scope_of(view, done_again_for(view, cue.head))
    subject, first, last = reach(view, cue, cues, start, end)
    near = [g for g in within(view.goods, start, end) if subject <= g.first < last and not _no_goods(view, cue, g)]
    named = [g for g in near if g.first >= first] or near
    named = named or [g for g in told_away(view, cue, start, end) if not _no_goods(view, cue, g)]
    if named:
        return scope_of(view, named)
    if cue.kind.side in WITHOUT_PHRASES:
        return Scope()
    phrases = {text: (key, token) for text, key, token in _noun_phrases(view, cue, last, parties)}
    if not phrases:
        phrases = {text: (key, token) for text, key, token in flowing(view, cue, last, parties)}
    if not phrases and cue.entry.flow and view.is_verb(cue.head):
        phrases = {text: (key, token) for text, key, token in _moved(view, cue)}
    if not phrases and (counted := _counted(view, cue, last)) is not None:
        return Scope((view.wording(*counted).text,), frozenset(), None, (counted[1] - 1,))
    tokens = tuple(token for _, token in phrases.values())
    return Scope(tuple(phrases), frozenset(key for key, _ in phrases.values()), None, tokens)


def _no_goods(view: View, cue: Cue, named: Placed[GoodsMention]) -> bool:
    """ "tariffs on dozens of countries", "on top of": nouns that no lexicon names and that name no goods."""
    if cue.kind.id == "import_tariff" and named.last - named.first == 1 and view.words[named.first] in DRUGS:
        return True
    if cue.kind.id == "entity_listing" and names_list(view, named.last):
        return True  # "the strategic goods list"
    if cue.kind.id in AT_FIRMS and (_trade_of_firms(view, named.last) or _sold_by_them(view, cue, named.first)):
        return True
    last = view.words[named.last - 1]
    if last in CARRIERS and load_of(view, named.last - 1):
        return True  # "lorries carrying yams"
    if last == "travel" and view.words[named.last : named.last + 1] in (["ban"], ["bans"]):
        return True
    return named.fact.goods_id == "unlisted" and not names_goods(last)


def _trade_of_firms(view: View, last: int) -> bool:
    """ "Three Togolese oil firms", "chip makers": goods that only tell what firms do."""
    return bool(view.words[last : last + 1]) and view.words[last] in FIRMS


def _sold_by_them(view: View, cue: Cue, first: int) -> bool:
    """ "Sanctions on two firms for supplying drones to Togo": for what they are hit."""
    behind = range(cue.end, first)
    return any(view.words[t] in GROUNDS and view.tags[t + 1] in ("VBG", "PRP$") for t in behind)


def scope_of(view: View, named: list[Placed[GoodsMention]]) -> Scope:
    """The scope that known goods make."""
    meant = [in_full(view, g) for g in named]
    ids = [part for g in meant for part in g.fact.goods_id.split("+")]
    value = None
    for g in named:
        if g.fact.goods_id == BY_VALUE:
            values = [f.fact.value for f in within(view.figures, g.first, g.last) if f.fact.value >= 1000]
            value = value if value is not None else next(iter(values), None)
    keys = frozenset(i for i in ids if i != BY_VALUE)
    return Scope(tuple(dict.fromkeys(_phrases(view, meant))), keys, value, tuple(g.first for g in named))


def _phrases(view: View, named: list[Placed[GoodsMention]]) -> Iterator[str]:
    """Their wording; goods that stand side by side are one phrase ("chip machines")."""
    first = last = -1
    for g in named:
        if g.first != last:
            if last > 0:
                yield view.wording(first, last).text
            first = with_sort(view, g)
        last = g.last
    if last > 0:
        yield view.wording(first, last).text


def reach(view: View, cue: Cue, cues: list[Cue], start: int, end: int) -> tuple[int, int, int]:
    """Tokens that speak of what the mention covers: where a subject that bears it begins, its modifiers, its end."""
    above = set(view.ancestors(cue.head))
    last = _past_colon(view, cue, end)
    others = {c.start for c in cues if c.start > cue.head and c.start not in cue.tokens and not _own_rate(view, cue, c)}
    while last < end and last not in others and not _ends(view, last, above) and not _reason(view, cue, last):
        last += 1
    first = cue.start
    alone = cue.entry.follows or cue.entry is STAND_IN or _next_act(view, cue)
    while first > start and not alone and _premodifies(view, first - 1) and not _next_rate(view, first):
        first -= 1
    subject = _struck(view, cue, first)
    if view.is_verb(cue.head) or view.words[cue.head] in SAID_OF or _subject_goods(view, cue):
        subject = min(subject, _subject_start(view, cue, first))
    return min(subject, first), first, last


def _struck(view: View, cue: Cue, first: int) -> int:
    """ "Threatened French wine with a tariff": where the object begins of a verb that strikes it with the mention."""
    joint = view.heads[cue.head]
    verb = view.heads[joint]
    if view.words[joint] != "with" or view.words[verb] not in HITS:
        return first
    return next((view.subtree(c)[0] for c in view.children(verb) if view.deps[c] == "dobj" and c < joint), first)


def _past_colon(view: View, cue: Cue, end: int) -> int:
    """ "25% on 106 American products: soybeans, cars and planes": the list goes on telling what the mention covers."""
    for token in range(cue.end, min(end - 1, cue.end + MOST_TO_COLON)):
        if view.words[token] == ":" and view.tags[token - 1].startswith("NN"):
            listed = within(view.goods, token + 1, token + 3)
            return token + 1 if listed else cue.end
        if view.words[token] in ENDS or view.is_verb(token):
            return cue.end
    return cue.end


def _own_rate(view: View, cue: Cue, other: Cue) -> bool:
    """ "tariffs of 10% to 50% on cars": "% on" goes on telling what the tariffs cover."""
    between = range(cue.end, other.start)
    return other.entry.follows and len(between) <= 6 and all(_of_rate(view, t) for t in between)


def _of_rate(view: View, token: int) -> bool:
    return view.tags[token] == "CD" or view.words[token] in RATE_WORDS


def _ends(view: View, token: int, above: set[int]) -> bool:
    word = view.words[token]
    if word in ENDS:
        return True
    if view.tags[token] in FINITE:
        return token not in above and view.heads[token] not in above and word not in INCLUDING
    return word == "to" and view.tags[token] == "TO" and view.is_verb(view.heads[token])


def _reason(view: View, cue: Cue, token: int) -> bool:
    """ "A duty on Indian goods over its purchases of oil": what follows is why, and not what is covered."""
    if view.words[token] != "over" or cue.kind.side not in ANSWERED or view.deps[token] != "prep":
        return False
    return view.tags[token + 1 : token + 2] != ["CD"] and cue.kind.id not in REMEDIES


def _premodifies(view: View, token: int) -> bool:
    tag = view.tags[token]
    return tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "CC", "CD") or view.words[token] in (",", "-")


def _next_rate(view: View, first: int) -> bool:
    """ "50% on silk and 25% duties on wool": with a rate behind "and" begins the next mention of a list."""
    return view.tags[first] == "CD" and view.words[first - 1] in ("and", ",") and view.tags[first - 2] != "CD"


def _next_act(view: View, cue: Cue) -> bool:
    """ "Cut duties on rice and halted exports of maize": goods before "and" are those of the act before."""
    return cue.start > 0 and view.words[cue.start - 1] in ("and", "but") and view.tags[cue.start] in FINITE


def _subject_goods(view: View, cue: Cue) -> bool:
    """Whether the goods bear the measure as subject: "steel imports will face a tariff", "chips remain under curbs"."""
    return view.deps[cue.head] != "nsubj" and any(view.words[t] in BEARING for t in view.ancestors(cue.head))


BEARING = word_list("bearing_goods")


def _subject_start(view: View, cue: Cue, first: int) -> int:
    for token in (cue.head, *view.ancestors(cue.head)):
        subjects = [c for c in view.children(token) if view.deps[c] in ("nsubj", "nsubjpass") and c < first]
        if subjects and (view.deps[subjects[0]] == "nsubjpass" or token != cue.head):
            return view.subtree(subjects[0])[0]
    return first


def _noun_phrases(view: View, cue: Cue, last: int, parties: list[Party]) -> Iterator[tuple[str, str, int]]:
    """Objects of "on", "of" … where no known goods are named: the noun with its modifiers."""
    taken = {t for p in parties for t in range(p.first, p.last)}
    taken.update(t for t in cue.tokens if view.deps[t] != "pobj")
    taken.update(t for d in within(view.dates, cue.head, last) for t in range(d.first, d.last))
    taken.update(t for f in within(view.figures, cue.head, last) for t in range(f.first, f.last))
    for token in range(cue.head + 1, last):
        if view.tags[token] not in ("NN", "NNS") or token in taken or not names_goods(view.words[token]):
            continue
        if not _is_scope(view, cue, token):
            continue
        first = token
        while first - 1 > cue.head and first - 1 not in taken and _modifies(view, first - 1, token):
            first -= 1
        yield view.wording(first, token + 1).text, view.words[token], token


def _moved(view: View, cue: Cue) -> Iterator[tuple[str, str, int]]:
    """ "Figs may not be landed": a noun of the mention itself that its verb is said of."""
    for token in cue.tokens:
        said = view.deps[token] in ("nsubj", "nsubjpass", "dobj") and view.tags[token] in ("NN", "NNS")
        if said and are_goods(view, token) and names_goods(view.words[token]):
            first = token
            while first > 0 and _modifies(view, first - 1, token):
                first -= 1
            yield view.wording(first, token + 1).text, view.words[token], token


def _counted(view: View, cue: Cue, last: int) -> tuple[int, int] | None:
    """ "1,300 Peruvian products", "a list of U.S. goods": goods of no kind of which there are so many; first and end.

    They are told as goods, and compared with none.
    """
    for token in range(cue.head + 1, last):
        if view.words[token] not in COUNTED or view.tags[token] != "NNS":
            continue
        below = [c for c in view.children(token) if c < token]
        above = view.heads[token]
        listed = view.heads[above] if view.words[above] == "of" and view.deps[token] == "pobj" else None
        if listed is not None and listed > cue.head and view.words[listed] in LISTS:
            first = view.subtree(listed)[0]
            return (first, token + 1) if view.words[first] not in POINTING else None
        if any(view.deps[c] == "nummod" for c in below) and "worth" not in view.words[token : token + 3]:
            return whole_number(view, below[0]), token + 1
    return None


def _is_scope(view: View, cue: Cue, token: int) -> bool:
    """Whether a noun is the object of "on" or "of" on the mention or right after it, or joined to one that is."""
    for _ in range(4):
        dep, above = view.deps[token], view.heads[token]
        if dep == "pobj":
            beside = above >= cue.end and not view.is_verb(cue.head)
            beside = beside and all(_of_rate(view, t) for t in range(cue.end, above))
            aids = cue.kind.side == "home" or cue.kind.id in AID
            aids = aids or not PERMITS.isdisjoint(view.words[t] for t in cue.tokens)
            link = view.words[above] in LINKS or (aids and (view.words[above] == "for" or above in cue.tokens))
            return link and (beside or view.heads[above] in (cue.head, *cue.tokens))
        if dep == "dobj":
            return above == cue.head and view.is_verb(above)
        if dep != "conj" or view.is_verb(above):
            return False
        token = above
    return False


def _modifies(view: View, token: int, noun: int) -> bool:
    return view.deps[token] in ("compound", "amod", "nmod") and token < view.heads[token] <= noun
