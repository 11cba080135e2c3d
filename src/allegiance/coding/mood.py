"""Wordings that change what a sentence says of an event, wherever its verb hangs: conditions, denials, alternatives."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from allegiance.coding.cues import Cues
from allegiance.coding.governors import denies, left_open, talked_of, unwished
from allegiance.coding.nouns import LEADER_HEADS, POST_NOUNS
from allegiance.coding.status import COOPERATIVE, HOSTILE, Reality, reality
from allegiance.coding.status_words import LIGHT, LIMITING
from allegiance.coding.triggers import Trigger
from allegiance.records import EventType, Status

_CONDITION = re.compile(
    r"(?:^|[\s,;])(?:if|unless|provided(?: that)?|on condition(?: that)?|in (?:the )?(?:case|event) of|as long as)\s"
    r"|^Should\s.+,|,\s+or\s",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|short of|refrain(?:s|ed|ing)? from|far from)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
_OMITTED = re.compile(
    r"\b(?:forg[eo]ts?|forgotten|neglect(?:s|ed)?|omit(?:s|ted)?|(?:has|have|had) yet|is yet|are yet) to\s+$"
)
_NOBODY = re.compile(r"^\W*(?:neither|none of|nobody|no one|no)\b", re.IGNORECASE)
_UNTRUE = r"(?:false|untrue|not true|wrong|baseless|unfounded|groundless|fake|fabricated|invented)\b"
_EXCEPT = re.compile(r"\b(?:except|other than)\b")
_FALSE = re.compile(
    r"^\W*(?:the |these |those |such |earlier |all )*(?:[\w.-]+[’']s? )?(?:reports?|claims?|rumou?rs?|allegations?)\b.*?"
    rf"\b(?:is|are|was|were|proved|proven|turn(?:s|ed) out)(?: to be)? {_UNTRUE}"
    rf"|^\W*it (?:is|was) (?:\w+ )?{_UNTRUE}",
    re.IGNORECASE,
)
_CALLED_FALSE = re.compile(
    r"\b(?:call|describe|brand|label|dismiss|denounce|reject)(?:s|d|ed|led)?\s+(?:the |these |those |such |as )*"
    r"(?:reports?|claims?|rumou?rs?|allegations?|stor(?:y|ies))\s+that\b[^.;]*?"
    rf"\b(?:an? (?:lie|hoax|invention|fabrication)\b|lies\b|as (?:an? )?(?:\w+ )?{_UNTRUE})",
    re.IGNORECASE,
)
"""A report that somebody calls untrue, with what it tells: "called the report that it had fled a lie"."""
_WRONG_TO_SAY = re.compile(
    rf"\bit (?:is|was|would be) (?:\w+ )?(?:a (?:lie|mistake|myth)\b|incorrect\b|mistaken\b|{_UNTRUE}) to "
    r"(?P<verb>say|claim|suggest|think|believe|assert|argue|allege|maintain|pretend)\b",
    re.IGNORECASE,
)
"""What is wrong to say isn't so: "it was wrong to claim that it had fled"."""
_OF_A_PARTY = re.compile(
    rf"\bnot (?:{'|'.join(sorted(LIMITING))})\b"
    r"|,\s+(?:and\s+)?not\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*(?=[,.;]|$)"
    r"|\bnot\s+(?:(?:by|in|on|to|from|with|against|at)\s+)?(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,3},?\s+but\b"
)
"""A "not" that denies no act: that it is all that was done, or that a party did it ("Peru, not Chile,", "not by A but B")."""
_DENIED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:es|ed)"
    r"|reject(?:s|ed) (?:the |a )?(?:charge|claim|report|allegation|accusation|idea)s?)"
    r"\b(?:\W+\w+){0,6}\W+$",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(
    r"(?:\b(?:not|never)|n[’']t) den(?:y|ied|ying)\s+(?:(?!and\b|but\b|then\b)\w+\s+){0,2}$", re.IGNORECASE
)
_ASKS = re.compile(
    r"^\W*(?:is|are|was|were|has|have|had|did|does|do|will|can|could|would|should|may|might)\b.*\?\W*$", re.I
)
_DENYING = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|hardly|barely|cannot|den(?:y|ies|ied|ying|ials?)|refut\w+"
    r"|reject\w*|dismiss\w*|disput\w+|debunk\w*|contradict\w*|false\w*|fake\w*|untrue|wrong\w*|bogus|baseless|unfounded"
    r"|groundless|invented|fabricat\w+|lies?|lying|hoax|myth|conspiracy|instead|rather|contrary|far from|short of|refrain\w*"
    r"|abstain\w*|avoid\w*|fail\w*|stop\w*|prevent\w*|thwart\w*|foil\w*|avert\w*|block\w*|halt\w*|cancel\w*|abort\w*"
    r"|call\w* off|scrap\w*|postpon\w*|unable|refus\w*|declin\w*|yet to|forg[eo]t\w*|neglect\w*|omit\w*"
    r"|un(?!ited\b)\w+ed)\b|n[’']t\b",
    re.IGNORECASE,
)
_FICTION = re.compile(
    r"\b(?:in the (?:novel|film|movie|series|game|play|scenario)|in a (?:novel|film|war game|simulation))\b", re.I
)
_POSSIBLE = frozenset(["possible", "potential", "hypothetical", "imagined", "conceivable", "would-be"])


