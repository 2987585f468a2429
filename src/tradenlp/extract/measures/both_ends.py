"""One quota seen from both ends: what the one state lets in is what the other may send.

"The EU's export quota for China", "Seoul's shipments are held to so much" are no quotas of who sends, in an article
that tells of the quota of who receives.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tradenlp.extract.measures.lexicon import word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.view import View

INWARD = word_list("coming_in")


def seen_from_other_end(view: View, mention: Mention, named: Sequence[Mention]) -> Mention | None:
    """A quota on exports as that on imports which the article tells of: of its maker, or of whom it is sold to."""
    if mention.kind != "export_quota":
        return None
    mine = mention.roles
    for other in (o for o in named if o.kind == "import_quota" and _on_imports(view, o)):
        its = other.roles
        cue = replace(mention.cue, kind=other.cue.kind)
        if mine.imposers and mine.imposers.keys() <= its.imposers.keys():
            return replace(mention, cue=cue)
        if mine.imposers and its.imposers and mine.imposers.keys() <= its.targets.keys():
            return replace(mention, cue=cue, roles=Roles(dict(its.imposers), dict(mine.imposers)))
    return None


def _on_imports(view: View, quota: Mention) -> bool:
    """Whether its own words say so: a bare quota may be on what goes out as well."""
    return not INWARD.isdisjoint(view.words[t] for t in quota.cue.tokens)
