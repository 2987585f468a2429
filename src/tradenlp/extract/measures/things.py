"""Whether a noun that no lexicon of goods knows may name goods."""

from __future__ import annotations

from tradenlp.extract.measures.lexicon import word_list

GENERIC = word_list("generic_goods")
ENDINGS = tuple(word_list("abstract_endings"))
THINGS = word_list("things_with_abstract_endings")


def names_goods(word: str) -> bool:
    """Whether a lower-cased noun may; "access", "circulation" and "security" cannot, "equipment" and "garments" can."""
    if word in GENERIC:
        return False
    return word in THINGS or not (word.endswith(ENDINGS) or word.removesuffix("s").endswith(ENDINGS))
