"""What the words that govern a trigger say of its reality, read from the trigger upwards.

Each verb, auxiliary, negation and conjunction on the way has its say; what stands nearer to the trigger is read first.
"""

from __future__ import annotations

from typing import Any

from allegiance.coding.status_words import (
    ASK,
    CONSIDER,
    DENY,
    FAIL,
    FORBEAR,
    LIGHT,
    LIMITING,
    NEGATIONS,
    PLAN,
    PRESUPPOSING,
    REFUSE,
    STOP,
)
from allegiance.records import EventType, Status

_MOST_STEPS = 7
_COMPLEMENTS = ("dobj", "pcomp", "ccomp", "prep", "acl", "xcomp")
_VERBAL = (EventType.THREATEN, EventType.ACCUSE, EventType.REQUEST, EventType.REJECT)
_REPORTING = ("say", "announce", "promise", "pledge", "vow", "declare", "warn")
_SUPPOSED = frozenset({"would", "could", "might", "'d", "’d"})
_TALK = frozenset("talk speculation conjecture rumours rumors".split())
_FOR_WHAT_WAS_DONE = frozenset("apologise apologize atone compensate thank forgive".split())
_CALLS = frozenset("calls demands appeals".split())
_PLANNING_WHAT = ("plan", "promise", "pledge", "offer", "threaten", "vow", "prepare", "propose")


def _given(token: Any) -> bool:
    """Return whether a noun is taken for granted: "Russia's invasion", "the attack", "its war"."""
    return not token.tag_.startswith("VB") and any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those"))
        for c in token.children
    )


def _negation(token: Any) -> Any | None:
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj") and child.lower_ in NEGATIONS):
            return None if only_limits(child) else child
    return None


def only_limits(word: Any) -> bool:
    """Tell whether a "not" denies no act but that it is all that was done: "not only condemned"."""
    after = word.doc[word.i + 1 : word.i + 2]
    return word.lower_ in ("not", "n't", "n’t") and any(t.lower_ in LIMITING for t in after)


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


def _perfect(verb: Any) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ in ("have", "’ve", "'ve") for c in verb.children)


def _finite(verb: Any) -> bool:
    """Return whether a verb stands in a clause of its own, with a subject and a tense."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBD", "VBZ", "VBP") for c in verb.children
    )


def _conditional(clause: Any) -> bool:
    return any(c.lower_ in ("if", "unless") for c in clause.children)


def _inverted(verb: Any, aux: Any) -> bool:
    """Tell whether an auxiliary before its subject makes a condition and no question: "Should Rome leave, Paris would"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    opens = aux.i == verb.left_edge.i and subject is not None and aux.i < subject.i
    return opens and verb.dep_ in ("advcl", "ccomp") and not verb.sent.text.rstrip("\"”’' ").endswith("?")


def denies(word: Any) -> bool:
    """Tell whether a word of denial denies: not "did not deny", nor "neither confirmed nor denied"."""
    return _negated_verb(word) is None


def left_open(token: Any) -> bool:
    """Tell whether an act is one that somebody does not rule out: "did not rule out sending", "does not exclude a treaty"."""
    place = token
    for _ in range(_MOST_STEPS):
        if place.lemma_.lower() == "exclude" and not any(c.lower_ == "from" for c in place.children):
            return _negation(place) is not None
        if place.lemma_.lower() == "rule" and any(c.dep_ == "prt" and c.lower_ == "out" for c in place.children):
            over = place.head if place.dep_ == "xcomp" else place
            return _negation(place) is not None or over.lemma_.lower() in REFUSE
        if place.head == place or place.dep_ in ("conj", "relcl", "advcl"):
            return False
        place = place.head
    return False


def talked_of(token: Any) -> Status | None:
    """Return the status of an act of which there is only talk, or for which there are calls; None where there is more.

    "There is talk of Peru recalling its envoy", "there are calls for Peru to recall it".
    """
    below = token
    for place in token.ancestors:
        if place.pos_ == "NOUN" and place.head.lemma_ == "be" and any(c.dep_ == "expl" for c in place.head.children):
            if place.lower_ in _TALK:
                return Status.HYPOTHETICAL
            return Status.ASKED if place.lower_ in _CALLS and below.lower_ == "for" else None
        if place.tag_ in ("VBD", "VBZ", "VBP") or below.dep_ in ("relcl", "advcl"):
            return None
        below = place
    return None


def presupposed(verb: Any) -> bool:
    """Tell whether a deed is taken for done where another about it was left undone: "did not warn Peru before bombing it",
    "has not apologised for bombing it".
    """
    over = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or _negation(over.head) is None:
        return False
    if over.lower_ == "for":
        return over.head.lemma_.lower() in _FOR_WHAT_WAS_DONE
    past = any(c.dep_ == "aux" and c.lower_ in ("did", "had", "has", "have") for c in over.head.children)
    return past and over.lower_ in ("before", "after")


