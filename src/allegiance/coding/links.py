"""How a party stands to a trigger in the parse, as a short label.

A label has the steps from the party up to the nearest word above both, an arrow, and the steps down to the trigger:
``nsubj>`` is the subject of the trigger, ``prep_on>`` follows it with "on", ``nsubj>xcomp`` is the subject of the verb
that governs it.
"""

from __future__ import annotations

from typing import Any

CONTROL = frozenset(
    [
        "ask",
        "urge",
        "force",
        "order",
        "allow",
        "tell",
        "invite",
        "persuade",
        "call",
        "press",
        "push",
        "convince",
        "help",
        "enable",
        "want",
        "expect",
        "encourage",
        "warn",
        "beg",
        "pressure",
        "compel",
        "lobby",
        "appeal",
        "permit",
        "require",
    ]
)
_SILENT = frozenset(["conj", "appos", "compound", "nmod", "flat", "aux", "det"])
_MAX = 5


def _up(token: Any) -> str | None:
    """Return the label of the step from a word to its head; None for a step that isn't shown."""
    dep = token.dep_
    if dep in ("pobj", "pcomp"):
        return None
    if dep in ("prep", "agent", "dative") and token.pos_ in ("ADP", "SCONJ", "PART", "VERB"):
        return "agent" if dep == "agent" else f"prep_{token.lower_}"
    if dep in ("conj", "appos"):
        return None
    return str(dep)


def _down(token: Any) -> str:
    dep = str(token.dep_)
    if dep in ("prep", "agent"):
        return f"prep_{token.lower_}"
    if dep in ("xcomp", "ccomp", "advcl"):
        tail = ":ask" if token.head.lemma_.lower() in CONTROL else ""
        return dep + tail
    if dep == "relcl":
        for child in token.children:
            if child.tag_ in ("WDT", "WP", "WP$") or child.lower_ == "that":
                return f"relcl:{child.dep_}"
        return "relcl"
    if dep == "acl":
        return f"acl:{token.tag_}"
    return dep


def link(doc: Any, trigger: int, entity: int) -> str:
    """Return the label of the way from a party's head word to the trigger's head word."""
    if trigger == entity:
        return "self"
    above: dict[int, list[str]] = {}
    steps: list[str] = []
    token = doc[trigger]
    for _ in range(12):
        above[token.i] = list(steps)
        if token.head == token:
            break
        if token.dep_ not in ("pobj", "pcomp"):
            steps.append(_down(token))
        token = token.head
    ups: list[str] = []
    token = doc[entity]
    for _ in range(12):
        if token.i in above:
            downs = [s for s in reversed(above[token.i]) if s not in _SILENT or s == "conj"]
            return "<".join(ups[:_MAX]) + ">" + "<".join(downs[:_MAX])
        if token.head == token:
            break
        label = _up(token)
        if label is not None:
            ups.append(label)
        token = token.head
    return "apart"