REFUSALS = frozenset(
    """reject refuse decline deny veto rebuff dismiss oppose refusal rejection denial veto defy spurn rule snub ignore
    resist object opposition defiance block boycott shun obstruct repudiate renounce""".split()
)
"""Words that are a "no" themselves; a refusal told by any other word has its "no" beside it."""

_ACTS_OF_DENIAL = frozenset({"deny", "refuse", "decline", "reject", "fail"})
_BINDING = frozenset({"agree", "consent", "pledge", "promise", "vow", "undertake", "commit", "swear", "offer"})
_WEIGHING = frozenset({"consider", "mull", "weigh", "contemplate", "ponder"})
_PROPOSING = frozenset("propose promise pledge vow plan prepare".split()) | _WEIGHING
_HARM = frozenset({EventType.SANCTION, EventType.ASSAULT})
_ASKED_FOR = frozenset({"proposal", "offer", "invitation", "request", "plan"})

_FORESEEN = frozenset({"upcoming", "forthcoming", "impending", "planned", "scheduled", "proposed"})
_COME_ABOUT = frozenset("begin start end conclude complete finish happen occur go open follow produce bring".split())
"""Verbs that, like those that carry a noun, tell that what was planned came about."""
_SPANS = frozenset("day week month year decade time while".split())
_UNDER = frozenset({"pobj", "poss", "compound", "nmod", "appos", "conj"})

_INFINITIVES = frozenset({"xcomp", "ccomp", "acl", "relcl"})
_LODGE = frozenset("lodge file send deliver submit issue register hand convey present give pass transmit".split())
_STATELY = LEADER_HEADS | POST_NOUNS | frozenset({"government", "ministry", "cabinet", "embassy", "parliament"})


def status_given(token: Any, *, kind: EventType, published: date | None) -> tuple[Status, Reality]:
    """Return the status of an event whose type is settled already, and the reading that it rests on.

    Args:
        token: The trigger's head word.
        kind: The event's type; a refusal is REJECT.
        published: The article's day.
    """
    real = adjusted(reality(token, kind=kind, published=published), token)
    if not real.negated or (kind is EventType.REJECT and token.lemma_.lower() not in REFUSALS):
        return real.status, real
    kept = real.status if real.status in (Status.HISTORICAL, Status.HYPOTHETICAL, Status.CONDITIONAL) else Status.DENIED
    return kept, real


def only_denies(trigger: Trigger, doc: Any) -> bool:
    """Tell whether a trigger denies that something happened: what it denies is coded instead, as denied."""
    if trigger.cue.type is not EventType.REJECT or not trigger.lemma.startswith("deny"):
        return False
    return any(child.dep_ in ("ccomp", "xcomp", "pcomp") for child in doc[trigger.head].children)


def plans_harm(token: Any, cues: Cues) -> bool:
    """Tell whether what a verb proposes, promises or weighs is a hostile act that its object names: "propose an embargo"."""
    if token.lemma_.lower() not in _PROPOSING:
        return False
    objects = (child.lemma_.lower() for child in token.children if child.dep_ in ("dobj", "nsubjpass"))
    kinds = ({row.type for row in cues.nouns.get(lemma, ())} for lemma in objects)
    return any(found & _HARM and not found & COOPERATIVE for found in kinds)


def weighs(token: Any) -> bool:
    """Tell whether a verb only weighs what its object names: "is weighing an embargo", "mulls expelling the envoy"."""
    weighed = token.lemma_.lower() in _WEIGHING and any(c.dep_ in ("dobj", "xcomp") for c in token.children)
    return weighed and not any(c.dep_ == "aux" and c.lower_ in ("will", "'ll", "’ll") for c in token.children)


