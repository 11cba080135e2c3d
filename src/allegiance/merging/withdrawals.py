"""Reports that are taken back: a retraction denies an event, whatever it says of it, and so does a correction of it all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from allegiance.merging.happening import sentence_around
from allegiance.records import Article, Mention, Status

_REPORT = r"(?:report(?:s|ing)?|stor(?:y|ies)|articles?|claims?)"
_RETRACTED = re.compile(
    "|".join(
        (
            # "retracted its report that", "has been amended to remove a claim that", "apologised for reporting that"
            r"\b(?:retract(?:s|ed|ion of)?|withdr(?:aws?|ew|awn)|t(?:ook|akes?|aken) back|deleted?|removed?|pulled|disowned"
            rf"|apologi[sz]ed for|no longer stands by) (?:(?:the|an?|its|their|earlier|previous|that) ){{0,2}}{_REPORT}"
            # "its report of 1 June that"
            r"(?: (?:of|from|on|about|published|dated)\b[^.;]{0,60}?)? (?:that|claiming|saying)\b",
            r"\b(?:reports?|story|stories|rumou?rs?) that\b[^.;]{0,160}\b(?:was|were|proved|turned out)(?: to be)?"
            r" (?:false|wrong|untrue|incorrect|inaccurate|erroneous|fabricated|fake|a hoax|an error|retracted|withdrawn)\b",
            r"\b(?:reported|wrote) that\b[^.]{0,160}[;,—–-] ?(?:that|which|this) was (?:an error|a mistake|wrong)\b",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
_CORRECTED = re.compile(
    "|".join(
        (
            r"\bcorrection\b.{0,80}\b(?:earlier|wrongly|incorrectly)\b",
            # and not "corrected its course after the report"
            r"\bcorrect(?:s|ed) (?:(?:the|an?|its|their|earlier|previous|this|that) ){0,3}(?:[\w’'-]+ )?"
            r"(?:report|story|article|headline|version)\b",
            r"\b(?:wrongly|incorrectly|erroneously|mistakenly) (?:reported|said|stated|named|wrote)\b",
            r"\b(?:reported|said|stated|wrote) (?:wrongly|incorrectly|erroneously|mistakenly|in error|by mistake)\b",
            r"\bmis(?:reported|stated)\b",
            r"\bearlier version of (?:this|the|its|an?) (?:article|story|report|headline)\b",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
# What stands in place of what was wrong: "The number was ten, not nine", "It was on Tuesday, not Monday".
_DETAIL = re.compile(
    r"\bthe (?:correct |right |actual )?(?:number|figure|total|sum|amount|date|day|name|title|age|rank|spelling|place)\b"
    r"[^.;]{0,60}\b(?:is|was|were|are|should)\b"
    r"|, (?:and )?not (?:on |in )?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds)\b"
    r"|(?-i:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?-i:January|February|March|April|May|June|July|August|September|October|November|December)\b)",
    re.IGNORECASE,
)
_REACH = 200
"""Characters behind a correction in which it may say what is right."""
# "Correction: an article of 2 May said that": what stands behind these words was told wrongly.
_HEAD = r"(?:correction|corrigendum|clarification|erratum|retraction)s?\b"
_HEADED = re.compile(rf"\W*{_HEAD}", re.IGNORECASE)
_TOLD = re.compile(
    rf"\b(?:{_REPORT}|headline|post|item|version)\b.{{0,60}}?\b(?:said|stated|reported|wrote|claimed|suggested)\b"
    r"|\bwe (?:had )?(?:said|stated|reported|wrote)\b",
    re.IGNORECASE | re.DOTALL,
)


def withdrawn(mention: Mention, article: Article) -> bool:
    """Tell whether the sentence of a mention takes back what it tells, or a detail of it."""
    sentence = sentence_around(article.text, mention.start, mention.end)
    if _RETRACTED.search(sentence) or _CORRECTED.search(sentence):
        return True
    if not any(_HEADED.match(text) for text in (article.title, article.text, sentence)):
        return False
    place = article.text.find(sentence, max(0, mention.start - len(sentence)))
    return _TOLD.search(sentence, 0, max(0, mention.trigger_start - place)) is not None


def statuses(rows: Sequence[tuple[Mention, Article]]) -> list[Status]:
    """Return what each report of an event says of its reality.

    A report that is taken back denies it. Where only a detail is corrected the event stays asserted: the text says what is
    right instead, or goes on telling the event.

    Args:
        rows: The event's mentions with their articles.
    """
    back = {m.id for m, article in rows if m.status is Status.ASSERTED and withdrawn(m, article)}
    telling = {
        article.id
        for m, article in rows
        if m.status is Status.ASSERTED and m.id not in back and not in_headline(m, article)
    }
    return [
        Status.DENIED if m.id in back and not _of_a_detail(m, article, article.id in telling) else m.status
        for m, article in rows
    ]


def _of_a_detail(mention: Mention, article: Article, tells_on: bool) -> bool:
    sentence = sentence_around(article.text, mention.start, mention.end)
    if _RETRACTED.search(sentence):
        return False
    return tells_on or _DETAIL.search(article.text, mention.start, mention.end + _REACH) is not None


def in_headline(mention: Mention, article: Article) -> bool:
    """Tell whether a mention stands in its article's headline, where that is part of the text."""
    return bool(article.title) and mention.start < len(article.title) and article.text.startswith(article.title)
