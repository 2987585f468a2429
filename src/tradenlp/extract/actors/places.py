"""Countries, blocs and capitals: when a name of one is an actor and when it is a place, a price or part of a name."""

from __future__ import annotations

from tradenlp.extract.actors.candidates import is_capital
from tradenlp.extract.actors.index import Hit, fold
from tradenlp.extract.actors.scene import Reading, Scene, state_of, tells_of_sanctions

_BEFORE_CITY = frozenset(["in", "at", "near", "around", "outside", "from", "to", "of", "into", "for"])
_PARTICLES = frozenset(
    ["de", "del", "da", "do", "dos", "di", "la", "las", "le", "les", "el", "al", "los", "upon", "sur", "der", "am"]
)
_OCCASION_REACH = 5
_GATHERING_REACH = 9
_BUSINESS_REACH = 8
_BUILDING = frozenset(["headquarters", "building", "compound", "office", "offices", "rose", "garden", "lawn", "room",
                       "east", "roosevelt", "situation", "briefing", "portico", "driveway", "ballroom", "ceremony",
                       "event", "dinner", "lunch", "luncheon", "reception", "gates"])  # fmt: skip
"""parts of a seat and what is held there: `the White House Rose Garden`, `a White House ceremony`"""
_TRAVEL_REACH = 4
_GOVERNMENT = frozenset(["government", "administration", "authorities", "officials"])
_SUMMIT = frozenset(["summit", "meeting", "ministerial", "conference", "forum"])


def read_state(scene: Scene, hit: Hit) -> Reading | None:
    """The country or bloc of a hit as an actor; None where the words are a venue, an address or a currency."""
    state = state_of(scene, hit)
    if state is None:
        return None
    form = next(name.form for name in hit.names if name.actor_id == state)
    if scene.word(hit.first) == "europe" and (_among_continents(scene, hit) or _part_of_continent(scene, hit)):
        return None
    if scene.word(hit.first) == "georgia" and _is_american_state(scene, hit):
        return None
    if _is_money(scene, hit, form) or (scene.registry.states[state].kind == "bloc" and names_summit(scene, hit)):
        return None
    if form == "seat":
        if not seat_acts(scene, hit):
            return None
    elif form != "adjective" and _is_place(scene, hit):
        return None
    shown = {"alias": "name", "former": "name"}.get(form, form)
    if form in ("name", "alias") and len(hit.names[0].text) <= 4 and scene.words.text[hit.start : hit.end].isupper():
        shown = "abbreviation"
    return Reading(hit.start, hit.end, hit.first, hit.last, state, shown)


def _is_money(scene: Scene, hit: Hit, form: str) -> bool:
    """`US$40`, `Canadian dollars`: the country's name is a currency's."""
    sign = scene.words.text[hit.end : hit.end + 1]
    if sign and sign in "$€£¥":
        return True
    nouns = scene.lexicon.money if form == "adjective" else scene.lexicon.money_after_name
    return scene.word(hit.last + 1) in nouns and scene.gap(hit.last) in (" ", "-")


def _is_american_state(scene: Scene, hit: Hit) -> bool:
    """`Georgia Governor Brian Kemp`."""
    return scene.word(hit.last + 1) in scene.lexicon.state_offices


def _among_continents(scene: Scene, hit: Hit) -> bool:
    """`the U.S., Europe and Asia`: a region, not the bloc."""
    after = scene.word(hit.last + 1) in ("and", "or") and scene.gap(hit.last) in (" ", ", ")
    near = [hit.first - 2, hit.first - 1, hit.last + 1, hit.last + 2, *((hit.last + 3,) if after else ())]
    return any(scene.word(number) in scene.lexicon.continents for number in near)


def _part_of_continent(scene: Scene, hit: Hit) -> bool:
    """`northern Europe`, `on his way back from Europe`: a part of the world, not the bloc."""
    before = scene.word(hit.first - 1)
    if before in scene.lexicon.cues["compass"] and scene.gap(hit.first - 1) in (" ", "-"):
        return True
    return before in ("to", "from") and scene.word(hit.first - 2) in scene.lexicon.travel - {"back", "return"}


def names_summit(scene: Scene, hit: Hit) -> bool:
    """`G20 summit`: the name is the occasion's."""
    following = scene.word(hit.last + 1)
    if following == "leaders" and scene.gap(hit.last) == " ":
        following = scene.word(hit.last + 2)
        return following in ("summit", "meeting")
    return scene.gap(hit.last) == " " and following in ("summit", "summits", "ministerial", "forum")


def _is_place(scene: Scene, hit: Hit) -> bool:
    """Whether a state's name is part of an address or where something happens."""
    if scene.word(hit.first - 1) == "to" and scene.word(hit.first - 2) in scene.lexicon.cues["journey"]:
        return True
    return _after_city(scene, hit) or (is_venue(scene, hit.first) and not _begins_clause(scene, hit))


