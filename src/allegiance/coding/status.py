"""What the text says of an event's reality: happened, planned, denied, asked, and so on.

The reading goes up from the trigger through the verbs that govern it; each verb, auxiliary, negation and conjunction on
the way has its say, and what stands nearer to the trigger is read first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

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

LIGHT = frozenset(
    [
        "issue",
        "make",
        "give",
        "hold",
        "launch",
        "carry",
        "conduct",
        "impose",
        "send",
        "offer",
        "have",
        "take",
        "deliver",
        "express",
        "stage",
        "begin",
        "start",
        "sign",
        "reach",
        "strike",
        "announce",
        "mount",
        "provide",
        "do",
        "resume",
        "continue",
        "renew",
        "open",
        "unleash",
        "lead",
        "host",
        "plan",
        "pay",
        "place",
        "put",
        "slap",
    ]
)
"""Verbs that only carry the noun that tells the act."""

PLAN = frozenset(
    [
        "plan",
        "intend",
        "prepare",
        "vow",
        "promise",
        "pledge",
        "agree",
        "offer",
        "expect",
        "set",
        "ready",
        "aim",
        "hope",
        "decide",
        "schedule",
        "propose",
        "commit",
        "announce",
        "approve",
        "order",
        "want",
        "seek",
        "move",
        "start",
        "ask",
        "threaten",
        "prepared",
        "willing",
        "due",
        "poised",
        "likely",
        "eager",
        "going",
        "determined",
        "threat",
        "plan",
        "promise",
        "pledge",
        "offer",
        "decision",
        "intention",
        "readiness",
        "proposal",
        "bid",
        "try",
        "attempt",
        "continue",
    ]
)
PLAN_STRICT = PLAN - frozenset(["start", "continue", "decide", "try", "attempt", "move", "seek", "order"])
CONSIDER = frozenset(
    [
        "consider",
        "mull",
        "weigh",
        "contemplate",
        "ponder",
        "explore",
        "debate",
        "fear",
        "worry",
        "speculate",
        "prospect",
        "possibility",
        "risk",
        "fear",
        "option",
        "able",
    ]
)
ASK = frozenset(
    [
        "ask",
        "urge",
        "demand",
        "call",
        "request",
        "beg",
        "press",
        "order",
        "tell",
        "want",
        "implore",
        "appeal",
        "plead",
        "insist",
        "require",
        "invite",
        "encourage",
        "let",
        "lobby",
        "need",
    ]
)
REFUSE = frozenset(["refuse", "decline", "reject", "refusal", "unwilling", "reluctant"])
FAIL = frozenset(["fail", "unable", "failure"])
FORBEAR = frozenset(["refrain", "abstain", "desist", "forbear", "shrink", "avoid", "forgo", "eschew"])
DENY = frozenset(["deny", "denial", "refute", "dismiss", "rebut", "disprove"])
STOP = frozenset(["prevent", "stop", "avoid", "avert", "bar", "keep", "prohibit", "ban"])
NEGATIONS = frozenset(
    ["not", "n't", "never", "no", "neither", "nor", "without", "hardly", "barely", "nobody", "none", "cannot"]
)
HEDGES = re.compile(
    r"\b(?:reportedly|allegedly|alleged|apparently|purported(?:ly)?|supposed(?:ly)?|suspected|rumou?r(?:s|ed)?|unconfirmed|seem(?:s|ed)?"
    r"|appear(?:s|ed)? to|is said to|are said to|believed to|thought to|possibly|presumably|perhaps|claims? that|unverified"
    r"|may have|might have|could have)\b",
    re.IGNORECASE,
)
_ERA = re.compile(
    r"\b(?:world war|cold war|soviet era|soviet-era|second world war|in the (?:19|18)\d0s|decades ago|centur(?:y|ies))\b",
    re.IGNORECASE,
)
_AGO = re.compile(
    r"\b(?:last year|(?:a|two|three|four|five|six|ten|\d+|several|many) (?:years?|decades?) ago|the previous year)\b",
    re.IGNORECASE,
)
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


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


def _negation(token: Any) -> Any | None:
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj") and child.lower_ in NEGATIONS):
            return child
    return None


def _negated_verb(token: Any) -> Any | None:
    """Return the word that negates a verb: its own, or "no" on its subject or object."""
    own = _negation(token)
    if own is not None:
        return own
    for child in token.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.i != token.i:
            for grand in child.children:
                if grand.lower_ in ("no", "neither", "nobody") and grand.dep_ == "det":
                    return grand
    if token.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass", "neg") for c in token.children):
        # "did not sign or ratify": negation spans the coordination unless a subject or "but" comes between
        joined = {c.lower_ for c in token.head.children if c.dep_ == "cc"}
        if "or" in joined or "nor" in joined:
            return _negation(token.head)
    return None


def _own_act(token: Any, came: Any, depth: int) -> bool:
    """Tell whether an act is itself what a verb governs: "avoid bombing", "refrain from bombing"."""
    if token.tag_ != "VBG":
        return False
    return (depth == 1 and came.dep_ == "xcomp") or (depth == 2 and came.dep_ == "prep" and came.lower_ == "from")


def _perfect(verb: Any) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in ("have", "’ve", "'ve") for c in verb.children)


def _given(token: Any) -> bool:
    """Return whether a noun is taken for granted: "Russia's invasion", "the attack", "its war"."""
    return not token.tag_.startswith("VB") and any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        for c in token.children
    )


def _finite(verb: Any) -> bool:
    """Return whether a verb stands in a clause of its own, with a subject and a tense."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP") for c in verb.children
    )


