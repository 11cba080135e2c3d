"""Finding the words that may report an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allegiance.coding.cues import Cue, Cues
from allegiance.records import EventType

OBJECT_DEPS = frozenset(["dobj", "nsubjpass", "attr", "oprd", "dative", "xcomp", "ccomp", "pobj"])
_GAP = 3


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or several, that may report an event of one type.

    Attributes:
        head: Index of the word that the parties hang on.
        first, last: Indices of its first and last word.
        lemma: The cue as matched, with its particle or object ("call on", "hold meeting").
    """

    head: int
    first: int
    last: int
    cue: Cue
    lemma: str
    kind: str


def uncued(token: Any, kind: EventType) -> Trigger:
    """Return a word read as a type that no cue names for it."""
    sort = {"VERB": "verb", "AUX": "verb", "ADJ": "adjective"}.get(token.pos_, "noun")
    cue = Cue(-1, kind, sort, frozenset(), frozenset(), "", None, "", 0.0)
    return Trigger(token.i, token.i, token.i, cue, token.lemma_.lower(), sort)


def objects_of(token: Any) -> list[Any]:
    """Return the heads of a verb's objects and of what its prepositions govern, with what is coordinated to them."""
    found: list[Any] = []
    for child in token.children:
        if child.dep_ in OBJECT_DEPS:
            found.append(child)
        elif child.dep_ in ("prep", "agent"):
            found.extend(grand for grand in child.children if grand.dep_ in ("pobj", "pcomp"))
    if not any(child.dep_ in ("dobj", "nsubjpass") for child in token.children):
        found.extend(child for child in token.children if child.dep_ == "nsubj")
        if token.dep_ == "acl" or (token.dep_ == "relcl" and token.tag_ == "VBN"):
            found.append(token.head)
    for item in list(found):
        found.extend(item.conjuncts)
    for item in list(found):  # "thousands of paratroopers", "a package of sanctions"
        for child in item.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                found.extend(grand for grand in child.children if grand.dep_ == "pobj")
    return found


def _preposition(token: Any, cue: Cue) -> Any | None:
    for child in token.children:
        if (
            child.dep_ in ("prep", "prt", "agent", "advmod", "dative", "aux")
            and child.lower_ in cue.preps
            and child.i > token.i
        ):
            return child
    if token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in cue.preps:
        return token.doc[token.i + 1]
    for child in token.children:  # "demanded that ...", "warned that ..."
        if child.dep_ in ("ccomp", "xcomp") and any(
            g.dep_ in ("mark", "aux") and g.lower_ in cue.preps for g in child.children
        ):
            return child
    return None


def _verb(token: Any, cue: Cue, objects: list[Any]) -> Trigger | None:
    last = token.i
    lemma: str = token.lemma_.lower()
    if cue.preps:
        follows = _preposition(token, cue)
        if follows is None:
            return None
        lemma += " " + follows.lower_
        if follows.dep_ == "prt" or follows.i == token.i + 1:
            last = follows.i
    if cue.objects:
        match = next((o for o in objects if o.lemma_.lower() in cue.objects or o.lower_ in cue.objects), None)
        if match is None:
            return None
        lemma += " " + match.lemma_.lower()
        if token.i < match.i <= token.i + 6:
            last = max(last, match.i)
    return Trigger(token.i, token.i, last, cue, lemma, "verb")


def _phrase(doc: Any, start: int, parts: tuple[str, ...]) -> int | None:
    """Return the index of the last word when the words stand here in order; a star spans up to three words."""
    place = start
    wild = False
    for number, part in enumerate(parts):
        if part == "*":
            wild = True
            continue
        reach = range(place, min(len(doc), place + (_GAP + 1 if wild else 1)))
        hit = next(
            (
                i
                for i in reach
                if part in (doc[i].lemma_.lower(), doc[i].lower_) or (part == "not" and doc[i].dep_ == "neg")
            ),
            None,
        )
        if hit is None:
            return None
        place = hit + 1
        wild = False
        if number == 0 and hit != start:
            return None
    return place - 1


def find_triggers(doc: Any, cues: Cues) -> list[Trigger]:
    """Return all candidate triggers of a sentence, several types for one word where the table has several."""
    found: list[Trigger] = []
    for token in doc:
        lemma = token.lemma_.lower()
        tag = token.tag_
        if tag.startswith("VB"):
            table = cues.verbs.get(lemma)
            if table and token.dep_ not in ("aux", "auxpass"):
                objects = objects_of(token)
                matched = [t for t in (_verb(token, cue, objects) for cue in table) if t is not None]
                special = {t.cue.type for t in matched if t.cue.objects or t.cue.preps}
                best: dict[str, Trigger] = {}
                for trigger in matched:
                    cue = trigger.cue
                    if cue.type in special and not (cue.objects or cue.preps):
                        continue
                    if cue.type not in best or best[cue.type].cue.weight < cue.weight:
                        best[cue.type] = trigger
                found.extend(best.values())
            elif tag in ("VBG", "VBN") and lemma not in cues.verbs and token.lower_ in cues.nouns:
                found.extend(
                    Trigger(token.i, token.i, token.i, c, token.lower_, "noun") for c in cues.nouns[token.lower_]
                )
        elif tag.startswith("NN"):
            name = lemma if lemma in cues.nouns else token.lower_
            for cue in cues.nouns.get(name, ()):
                found.append(Trigger(token.i, token.i, token.i, cue, name, "noun"))
            if name not in cues.nouns and lemma in cues.verbs and (tag in ("NN", "NNS") or token.is_title):
                # headlines: "Russia attacks ..." read as a noun
                if any(child.dep_ in ("dobj", "prep") for child in token.children) or token.dep_ == "ROOT":
                    found.extend(
                        Trigger(token.i, token.i, token.i, c, lemma, "verbnoun")
                        for c in cues.verbs[lemma]
                        if not c.objects and not c.preps
                    )
        elif tag.startswith("JJ"):
            found.extend(
                Trigger(token.i, token.i, token.i, c, lemma, "adjective") for c in cues.adjectives.get(lemma, ())
            )
        first = lemma if lemma in cues.phrases else token.lower_
        if token.dep_ == "neg":
            first = "not"
        for parts, cue in cues.phrases.get(first, ()):
            last = _phrase(doc, token.i, parts)
            if last is not None:
                found.append(Trigger(_phrase_head(doc, token.i, last), token.i, last, cue, " ".join(parts), "phrase"))
    return found


def _phrase_head(doc: Any, first: int, last: int) -> int:
    inside = range(first, last + 1)
    tops = [i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i]
    verbs = [i for i in tops if doc[i].tag_.startswith("VB")]
    nouns = [i for i in tops if doc[i].tag_.startswith("NN")]
    return int((verbs or nouns or tops or [first])[0])
