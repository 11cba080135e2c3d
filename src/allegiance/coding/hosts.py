"""Who only brings others together: the host of their talks, a go-between named beside those who meet."""

from __future__ import annotations

import re
from typing import Any

from allegiance.coding.entities import Parsed

_MEETINGS = frozenset({"conference", "dialogue", "discussion", "meeting", "negotiation", "summit", "talk"})
_HOLDS = frozenset(
    {"begin", "broker", "chair", "convene", "facilitate", "hold", "host", "mediate", "open", "resume", "start"}
)
_ROLES = r"(?:go-?between|broker|chair|facilitator|host|intermediary|mediator|moderator)"
_WITH = re.compile(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
_AS = re.compile(
    rf"(?:\s+(?:officials|envoys|diplomats|ministers?))?\s+(?:(?:acting\s+|serving\s+)?as\s+(?:an?\s+|the\s+)?{_ROLES}"
    r"|mediating|brokering|hosting|moderating|in the chair)\b(?!\s+of\b)",
    re.IGNORECASE,
)


def meeting(item: Parsed, trigger: Any) -> frozenset[str]:
    """Return those whose talks a word tells of, where it names two or more: "talks between Peru and Chile", "US-Iran talks".

    Where a verb tells it of "the two sides", these are the states that the words stand for. Who hosts such talks, or is their
    topic, is no party to them; who discusses the talks of others is one. Empty where the word names fewer than two.

    Args:
        item: The trigger's sentence.
        trigger: Its head word, a noun for talks or a verb with one as its object.
    """
    objects = [c for c in trigger.children if c.dep_ == "dobj" and trigger.lemma_.lower() in _HOLDS]
    nouns = [word for word in (trigger, *objects) if word.lemma_.lower() in _MEETINGS]
    named = item.article.by_sentence[item.number] if item.article is not None else []
    parties = [c.i for c in trigger.children if c.dep_ == "nsubj"]
    both = frozenset(e.id for e in named if e.head in parties and e.via == "description")
    if len(both) > 1 and not any(c.lower_ == "with" for c in trigger.children):
        return both
    for noun in nouns:
        between = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "between"]
        inner = [g for c in between for g in c.children if g.dep_ == "pobj"]
        heads = {word.i for first in inner for word in (first, *first.conjuncts)}
        met = frozenset(e.id for e in named if e.head in heads)
        if len(met) > 1:
            return met
        start, end = item.place(noun.doc[noun.left_edge.i]), item.place(noun)
        before = [e for e in named if start <= e.start and e.end <= end]
        joined = [
            {left.id, right.id}
            for left in before
            for right in before
            if item.text[left.end - item.sentence.start : right.start - item.sentence.start] in ("-", "–", "/")
        ]
        if joined:
            return frozenset().union(*joined)
    return frozenset()


def go_betweens(item: Parsed) -> frozenset[str]:
    """Return those who are named only as go-betweens or hosts: "met for two hours, with Oman as go-between"."""
    return item.once("go-betweens", lambda: _go_betweens(item))


def _go_betweens(item: Parsed) -> frozenset[str]:
    named = item.article.by_sentence[item.number] if item.article is not None else []
    base = item.sentence.start
    beside = {
        e.start for e in named if _WITH.search(item.text, 0, e.start - base) and _AS.match(item.text, e.end - base)
    }
    return frozenset(e.id for e in named if e.start in beside) - {e.id for e in named if e.start not in beside}
