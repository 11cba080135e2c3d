"""Contests of sport: teams bear the names of their states, and what they do to each other is no act of these."""

from __future__ import annotations

import re
from typing import Any

_SPORT = re.compile(
    r"\b(?:World Cup|Copa America|Asian Cup|Africa Cup|Nations League|Davis Cup|Six Nations|Olympics?|Euros|"
    r"quarter-?finals?|semi-?finals?|the final|last (?:eight|sixteen|16)|group stage|knock-?out stage|qualifiers?|"
    r"qualifying|goalkeeper|goalless|striker|midfielder|winger|batsm[ae]n|bowlers?|wickets?|innings|penalty shoot-?out|"
    r"penalties|kick-?off|extra time|half-?time|hat-?trick|friendl(?:y|ies)(?=[.,;\n]|$)|\d+ runs)\b"
)
_BEATEN = frozenset(
    """beat crush defeat edge eliminate hammer hold humble outclass overcome overpower rout stun thrash thump topple trounce
    upset""".split()
)
_LINKS = frozenset({"the", "with", "to", "past", "by"})


def in_contest(trigger: Any, text: str) -> bool:
    """Tell whether a word tells what one team did to another: "Peru stun Chile", "Peru drew with Chile".

    Names must stand on both sides of it, which in headlines of sport holds where the parser goes astray.

    Args:
        trigger: The trigger's head word.
        text: The article, which must speak of a sport.
    """
    if trigger.lemma_.lower() not in _BEATEN or not _SPORT.search(text):
        return False
    after = trigger.i + 1
    while after < len(trigger.doc) and trigger.doc[after].lower_ in _LINKS:
        after += 1
    before = trigger.i > 0 and trigger.doc[trigger.i - 1].pos_ == "PROPN"
    return bool(before and after < len(trigger.doc) and trigger.doc[after].pos_ == "PROPN")