def unwished(verb: Any) -> bool:
    """Tell whether a clause supposes undone what was done: "if they had not attacked, we would be at peace"."""
    if verb.tag_ != "VBN" or verb.dep_ != "advcl" or not any(c.lower_ == "if" for c in verb.children):
        return False
    past = any(c.dep_ == "aux" and c.lower_ in ("had", "'d", "’d") for c in verb.children)
    return past and _negation(verb) is not None and any(c.lower_ in _SUPPOSED for c in verb.head.children)


def _infinitive(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


class Governors:
    """The reading of a trigger by what governs it.

    Attributes:
        status: The status that a word on the way settles; None where none does.
        decider: That word.
        negated: The word that negates the act, if any.
        hedged: True where "may have" puts the act in doubt.
        rule: The name of what was read last.
    """

    def __init__(self, token: Any, *, kind: EventType, cue_status: str) -> None:
        self.token = token
        self.kind = kind
        self.status: Status | None = Status(cue_status) if cue_status else None
        self.decider: Any | None = None
        self.negated: Any | None = None
        self.hedged = False
        self.rule = "cue" if cue_status else "plain statement"
        carried = token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in LIGHT
        self.given = _given(token) and not carried
        self._climb()

    def _climb(self) -> None:
        place = came = self.token
        for depth in range(_MOST_STEPS):
            bound = self.given or (came.tag_.startswith("VB") and _finite(came))
            if depth == 0 or (place.tag_.startswith("VB") and not bound):
                self._read_negation(place, came, depth)
                self._read_auxiliaries(place, depth)
                self._read_conditions(place, came)
            if depth > 0:
                self._read_governor(place, came, depth, bound)
            self._read_preposition(place)
            if self._ends(place, depth):
                break
            came, place = place, place.head

    def _settle(self, status: Status, word: Any, rule: str) -> None:
        if self.status is None:
            self.status, self.decider, self.rule = status, word, rule

    def _negate(self, word: Any, rule: str) -> None:
        self.negated, self.rule = self.negated or word, rule

    def _undo(self) -> None:
        self.negated, self.rule = None, "double negation"

    def _read_negation(self, place: Any, came: Any, depth: int) -> None:
        no = _negated_verb(place)
        reaches = depth == 0 or came.dep_ in ("dobj", "xcomp", "ccomp", "prep", "nsubj", "nsubjpass", "attr")
        if no is not None and self.negated is None and reaches:
            self._negate(no, "negation")

    def _read_auxiliaries(self, place: Any, depth: int) -> None:
        for child in place.children:
            if child.dep_ != "aux":
                continue
            aux = child.lower_
            if aux in ("should", "had") and depth == 0 and _inverted(place, child):
                self._settle(Status.HYPOTHETICAL, child, "inverted condition")
            elif aux in ("will", "shall", "'ll", "’ll", "wo", "gonna"):
                self._settle(Status.PLANNED, child, "future")
            elif aux in ("may", "might", "could", "would", "should", "’d", "'d") and _perfect(place):
                if aux in ("may", "might"):
                    self.hedged = True
                elif depth == 0:
                    self._settle(Status.HYPOTHETICAL, child, "counterfactual")
            elif aux in ("may", "might", "could"):
                self._settle(Status.HYPOTHETICAL, child, "possibility")
            elif aux in ("would", "'d", "’d"):
                self._settle(*self._would(place, child))
            elif aux in ("should", "must", "ought") and depth == 0:
                self._settle(Status.ASKED, child, "demand")
            elif aux == "can" and depth == 0:
                self._settle(Status.HYPOTHETICAL, child, "ability")
            elif aux == "to" and depth == 0 and place.dep_ == "ROOT":
                self._settle(Status.PLANNED, child, "headline infinitive")

    @staticmethod
    def _would(place: Any, word: Any) -> tuple[Status, Any, str]:
        if any(c.dep_ == "advcl" and _conditional(c) for c in place.children):
            return Status.CONDITIONAL, word, "condition"
        if place.dep_ == "ccomp" or place.head.lemma_ in _REPORTING:
            return Status.PLANNED, word, "reported future"
        return Status.HYPOTHETICAL, word, "would"

    def _read_conditions(self, place: Any, came: Any) -> None:
        for child in place.children:
            if (child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether")) or (
                child.lower_ in ("if", "unless") and child.dep_ == "advmod"
            ):
                if child.i > 0 and child.nbor(-1).lower_ == "what":
                    self._settle(Status.HYPOTHETICAL, child, "supposition")  # "What if Peru left?"
                status = Status.HYPOTHETICAL if child.lower_ == "whether" else Status.CONDITIONAL
                self._settle(status, child, "condition")
            if child.dep_ == "advcl" and child.i != came.i and _conditional(child):
                self._settle(Status.CONDITIONAL, child, "condition")

    def _read_governor(self, place: Any, came: Any, depth: int, bound: bool) -> None:
        """Read what a governing word means for the word ``came``, through which it governs the trigger."""
        lemma, by = place.lemma_.lower(), came.dep_
        if lemma in REFUSE and by != "nsubj" and (_infinitive(came) or by in _COMPLEMENTS):
            self._negate(place, "refusal")
        elif lemma in FAIL and by in ("xcomp", "acl"):
            if self.rule == "omission" and self.negated is not None:
                self._undo()  # "failed to stop them from shooting"
            else:
                self._leave_undone(place, "failure")
        elif lemma in FORBEAR and self._own_act(came, depth):
            self._leave_undone(place, "omission")
        elif lemma in STOP and came.tag_ == "VBG" and by == "xcomp" and _negation(place) is not None:
            self._undo()  # "never stopped bombing"
        elif lemma in STOP and by == "prep" and self._own_act(came, depth):
            self._leave_undone(place, "omission")  # "stopped them from shooting"
        elif lemma in DENY and by in ("dobj", "ccomp", "pcomp", "xcomp", "prep", "acl", "appos"):
            if denies(place):
                self._settle(Status.DENIED, place, "denial")
            else:
                self._settle(Status.HYPOTHETICAL, place, "not denied")
        elif bound and lemma not in ASK:
            pass
        elif lemma in STOP and by in ("prep", "pcomp", "xcomp", "dobj"):
            self._settle(Status.HYPOTHETICAL, place, "prevention")
        elif lemma in ASK and by in ("xcomp", "ccomp", "prep", "dobj", "advcl") and not place.tag_.startswith("NNP"):
            self._settle(Status.ASKED, place, "demand")
        elif lemma in PLAN and (
            by in ("xcomp", "acl", "ccomp") or (by in ("dobj", "prep") and lemma in _PLANNING_WHAT)
        ):
            self._settle(Status.PLANNED, place, "plan")
        elif lemma in CONSIDER and by in ("dobj", "xcomp", "ccomp", "prep", "pcomp", "acl"):
            self._settle(Status.HYPOTHETICAL, place, "consideration")
        elif by == "acl" and _infinitive(came) and not (lemma == "order" and place.head.lower_ == "in"):
            self._settle(Status.PLANNED, place, "noun with an infinitive")

    def _leave_undone(self, place: Any, rule: str) -> None:
        if _negation(place) is not None:
            self._undo()
        else:
            self._negate(place, rule)

    def _own_act(self, came: Any, depth: int) -> bool:
        """Tell whether the act is itself what a verb governs: "avoid bombing", "refrain from bombing"."""
        if self.token.tag_ != "VBG":
            return False
        return (depth == 1 and came.dep_ == "xcomp") or (depth == 2 and came.dep_ == "prep" and came.lower_ == "from")

    def _read_preposition(self, place: Any) -> None:
        if place.dep_ not in ("prep", "pcomp", "pobj"):
            return
        outer = place if place.dep_ == "prep" else place.head
        if outer.lower_ == "without":
            self._negate(outer, "without")
        if outer.lower_ == "of" and outer.head.lower_ == "instead":
            self._negate(outer.head, "instead of")
        if outer.lower_ == "than" and outer.head.lower_ == "rather":
            self._negate(outer.head, "rather than")

    def _ends(self, place: Any, depth: int) -> bool:
        """Tell whether what governs a word says nothing more of the trigger."""
        if depth > 0 and not self.token.tag_.startswith("VB") and place.pos_ in ("NOUN", "PROPN"):
            return True  # a noun within another noun's phrase: what governs the outer one leaves it alone
        over = place.head.lemma_.lower()
        if (
            place.dep_ == "prep"
            and place.lower_ in PRESUPPOSING
            and not (place.lower_ == "for" and over in ASK)
            and not (place.lower_ == "from" and over in FORBEAR | STOP)
        ):
            return True
        subject = ("nsubj", "nsubjpass")
        return (
            place.head == place
            or place.dep_ in ("relcl", "advcl", "parataxis", "appos")
            or (place.dep_ in subject and (depth > 0 or self.given))
            or (place.dep_ == "ccomp" and depth == 0 and self.kind in _VERBAL)
            or (place.dep_ == "conj" and any(c.dep_ in subject for c in place.children))
        )
