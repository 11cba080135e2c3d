"""Statuses that words for time settle: of a deed of an earlier year, of a deed beside one, of what is still to come."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from allegiance.coding.circumstances import own_times, time_words
from allegiance.coding.clauses import set_off
from allegiance.coding.dates import When
from allegiance.coding.earlier_years import roots
from allegiance.coding.entities import Parsed
from allegiance.coding.status import COOPERATIVE, HOSTILE, Reality
from allegiance.coding.tense import hold, of_the_noun, parties_of
from allegiance.records import EventType, Status

_LEAD = 2
"""The last sentence of those in which an article tells its news."""
_BEFORE = 2
"""Sentences before an act's own that may have put the story in an earlier year."""
_SCHEDULED = frozenset(
    """visit travel arrive fly go come head leave depart return meet host receive welcome address attend join hold begin
    start open sign convene gather resume""".split()
)
"""Verbs that tell in the present what is on the programme of a day: "flies to Tunis on Sunday"."""
_NO_DAY_OF = frozenset({"every", "each", "since", "after", "before", "until", "from", "by"})
"""Words before a day that is no day of the act itself: one that it begins, ends or comes again on."""
_CREDIT = re.compile(r"\b(?:photo|photograph|picture|image|file)\b|\b(?-i:AP|AFP|EPA|Getty)\b", re.IGNORECASE)
"""Words beside a picture's caption, which tells in the present what was done."""
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve", "'d", "’d"})


def timed(
    item: Parsed, token: Any, kind: EventType, status: Status, real: Reality, published: date | None
) -> tuple[EventType, Status]:
    """Return type and status of an act, as judged save where its words for time leave no choice.

    Args:
        item: The parsed sentence.
        token: The act's word.
        kind: Its type.
        status: Its status as judged.
        real: What the sentence says of its reality.
        published: The article's day.
    """
    if published is None or real.negated:
        return kind, status
    if status is Status.ASSERTED and _of_an_earlier_year(item, token, published):
        return kind, Status.HISTORICAL
    if status is Status.HISTORICAL and real.status is not status and _only_beside(item, token, published):
        return kind, Status.ASSERTED
    if status is Status.ASSERTED and real.status is status and kind in COOPERATIVE | HOSTILE:
        if any(_on_the_programme(item, token, when, published) for when in own_times(item, published)):
            if kind in HOSTILE:
                return EventType.THREATEN, Status.PLANNED
            return (kind if kind is EventType.CONSULT else EventType.AGREE), Status.PLANNED
    return kind, status


def _of_an_earlier_year(item: Parsed, token: Any, published: date) -> bool:
    """Tell whether a noun is dated by words of its own: "the 1994 accord", "last year's raid"."""
    return any(
        when.last.year < published.year and of_the_noun(item, token.i, when) for when in own_times(item, published)
    )


def _only_beside(item: Parsed, token: Any, published: date) -> bool:
    """Tell whether a deed told in the past stands beside earlier years that are all another's: "Norway, which joined
    decades ago, sent", "on the anniversary of the 1998 bombing".
    """
    helpers = {c.lower_ for c in token.children if c.dep_ in ("aux", "auxpass")}
    passive = token.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in token.children)
    if not (token.tag_ in ("VBD", "VBZ", "VBP") or passive) or helpers & {"had", "'d", "’d"}:
        return False
    times = own_times(item, published)
    old = [hold(item, when)[0] for when in times if when.last.year < published.year] + roots(token, published)
    parties = parties_of(item)
    if not old or not all(set_off(word, token, parties) or _of_an_anniversary(word, token) for word in old):
        return False
    here = item.sentence.number
    dated = any(when.last.year >= published.year and hold(item, when)[1] == token for when in times)
    if not dated and here > _LEAD and token.tag_ not in ("VBZ", "VBP"):
        return False  # further down the past may be that of the story's background
    earlier = (s for s, when in time_words(item, published) if when.last.year < published.year)
    return not any(0 < here - sentence.number <= _BEFORE for sentence in earlier)


def _of_an_anniversary(word: Any, token: Any) -> bool:
    return any(t.lemma_.lower() == "anniversary" and not t.is_ancestor(token) for t in (word, *word.ancestors))


def _caption(item: Parsed) -> bool:
    text = item.article.text if item.article is not None else item.text
    return bool(_CREDIT.search(text, item.sentence.start, item.sentence.end + 40))


def _on_the_programme(item: Parsed, token: Any, when: When, published: date) -> bool:
    """Tell whether a verb in the present tells what is to be done on a day to come: "visits Hungary this Friday".

    A headline's present tells what was done; there only a day that can't lie behind counts.
    """
    helpers = {c.lower_ for c in token.children if c.dep_ == "aux"}
    going = token.tag_ == "VBG" and bool(helpers & {"is", "are", "'s", "’s", "'re", "’re"})
    if not (token.tag_ in ("VBZ", "VBP") or going) or helpers & _HAVE:
        return False
    before = item.text[: when.start - item.sentence.start].rstrip().lower()
    over = hold(item, when)[1]
    if over.pos_ == "PROPN" and over.dep_ == "pobj" and over.head.dep_ == "prep":
        over = over.head.head  # "travels to Tunis on Sunday", whichever of the two the parser hangs the day on
    if over != token or before.rpartition(" ")[2] in _NO_DAY_OF or _caption(item):
        return False
    if when.first > published:
        return True
    if when.rule != "weekday" or when.ahead is None or when.words.lower().startswith("last"):
        return False
    if when.words.lower().startswith("this "):
        return True
    told = not item.sentence.headline and item.text.rstrip("\"”’') ").endswith((".", "!", "?"))
    return told and (going or token.lemma_.lower() in _SCHEDULED)
