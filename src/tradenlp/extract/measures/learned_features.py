"""What the learned finder sees of a noun or a verb: names of features, from words, word classes and the parse.

A token goes by its stem and by the classes it is in (`@stop`, `@wares`, those of `learned.toml` as `@charge.`), or by
what an earlier room found it to be (`#state`, `#percent`, `#goods`). Features say what hangs on the token, what it
hangs on, what else its sentence holds, and which types of measures the article names elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from tradenlp.extract.measures.arguments import arguments_of
from tradenlp.extract.measures.lexicon import word_sets
from tradenlp.extract.measures.links import strikes_back
from tradenlp.extract.view import View
from tradenlp.lexicon import read_toml

ACTORS = {
    "country": "#state",
    "bloc": "#state",
    "government_body": "#body",
    "company": "#firm",
    "person": "#person",
    "organization": "#organization",
    "international_organization": "#world",
    "media": "#media",
}
RATIOS = frozenset({"count", "ratio", "point"})
PERCENT = frozenset({"percent", "percentage_point"})
MODIFIERS = frozenset({"amod", "compound", "nmod"})
HANGING = frozenset({"poss", "nummod", "acl", "relcl", "quantmod"})
TELLING_TAGS = ("NN", "VB", "JJ", "RB")
MOST_ARGUMENTS = 3
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("ing", ""), ("ied", "y"),
            ("ed", ""), ("s", ""))  # fmt: skip
_NO_PLURAL = ("ss", "us")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """One name for most forms of a word: "banned", "banning" → "ban"; irregular forms as `learned.toml` lists them.

    Words of up to four letters stay as they are.
    """
    if word in _irregular():
        return _irregular()[word]
    for ending, instead in _ENDINGS if len(word) > 4 and not word.endswith(_NO_PLURAL) else ():
        left = word[: len(word) - len(ending)] + instead
        if word.endswith(ending) and len(left) >= 3:
            return _bare(left) if ending in ("ing", "ed") else _without_e(left)
    return _without_e(word) if len(word) > 4 else word


def _bare(left: str) -> str:
    doubled = len(left) > 3 and left[-1] == left[-2] and left[-1] not in "lsz"
    return _without_e(left[:-1] if doubled else left)


def _without_e(word: str) -> str:
    return word.rstrip("e") if len(word) > 3 else word


@cache
def _irregular() -> Mapping[str, str]:
    forms: Mapping[str, str] = read_toml(Path(__file__).with_name("learned.toml"))["irregular"]
    return {form: base for base, told in forms.items() for form in told.split()}


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    """The classes of each stem: the word sets of the phrases, and those of `learned.toml` with a full stop."""
    found: dict[str, set[str]] = {}
    own: Mapping[str, str] = read_toml(Path(__file__).with_name("learned.toml"))["classes"]
    for name, words in (*word_sets().items(), *((f"{n}.", w.split()) for n, w in own.items())):
        for word in (part.strip("*^").rstrip("~") for said in words for part in said.split()):
            found.setdefault(stem(word), set()).add(f"@{name}")
    return {word: tuple(sorted(names)) for word, names in found.items()}


def candidates(view: View, kinds: Mapping[int, str], start: int, end: int) -> Iterator[int]:
    """The common nouns and full verbs among the tokens that are no part of a name, a figure or a date.

    Who strikes back strikes no deal.
    """
    for token in range(start, end):
        tag = view.tags[token]
        common = (tag[:2] == "VB" and not strikes_back(view, token)) or tag in ("NN", "NNS")
        if common and kinds.get(token, "#goods") == "#goods" and view.deps[token] not in ("aux", "auxpass"):
            yield token


def kinds_of(view: View) -> dict[int, str]:
    """What earlier rooms found tokens to be: goods, dates, figures by unit, actors by kind."""
    kinds = {t: "#goods" for p in view.goods for t in range(p.first, p.last)}
    kinds |= {t: "#date" for p in view.dates for t in range(p.first, p.last)}
    kinds |= {t: _unit(p.fact.unit) for p in view.figures for t in range(p.first, p.last)}
    for place in view.actors:
        actor = view.table.get(place.fact.actor_id)
        kinds |= dict.fromkeys(range(place.first, place.last), ACTORS.get(actor.kind, "#name") if actor else "#name")
    return kinds


def _unit(unit: str) -> str:
    if unit in PERCENT:
        return "#percent"
    if unit in RATIOS:
        return "#ratio"
    return "#money" if len(unit) == 3 and unit.isupper() else "#amount"


class Sight:
    """A document as the finder sees it; names of tokens are made when they are asked for."""

    def __init__(self, view: View, kinds: Mapping[int, str], types: Collection[str]) -> None:
        self._view = view
        self._kinds = kinds
        self._types = sorted(types)
        self._names: dict[int, tuple[str, ...]] = {}

    def names(self, token: int) -> tuple[str, ...]:
        """What a token goes by."""
        found = self._names.get(token)
        if found is None:
            kind, word = self._kinds.get(token), stem(self._view.words[token])
            classes = _classes().get(word, ())
            found = ((kind, *classes) if kind == "#goods" else (kind,)) if kind else (word, *classes)
            self._names[token] = found
        return found

    def of(self, token: int, start: int, end: int) -> list[str]:
        """All features of a token of the sentence `start` to `end`, each once."""
        return [*self.by_itself(token, start, end), *self.of_sentence(start, end), *self.of_article()]

    def by_itself(self, token: int, start: int, end: int) -> list[str]:
        """The features that a token has for itself."""
        return [*self.at_a_glance(token), *self.in_its_place(token, start, end)]

    def at_a_glance(self, token: int) -> list[str]:
        """Those of the word alone, and of it in such an article."""
        own = self._own(token)
        return [*own, *(f"A:{kind}&{name}" for kind in self._types for name in own[:4])]

    def _own(self, token: int) -> list[str]:
        letter = "V" if self._view.is_verb(token) else "N"
        return [f"{letter}={name}" for name in self.names(token)]

    def in_its_place(self, token: int, start: int, end: int) -> list[str]:
        """Those of what it stands with."""
        verb, own = self._view.is_verb(token), self._own(token)
        related = list(dict.fromkeys([*self._above(token), *(self._of_verb(token) if verb else self._of_noun(token))]))
        paired = [f"{name}&{other}" for name in own[:6] for other in related]
        below = {f"sub{self._kinds[t]}" for t in self._view.subtree(token) if start <= t < end and t in self._kinds}
        return [*related, *paired, *sorted(below)]

    def of_sentence(self, start: int, end: int) -> list[str]:
        """Those that all words of a sentence share: what it holds."""
        telling = (t for t in range(start, end) if t in self._kinds or self._view.tags[t][:2] in TELLING_TAGS)
        return sorted({f"S:{name}" for t in telling for name in self.names(t)})

    def of_article(self) -> list[str]:
        """Those that all words of an article share: the types that it names."""
        return [f"A:{kind}" for kind in self._types]

    def _above(self, token: int) -> Iterator[str]:
        view, head = self._view, self._view.heads[token]
        if head == token:
            return
        link = {"nsubj": "s", "dobj": "o", "nsubjpass": "o"}.get(view.deps[token], view.deps[token])
        if view.deps[head] == "prep":
            link, head = view.words[head], view.heads[head]
        yield f"dep:{link}"
        yield from (f"up:{link}:{name}" for name in self.names(head))

    def _of_verb(self, verb: int) -> Iterator[str]:
        view, told = self._view, arguments_of(self._view, verb)
        for role, tokens in (("s", told.subjects), ("o", told.objects), *told.links.items()):
            for token in tokens[:MOST_ARGUMENTS]:
                yield from self._argument(role, token)
        yield from (f"p:{word}" for word in sorted(told.particles))
        for clause in told.clauses:
            yield from (f"c:{name}" for name in self.names(clause))
            objects = [c for c in view.children(clause) if view.deps[c] in ("dobj", "nsubjpass")]
            yield from (f"co:{name}" for c in objects for name in self.names(c))
        if told.negated:
            yield "neg"
        yield from (f"md:{view.words[c]}" for c in view.children(verb) if view.tags[c] == "MD")

    def _argument(self, role: str, token: int) -> Iterator[str]:
        view = self._view
        yield from (f"{role}:{name}" for name in self.names(token))
        for child in view.children(token):
            if view.deps[child] in MODIFIERS or view.deps[child] == "poss":
                yield from (f"{role}m:{name}" for name in self.names(child))
            elif view.deps[child] == "prep":
                governed = view.children(child)
                yield from (f"{role}p:{view.words[child]}:{name}" for g in governed for name in self.names(g)[:4])

    def _of_noun(self, noun: int) -> Iterator[str]:
        view = self._view
        for child in view.children(noun):
            link = view.deps[child]
            if link in MODIFIERS or link in HANGING:
                yield from (f"{'m' if link in MODIFIERS else link}:{name}" for name in self.names(child))
            elif link == "prep":
                for governed in view.children(child):
                    yield from (f"p:{view.words[child]}:{name}" for name in self.names(governed))
                    yield from self._deeper(view.words[child], governed)

    def _deeper(self, preposition: str, governed: int) -> Iterator[str]:
        view = self._view
        inner = [c for c in view.children(governed) if view.deps[c] in MODIFIERS or view.deps[c] == "dobj"]
        yield from (f"pp:{preposition}:{name}" for c in inner for name in self.names(c))
