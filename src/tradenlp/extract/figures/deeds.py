"""Numbers that are the object of a verb: `invested $5m in a plant` measures an investment in a plant."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.clauses import subject_phrase
from tradenlp.extract.figures.nouns import head_noun, is_levy, noun_class
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import Quantity
from tradenlp.lexicon import read_entries


@dataclass(frozen=True, slots=True)
class Deed:
    """What certain verbs say of the number behind them: see deeds.toml."""

    id: str
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    kind: str = "money"
    """money, trade, share, treatment"""
    particle: str = ""
    dative: str = ""
    """the preposition for whom the amount goes to where it stands between verb and number: `fined the mill $5m`"""
    by: str = ""
    behind: str = ""
    """the preposition that must stand behind the number: `put $5m into a plant`"""
    decoys: tuple[str, ...] = ()


@cache
def deeds() -> dict[tuple[str, str, str], Deed]:
    """(verb in any form, its particle, money | share | treatment) → the deed; trade is filed under money."""
    entries = read_entries(Path(__file__).with_name("deeds.toml"), Deed)
    return {
        (verb, entry.particle, "money" if entry.kind == "trade" else entry.kind): entry
        for entry in entries
        for verb in entry.verbs
    }


@cache
def deed_verbs() -> frozenset[str]:
    """All verbs of deeds.toml."""
    return frozenset(verb for verb, _, _ in deeds())


_QUANTITIES = frozenset(("money", "weight", "volume", "energy", "area"))
_SHARES = frozenset(("percent", "ratio"))
LONGEST_OWNER = 3
"""words up to which a doer is put in front as an owner"""
LONGEST_DOER = 6
"""words up to which a doer is named behind a treatment"""


def deed_of(s: Sentence, q: Quantity, begin: int, direction: str, found: Phrase | None, text: str) -> str | None:
    """What the number is by the verb whose object it is, or None where no verb of deeds.toml says so.

    `found` is the phrase of what is measured as the grammar of nouns gives it.
    """
    if direction == "from":
        return None
    if q.family in _SHARES:
        return _share(s, q, begin, text) or _treated(s, q, begin, found, text)
    return _treated(s, q, begin, found, text) or _amount(s, q, begin, found, text)


def _verb(s: Sentence, at: int, kind: str) -> tuple[int, Deed] | None:
    """The verb of a deed, and the deed, before what begins at lexeme `at`; only adverbs and the like stand between."""
    i = at - 1
    while i > 0 and s.tags[i] in "DRJ" and not (s.tags[i] == "R" and s.tags[i - 1] in "VGP"):
        i -= 1
    particle = ""
    if i > 0 and s.tags[i] in "RI" and s.tags[i - 1] in "VGPN":
        particle, i = s.lexemes[i].low, i - 1
    if i < 0 or s.tags[i] not in "VGPN":
        return None
    if s.tags[i] == "N" and not particle and (i == 0 or s.tags[i - 1] not in "TX"):
        return None
    verb = s.lexemes[i].low
    deed = deeds().get((verb, particle, kind))
    if deed is None and particle and s.tags[i + 1] == "R":
        deed = deeds().get((verb, "", kind))
    return (i, deed) if deed is not None else None


def _doer(s: Sentence, verb: int, text: str, longest: int) -> str | None:
    """The words of the subject, where they are no pronoun and not too many."""
    relative = is_word(s, verb - 1, "which", "that", "who")
    found = phrases.before(s, verb - 1) if relative else subject_phrase(s, verb)
    if found is None or found.last > verb or not any(s.tags[i] == "N" for i in range(found.first, found.last)):
        return None
    words = phrases.text_of(s, found, text)
    return words if len(words) > 1 and len(words.split()) <= longest else None


def owned(owner: str | None, words: str) -> str:
    """`Peru's exports`, `US exports`; the words alone without an owner."""
    if owner is None:
        return words
    if len(owner) <= 4 and owner.replace(".", "").isupper():
        return f"{owner} {words}"
    return f"{owner}' {words}" if owner.endswith("s") else f"{owner}'s {words}"


def _share(s: Sentence, q: Quantity, begin: int, text: str) -> str | None:
    """`Peru buys 70% of the tin`: Peru's share of the tin."""
    behind = is_word(s, q.last, "of") or (q.form == "fraction" and is_word(s, q.last, "the"))
    at, of = begin, q.last
    if is_word(s, begin - 1, "or") and s.lexemes[begin - 2].text in ",)":  # `accounts for $3bn, or 5%, of the tin`
        of += s.lexemes[q.last : q.last + 1] != [] and s.lexemes[q.last].text == ","
        behind = is_word(s, of, "of")
        at = _before_amount(s, begin - 2)
    if (
        not behind
        or is_word(s, of + 1, "its", "their")
        or (deed := _verb(s, at, "share") or _verb(s, q.first, "share")) is None
    ):
        return None
    whole = phrases.after(s, of + 1, 1)
    if whole is None:
        return None
    doer = _doer(s, deed[0], text, LONGEST_OWNER)
    if doer is not None and is_levy(doer):
        return doer
    share = f"share of {phrases.text_of(s, whole, text)}"
    return owned(doer, share)


