"""Reports that are taken back: a correction or a retraction denies an event, whatever it says of it."""

from __future__ import annotations

import re

from allegiance.merging.happening import sentence_around
from allegiance.records import Article, Mention

_REPORT = r"(?:report(?:s|ing)?|stor(?:y|ies)|articles?|claims?)"
_WITHDRAWN = re.compile(
    "|".join(
        (
            # "retracted its report that", "has been amended to remove a claim that", "apologised for reporting that"
            r"\b(?:retract(?:s|ed|ion of)?|withdr(?:aws?|ew|awn)|t(?:ook|akes?|aken) back|deleted?|removed?|pulled|disowned"
            rf"|apologi[sz]ed for|no longer stands by) (?:(?:the|an?|its|their|earlier|previous|that) ){{0,2}}{_REPORT}"
            # "its report of 1 June that"
            r"(?: (?:of|from|on|about|published|dated)\b[^.;]{0,60}?)? (?:that|claiming|saying)\b",
            r"\bcorrection\b.{0,80}\b(?:earlier|wrongly|incorrectly)\b",
            # and not "corrected its course after the report"
            r"\bcorrect(?:s|ed) (?:(?:the|an?|its|their|earlier|previous|this|that) ){0,3}(?:[\w’'-]+ )?"
            r"(?:report|story|article|headline|version)\b",
            r"\b(?:wrongly|incorrectly|erroneously|mistakenly) (?:reported|said|stated|named|wrote)\b",
            r"\b(?:reported|said|stated|wrote) (?:wrongly|incorrectly|erroneously|mistakenly|in error|by mistake)\b",
            r"\bmis(?:reported|stated)\b",
            r"\bearlier version of (?:this|the|its|an?) (?:article|story|report|headline)\b",
            r"\b(?:reports?|story|stories|rumou?rs?) that\b[^.;]{0,160}\b(?:was|were|proved|turned out)(?: to be)?"
            r" (?:false|wrong|untrue|incorrect|inaccurate|erroneous|fabricated|fake|a hoax|an error|retracted|withdrawn)\b",
            r"\b(?:reported|wrote) that\b[^.]{0,160}[;,—–-] ?(?:that|which|this) was (?:an error|a mistake|wrong)\b",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)
# "Correction: an article of 2 May said that": what stands behind these words was told wrongly.
_HEAD = r"(?:correction|corrigendum|clarification|erratum|retraction)s?\b"
_HEADED = re.compile(rf"\W*{_HEAD}", re.IGNORECASE)
_TOLD = re.compile(
    rf"\b(?:{_REPORT}|headline|post|item|version)\b.{{0,60}}?\b(?:said|stated|reported|wrote|claimed|suggested)\b"
    r"|\bwe (?:had )?(?:said|stated|reported|wrote)\b",
    re.IGNORECASE | re.DOTALL,
)


def withdrawn(mention: Mention, article: Article) -> bool:
    """Tell whether the sentence of a mention takes back what it tells."""
    sentence = sentence_around(article.text, mention.start, mention.end)
    if _WITHDRAWN.search(sentence):
        return True
    if not any(_HEADED.match(text) for text in (article.title, article.text, sentence)):
        return False
    place = article.text.find(sentence, max(0, mention.start - len(sentence)))
    return _TOLD.search(sentence, 0, max(0, mention.trigger_start - place)) is not None
