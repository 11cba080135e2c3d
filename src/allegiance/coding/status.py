"""What the text says of an event's reality: happened, planned, denied, asked, and so on.

The reading goes up from the trigger through the words that govern it (:mod:`allegiance.coding.governors`); a question and
an earlier year come last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allegiance.coding.earlier_years import earlier
from allegiance.coding.governors import Governors
from allegiance.coding.status_words import ASKING, HEDGES
from allegiance.records import EventType, Status

COOPERATIVE = frozenset(
    {
        EventType.AGREE,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.COOPERATE,
        EventType.AID,
        EventType.RETREAT,
        EventType.CONSULT,
    }
)
HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE, EventType.PROTEST})


@dataclass(frozen=True, slots=True)
class Reality:
    """The reading of a trigger.

    Attributes:
        status: The status.
        negated: True when the text says that the act isn't or won't be done.
        hedged: True when the text puts it in doubt.
        words: The word that decided, with its span in the sentence; empty when nothing marks it.
    """

    status: Status
    negated: bool = False
    hedged: bool = False
    words: str = ""
    start: int = 0
    end: int = 0
    rule: str = "plain statement"


def reality(token: Any, *, kind: EventType, published: date | None, cue_status: str = "") -> Reality:
    """Return what the sentence says of the reality of the event that this word reports.

    Args:
        token: The trigger's head word.
        kind: The event's type as the cue gives it.
        published: The article's day, against which years are old.
        cue_status: Status that the cue itself brings, if any.
    """
    sentence = token.sent.text if len(token.sent) else token.doc.text
    found = Governors(token, kind=kind, cue_status=cue_status)
    status, rule = found.status, found.rule
    negated, hedged = found.negated is not None, found.hedged or _doubted(sentence, token)
    if _questioned(sentence, token, found):
        status, rule = Status.ASKED, "question"
    if published is not None and status in (None, Status.ASSERTED):
        old = earlier(sentence, token, published)
        if old is not None:
            words, start, end = old
            return Reality(Status.HISTORICAL, negated, hedged, words, start, end, "earlier year")
    mark = found.decider if found.decider is not None else found.negated
    words, start = (mark.text, mark.idx) if mark is not None else ("", 0)
    return Reality(status or Status.ASSERTED, negated, hedged, words, start, start + len(words), rule)


def _doubted(sentence: str, token: Any) -> bool:
    """Tell whether a word of doubt bears on a trigger; "suspected" and "alleged" do so only nearby."""
    hedge = HEDGES.search(sentence)
    if hedge is None:
        return False
    far = abs(hedge.start() + token.sent.start_char - token.idx) > 60
    return not (far and hedge.group().lower().startswith(("suspect", "alleg")))


def _questioned(sentence: str, token: Any, found: Governors) -> bool:
    if not sentence.rstrip("\"”’' ").endswith("?"):
        return False
    opener = sentence.lstrip("\"“‘' ").split(" ", 1)[0].lower()
    inside = token.dep_ in ("acl", "amod", "relcl", "pobj", "advcl")
    return not found.given and not inside and (opener in ASKING or found.status is None)


def as_reported(kind: EventType, real: Reality, *, refused: bool = False) -> tuple[tuple[EventType, Status], ...]:
    """Return the types and statuses that an event may be coded with, given its reality, the likeliest first.

    PLOVER's rules: a cooperative act still to come is AGREE, a hostile one THREATEN; a refusal to cooperate is REJECT; a
    hostile act that did not happen keeps its type and is denied.

    Args:
        kind: The cue's type.
        real: What the sentence says of its reality.
        refused: True where the cue itself holds the "not" of a refusal, which then denies nothing.
    """
    status = real.status
    if refused:
        past = status if status in (Status.HISTORICAL, Status.HYPOTHETICAL, Status.CONDITIONAL) else Status.ASSERTED
        return ((kind, past),)
    if real.rule in ("counterfactual", "fiction"):
        return ()
    if real.negated:
        if kind in COOPERATIVE:
            if status is Status.DENIED:
                return ((kind, Status.ASSERTED),)
            kept = status if status in (Status.HISTORICAL, Status.HYPOTHETICAL, Status.CONDITIONAL) else Status.ASSERTED
            if real.words.lower() == "no":
                return ((EventType.REJECT, kept),)
            return ((EventType.REJECT, kept), (kind, Status.DENIED))
        if kind is EventType.REJECT:
            return ((kind, Status.DENIED),)
        if kind is EventType.VOTE:
            return ((kind, Status.DENIED),)
        return ((kind, Status.DENIED),)
    if status in (Status.PLANNED,):
        if kind in COOPERATIVE and kind is not EventType.AGREE:
            return ((EventType.AGREE, status), (kind, status))
        if kind in HOSTILE:
            return ((EventType.THREATEN, status), (kind, status))
    return ((kind, status),)
