"""Which noun phrase a name stands in, and what clause a noun phrase stands in."""

from __future__ import annotations

from typing import Any

from allegiance.coding import nouns


def noun_like(token: Any) -> bool:
    """Return whether a word is a noun or a name."""
    return token.pos_ in ("NOUN", "PROPN") or token.tag_.startswith("NN")


def is_agent(token: Any) -> bool:
    """Return whether a noun stands for somebody who acts for a party."""
    return token.lemma_.lower() in nouns.AGENT_NOUNS or token.lower_ in nouns.AGENT_NOUNS


def climb(token: Any) -> tuple[Any, str]:
    """Return the head of the noun phrase that a name stands in, and how: ``head``, ``modifier``, ``post`` or ``of``."""
    how = "head"
    for _ in range(6):
        head = token.head
        if head == token:
            break
        dep = token.dep_
        if dep in ("compound", "amod", "poss", "nmod", "nounmod") and noun_like(head):
            if is_agent(head) or (head.pos_ == "PROPN" and dep != "poss") or head.text.lower() == "-":
                token, how = head, "head"
                continue
            return token, "modifier"
        if dep == "pobj" and head.dep_ == "prep" and noun_like(head.head):
            over = head.head.lemma_.lower()
            if head.lower_ == "of" and over in nouns.AGENT_NOUNS:
                token, how = head.head, "of"
                continue
            if head.lower_ in ("in", "at") and over in (
                "government",
                "authority",
                "authorities",
                "leadership",
                "regime",
                "ruler",
            ):
                token, how = head.head, "of"
                continue
            if head.lower_ in ("to", "in", "at", "for") and over in nouns.POST_NOUNS:
                return token, "post"
        if dep == "npadvmod" and head.lower_ == "led" and noun_like(head.head):
            token, how = head.head, "head"
            continue
        break
    return token, how


def clause_about(verb: Any) -> int | None:
    """Return the noun that a relative clause is about, by its verb: "which they visited", "on whose soil they met"."""
    if verb.dep_ == "relcl":
        return int(verb.head.i)
    within = verb.dep_ == "pcomp" and any(word.tag_ in ("WP$", "WDT", "WP") for word in verb.subtree)
    return int(verb.head.head.i) if within else None


def item_words(token: Any) -> str:
    """Return the words of a noun phrase before its head, lower-cased."""
    return " ".join(t.lower_ for t in token.doc[token.left_edge.i : token.i])