def promises_restraint(token: Any, cues: Cues) -> bool:
    """Tell whether a verb binds its subject not to do harm: "vowed never to attack"."""
    if token.lemma_.lower() not in _BINDING:
        return False
    kept = (c for c in token.children if c.dep_ in _INFINITIVES and any(g.dep_ == "neg" for g in c.children))
    kinds = ({row.type for row in cues.verbs.get(c.lemma_.lower(), ())} for c in kept)
    return any(found & HOSTILE and not found & COOPERATIVE for found in kinds)


def beside_what_is_open(token: Any) -> bool:
    """Tell whether a past deed only stands beside what is planned or possible: "would leave and expelled the envoy"."""
    return bool(
        token.dep_ == "conj"
        and token.tag_ == "VBD"
        and token.head.tag_ == "VB"
        and not any(c.dep_ in ("aux", "neg", "mark") for c in token.children)
    )


def binds_to_act(token: Any) -> bool:
    """Tell whether a verb binds its subject to an act, named by an infinitive: "agreed to send", "accepted a plan to leave".

    The act is still to come, unlike an accord that was reached: "agreed on a fee".
    """
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or not (lemma in _BINDING or lemma == "accept"):
        return False
    over = [token] if lemma in _BINDING else [c for c in token.children if c.dep_ == "dobj" and c.lemma_ in _ASKED_FOR]
    below = (child for word in over for child in word.children if child.i > word.i and child.dep_ in _INFINITIVES)
    return any(c.dep_ == "aux" and c.lower_ == "to" for child in below for c in child.children)


def _is_near(noun: Any) -> bool:
    """Tell whether somebody only comes near an act: "near a border deal", "closer to an accord"."""
    over = noun.head
    if noun.dep_ == "dobj":
        return bool(over.lemma_.lower() == "near" and over.pos_ == "VERB")
    if noun.dep_ != "pobj":
        return False
    return over.lower_ == "near" or (over.lower_ == "to" and over.head.lower_ in ("close", "closer"))


def foreseen(noun: Any) -> bool:
    """Tell whether a noun names an act as one still to come, and no verb tells that it was carried out: "a planned visit"."""
    if noun.pos_ == "NOUN" and _is_near(noun):
        return True
    if noun.pos_ != "NOUN" or not any(c.dep_ == "amod" and c.lower_ in _FORESEEN for c in noun.children):
        return False
    return noun.dep_ in _UNDER or noun.head.lemma_.lower() not in LIGHT | _COME_ABOUT


def awaited(noun: Any) -> Status | None:
    """Return the status of an act that may or will take its time, and so has not come about: "approval could take months"."""
    verb = noun.head
    if noun.pos_ != "NOUN" or noun.dep_ != "nsubj" or verb.lemma_ != "take":
        return None
    if not any(c.dep_ in ("dobj", "npadvmod") and c.lemma_.lower() in _SPANS for c in verb.children):
        return None
    modals = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if modals & {"could", "may", "might", "would"}:
        return Status.HYPOTHETICAL
    return Status.PLANNED if modals & {"will", "'ll", "’ll"} else None


def turns_back(verb: Any) -> bool:
    """Tell whether a verb keeps somebody out: "turned back the boats"; where it is denied, they were let in."""
    out = any(c.dep_ in ("prt", "advmod") and c.lower_ in ("back", "away") for c in verb.children)
    return (
        out and verb.lemma_ in ("turn", "push", "send") and any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children)
    )


def diplomatic(token: Any) -> bool:
    """Tell whether a protest is a complaint from one government to another, and no crowd's."""
    if token.tag_.startswith("VB"):
        return any(c.dep_ == "nsubj" and c.lemma_.lower() in _STATELY for c in token.children)
    formal = any(c.lower_ in ("diplomatic", "formal", "official") for c in token.children)
    return formal or (token.dep_ == "dobj" and token.head.lemma_.lower() in _LODGE)


def in_fiction(sentence: str) -> bool:
    """Tell whether a sentence says itself that it tells of a novel, a film or a game, where nothing happens."""
    return bool(_FICTION.search(sentence))


def may_deny(sentence: str) -> bool:
    """Tell whether a sentence has any word by which it could say that something did not happen."""
    return bool(_DENYING.search(_OF_A_PARTY.sub(" ", sentence)))


def _denied_by(found: re.Match[str], token: Any) -> bool:
    """Tell whether what is denied before an act is that act, and not something else: "denied the charges and expelled"."""
    word = next((t for t in token.sent if t.idx - token.sent.start_char == found.start()), None)
    if word is None or not denies(word):
        return False
    if not word.is_ancestor(token):
        # The parser may have hung it elsewhere, but hardly beyond a comma or an "and".
        return not re.search(r",|\b(?:and|but|then)\b", found.group())
    return _governs(word, token)


