"""Finds what a number measures or counts: the shortest phrase that says it all."""

from __future__ import annotations

import re

from tradenlp.extract.figures import phrases
from tradenlp.extract.figures.behind import following, of_change
from tradenlp.extract.figures.change_words import change_words
from tradenlp.extract.figures.changes import Direction
from tradenlp.extract.figures.clauses import by_change, subject_phrase, verb_before
from tradenlp.extract.figures.completing import completed
from tradenlp.extract.figures.counting import MEMBERS, behind_size
from tradenlp.extract.figures.deeds import deed_of
from tradenlp.extract.figures.echoes import (
    Earlier,
    adds_nothing,
    continues,
    ellipsis,
    fronted_in_turn,
    in_turn,
    object_in_turn,
    of_them,
    those,
)
from tradenlp.extract.figures.elided import elided_levy
from tradenlp.extract.figures.in_front import preceding
from tradenlp.extract.figures.levies import case_of, charged_levy
from tradenlp.extract.figures.nouns import noun_class
from tradenlp.extract.figures.phrases import Phrase, Sentence, is_word
from tradenlp.extract.figures.quantities import DASHES, Quantity
from tradenlp.extract.figures.words import word_list

_STAND_INS = word_list("stand-ins")
_PLAIN_UNITS = ("units",)


def measured(
    s: Sentence, q: Quantity, begin: int, direction: Direction, text: str, earlier: Earlier
) -> tuple[str | None, Phrase | None]:
    """The phrase and its extent where it is one, or None where the text does not say.

    `begin` is where the modifier phrase of q begins.
    """
    begin -= is_word(s, begin - 1, "little", "far", "much", "slightly", "somewhat", "considerably")
    if (echo := _echo(s, q, begin, direction, text, earlier)) is not None:
        return echo, None
    if (charged := charged_levy(s, q, begin, earlier.named, text)) is not None:
        return f"{charged[0]} {phrases.text_of(s, charged[1], text)}{case_of(s, q, text)}", charged[1]
    found = _find(s, q, begin, direction)
    if (deed := deed_of(s, q, begin, direction.name, found, text)) is not None:
        return deed, found
    alike = earlier.quantity is not None and earlier.quantity.unit == q.unit
    if found is None:
        opens = q.first <= 1 and alike
        return (earlier.what if (earlier.same_sentence or opens) and q.unit != "count" else None), None
    if alike and earlier.same_sentence and found.last <= begin and _is_time(s, found):
        return earlier.what, None
    alone = found.last == found.first + 1
    if s.tags[found.first] in "OD" and alone and (not alike or is_word(s, found.first, "he", "she", "we", "i")):
        return (earlier.what if _goes_on(s, q, found, direction, earlier) else None), None
    return _in_words(s, q, begin, found, text, earlier)


def _echo(s: Sentence, q: Quantity, begin: int, direction: Direction, text: str, earlier: Earlier) -> str | None:
    """What a number measures that goes on about the figure before it, or whose levy is left out."""
    before = earlier.what if earlier.same_sentence else None
    if before and is_word(s, begin - 1, "remaining") and not is_word(s, q.last, "of"):
        return f"remaining {before}"
    if before and direction.kind == "gapped" and is_word(s, begin - 1, "or"):
        return before
    if (of := of_them(s, q, begin, earlier, text)) is not None:
        return of
    if (fronted := fronted_in_turn(s, q, begin, earlier, text)) is not None:
        return fronted
    if earlier.same_sentence and (turn := object_in_turn(s, q, begin, earlier, text)) is not None:
        return turn
    if (unsaid := elided_levy(s, q, begin, earlier.named, earlier.same_sentence, text)) is not None or not before:
        return unsaid
    if q.twin or continues(s, begin, direction, earlier):
        return before
    others = those(s, begin, earlier, text) or ellipsis(s, q, earlier, text)
    return others or (before if adds_nothing(s, q, begin, earlier) else None)


def _in_words(
    s: Sentence, q: Quantity, begin: int, found: Phrase, text: str, earlier: Earlier
) -> tuple[str | None, Phrase | None]:
    """What the phrase that was found says in full; the words of the figure before where it only points to them."""
    words = _owned(s, q, begin, found, text) + _object_of_rate(s, q, begin, found, text)
    if (members := _members(s, q)) is not None:
        return f"{members} of {words}", found
    if words.lower() in _STAND_INS and (meant := earlier.last_in(q.unit)):
        return meant, None
    before = earlier.what if earlier.same_sentence else None
    if before and _is_estimate(words):
        return before, None
    if before and " of " in before and (theirs := _theirs(s, found, words, earlier)):
        return theirs, None
    if earlier.same_sentence and (turn := in_turn(s, q, begin, found, earlier, text)):
        return turn, found
    itself = before is not None and s.lexemes[q.first].low in before.lower().split()
    if before and not itself and _is_part(words, before) and _alike(q, earlier) and not _told_of_part(s, q, found):
        return before, None
    whole = _without_venue(completed(s, q, begin, found, words, earlier.named, text))
    return (_done_to(s, q, begin, whole) if found.first >= q.last else whole), found


