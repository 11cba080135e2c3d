"""Whether the words for time that a mention is dated by tell when it happened, or when somebody told of it."""

from __future__ import annotations

import re

from allegiance.records import Article, Mention

_SAID = r"\b(?:said|says|told|reported|reports|confirmed|stated|wrote|tweeted|posted|added)"
# "said late on Thursday"; behind whom or where it was told ("told TASS on Thursday") words for time end the clause.
_STRAIGHT = re.compile(rf"{_SAID}\s+(?:(?:on|late|early|earlier|in)\s+)*$", re.IGNORECASE)
_ADDRESSED = re.compile(
    rf"{_SAID}\s+(?!that\b)(?:(?:in|at|via|during|on|to)\s+)?(?:[\w’'-]+\s+){{1,7}}?(?:(?:on|late|early)\s+)+$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:[.,;:\n\"”]|$|that\b)")
# "OSLO, May 3 (Reuters) -", "June 10. /TASS/.": when the text was sent.
_TOWN = re.compile(r"\s*(?:[A-ZÀ-Þ][A-ZÀ-Þ’'. -]+, )?")
_SENT = re.compile(r"[.,]?\s*(?:\([A-Z]|/[A-Z]|[-–—]{1,2}\s)")
_FAR = 90
"""Characters before words for time in which somebody may be said to tell."""


def dated_by_telling(mention: Mention, article: Article) -> bool:
    """Tell whether a mention's day is that of a statement, a report or a dateline: it happened by then.

    Where the statement is itself the act, its day is the act's.
    """
    when = next((reason for reason in mention.reasons if reason.step == "date"), None)
    if when is None:
        return False
    text = article.text
    head = len(article.title) if article.title and text.startswith(article.title) else 0
    if head <= when.start and _TOWN.fullmatch(text, head, when.start) and _SENT.match(text, when.end):
        return True
    before = text[max(0, when.start - _FAR) : when.start].rsplit("\n", 1)[-1]
    found = _STRAIGHT.search(before) or (_ENDS.match(text, when.end) and _ADDRESSED.search(before))
    if not found:
        return False
    said = when.start - len(before) + found.start()
    return not mention.trigger_start <= said < mention.trigger_end
