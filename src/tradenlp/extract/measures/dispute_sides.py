"""The sides of a case, by what the article tells of the measures that it is about."""

from __future__ import annotations

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.lexicon import measure_types
from tradenlp.extract.measures.unlawful import FOUND_UNLAWFUL, HELD


def orient(act: Act, acts: list[Act]) -> None:
    """ "a dispute with Peru": whoever is hit by the other's measure complains; of a ruling, whoever was hit."""
    hits = {
        (maker, hit)
        for a in acts
        if measure_types()[a.kind].side in ("import", "export")
        for maker in a.imposers
        for hit in a.targets
    }
    named = all(m.cue.entry.id == "named dispute" for m in act.mentions)
    if named and len(act.imposers) == 1 and len(act.targets) == 1:
        one, other = *act.imposers, *act.targets
        if (one, other) in hits and (other, one) not in hits:
            act.imposers, act.targets = {other}, {one}
        return
    if not act.imposers and not act.targets:
        act.targets |= _answerer(act, acts)
    if not act.imposers and len(act.targets) == 1 and not held_unlawful(act):
        act.imposers |= {hit for maker, hit in hits if maker in act.targets}


def held_unlawful(act: Act) -> bool:
    """Whether the act tells whose measure broke the rules, and not who complained of it: many do of one measure."""
    told = (why for m in act.mentions for why, _ in m.roles.targets.values())
    return HELD in told or any(m.cue.entry.id in FOUND_UNLAWFUL for m in act.mentions)


def _answerer(act: Act, acts: list[Act]) -> set[str]:
    """ "Chile capped imports in May. A panel ruled that the cap was illegal": who did what was last told before."""
    first = act.mentions[0]
    if act.status != "in_force":
        return set()
    near = [
        (other.distance(first), n)
        for n, other in enumerate(acts)
        if other.one_sided and len(other.imposers) == 1 and other.mentions[0].sentence <= first.sentence
    ]
    gap, n = min(near, default=(2, 0))
    return set(acts[n].imposers) if gap <= 1 else set()