def _goes_on(s: Sentence, q: Quantity, found: Phrase, direction: Direction, earlier: Earlier) -> bool:
    """`Exports were worth $3m, and they fell 5%`, `The premium is 3 cents. It has doubled`: more about the same."""
    told = earlier.same_sentence or found.first == 0
    moves = direction.name != "none" or q.form == "multiple"
    return told and moves and q.unit != "count" and is_word(s, found.first, "it", "they")


def _members(s: Sentence, q: Quantity) -> str | None:
    """The plural of the noun in `a 12-nation bloc`, `a three-judge panel`: what the number counts."""
    if q.unit != "count" or q.last + 2 >= len(s.lexemes) or s.lexemes[q.last].text not in DASHES:
        return None
    noun = s.lexemes[q.last + 1].low
    if noun not in MEMBERS or noun in ("strong", "person") or s.tags[q.last + 2] not in "NJ":
        return None
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


_TIMES = frozenset("year years month quarter week day half season stage phase period time".split())


def _is_time(s: Sentence, found: Phrase) -> bool:
    """`to 30% in the second year and 25% in the third`: a time, which nothing measures."""
    return s.lexemes[found.last - 1].low in _TIMES and all(s.tags[i] in "JN" for i in range(found.first, found.last))


_VENUE = re.compile(r"(?<=\w) on (?:the )?(?:[A-Z][\w.&'-]* (?:of )?)+(?:exchange|bourse|Exchange|Bourse|Trade)\b.*")


def _without_venue(words: str) -> str:
    """`soyoil on the Chicago Board of Trade`: where it is traded says nothing of what is measured."""
    return _VENUE.sub("", words)


def _theirs(s: Sentence, found: Phrase, words: str, earlier: Earlier) -> str | None:
    """`the value of cars fell 28%, their number 3%`: the number of what the figure before was of."""
    if not is_word(s, found.first - 1, "its", "their") or " " in words or noun_class(words.lower()) == "levy":
        return None
    return f"{words} of {(earlier.what or '').split(' of ', 1)[1]}"


def _is_part(words: str, whole: str) -> bool:
    """Whether the words, fewer than the whole, all stand in it."""
    part, of = words.lower().split(), whole.lower().split()
    return len(part) < len(of) and set(part) <= set(of)


def _told_of_part(s: Sentence, q: Quantity, found: Phrase) -> bool:
    """`3% of the goods will be free of duty`: what is said of the part tells which it is."""
    return found.first >= q.last and is_word(s, q.last, "of") and s.tags[found.last : found.last + 1] == ["X"]


def _alike(q: Quantity, earlier: Earlier) -> bool:
    return earlier.quantity is not None and earlier.quantity.unit == q.unit and q.unit != "count"


def _attributive(s: Sentence, i: int) -> bool:
    """A noun, adjective or possessive; a participle only where an article or a possessor opens its phrase."""
    return s.tags[i] in "JSNH" or (
        s.tags[i] == "P" and i > 0 and s.tags[i - 1] in "DSJR" and s.tags[i - 2 : i - 1] != ["X"]
    )


_OWNERS_END = frozenset(["about", "some", "over", "nearly", "almost", "additional", "another", "extra"])


def _owned(s: Sentence, q: Quantity, begin: int, found: Phrase, text: str) -> str:
    """The phrase with the owner or attribute that stands before the number: `Japan's $58bn trade surplus`."""
    words = phrases.text_of(s, found, text)
    if (
        found.first < q.last
        or found.first > q.last + 1
        or begin == 0
        or q.form == "multiple"
        or s.tags[begin - 1] not in "JSNP"
    ):
        return words
    first = begin
    while (
        first > 0
        and _attributive(s, first - 1)
        and first - 1 not in s.blocked
        and s.lexemes[first - 1].low not in _OWNERS_END
        and begin - first < 6
    ):
        first -= 1
    if first == begin or (s.tags[begin - 1] == "N" and q.unit == "count"):
        return words
    while first < begin and s.tags[first] == "S":
        first += 1  # of `last year's`, whose year stands apart
    if first == begin:
        return words
    owner = text[s.lexemes[first].start : s.lexemes[begin - 1].end]
    return f"{' '.join(owner.split())} {words}"