def _before_amount(s: Sentence, at: int) -> int:
    """Where the amount begins that ends at lexeme `at`, a comma or bracket."""
    i = at
    while i > 0 and (i - 1 in s.blocked or s.lexemes[i - 1].text in ",()"):
        i -= 1
    return i


def _treated(s: Sentence, q: Quantity, begin: int, found: Phrase | None, text: str) -> str | None:
    """`the ban affects 30 firms`: firms affected by ban."""
    counted = q.unit == "count" or is_word(s, q.last, "of")
    if found is None or found.first < q.last or not counted or (deed := _verb(s, begin, "treatment")) is None:
        return None
    words, doer = phrases.text_of(s, found, text), _doer(s, deed[0], text, LONGEST_DOER)
    if doer is None or len(words.split()) > 4 or doer.split()[-1].lower() in words.lower().split():
        return None
    return f"{words} {deed[1].by} {doer}"


def _amount(s: Sentence, q: Quantity, begin: int, found: Phrase | None, text: str) -> str | None:
    if q.per and q.per != "year":
        return None
    if found is None and (passive := _passive(s, q, text)) is not None:
        return passive
    verb = _verb(s, begin, "money")
    goods = found if found is not None and found.first >= q.last else None
    if verb is None and found is not None and found.last <= begin:
        verb, goods = _verb(s, found.first, "money"), found
    if verb is None or (verb[1].kind == "money" and q.family != "money"):
        return None
    if verb[1].behind and not is_word(s, q.last, verb[1].behind):
        return None
    if verb[1].kind == "trade" and q.family not in _QUANTITIES and (goods is None or q.unit != "count"):
        return None
    if verb[1].kind == "money" and goods is not None:
        return _given(s, verb, goods, begin, text)
    proper = _doer(s, verb[0], text, LONGEST_OWNER)
    if verb[1].kind == "trade" and proper and noun_class(head_noun(proper)) in ("flow", "balance"):
        return None  # `imports were worth $3m and exports $5m`: no verb
    doer = proper if proper and all(word[:1].isupper() for word in proper.split()) else None
    if goods is not None and not _names(verb[1].id, phrases.text_of(s, goods, text)):
        return owned(doer, f"{verb[1].id} of {phrases.text_of(s, goods, text)}")
    if verb[1].id == "cost" and proper:
        return f"cost of {proper}"
    if (target := _target(s, _behind_time(s, q.last), text)) is not None:
        return owned(doer, f"{verb[1].id}{target}")
    if verb[1].dative and proper and s.tags[verb[0] - 1] == "X" and s.tags[verb[0]] == "P":
        return f"{verb[1].id} {verb[1].dative} {proper}"
    return owned(doer, verb[1].id) if doer else (f"{verb[1].id} of {proper}" if proper else None)


def _target(s: Sentence, at: int, text: str) -> str | None:
    """` in ports`: what an amount goes into or to, with its preposition at lexeme `at`."""
    if not is_word(s, at, "in", "on", "for", "to", "from", "into") or (behind := phrases.after(s, at + 1)) is None:
        return None
    return f" {s.lexemes[at].text} {phrases.text_of(s, behind, text)}"


def _behind_time(s: Sentence, at: int) -> int:
    """Behind `a year` of `sells $5m a year to Chile`; `at` itself where no such time stands there."""
    return (
        at + 2
        if is_word(s, at, "a", "each", "every", "per") and is_word(s, at + 1, "year", "month", "week", "day")
        else at
    )


def _passive(s: Sentence, q: Quantity, text: str) -> str | None:
    """`$5m was spent on ports`, `$5m is being invested to widen the port`: the deed behind the amount."""
    i = q.last
    while i < len(s.lexemes) and s.tags[i] in "XR":
        i += 1
    if i == q.last or q.family != "money" or s.tags[i : i + 1] != ["P"] or i in s.blocked:
        return None
    deed = deeds().get((s.lexemes[i].low, "", "money"))
    if deed is None or (deed.behind and not is_word(s, i + 1, deed.behind)):
        return None
    if is_word(s, i + 1, "to") and s.tags[i + 2 : i + 3] == ["V"] and (aim := phrases.after(s, i + 3)) is not None:
        return f"{deed.id} to {s.lexemes[i + 2].text} {phrases.text_of(s, aim, text)}"
    return f"{deed.id}{_target(s, i + 1, text) or ''}"


def _given(s: Sentence, verb: tuple[int, Deed], to: Phrase, begin: int, text: str) -> str | None:
    """`the ban cost growers $5m`: cost of ban to growers; `fined the mill $5m`: fine on mill."""
    deed = verb[1]
    if to.last != begin or not deed.dative:
        return None
    doer = _doer(s, verb[0], text, LONGEST_DOER) if deed.id == "cost" else None
    return f"{deed.id}{f' of {doer}' if doer else ''} {deed.dative} {phrases.text_of(s, to, text)}"


def _names(noun: str, words: str) -> bool:
    return noun in words.lower()