def deniable(token: Any) -> bool:
    """Tell whether a word of the sentence may deny the act at a trigger.

    A denial or a "not" before a finite verb that it doesn't govern denies no deed of that verb: "did not sign and bombed".
    """
    doc, sentence = token.doc, token.sent.text
    if not may_deny(sentence):
        return False
    words = [m.start() for m in _DENYING.finditer(_OF_A_PARTY.sub(lambda m: " " * len(m.group()), sentence))]
    first = token.sent.start_char
    at = {t.idx - first: t for t in doc[token.sent.start : token.sent.end]}
    verb = token.tag_ in ("VBD", "VBZ", "VBP")
    return not verb or any(place not in at or at[place].i > token.i or _bears_on(at[place], token) for place in words)


def _bears_on(word: Any, token: Any) -> bool:
    """Tell whether a word that denies may deny a finite verb after it; one of which the parse tells too little may."""
    if word.dep_ == "neg":
        word = word.head
    elif word.lemma_.lower() not in _ACTS_OF_DENIAL:
        return True
    return bool(token in (word, word.head)) or _governs(word, token)


def _governs(word: Any, token: Any) -> bool:
    """Tell whether a word of denial stands over an act, and not over a clause beside it."""
    below = next((t for t in (token, *token.ancestors) if t.head == word), None)
    return below is not None and below.dep_ not in ("conj", "advcl", "parataxis")


def adjusted(real: Reality, token: Any) -> Reality:
    """Return the reading of a trigger with what the wording around it says."""
    sentence = token.sent.text
    place = token.idx - token.sent.start_char
    before = sentence[:place]

    def told(words: str, rule: str, status: Status, *, negated: bool = False) -> Reality:
        start = max(0, sentence.find(words)) + token.sent.start_char
        return replace(
            real, status=status, negated=negated, words=words, start=start, end=start + len(words), rule=rule
        )

    if in_fiction(sentence):
        return told(sentence.split()[0], "fiction", Status.HYPOTHETICAL)
    if re.match(r"\W*Had\s", sentence) and re.search(r"\bwould\b", sentence):
        return told(sentence.split()[0], "counterfactual", Status.HYPOTHETICAL)
    if unwished(token):
        return told("if", "counterfactual of a deed", Status.ASSERTED)
    found = _FALSE.search(sentence)
    # What a report that is false tells stands before the word that says so; "it is false that" comes first.
    if found and (place < found.end() or sentence[found.end() :].lstrip().startswith("that ")):
        if real.negated:
            return told(found.group().split()[-1], "double negation", Status.ASSERTED)
        return told(found.group().split()[-1], "called false", Status.DENIED)
    called = _CALLED_FALSE.search(sentence)
    if called and called.start() < place < called.end() and not real.negated:
        return told(called.group().split()[0], "called false", Status.DENIED)
    unsaid = _WRONG_TO_SAY.search(before)
    if unsaid and any(a.idx - token.sent.start_char == unsaid.start("verb") for a in token.ancestors):
        rule, status = ("double negation", Status.ASSERTED) if real.negated else ("called false", Status.DENIED)
        return told(unsaid.group(), rule, status)
    if (talk := talked_of(token)) is not None:
        return told("there", "talk of it", talk)
    if left_open(token):
        return told("rul", "not ruled out", Status.HYPOTHETICAL)
    if found := _NOT_DENIED.search(before):
        return told(found.group().split()[0], "not denied", Status.HYPOTHETICAL)
    if real.rule != "not denied" and (found := _DENIED.search(before)) and _denied_by(found, token):
        return told(found.group().split()[0], "denial", Status.DENIED)
    if not real.negated and real.rule != "double negation":
        for pattern, rule in ((_INSTEAD, "alternative not taken"), (_OMITTED, "omission")):
            if found := pattern.search(before):
                return told(found.group().strip(), rule, Status.ASSERTED, negated=True)
        found = _NOBODY.search(sentence)
        if found and _EXCEPT.search(sentence, found.end(), place):
            return told(found.group().strip(), "double negation", Status.ASSERTED)
        if found and token.dep_ == "ROOT" and token.tag_.startswith("VB"):
            return told(found.group().strip(), "negated subject", Status.ASSERTED, negated=True)
    if real.status is Status.PLANNED and (found := _CONDITION.search(sentence)):
        return told(found.group().strip(), "condition", Status.CONDITIONAL)
    if real.status is Status.ASSERTED and not real.negated:
        doubt = next((c for c in token.children if c.dep_ == "amod" and c.lower_ in _POSSIBLE), None)
        if doubt is not None:
            return told(doubt.text, "possibility", Status.HYPOTHETICAL)
        if _ASKS.search(sentence):
            return told("?", "question", Status.ASKED)
    return real
