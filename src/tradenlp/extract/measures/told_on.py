"""What became of an act as later sentences tell it: "It was lifted in May", "The order has been dropped".

And what they do not tell of it: a bare word of an end further down is of another act than the news of the article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.cues import Cue
from tradenlp.extract.measures.day_slots import Timing
from tradenlp.extract.measures.lengths import length_told
from tradenlp.extract.measures.lexicon import CueEntry, word_list
from tradenlp.extract.measures.links import Roles
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.news import lead_end
from tradenlp.extract.measures.scope import Scope
from tradenlp.extract.measures.timing import read_timing
from tradenlp.extract.status.decide import StatusCues, read_status, status_cues
from tradenlp.extract.status.fates import UNDOING
from tradenlp.extract.status.lexicon import phrasebook
from tradenlp.extract.status.lexicon import word_list as status_words
from tradenlp.extract.view import View

TOLD_ON = CueEntry("told on", (), ())
"""the cue of a word that only stands for a measure named in the sentence before"""
PRONOUNS = frozenset({"it", "they", "them", "these", "those"})
SINGULAR = frozenset({"it"})
PAPERS = word_list("stand_for_measures")
MEANT = PRONOUNS | PAPERS
POINTING = frozenset({"the", "this", "that", "these", "those"})
SAYING = status_words("saying") | {"say", "says"}
CHANGED = frozenset({"eased", "suspended", "removed", "extended"})
ARGUMENTS = ("nsubjpass", "dobj", "nsubj")
OBJECTS = frozenset({"dobj", "xcomp", "ccomp", "acomp"})


def by_name(act: Act) -> list[Mention]:
    """The mentions of an act that name it or what it does."""
    return [m for m in act.mentions if m.cue.entry is not TOLD_ON]


def told_later(view: View, acts: Sequence[Act]) -> None:
    """Take in what the sentences after an act tell of its end, and leave out what they tell of another's."""
    for act in acts:
        _without_stray_end(view, act)
    named: dict[int, list[Mention]] = {}
    for act in acts:
        for mention in act.mentions:
            named.setdefault(mention.sentence, []).append(mention)
    for number, mentions in sorted(named.items()):
        for mention, head in _told_on(view, number + 1, mentions, named.get(number + 1, ())):
            for act in [a for a in acts if any(m.cue.head == head for m in a.mentions)]:
                act.add(mention, whole=False)
                act.mentions.sort(key=lambda m: (m.sentence, m.cue.head))


def _without_stray_end(view: View, act: Act) -> None:
    """ "The ban was lifted" told once, further down, of a ban that the head of the article tells to hold.

    Who tells the news tells how it stands; a change named in passing, by a bare word, is of one before or beside it.
    """
    if act.reported not in CHANGED:
        return
    ends = [m for m in act.mentions if m.reading.status == act.reported and m.reading.certain]
    if len(ends) != 1 or _says_which(ends[0]) or _in_lead(view, ends[0]):
        return
    others = [m for m in act.mentions if m is not ends[0]]
    if any(_in_lead(view, m) and not m.reading.hypothetical for m in others) and any(map(_says_which, others)):
        aside = replace(ends[0], reading=replace(ends[0].reading, hypothetical=True), timing=Timing())
        act.mentions[act.mentions.index(ends[0])] = aside


def _says_which(mention: Mention) -> bool:
    return bool(mention.scope.keys or mention.roles.targets or mention.rate is not None)


def _in_lead(view: View, mention: Mention) -> bool:
    return view.offsets[mention.cue.head] < lead_end(view)


def _told_on(
    view: View, number: int, before: Sequence[Mention], here: Sequence[Mention]
) -> Iterator[tuple[Mention, int]]:
    """Mentions by a word that stands for one of the mentions `before`, with the head of that one."""
    if number >= len(view.sentences) or view.sentences[number][0] <= view.body_token:
        return
    start, end = view.sentences[number]
    if MEANT.isdisjoint(view.words[start:end]):
        return
    for token in range(start, min((m.cue.start for m in here), default=end)):
        if view.words[token] not in MEANT or not _undone_there(view, token):
            continue
        meant = _meant(view, token, before)
        if meant is not None and (told := _read(view, token, number, meant)) is not None:
            yield told, meant.cue.head
            return


def _undone_there(view: View, token: int) -> bool:
    """Whether the first clause says something of a pronoun or of a bare "the order", as subject or as object.

    In a clause joined to it, or reported, an object may as well stand for something that the first one names.
    """
    verb = view.heads[token]
    if view.deps[token] not in ARGUMENTS or not view.is_verb(verb):
        return False
    before = view.children(token)
    if view.words[token] in PRONOUNS:
        bare = not before
    else:
        bare = bool(before) and all(view.words[c] in POINTING for c in before)
    reported = view.deps[verb] == "ccomp" and view.words[view.heads[verb]] in SAYING and view.deps[token] != "dobj"
    main = view.deps[verb] == "ROOT" or reported
    itself = view.deps[token] != "nsubj" or not any(view.deps[c] in OBJECTS for c in view.children(verb))
    return bare and main and itself


def _meant(view: View, token: int, before: Sequence[Mention]) -> Mention | None:
    """The mention of the sentence before that a word of the same number stands for: its subject, or the last."""
    fitting = [m for m in before if view.words[token] not in PRONOUNS or _agrees(view, m.cue.head, token)]
    subjects = [m for m in fitting if view.deps[m.cue.head].startswith("nsubj")]
    return (subjects or fitting)[-1] if fitting else None


def _agrees(view: View, head: int, pronoun: int) -> bool:
    many = view.tags[head] in ("NNS", "NNPS")
    return many != (view.words[pronoun] in SINGULAR)


def _read(view: View, token: int, number: int, meant: Mention) -> Mention | None:
    """The mention that says of what was named before that it is ended, set aside, prolonged or made less."""
    kind = meant.cue.kind
    family = "deal" if kind.side == "deal" else "restriction"
    verb = view.heads[token]
    relieved = meant.cue.entry.status == "eased" or meant.reading.status in CHANGED
    if relieved or view.words[verb] not in phrasebook(family).first_words:
        return None
    start, end = view.sentences[number]
    cues = status_cues(view, start, end, family)
    if not _undoes(view, cues, verb, token):
        return None
    reading = read_status(view, cues, token, "in_force", None, (token,))
    if not reading.certain or reading.status not in CHANGED or (kind.less_is_more and reading.status == "eased"):
        return None
    cue = Cue(kind, TOLD_ON, (token,), token)
    timing = replace(read_timing(view, cue, cues, start, end), length=length_told(view, cue, cues, start, end))
    return replace(
        meant,
        cue=cue,
        sentence=number,
        roles=Roles(),
        scope=Scope(),
        rate=None,
        reading=reading,
        timing=timing,
        instrument=None,
        source=None,
        objectors=frozenset(),
        definite=True,
    )


def _undoes(view: View, cues: StatusCues, verb: int, token: int) -> bool:
    """Whether the verb undoes a measure; who moves himself less, or further, does not ("it fell", "extended to")."""
    entry = cues.get(verb)
    if entry is None or entry.role != "action" or entry.sense not in UNDOING:
        return False
    further = entry.sense == "extend" and any(view.words[c] == "to" for c in view.children(verb))
    return not further and not (entry.sense == "ease" and view.deps[token] == "nsubj")
