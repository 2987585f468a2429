"""The spaCy component `trade_events`."""

from __future__ import annotations

from collections import Counter

from spacy.language import Language
from spacy.tokens import Doc

from tradenlp.extract.events.acts import on_the_line
from tradenlp.extract.events.cues import find_spots
from tradenlp.extract.events.drafts import drafts_of
from tradenlp.extract.events.grammar import word_class
from tradenlp.extract.events.merging import Home, merge
from tradenlp.extract.events.parties import acts_for
from tradenlp.extract.events.scene import Scene
from tradenlp.extract.events.within import placed_within
from tradenlp.extract.state import actor_mentions_of, actor_table_of, context_of, dates_of, measures_of, put_events
from tradenlp.facts import Event


def find_events(doc: Doc) -> Doc:
    """Leave the events of the document on it, in the order of their first mention."""
    spots = on_the_line(find_spots(doc))
    if not spots:
        put_events(doc, ())
        return doc
    mentions, table = actor_mentions_of(doc), actor_table_of(doc)
    scene = Scene(doc, mentions, table, dates_of(doc))
    published = context_of(doc).published
    states = Counter(m.actor_id for m in mentions if scene.kind(m.actor_id) in ("country", "bloc"))
    acting = {a.actor_id: acts_for(a.actor_id, scene) for a in table.values() if a.kind == "person"}
    home = tuple(actor for actor, _ in states.most_common(2))
    imposers = Counter(i for m in measures_of(doc) for i in m.imposers if scene.kind(i) in ("country", "bloc"))
    hearing = next((actor for actor, _ in imposers.most_common(1)), None)
    drafts = placed_within(list(drafts_of(spots, scene, published)), scene)
    events = merge(drafts, Home(home, "EU" in states, hearing, published), acting)
    put_events(doc, [e for e in events if not _private(e, scene)])
    return doc


def _private(event: Event, scene: Scene) -> bool:
    """A meeting of firms or associations among themselves: `the board of General Motors meets`."""
    if event.type == "hearing" or any(map(_is_public, event.participants)):
        return False
    kinds = {scene.kind(p) for p in event.participants}
    if kinds & {"organization", "company"} and _is_show(event):
        return kinds <= {"company", "organization", "media", "person"}
    return bool(kinds) and kinds <= {"company", "organization", "media"}


def _is_public(participant: str) -> bool:
    """Whether an id is made of the name of a body of a state, whatever kind the unknown name was taken for."""
    return any(f"-{name}-" in f"-{participant}-" for name in word_class("public_bodies"))


def _is_show(event: Event) -> bool:
    """Whether all that is told of is a conference, where people of a trade speak to the public."""
    return all(words.text.lower().endswith(tuple(word_class("shows"))) for words in event.mentions)


@Language.factory("trade_events")
def make_events(nlp: Language, name: str) -> object:
    """The component; it has no settings."""
    return find_events
