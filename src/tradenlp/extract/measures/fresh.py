"""Which acts of an article are its news, so that the day of the news is the one on which they were decided."""

from __future__ import annotations

from tradenlp.extract.measures.acts import Act
from tradenlp.extract.measures.day_words import is_news, words
from tradenlp.extract.measures.mention import Mention
from tradenlp.extract.measures.news import lead_end
from tradenlp.extract.measures.timing import DECIDED
from tradenlp.extract.view import View, within

HEADLINE_TENSES = (" present", " bare", " future")
"""in which is told at the head of an article what has just been done"""
NAMES = frozenset({"dumping", "dumped"})
"""verbs in form in the name of a probe"""
HEADING = 4
"""words at the head of a sentence: "On the next Monday" """
REACH = 2
"""governors above a probe among which may be who opens it"""


def in_lead(view: View, act: Act) -> bool:
    """Whether the title or the first sentences tell of it: it is the news."""
    return any(view.offsets[m.cue.head] < lead_end(view) for m in act.mentions)


def just_decided(view: View, act: Act, status: str, *, begun: bool, ended: bool) -> bool:
    """Whether it was decided on the day of the news: told as done, or as what will be, at the head of the article.

    `begun`, `ended`: whether some mention tells a day from which it holds, or up to which.
    """
    lead = [m for m in act.mentions if view.offsets[m.cue.head] < lead_end(view)]
    if status == "investigating":
        return any(_opened(view, m) for m in lead)
    if status in DECIDED:
        return bool(lead)
    if status == "removed":
        return not ended and bool(lead)
    told = [m.reading for m in lead if m.reading.rule.startswith("impose:")]
    if status != "in_force" or begun:
        return False
    if any(m.reading.rule == "impose: past" and m.reading.certain and _day_before_it(view, m) for m in lead):
        return True
    past = any(r.certain and r.rule.endswith(" past") for r in told)
    return any(r.rule.endswith(" future") or (past and r.rule.endswith(HEADLINE_TENSES)) for r in told)


def _day_before_it(view: View, mention: Mention) -> bool:
    """ "On Monday Peru cut one duty and raised another": a day at the head of the sentence is that of all in it."""
    start, _ = view.sentences[mention.sentence]
    heading = within(view.dates, start, min(start + HEADING, mention.cue.head))
    return any(p.fact.type == "date" and is_news(view, p.fact) for p in heading)


def _opened(view: View, mention: Mention) -> bool:
    """ "Opens a probe", "drags Peru to the WTO", not "its probe of wine", "an ongoing inquiry": it was opened now."""
    cue = mention.cue
    if any(view.is_verb(t) and view.words[t] not in NAMES for t in cue.tokens):
        return True
    above = list(view.ancestors(cue.head))[:REACH]
    return any(view.is_verb(a) and view.words[a] in words("opening_verbs") for a in above)