def reality(token: Any, *, kind: EventType, published: date | None, cue_status: str = "") -> Reality:
    """Return what the sentence says of the reality of the event that this word reports.

    Args:
        token: The trigger's head word.
        kind: The event's type as the cue gives it.
        published: The article's day, against which years are old.
        cue_status: Status that the cue itself brings, if any.
    """
    doc = token.doc
    sentence = token.sent.text if len(token.sent) else doc.text
    hedge = HEDGES.search(sentence)
    hedged = hedge is not None and not (
        hedge.group().lower().startswith(("suspect", "alleg"))
        and abs(hedge.start() + token.sent.start_char - token.idx) > 60
    )
    negated: Any | None = None
    status: Status | None = Status(cue_status) if cue_status else None
    rule = "cue" if cue_status else "plain statement"
    decider: Any | None = None

    def settle(new: Status, word: Any, name: str) -> None:
        nonlocal status, decider, rule
        if status is None:
            status, decider, rule = new, word, name

    verbal = kind in (EventType.THREATEN, EventType.ACCUSE, EventType.REQUEST, EventType.REJECT)
    place, came = token, token
    carried = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in LIGHT
    given = _given(token) and not carried
    for depth in range(7):
        lemma = place.lemma_.lower()
        bound = given or (came.tag_.startswith("VB") and _finite(came))
        if depth == 0 or (place.tag_.startswith("VB") and not bound):
            no = _negated_verb(place)
            if (
                no is not None
                and negated is None
                and (depth == 0 or came.dep_ in ("dobj", "xcomp", "ccomp", "prep", "nsubj", "nsubjpass", "attr"))
            ):
                negated = no
                rule = "negation"
            for child in place.children:
                if child.dep_ != "aux":
                    continue
                aux = child.lower_
                if aux in ("will", "shall", "'ll", "’ll", "wo", "gonna"):
                    settle(Status.PLANNED, child, "future")
                elif aux in ("may", "might", "could", "would", "should", "’d", "'d") and _perfect(place):
                    if aux in ("may", "might"):
                        hedged = True
                    elif depth == 0:
                        settle(Status.HYPOTHETICAL, child, "counterfactual")
                elif aux in ("may", "might", "could"):
                    settle(Status.HYPOTHETICAL, child, "possibility")
                elif aux in ("would", "'d", "’d"):
                    later = any(
                        c.dep_ == "advcl" and any(m.lower_ in ("if", "unless") for m in c.children)
                        for c in place.children
                    )
                    if later:
                        settle(Status.CONDITIONAL, child, "condition")
                    elif place.dep_ == "ccomp" or place.head.lemma_ in (
                        "say",
                        "announce",
                        "promise",
                        "pledge",
                        "vow",
                        "declare",
                        "warn",
                    ):
                        settle(Status.PLANNED, child, "reported future")
                    else:
                        settle(Status.HYPOTHETICAL, child, "would")
                elif aux in ("should", "must", "ought") and depth == 0:
                    settle(Status.ASKED, child, "demand")
                elif aux in ("can",) and depth == 0:
                    settle(Status.HYPOTHETICAL, child, "ability")
                elif aux == "to" and depth == 0 and place.dep_ == "ROOT":
                    settle(Status.PLANNED, child, "headline infinitive")
            for child in place.children:
                if (child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether")) or (
                    child.lower_ in ("if", "unless") and child.dep_ == "advmod"
                ):
                    settle(Status.CONDITIONAL if child.lower_ != "whether" else Status.HYPOTHETICAL, child, "condition")
                if (
                    child.dep_ == "advcl"
                    and child.i != came.i
                    and any(m.lower_ in ("if", "unless") for m in child.children)
                ):
                    settle(Status.CONDITIONAL, child, "condition")
        if depth > 0:
            infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in came.children) or came.dep_ in (
                "dobj",
                "pcomp",
                "ccomp",
                "prep",
                "acl",
                "xcomp",
            )
            if lemma in REFUSE and infinitive and came.dep_ != "nsubj":
                negated = negated or place
                rule = "refusal"
            elif lemma in FAIL and came.dep_ in ("xcomp", "acl"):
                twice = _negation(place) is not None
                negated = None if twice else negated or place
                rule = "double negation" if twice else "failure"
            elif lemma in FORBEAR and _own_act(token, came, depth):
                twice = _negation(place) is not None
                negated = None if twice else negated or place
                rule = "double negation" if twice else "omission"
            elif lemma in STOP and came.tag_ == "VBG" and came.dep_ == "xcomp" and _negation(place) is not None:
                # "never stopped bombing"
                negated, rule = None, "double negation"
            elif lemma in STOP and came.dep_ == "prep" and _own_act(token, came, depth):
                # "stopped them from shooting"
                negated, rule = negated or place, "omission"
            elif lemma in DENY and came.dep_ in ("dobj", "ccomp", "pcomp", "xcomp", "prep", "acl", "appos"):
                settle(Status.DENIED, place, "denial")
            elif bound and lemma not in ASK:
                pass
            elif lemma in STOP and came.dep_ in ("prep", "pcomp", "xcomp", "dobj"):
                settle(Status.HYPOTHETICAL, place, "prevention")
            elif (
                lemma in ASK
                and came.dep_ in ("xcomp", "ccomp", "prep", "dobj", "advcl")
                and not place.tag_.startswith("NNP")
            ):
                settle(Status.ASKED, place, "demand")
            elif (lemma in PLAN_STRICT and came.dep_ in ("xcomp", "acl", "ccomp")) or (
                lemma in PLAN_STRICT
                and came.dep_ in ("dobj", "prep")
                and lemma in ("plan", "promise", "pledge", "offer", "threaten", "vow", "prepare", "propose")
            ):
                settle(Status.PLANNED, place, "plan")
            elif lemma in CONSIDER and came.dep_ in ("dobj", "xcomp", "ccomp", "prep", "pcomp", "acl"):
                settle(Status.HYPOTHETICAL, place, "consideration")
            elif came.dep_ == "acl" and any(c.dep_ == "aux" and c.lower_ == "to" for c in came.children):
                settle(Status.PLANNED, place, "noun with an infinitive")
        if place.dep_ in ("prep", "pcomp", "pobj"):
            outer = place if place.dep_ == "prep" else place.head
            if outer.lower_ == "without":
                negated = negated or outer
                rule = "without"
            if outer.lower_ == "of" and outer.head.lower_ == "instead":
                negated = negated or outer.head
                rule = "instead of"
            if outer.lower_ == "than" and outer.head.lower_ == "rather":
                negated = negated or outer.head
                rule = "rather than"
        if depth > 0 and not token.tag_.startswith("VB") and place.pos_ in ("NOUN", "PROPN"):
            break  # a noun within another noun's phrase: what governs the outer one leaves it alone
        if (
            place.dep_ == "prep"
            and place.lower_ in PRESUPPOSING
            and not (place.lower_ == "for" and place.head.lemma_.lower() in ASK)
            and not (place.lower_ == "from" and place.head.lemma_.lower() in FORBEAR | STOP)
        ):
            break
        leaves = place.dep_ in ("relcl", "advcl", "parataxis", "appos") or (
            place.dep_ in ("nsubj", "nsubjpass") and (depth > 0 or given)
        )
        if place.head == place or leaves:
            break
        if verbal and depth == 0 and place.dep_ in ("ccomp",):
            break
        if place.dep_ == "conj" and any(c.dep_ in ("nsubj", "nsubjpass") for c in place.children):
            break
        came, place = place, place.head

    if sentence.rstrip("\"”’' ").endswith("?"):
        opener = sentence.lstrip("\"“‘' ").split(" ", 1)[0].lower()
        if (
            not given
            and token.dep_ not in ("acl", "amod", "relcl", "pobj", "advcl")
            and (opener in _ASKING or status is None)
        ):
            status, rule = Status.ASKED, "question"
    if published is not None and status in (None, Status.ASSERTED):
        old = _old(sentence, token, published)
        if old is not None:
            return Reality(Status.HISTORICAL, negated is not None, hedged, old[0], old[1], old[2], "earlier year")
    words, start, end = "", 0, 0
    mark = decider if decider is not None else negated
    if mark is not None:
        words, start, end = mark.text, mark.idx, mark.idx + len(mark.text)
    return Reality(status or Status.ASSERTED, negated is not None, hedged, words, start, end, rule)


