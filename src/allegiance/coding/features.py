"""The features on which the linear scorers judge triggers and parties.

No feature holds a party's identity, so that nothing is learnt about who usually does what to whom.
"""

from __future__ import annotations

from typing import Any

from allegiance.coding.entities import Entity
from allegiance.coding.links import link
from allegiance.coding.status import Reality
from allegiance.coding.triggers import Trigger
from allegiance.records import EventType, Status


def _distance(steps: int) -> str:
    return next(
        (name for limit, name in ((1, "1"), (3, "3"), (6, "6"), (12, "12"), (25, "25")) if steps <= limit), "far"
    )


def trigger_features(
    doc: Any,
    trigger: Trigger,
    *,
    kind: EventType,
    status: Status,
    real: Reality,
    headline: bool,
    parties: int,
    quoted: bool,
) -> list[str]:
    """Return the features of a candidate trigger read as one type and status.

    Args:
        parties: How many different parties stand in the sentence.
        quoted: True when the trigger stands within quotation marks.
    """
    head = doc[trigger.head]
    name = trigger.lemma
    own = trigger.cue.type.value
    first = name.split()[0]
    base = f"{own}>{kind.value}" if own != kind.value else own
    objects = [c for c in head.children if c.dep_ in ("dobj", "nsubjpass")]
    over = head.head.lemma_.lower() if head.head != head else "ROOT"
    features = [
        "bias",
        f"t={kind}",
        f"row={trigger.cue.row}",
        f"row={trigger.cue.row}|{kind}",
        f"l={name}",
        f"l={name}|{base}",
        f"l1={first}|{kind}",
        f"s={status}|{kind}",
        f"k={trigger.kind}",
        f"k={trigger.kind}|{kind}|{head.dep_}",
        f"tag={head.tag_}",
        f"tag={head.tag_}|{kind}",
        f"dep={head.dep_}|{trigger.kind}",
        f"over={over}|{trigger.kind}",
        f"over={over}|{head.dep_}|{kind}",
        f"n={min(parties, 4)}",
        f"n={min(parties, 4)}|{trigger.kind}",
        f"head={headline}",
        f"neg={real.negated}|{kind}",
        f"rule={real.rule}|{kind}",
        f"q={quoted}|{kind}",
        f"w={round(trigger.cue.weight, 1)}",
    ]
    features += [f"o={o.lemma_.lower()}|{first}" for o in objects[:2]]
    features += [f"ot={o.pos_}|{kind}" for o in objects[:2]] or [f"ot=none|{kind}|{trigger.kind}"]
    for child in head.children:
        if child.dep_ in ("prep", "prt", "mark", "agent"):
            features.append(f"c={child.lower_}|{kind}")
            features.append(f"c={child.lower_}|{first}")
        elif child.dep_ in ("det", "amod", "compound", "aux", "xcomp", "ccomp"):
            features.append(f"{child.dep_}={child.lemma_.lower()}|{trigger.kind}")
        if child.dep_ in ("ccomp", "xcomp", "dobj", "nsubj", "nsubjpass", "agent", "poss", "prt"):
            features.append(f"has={child.dep_}|{kind}")
    return features


def party_features(
    doc: Any,
    trigger: Trigger,
    entity: Entity,
    *,
    kind: EventType,
    here: bool,
    order: int,
    rank: int,
    subject: bool,
    only: bool,
) -> list[str]:
    """Return the features of a party as actor or recipient of a trigger.

    Args:
        here: True when the party stands in the trigger's own sentence.
        order: Sentences back to where it stands, when not here.
        rank: Its place among the parties before (negative) or after (positive) the trigger, nearest first.
        subject: True when the trigger has a subject of its own.
        only: True when no other party stands in the sentence.
    """
    cue = trigger.cue
    first = trigger.lemma.split()[0]
    sort = trigger.kind
    features = [
        f"via={entity.via}",
        f"via={entity.via}|{kind}",
        f"role={entity.role}",
        f"mod={entity.modifier}|{kind}",
        f"place={entity.place}|{kind}",
        f"t={kind}",
    ]
    if not here:
        where = f"back{min(order, 3)}"
        return [
            *features,
            where,
            f"{where}|{kind}",
            f"{where}|{sort}",
            f"{where}|subj={entity.subject}",
            f"{where}|own={subject}|{sort}",
            f"{where}|{entity.via}",
            f"back|rank={min(rank, 4)}",
            f"back|rank={min(rank, 4)}|only={only}|{sort}",
            f"back|{first}",
        ]
    label = link(doc, trigger.head, entity.head)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in doc[trigger.head].children)
    gap = abs(trigger.head - entity.head)
    ups, _, downs = label.partition(">")
    nearest = ups.rsplit("<", 1)[-1]
    side = "before" if entity.head < trigger.head else "after"
    short = f"{ups.split('<')[-1]}>{downs.split('<')[-1]}"
    return [
        *features,
        f"L={label}",
        f"L={label}|{sort}",
        f"L={label}|{kind}",
        f"L={label}|{cue.direction}|{sort}",
        f"L={label}|{first}",
        f"L={label}|pass={passive}",
        f"L={label}|mod={entity.modifier}",
        f"Ls={short}|{sort}|{side}",
        f"Ls={short}|{kind}",
        f"D={downs}|{nearest}|own={subject}",
        f"U={ups}|{sort}",
        f"U={nearest}|{kind}",
        f"D={downs}|{sort}",
        f"up={nearest}|{first}",
        f"side={side}|{kind}",
        f"side={side}|{sort}",
        f"side={side}|{_distance(gap)}",
        f"rank={max(-4, min(rank, 4))}",
        f"rank={max(-3, min(rank, 3))}|{kind}",
        f"rank={max(-3, min(rank, 3))}|{sort}|only={only}",
        f"rank={max(-3, min(rank, 3))}|{first}",
        f"place={entity.place}|{first}",
        f"steps={min(len(ups.split('<')) + len(downs.split('<')), 6)}",
    ]