def _begins_clause(scene: Scene, hit: Hit) -> bool:
    """`After talks in Geneva, US duties fell`, `met in Geneva, and Chile left`: no further venue is listed."""
    if scene.word(hit.first - 1) in ("and", "but") and scene.gap(hit.first - 2) == ", ":
        return _acts_next(scene, hit)
    return scene.gap(hit.first - 1) == ", " and _modifies_next(scene, hit)


def _modifies_next(scene: Scene, hit: Hit) -> bool:
    """Whether a state's name stands before a common noun that it modifies: `US duties`, `EU farm ministers`."""
    number = hit.last + 1
    if number >= len(scene.words.folded) or scene.gap(hit.last) != " " or is_capital(scene.words, number):
        return False
    after = scene.doc.char_span(scene.words.starts[number], scene.words.ends[number], alignment_mode="expand")
    return after is not None and after[0].tag_ in ("NN", "NNS", "JJ", "VBG")


def _after_city(scene: Scene, hit: Hit) -> bool:
    """`in Madrid, Spain`: part of an address; not `in Geneva, US duties`, `in March, Spain`, `In Paris, Spain said`."""
    city = hit.first - 1
    if _modifies_next(scene, hit) or scene.word(city) in scene.lexicon.cues["month"]:
        return False
    if city < 1 or scene.gap(city) != ", " or not is_capital(scene.words, city):
        return False
    if scene.gap(hit.last) == " " and scene.word(hit.last + 1) == "and":
        return False
    if (named := scene.hit_ending(city)) is not None and not any(name.form == "seat" for name in named.names):
        return False
    while city > 0 and _in_name(scene, city) and scene.gap(city - 1) in (" ", "-"):
        city -= 1
    if _acts_next(scene, hit) and (scene.opens_sentence(city) or _is_lone_subject(scene, hit)):
        return False
    return scene.word(city) in _BEFORE_CITY


def _in_name(scene: Scene, number: int) -> bool:
    """Whether a word is part of a place's name: `Punta del Este`, `Rio de la Plata`."""
    if scene.word(number) not in _PARTICLES:
        return is_capital(scene.words, number)
    return number > 1 and (is_capital(scene.words, number - 1) or scene.word(number - 1) in _PARTICLES)


def _is_lone_subject(scene: Scene, hit: Hit) -> bool:
    """`Last week in the port of Split, Chile opened …`: the parse knows no other subject of the verb behind it."""
    span = scene.doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or span.root.dep_ != "nsubj":
        return False
    return not any(c.dep_ in ("nsubj", "nsubjpass") and c.i < span.start for c in span.root.head.children)


def _acts_next(scene: Scene, hit: Hit) -> bool:
    """Whether a verb follows a state's name at once, whose subject it then is: an address ends in a comma."""
    number = hit.last + 1
    if number >= len(scene.words.folded) or scene.gap(hit.last) != " ":
        return False
    after = scene.doc.char_span(scene.words.starts[number], scene.words.ends[number], alignment_mode="expand")
    return after is not None and after[0].tag_ in ("VBD", "VBZ", "MD", "VBP")


def is_venue(scene: Scene, first: int) -> bool:
    """Whether a place that begins at word `first` is where something happens: `the talks held in Spain`."""
    before = scene.before_list(first)
    word = scene.word(before)
    if word == "of" and scene.word(before - 1) == "capital":
        return True
    if word not in ("in", "at", "outside", "near"):
        return False
    start = scene.sentence_start(first)
    if scene.word(before - 1) in scene.lexicon.cues["concluded"]:
        return True
    if _any_of(scene, scene.lexicon.occasions, max(start, before - _OCCASION_REACH), before):
        return True
    if _any_of(scene, _SUMMIT, max(start, before - _GATHERING_REACH), before):
        return True
    hit = scene.hit_starting(first)
    if hit is None or fold(scene.words.text[hit.start : hit.end]) not in scene.lexicon.city_states:
        return False
    if scene.word(before - 1) == "based" and tells_of_sanctions(scene, first):
        return False  # "six companies based in Macau": whose firms are hit
    return _any_of(scene, scene.lexicon.city_business, max(start, before - _BUSINESS_REACH), before)


def _any_of(scene: Scene, words: frozenset[str], begin: int, end: int) -> bool:
    return any(scene.words.folded[number] in words for number in range(begin, end))


def is_visited(scene: Scene, first: int, last: int) -> bool:
    """`told reporters at the White House`, `arrived at the ministry`, `at the Commission headquarters`: a venue."""
    before = scene.word(first - 1)
    place = scene.word(first - 2) if before == "the" else before
    if scene.word(first) == "white" and scene.word(last + 1) in _BUILDING and scene.gap(last) == " ":
        return True
    if place not in ("at", "outside", "inside"):
        return place == "of" and scene.word(first - 3) in ("room", "hall", "lawn", "garden", "steps")
    if scene.word(first) == "white" or scene.word(last + 1) in _BUILDING or is_venue(scene, first):
        return True
    begin = max(scene.sentence_start(first), first - 2 - _TRAVEL_REACH)
    return _any_of(scene, scene.lexicon.travel, begin, first)


