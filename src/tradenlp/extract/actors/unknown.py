"""Names that the registry lacks: which candidates are actors, of what kind and under what id."""

from __future__ import annotations

import re

from tradenlp.extract.actors.candidates import Candidate, is_capital
from tradenlp.extract.actors.index import strip_accents
from tradenlp.extract.actors.lexicons import Head
from tradenlp.extract.actors.scene import Scene, state_of

_BETWEEN_STATES = frozenset(["organization", "agency", "authority", "court", "tribunal", "secretariat"])
_COUNCILS = frozenset(
    ["council", "association", "federation", "union", "agency", "company", "firm", "group", "institute"]
)
_DOTTED = re.compile(r"(?<=\b[A-Z])\.")
_KIND_BY_NOUN = (
    ("media_noun", "media"),
    ("body_noun", "organization"),
    ("authority_noun", "government_body"),
    ("company_noun", "company"),
)
_POSITION_REACH = 5
_SHIP_LETTERS = frozenset(["mv", "ss", "mt"])
"""before the name of a ship: `MV Star Lima`"""
_OF = frozenset(["of", "for", "on", "in", "to"])
_FIRM_TAIL = ("firm_suffix",)


def slug(text: str) -> str:
    """`Huawei Technologies` → `huawei-technologies`."""
    return re.sub(
        r"[^a-z0-9]+", "-", _DOTTED.sub("", strip_accents(text)).lower().replace("'", "").replace("’", "")
    ).strip("-")


def person_like(scene: Scene, one: Candidate) -> bool:
    """Whether a candidate reads as a person's name: two to five capitalised words, none a common word of the text."""
    words = scene.words
    numbers = range(one.first, one.last + 1)
    if any(any(c.isdigit() for c in words.raw(n)) for n in numbers):
        return False
    last = scene.word(one.last)
    if _ends_in_state(scene, one):
        return False
    if last in scene.lexicon.heads or (last in scene.lexicon.things and not one.titled):
        return False
    if not one.titled and (_employs(scene, one) or _stands_for_place(scene, one)):
        return False
    if not one.titled and scene.word(one.first) in scene.lexicon.things:
        return False
    if not one.titled and (last in scene.lexicon.places or scene.word(one.first) in scene.lexicon.places):
        return False
    common = sum(words.folded[n] in scene.low for n in numbers if is_capital(words, n))
    if one.first == one.last:
        if words.raw(one.first).isupper() and not one.heading and not one.titled:
            return False  # `the CSO said`
        things = scene.lexicon.acronyms, scene.lexicon.things
        return common == 0 and not any(last in words for words in things) and (one.titled or _speaks(scene, one))
    named = one.label == "PERSON" or one.titled or (one.label == "ORG" and not one.sure and _has_position(scene, one))
    return common * 2 < len(numbers) + 1 and named and len(words.raw(one.last)) > 1


def names_place(scene: Scene, one: Candidate) -> bool:
    """`Mato Grosso`, `the Narvik district`, `the vessel Star Lima`: a place or a ship and nothing more."""
    if " ".join(scene.words.folded[one.first : one.last + 1]) in scene.lexicon.lands:
        return True
    if scene.word(one.first) in _SHIP_LETTERS and one.first < one.last:
        return scene.words.raw(one.first).isupper()
    if one.called:
        return False
    if scene.gap(one.last) == " " and scene.word(one.last + 1) in scene.lexicon.cues["land_after"]:
        return not one.sure and scene.words.raw(one.last + 1).islower()
    before = scene.word(one.first - 1)
    if before == "the" and scene.gap(one.first - 2) == ", ":
        return scene.word(one.first - 2) in scene.lexicon.ships
    return scene.gap(one.first - 1) == " " and before in scene.lexicon.ships


def _has_position(scene: Scene, one: Candidate) -> bool:
    """`…, the executive secretary of the commission`: what follows the name is somebody's position."""
    if scene.gap(one.last) != ", " or scene.words.raw(one.last + 1)[:1].isupper():
        return False
    for number in range(one.last + 1, one.last + 1 + _POSITION_REACH):
        if scene.word(number) in scene.lexicon.titles:
            return scene.word(number + 1) != "to" or scene.word(number) not in scene.lexicon.company_nouns
        if scene.gap(number) != " " or scene.word(number) in ("which", "that", "maker", "company"):
            return False
    return False


def _ends_in_state(scene: Scene, one: Candidate) -> bool:
    """`Wine Australia`: a body of the country, not somebody of that name."""
    hit = scene.hit_ending(one.last) if one.first < one.last else None
    named = hit is not None and hit.first == one.last and state_of(scene, hit) is not None
    return named and one.label in ("PERSON", "ORG")


