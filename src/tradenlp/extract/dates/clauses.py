"""Where sentences end among the tokens, and the words that stand before an expression in its clause."""

from __future__ import annotations

from tradenlp.extract.dates.lexing import Tokens

_STOPS = frozenset(".?!;")


def ends_sentence(tokens: Tokens, at: int) -> bool:
    """Whether a token ends a sentence or paragraph: a stop that is no dot of an abbreviation, or a blank line."""
    token = tokens.items[at]
    if token.word and token.word.kind == "Break":
        return True
    if token.text not in _STOPS:
        return _ends_capitals(tokens, at)
    if token.text != ".":
        return True
    after = token.end
    source = tokens.source
    spaced = after >= len(source) or source[after].isspace() or source[after] in "\"”’'`"
    before = tokens.items[at - 1] if at else token
    return spaced and (len(before.text) > 3 or before.text.isdigit() or source[before.start].islower())


def _ends_capitals(tokens: Tokens, at: int) -> bool:
    """Whether a line of its own in capitals, a heading, ends here and a sentence follows in the next."""
    source, token = tokens.source, tokens.items[at]
    if source[token.end : token.end + 1] != "\n" or not source[token.end + 1 : token.end + 2].isupper() or at == 0:
        return False
    return all(source[one.start : one.end].isupper() for one in tokens.items[at - 1 : at + 1])


def clause_before(tokens: Tokens, last: int, reach: int) -> list[str]:
    """Up to `reach` words before a token, in order, back to where its sentence begins."""
    first = last
    while first > max(last - reach, 0) and not ends_sentence(tokens, first - 1):
        first -= 1
    return [token.text for token in tokens.items[first:last]]