def is_trading_place(scene: Scene, hit: Hit) -> bool:
    """`on the New York Stock Exchange`, `in Nasdaq trading`: where something is traded."""
    if scene.word(hit.last) not in ("exchange", "nasdaq", "nyse", "comex", "bourse"):
        return False
    before = scene.word(hit.first - 1)
    place = scene.word(hit.first - 2) if before == "the" else before
    return place in ("on", "in", "at") or scene.word(hit.last + 1) in ("trading", "composite", "futures", "prices")


def seat_acts(scene: Scene, hit: Hit) -> bool:
    """Whether a capital stands for its government: it acts, is dealt with or has something of its own."""
    before, after = scene.word(hit.first - 1), scene.word(hit.last + 1)
    gap_before, gap_after = scene.gap(hit.first - 1), scene.gap(hit.last)
    joined = gap_before == " "
    if gap_after == " " and after in _GOVERNMENT:
        return True  # `the Bonn government`
    if _governed_from(scene, hit):
        return True
    if scene.word(scene.before_list(hit.first)) in scene.lexicon.cues["in"] or _journey(scene, hit.first):
        return False
    if joined and before in ("from", "of", "the", "greater", "downtown", "central", "s") and before != "from":
        return before == "of" and (_dealt_with(scene, hit) or _owns_policy(scene, hit) or _has_imposed(scene, hit))
    if after in scene.lexicon.venue_nouns and gap_after in (" ", "-"):
        return False
    if gap_after == ", " and (scene.hit_starting(hit.last + 1) or _is_address(scene, hit)):
        return _coordinated(scene, hit)
    if gap_before == ", " and _after_city(scene, hit):
        return False
    if gap_after.startswith(("'", "’")) or gap_after != " ":
        return not (gap_before.endswith("(") or gap_after.startswith(")"))
    return not _is_compound(scene, hit, after)


def _governed_from(scene: Scene, hit: Hit) -> bool:
    """`Regulators in Manila`, `the trade chamber in Brasilia`: those who govern from there."""
    place, office = hit.first - 1, hit.first - 2
    if scene.word(place) != "in" or scene.gap(place) != " " or scene.gap(office) != " ":
        return False
    return scene.word(office) in scene.lexicon.cues["governs_there"]


def _journey(scene: Scene, first: int) -> bool:
    before = scene.word(first - 1)
    if before in ("into", "onto", "towards", "toward"):
        return True
    turn = before == "return" and scene.word(first - 2) == "in"  # "In return Washington cut its duties"
    moving = scene.gap(first - 1) == " " and before not in ("back", "head", "heads", "moved", "come", "go", "goes")
    if before in scene.lexicon.travel and moving and not turn:
        return True
    if before not in ("to", "from", "for", "through", "via"):
        return False
    start = max(scene.sentence_start(first), first - 1 - _TRAVEL_REACH)
    return any(scene.words.folded[number] in scene.lexicon.travel for number in range(start, first - 1))


def _dealt_with(scene: Scene, hit: Hit) -> bool:
    return scene.word(hit.first - 2) in ("criticism", "accused", "part", "behalf", "demands", "sight", "ahead")


def _owns_policy(scene: Scene, hit: Hit) -> bool:
    """`of New Delhi's ban on exports`: what a government has; not `of Beijing's streets`."""
    owned = scene.word(hit.last + 1) == "s" and scene.gap(hit.last) in ("'", "’")
    return owned and bool({scene.word(hit.last + 2), scene.word(hit.last + 3)} & scene.lexicon.cues["policy"])


def _has_imposed(scene: Scene, hit: Hit) -> bool:
    """`the extra duties of Washington`: a government's; not `the port of Washington`."""
    return scene.word(hit.first - 2) in scene.lexicon.cues["policy"] and scene.gap(hit.first - 2) == " "


def _is_address(scene: Scene, hit: Hit) -> bool:
    """`Washington, D.C.`, `Rome, March 5`."""
    following = scene.word(hit.last + 1)
    return following in ("dc", "d") or following.isdigit() or following in scene.lexicon.cues["month"]


def _coordinated(scene: Scene, hit: Hit) -> bool:
    """`Beijing, Washington and Brussels`; not `Athens, Greece`."""
    following = scene.hit_starting(hit.last + 1)
    return following is not None and any(name.form == "seat" for name in following.names)


def _is_compound(scene: Scene, hit: Hit, after: str) -> bool:
    """`London copper`: a capital before a bare noun is a place, unless officials follow."""
    if after in scene.lexicon.cues["governing"]:
        return False
    number = hit.last + 1
    if number >= len(scene.words.folded) or is_capital(scene.words, number):
        return bool(after) and scene.hit_starting(number) is None and not scene.layout.in_heading(hit.start)
    token = scene.doc.char_span(hit.start, scene.words.ends[number], alignment_mode="expand")
    if token is None or not token[-1].tag_:
        return False
    return bool(token[-1].tag_ in ("NN", "NNS")) and token[-1].head.i != token[0].i and token[0].dep_ == "compound"