def _stands_for_place(scene: Scene, one: Candidate) -> bool:
    return scene.word(scene.before_list(one.first)) in scene.lexicon.cues["in"] - {"at"}


def _speaks(scene: Scene, one: Candidate) -> bool:
    verbs = scene.lexicon.cues["person_acts"]
    after = scene.gap(one.last) == " " and scene.word(one.last + 1) in verbs
    return after or (scene.gap(one.first - 1) == " " and scene.word(one.first - 1) in verbs)


def body_like(scene: Scene, one: Candidate) -> bool:
    """Whether a candidate reads as a firm, an organisation or a public body."""
    lexicon, words = scene.lexicon, scene.words
    last = scene.word(one.last)
    numbers = range(one.first, one.last + 1)
    if all(words.folded[n] in lexicon.topics or words.folded[n] in lexicon.cues["connector"] for n in numbers):
        return False
    if not one.sure and (_is_counted(scene, one) or _is_part_of_land(scene, one) or _is_made(scene, one)):
        return False
    if _names_a_thing(scene, one):
        return False
    if scene.gap(one.last) == "-" and scene.word(one.last + 1) in ("based", "listed", "headquartered", "born"):
        return False
    if one.sure or (one.called and one.first < one.last):
        return last not in lexicon.things or _has_fields(scene, one)
    if one.label not in ("ORG", "PRODUCT", "FAC", "GPE", "NORP", "WORK_OF_ART", "PERSON"):
        return False
    if one.first == one.last:
        return (one.label == "ORG" or _employs(scene, one)) and _single_body(scene, one)
    head = lexicon.heads.get(last)
    if head is not None:
        return one.label in ("ORG", "PRODUCT", "WORK_OF_ART", "FAC", "PERSON") or head.id == "firm_suffix"
    if one.label == "PERSON":
        return _employs(scene, one) or _ends_in_state(scene, one)
    if one.label == "ORG" and last not in lexicon.things and has_head(scene, one, one.last - 1):
        return True
    if one.label == "ORG" and _has_fields(scene, one):
        return True
    if last in lexicon.things or last in lexicon.places or one.label != "ORG":
        return False
    if any(scene.word(n) in lexicon.heads for n in range(one.first, one.last)):
        return True
    common = sum(words.folded[n] in scene.low for n in range(one.first, one.last + 1))
    return common == 0 and last not in lexicon.acronyms


def _is_counted(scene: Scene, one: Candidate) -> bool:
    """`Shr 71`, `Fermi 2`: a number behind one word is a figure or a thing's number."""
    return one.last == one.first + 1 and scene.words.raw(one.last)[:1].isdigit()


def _names_a_thing(scene: Scene, one: Candidate) -> bool:
    """`Export Administration Regulations`: the name goes on, and ends in what is no body."""
    following = scene.words.raw(one.last + 1) if scene.gap(one.last) == " " else ""
    return following[:1].isupper() and following.lower() in scene.lexicon.things


def _is_part_of_land(scene: Scene, one: Candidate) -> bool:
    """`the southern city of Malaga`."""
    noun = scene.word(one.first - 2)
    return scene.word(one.first - 1) == "of" and noun in scene.lexicon.cues["land_noun"]


def _is_made(scene: Scene, one: Candidate) -> bool:
    """`maker of Nutella`: what is made, not who makes it."""
    maker = scene.word(one.first - 2)
    return one.first == one.last and scene.word(one.first - 1) == "of" and maker in scene.lexicon.cues["maker"]


def has_head(scene: Scene, one: Candidate, last: int) -> bool:
    """Whether a word up to `last` names a body that "of …" may follow: `Association of International Trade`."""
    heads = (scene.lexicon.heads.get(scene.word(n)) for n in range(one.first, last + 1))
    return any(head is not None and head.place == "head" for head in heads)


def _has_fields(scene: Scene, one: Candidate) -> bool:
    """`Institute of Trade Law`: the thing at its end is what the body is for; not `Trade Administration Rules`."""
    return any(scene.word(n + 1) in _OF and has_head(scene, one, n) for n in range(one.first, one.last - 1))


def _employs(scene: Scene, one: Candidate) -> bool:
    """`a broker with Chao Phraya`, `the agency Tribeca Deniz`: a body, whatever the model takes it for."""
    before = scene.word(one.first - 1) if scene.gap(one.first - 1) == " " else ""
    if before in scene.lexicon.company_nouns or _noun_after(scene, one) is not None:
        return True
    if (
        scene.gap(one.first - 1) == ", "
        and scene.gap(one.last).startswith(",")
        and scene.word(one.first - 1) in _COUNCILS
    ):
        return True  # `the mining council, Consejo Minero, asked`
    role = scene.word(one.first - 2)
    return (
        one.label in ("PERSON", "ORG", "PRODUCT")
        and before in ("at", "with", "of", "for")
        and scene.lexicon.titles.get(role) is False
        and role not in scene.lexicon.cues["serves_person"]
    )


