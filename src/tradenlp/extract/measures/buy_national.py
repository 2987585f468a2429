"""Rules that are called by the nation they favour: a "Buy America clause" is American, whomever it worries."""

from __future__ import annotations

from collections.abc import Mapping

from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.view import View

NATIONS: Mapping[str, str] = {
    "america": "US", "american": "US", "canada": "CA", "canadian": "CA", "europe": "EU", "european": "EU",
    "britain": "GB", "british": "GB", "india": "IN", "indian": "IN", "china": "CN", "chinese": "CN",
    "australia": "AU", "australian": "AU", "brazil": "BR", "brazilian": "BR", "russian": "RU", "turkish": "TR",
    "korean": "KR", "japanese": "JP", "mexican": "MX", "irish": "IE", "french": "FR", "polish": "PL", "kenyan": "KE",
    "nigerian": "NG",
}  # fmt: skip
KIND = "procurement_restriction"


def by_its_name(view: View, cue: Cue, roles: Roles) -> None:
    """Give a rule named "buy …" to the nation of its name, of which no other imposes it."""
    if cue.kind.id != KIND:
        return
    named = next((t for t in cue.tokens if view.words[t] == "buy" and view.words[t + 1 : t + 2]), None)
    nation = NATIONS.get(view.words[named + 1]) if named is not None and not view.is_verb(cue.head) else None
    if nation is None or named is None:
        return
    roles.targets.pop(nation, None)
    roles.imposers = {nation: ("named in the rule", named + 1)}