PRESUPPOSING = frozenset(
    [
        "after",
        "following",
        "over",
        "since",
        "amid",
        "despite",
        "during",
        "because",
        "due",
        "for",
        "response",
        "like",
        "amidst",
        "about",
        "before",
        "until",
        "than",
        "by",
        "with",
        "from",
    ]
)
"""Prepositions whose object is taken for granted: what governs them says nothing of its reality."""

_ASKING = frozenset(
    [
        "has",
        "have",
        "had",
        "is",
        "are",
        "was",
        "were",
        "will",
        "would",
        "could",
        "can",
        "should",
        "may",
        "might",
        "did",
        "do",
        "does",
        "why",
        "what",
        "how",
        "who",
        "when",
        "where",
        "which",
        "whose",
    ]
)


def _old(sentence: str, token: Any, published: date) -> tuple[str, int, int] | None:
    """Return the words that put an event before the year of publication, with their span."""
    base = token.sent.start_char
    for match in _AGO.finditer(sentence):
        if abs(match.start() + base - token.idx) < 60:
            return match.group(), match.start() + base, match.end() + base
    for word in token.sent:
        if len(word.text) != 4 or not word.text.isdigit() or not 1500 < int(word.text) < published.year:
            continue
        if word.dep_ in ("nummod", "compound", "amod") and word.head.lower_ not in _MONTHS:
            continue
        over, steps = word.head, 0
        if over.lower_ == "since":
            continue
        while steps < 4 and over.dep_ in ("pobj", "prep", "npadvmod", "nummod", "appos"):
            over, steps = over.head, steps + 1
            if over.lower_ == "since":
                break
        if over.lower_ != "since" and (
            over.i == token.i or over.i == token.head.i or (token.dep_ == "xcomp" and over.i == token.head.i)
        ):
            return word.text, word.idx, word.idx + len(word.text)
    era = _ERA.search(sentence)
    if era is not None and abs(era.start() + base - token.idx) < 100:
        return era.group(), era.start() + base, era.end() + base
    return None


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