def _object_of_rate(s: Sentence, q: Quantity, begin: int, found: Phrase, text: str) -> str:
    """Behind `a duty of 6.1 percent` what it is for: `for Hanwha`, `on steel`; of 4 percent of what it is a share."""
    if found.last <= begin and q.family == "percent" and is_word(s, q.last, "of") and not is_word(s, begin - 1, "from"):
        whole = phrases.after(s, q.last + 1, 1)
        level = is_word(s, begin - 1, "of") or is_word(s, begin - 2, "equal", "equivalent", "amounting")
        return f" as a share of {phrases.text_of(s, whole, text)}" if whole and level else ""
    if (
        found.last > begin
        or not is_word(s, begin - 1, "of", "at")
        or not is_word(s, q.last, "for", "on", "against", "per", "over", "in")
    ):
        return ""
    target = None if phrases.is_adverb(s, q.last) else phrases.after(s, q.last + 1)
    return f" {s.lexemes[q.last].text} {phrases.text_of(s, target, text)}" if target else ""


_ESTIMATES = frozenset(
    "forecast estimate projection target prediction reading expectation expectations estimates".split()
)


def _is_estimate(words: str) -> bool:
    """`an earlier forecast of 3%` is one of the same thing as before."""
    split = words.lower().split()
    return len(split) <= 2 and split[-1] in _ESTIMATES


_NO_DEED = frozenset(
    (
        "said reached totalled totaled included accounted reported exceeded averaged valued estimated priced "
        "remained stayed needed involved contained received covered numbered represented showed faced based "
        "used owned located related expected imported exported purchased ordered shipped produced"
    ).split()
)


_SUFFERED = frozenset(
    "killed injured wounded arrested detained displaced destroyed seized cancelled canceled abolished".split()
)


def _done_to(s: Sentence, q: Quantity, begin: int, words: str) -> str:
    """What is done to the things counted: `duties collected`, `servicemen killed`, `assets blocked`."""
    i = begin - 1
    while i > 0 and s.tags[i] in "DJ":
        i -= 1
    if (
        (q.unit not in ("count", "ratio") and q.family != "money")
        or i < 0
        or s.tags[i] not in "VP"
        or len(words.split()) > 6
    ):
        return words
    verb = s.lexemes[i].low
    if not verb.endswith("ed") or verb in _NO_DEED or verb in change_words().verbs:
        return words
    if q.unit == "count" and verb not in _SUFFERED:
        return words
    return words if verb in words else f"{words} {verb}"


def _find(s: Sentence, q: Quantity, begin: int, direction: Direction) -> Phrase | None:
    if q.form == "multiple":
        return _multiplied(s, q)
    if q.unit == "count":
        return _counted(s, q) or by_change(s, q, begin, direction) or preceding(s, q, begin)
    if direction.kind == "after" and direction.cue >= q.last:
        return of_change(s, q, direction) or preceding(s, q, begin)
    return following(s, q, begin, direction) or by_change(s, q, begin, direction) or preceding(s, q, begin)


_ADVERBS_ONLY = frozenset("fold twofold threefold fourfold fivefold sixfold tenfold times".split())


def _multiplied(s: Sentence, q: Quantity) -> Phrase | None:
    """`doubles the duty`, `exports doubled`, `twice the level of 1990`, `a quadrupling of the duty`."""
    behind = q.last + (is_word(s, q.last, "of") and s.lexemes[q.first].low.endswith("ing"))
    if s.lexemes[q.last - 1].low not in _ADVERBS_ONLY and behind not in s.blocked:
        found = phrases.after(s, behind)
        if found is not None and found.first <= behind + 2:
            return found
    return subject_phrase(s, verb_before(s, q.first + 1))


def _uncounted(s: Sentence, found: Phrase | None) -> Phrase | None:
    """Without the number in front: `men` of `the 90 men`."""
    first = found.first if found is not None else 0
    while found is not None and first < found.last - 1 and s.tags[first] == "M":
        first += 1
    return Phrase(first, found.last) if found is not None else None


def _counted(s: Sentence, q: Quantity) -> Phrase | None:
    i = behind_size(s, q.last)
    if i < len(s.lexemes) and s.lexemes[i].text in DASHES:
        return phrases.after(s, i + 2, 0) or phrases.after(s, i + 1, 0)
    if is_word(s, i, "more") and (found := phrases.after(s, i + 1, 1)):
        return found
    if is_word(s, i, "of", "out"):
        return _uncounted(s, phrases.after(s, i + 1, 1)) or phrases.before(s, q.first)
    if q.direction == "from" and is_word(s, i, "to"):
        i += 1
        while i in s.blocked or (i < len(s.lexemes) and s.tags[i] == "M"):
            i += 1
    found = phrases.after(s, i, 1)
    return None if found and found.last == found.first + 1 and is_word(s, found.first, *_PLAIN_UNITS) else found
