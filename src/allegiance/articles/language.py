"""Tells the language of a text, asking the classifier only where the input's own claim is missing or doubtful."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

UNKNOWN = "und"
_SAMPLE = 1000
_SHORT = 20
_NAMES_AND_CODES = """
english:en eng:en russian:ru rus:ru german:de deu:de ger:de deutsch:de french:fr fra:fr fre:fr spanish:es spa:es
italian:it ita:it portuguese:pt por:pt arabic:ar ara:ar chinese:zh zho:zh chi:zh cmn:zh japanese:ja jpn:ja korean:ko
kor:ko turkish:tr tur:tr ukrainian:uk ukr:uk polish:pl pol:pl dutch:nl nld:nl dut:nl swedish:sv swe:sv norwegian:no
nor:no danish:da dan:da finnish:fi fin:fi greek:el ell:el gre:el hebrew:he heb:he hindi:hi hin:hi urdu:ur urd:ur
persian:fa fas:fa per:fa farsi:fa kazakh:kk kaz:kk uzbek:uz uzb:uz azerbaijani:az aze:az armenian:hy hye:hy arm:hy
georgian:ka kat:ka geo:ka romanian:ro ron:ro rum:ro bulgarian:bg bul:bg serbian:sr srp:sr croatian:hr hrv:hr
bosnian:bs bos:bs slovak:sk slk:sk slovenian:sl slv:sl czech:cs ces:cs cze:cs hungarian:hu hun:hu albanian:sq sqi:sq
macedonian:mk mkd:mk estonian:et est:et latvian:lv lav:lv lithuanian:lt lit:lt belarusian:be bel:be bengali:bn
ben:bn tamil:ta tam:ta thai:th tha:th vietnamese:vi vie:vi indonesian:id ind:id malay:ms msa:ms swahili:sw swa:sw
somali:so som:so kyrgyz:ky kir:ky tajik:tg tgk:tg turkmen:tk tuk:tk mongolian:mn mon:mn pashto:ps pus:ps kurdish:ku
kur:ku catalan:ca cat:ca
"""
_NAMES = dict(pair.split(":") for pair in _NAMES_AND_CODES.split())
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    ("the", "and", "of", "to", "that", "with", "said", "has", "for", "from", "by", "its", "are", "was", "will")
)
_CORE = frozenset(("the", "and", "of"))


def normal(claim: object) -> str:
    """Return the ISO 639-1 code that a claim stands for, or ``und``.

    >>> normal("en-US"), normal("English"), normal("eng"), normal("?")
    ('en', 'en', 'en', 'und')
    """
    if isinstance(claim, dict):
        claim = claim.get("code") or claim.get("name") or ""
    if isinstance(claim, list | tuple):
        claim = claim[0] if claim else ""
    text = str(claim or "").strip().lower()[:30]
    head = re.split(r"[-_ ,;(]", text, maxsplit=1)[0]
    if head in _NAMES:
        return _NAMES[head]
    return head if len(head) == 2 and head.isascii() and head.isalpha() else UNKNOWN


def language(text: str, claim: object = None) -> str:
    """Return the ISO 639-1 code of a text's language, ``und`` when it can't be told.

    The claim stands unless the text speaks against it: another script, or no English function words in a
    long text said to be English, or the reverse.
    """
    claimed = normal(claim)
    words = _WORD.findall(text[:_SAMPLE].lower())
    if claimed == "en" and not _doubtful(words):
        return "en"
    if _looks_english(words):
        return "en"
    if claimed not in (UNKNOWN, "en"):
        return claimed
    letters = sum(map(len, words))
    if letters < _SHORT:
        return UNKNOWN
    code, probability = _classifier().classify(text[:_SAMPLE])
    if probability >= (0.8 if letters < 80 else 0.5):
        return str(code)
    return UNKNOWN


def _looks_english(words: list[str]) -> bool:
    if len(words) < 12 or len(_CORE.intersection(words)) < 2:
        return False
    core = sum(map(words.count, _CORE))
    return core >= 0.05 * len(words) and sum(map(words.count, _ENGLISH)) >= 0.12 * len(words)


def _doubtful(words: list[str]) -> bool:
    foreign = sum(len(word) for word in words if word[0] > "\u024f")
    return foreign > 0.3 * sum(map(len, words)) or (len(words) >= 25 and _ENGLISH.isdisjoint(words))


@cache
def _classifier() -> Any:
    # The import loads a model (about a second), and many runs never need it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
