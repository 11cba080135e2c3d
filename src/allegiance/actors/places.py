"""Tells a capital that stands for its state from one that is only where something happens."""

from __future__ import annotations

import re

from allegiance.actors.context import Context

_PLACE_BEFORE = re.compile(
    r"\b(?:skies of|in|at|near|around|outside|inside|across|toward|towards|throughout|over|"
    r"above|via|through|visit|visits|visited|"
    r"visiting|left|leave|leaving|reach|reached|hit|struck|rocked|shook|bombed|shelled|bombard|bombarded|encircle|seize|capture|"
    r"captured|downtown|central|northern|southern|eastern|western|north of|south of|east of|west of|"
    r"(?:mayor|city|capital|streets|siege|suburb|suburbs|outskirts|centre|center|battle|"
    r"shelling|bombing|bombardment|defen[cs]e|parts|districts?|north|south|east|west|residents|region|people|"
    r"airport|university|bishop|patriarch|metropolitan|archbishop) of|"
    r"(?:back|trip|trips|visit|visits|travel|travels|travelled|traveled|traveling|travelling|flew|fly|flies|flying|flight|"
    r"flights|flown|went|go|goes|going|come|came|comes|coming|arrived|return|"
    r"returned|returning|drive|drove|journey|train|road|"
    r"moved|sent|summoned|recalled|headed|"
    r"heading|rushed|fled|advance|close|embassy|delegation|km|kilometers|kilometres|miles) to|"
    r"(?:march|advance|advances|assault|attack|attacks|strike|strikes|raid|raids|rockets?|missiles?|"
    r"descended|offensive) on|"
    r"(?:km|kilometers|kilometres|miles|far|away|travel\w*|flew|fly|flights?|train|return\w*|back|"
    r"reporting|reports|live|dispatch) from|"
    r"capital|capital,|city|born in|based in|for talks in|ambassador in|between \w+ and)(?:\s+the)?\s+$",
    re.IGNORECASE,
)
# "hit out at Rome", "anger at Rome": somebody is railed at, and no place.
_RAILED_AT = re.compile(
    r"\b(?:out|back|aim|swipes?|dig|jab|barbs?|anger|angry|fury|furious|outrage|annoyed|irritation|frustration|dismay|"
    r"scoff\w*|sneer\w*|jeer\w*|fum(?:e|es|ed|ing)|rag(?:e|es|ed|ing)|snap\w*|bristl\w*) at(?:\s+the)?\s+$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"(?:,\s+(?:D\.?C\.?|[A-Z][a-z]+)\s*(?:\((?:Reuters|AP|AFP|CNN|UPI|Xinhua)\)|[-—–,])"
    r"|\s+as\s+(?:the\s+|its\s+|[A-Z]\w+'s\s+)?capital\b"
    r"|\s*\((?:Reuters|AP|AFP|CNN|UPI|Xinhua|TASS|dpa|IANS)\)|\s*(?:--?|—)\s"
    r"|-(?:based|born|area|region)\b|\s+(?:talks?|summit|summits|agreements?|accords?|convention|protocols?|memorandum|conference|"
    r"forum|process|format|treaty|declaration|meetings?|round|airport|metro|subway|region|oblast|province|suburbs?|residents?|mayor|"
    r"street|streets|court|hospital|university|zoo|marathon|stock|bureau|correspondent|time|square|station|district|"
    r"oblast|City|Region|Oblast|Airport|University|Mayor|Summit|Forum|Conference|District|State|Court|Exchange|Film|Security|"
    r"apartment|restaurant|hotel|cathedral|theat(?:re|er)|embassy)\b)"
)


def in_place(context: Context) -> bool:
    """Whether a capital's name stands for the town ("in Geneva", "the Minsk agreements") and not for its state."""
    if _PLACE_AFTER.match(context.text, context.end):
        return True
    if context.before.lower() == "from" and context.after == "to":
        return True  # "a plane from Delhi to San Francisco"
    line = context.text[max(0, context.start - 40) : context.start]
    return (
        bool(_PLACE_BEFORE.search(line))
        and not _RAILED_AT.search(line)
        and not context.text.startswith("'s", context.end)
    )
