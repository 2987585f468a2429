"""What a measure covers, told by the list of it: "Affected goods include eggs", "Among them are figs and dates"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import measure_types, word_list
from tradenlp.extract.measures.scope import scope_of
from tradenlp.extract.measures.things import names_goods
from tradenlp.extract.view import Placed, View, within
from tradenlp.facts import GoodsMention

REACH = 3
"""sentences after the last one that tells of the measure"""
SIDES = frozenset({"import", "export"})
SANCTIONS = "sanctions"
"""the one type besides that goods are listed for"""
HOLDING = word_list("holding_goods")
LISTS = word_list("goods_lists")
LISTED = word_list("listed_goods")
STRUCK = word_list("struck_goods")
SPARED = word_list("spared_goods")
GIVEN = frozenset({"the", "these", "those"})
THEM = frozenset({"them", "these", "those"})
BEING = frozenset({"are", "were", "is", "be", "will", "would"})
FOR_EXAMPLE = (["such", "as"], ["including"], ["like"])
TAKEN_UP = 30
"""tokens between a list and "it", which takes it up"""
NEARBY = 4
"""tokens between a list and the examples of what stands on it"""


def listed_goods(view: View, act: Act, acts: Sequence[Act]) -> tuple[str, ...]:
    """The goods that lists name which stand soon after an act, and after no other one."""
    if measure_types()[act.kind].side not in SIDES and act.kind != SANCTIONS:
        return ()
    own = {m.sentence for m in act.mentions}
    told = {m.sentence: None for a in acts for m in a.mentions}
    phrases: dict[str, None] = {}
    for number in range(min(own) + 1, min(max(own) + REACH + 1, len(view.sentences))):
        before = max((n for n in told if n < number), default=-1)
        if number in told or before not in own or number - before > REACH:
            continue
        named = list(_of_sentence(view, *view.sentences[number]))
        if named and _whose(view, number, acts, before) is act:
            phrases |= dict.fromkeys(scope_of(view, named).phrases)
    return tuple(phrases)


def _whose(view: View, number: int, acts: Sequence[Act], before: int) -> Act | None:
    """Of the acts of the sentence `before` that which its main clause tells of; none whose sides it leaves out."""
    states = {
        p.fact.actor_id
        for p in within(view.actors, *view.sentences[number])
        if (actor := view.table.get(p.fact.actor_id)) is not None and actor.kind in ("country", "bloc")
    }
    fitting = (a for a in acts if not states or not a.targets or states & (a.targets | a.imposers))
    told = [(m, a) for a in fitting for m in a.mentions if m.sentence == before]
    depths = [len(list(view.ancestors(m.cue.head))) for m, _ in told]
    return told[depths.index(min(depths))][1] if told else None


def _of_sentence(view: View, start: int, end: int) -> Iterator[Placed[GoodsMention]]:
    """The goods that a sentence tells as those of a list."""
    for token in range(start, end):
        word = view.words[token]
        if word in HOLDING and (subject := _holder(view, token)) is not None and _is_list(view, subject):
            yield from _goods(view, token + 1, end)
        elif word == "among" and _those_hit(view, token):
            yield from _beside(view, token, start, end)
        elif word == "on" and view.words[view.heads[token]] in BEING and _on_list(view, token):
            yield from _goods(view, start, view.heads[token])
        elif word in LISTS and (examples := _examples(view, token, end)) is not None:
            yield from _goods(view, examples, end)
        else:
            continue
        return


def _goods(view: View, start: int, end: int) -> list[Placed[GoodsMention]]:
    named = within(view.goods, start, end)
    return [g for g in named if g.fact.goods_id != "unlisted" or names_goods(view.words[g.last - 1])]


def _holder(view: View, verb: int) -> int | None:
    """The subject of a verb that tells what something holds; of a relative clause what it is said of."""
    subject = next((c for c in view.children(verb) if view.deps[c] == "nsubj" and c < verb), None)
    if subject is None and view.deps[verb] == "ROOT" and view.tags[verb - 1].startswith("NN"):
        subject = verb - 1
    relative = subject is not None and view.tags[subject] in ("WDT", "WP")
    return view.heads[verb] if relative and view.deps[verb] == "relcl" else subject


def _is_list(view: View, noun: int) -> bool:
    """ "The list", "affected goods", "the items on the list", "the products"; not what is spared, nor "exports"."""
    below = {view.words[t] for t in view.subtree(noun)}
    if below & SPARED:
        return False
    if view.words[noun] == "it":
        return any(view.words[t] in LISTS for t in range(max(0, noun - TAKEN_UP), noun))
    above = view.heads[noun] if view.words[view.heads[noun]] == "of" else noun
    if view.words[noun] in LISTS or view.words[view.heads[above]] in LISTS or below & LISTS:
        return True
    if view.words[noun] not in LISTED:
        return False
    return bool(below & STRUCK) or view.words[noun - 1] in GIVEN


def _those_hit(view: View, among: int) -> bool:
    """ "Among them", "among the products affected"."""
    inner = next((c for c in view.children(among) if view.deps[c] == "pobj"), None)
    return inner is not None and (view.words[inner] in THEM or _is_list(view, inner))


def _beside(view: View, among: int, start: int, end: int) -> list[Placed[GoodsMention]]:
    """ "Among them are figs", "figs are among them"."""
    if view.words[among - 1] in BEING:
        return _goods(view, start, among)
    being = next((t for t in range(among, end) if view.words[t] in BEING), None)
    return _goods(view, being, end) if being is not None and among - start <= 1 else []


def _on_list(view: View, on: int) -> bool:
    return any(view.deps[c] == "pobj" and view.words[c] in LISTS for c in view.children(on))


def _examples(view: View, noun: int, end: int) -> int | None:
    """ "A list of products to hit, such as figs": where the examples begin."""
    of_goods = any(view.words[t] in LISTED for c in view.children(noun) for t in view.children(c))
    near = range(noun + 1, min(end, noun + 3 + 2 * NEARBY))
    at = next((t for t in near if any(view.words[t : t + len(e)] == e for e in FOR_EXAMPLE)), None)
    return at if of_goods else None