def _single_body(scene: Scene, one: Candidate) -> bool:
    """One word alone needs a cue: `state oil company PDVSA`, `agency SCI`, `Norvik said`."""
    word, raw = scene.word(one.first), scene.words.raw(one.first)
    if word in scene.lexicon.acronyms or word in scene.lexicon.things or word in scene.low or len(raw) < 3:
        return False
    if word in scene.lexicon.titles or any(c.isdigit() for c in raw):
        return False
    if word in scene.lexicon.heads and not one.called:
        return False  # `Farmers will wait`: the head of a name is none
    before = scene.word(one.first - 1) if scene.gap(one.first - 1) == " " else ""
    after = scene.word(one.last + 1) if scene.gap(one.last) == " " else ""
    cues = scene.lexicon.cues
    if one.called or _noun_after(scene, one) is not None:
        return True
    if after in scene.lexicon.money or scene.lexicon.titles.get(after):
        return False
    if before in cues["in"] or before == "on":
        return False
    if before in cues["company_cue"] or before in cues["body_cue"]:
        return True
    if after in cues["firm_acts"] or after in cues["company_cue"]:
        return True
    return not raw.isupper() and not scene.opens_sentence(one.first)


def kind_of(scene: Scene, one: Candidate) -> str:
    """The kind of a body by the words of its name, then by the words around it."""
    lexicon = scene.lexicon
    numbers = range(one.first, one.last + 1)
    for number in numbers:
        if (inside := lexicon.inside.get(scene.word(number))) == "media":
            return inside
    if (said := _noun_after(scene, one)) is not None:
        return said
    heads = [lexicon.heads.get(scene.word(number)) for number in numbers]
    for number, head in zip(numbers, heads, strict=True):
        if head is not None and head.place == "head" and (number == one.last or scene.word(number + 1) in _OF):
            return _by_head(scene, one, head.kind)
    final = heads[-1]
    if (
        len(heads) > 1
        and final is not None
        and final.id == "firm_word"
        and _members(heads[-2], scene.word(one.last - 1))
    ):
        return "organization"
    return final.kind if final is not None else _by_context(scene, one)


def _noun_after(scene: Scene, one: Candidate) -> str | None:
    """`Energy Group research institute`, `PAP news agency`: the noun after the name tells the kind."""
    if scene.gap(one.last) != " " or scene.words.raw(one.last + 1)[:1].isupper():
        return None
    after = [scene.word(one.last + step) for step in (1, 2)]
    if after[0] in scene.lexicon.cues["media_noun"] or after == ["news", "agency"]:
        return "media"
    return "organization" if scene.lexicon.cues["body_noun"].intersection(after) else None


def _members(head: Head | None, word: str) -> bool:
    """`Users`, `Growers`: a group of them is an association."""
    return head is not None and head.id == "association" and word.endswith("s")


def _by_head(scene: Scene, one: Candidate, kind: str) -> str:
    """`World Timber Agency` is between states, `International Trade Commission` need not be."""
    if scene.word(one.last) not in _BETWEEN_STATES:
        return kind
    inside = (scene.lexicon.inside.get(scene.word(number)) for number in range(one.first, one.last + 1))
    return "international_organization" if "international_organization" in inside else kind


def _by_context(scene: Scene, one: Candidate) -> str:
    before = scene.word(one.first - 1) if scene.gap(one.first - 1) == " " else ""
    if scene.gap(one.first - 1) == ", " and scene.word(one.first - 1) in scene.lexicon.cues["body_noun"]:
        return "organization"
    if before == "the" and one.first == one.last and scene.words.raw(one.first).isupper():
        return "organization"
    if before == "agency" and scene.word(one.first - 2) == "news":
        return "media"
    for cue, kind in _KIND_BY_NOUN:
        if before in scene.lexicon.cues[cue]:
            return kind
    around = [scene.word(n) for n in (*range(one.first - 4, one.first), *range(one.last + 1, one.last + 4))]
    if any(word in scene.lexicon.cues["body_cue"] for word in around):
        return "organization"
    return "company"


def bare_firm(scene: Scene, one: Candidate) -> int:
    """The last word of a firm's name without `Inc.`, `Co., Ltd.` and their like."""
    last = one.last
    while last > one.first:
        head = scene.lexicon.heads.get(scene.word(last))
        if (head is None or head.id not in _FIRM_TAIL) and scene.word(last) not in ("and", "of"):
            break
        last -= 1
    return last
