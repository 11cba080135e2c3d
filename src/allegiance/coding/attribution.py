"""On whose word a mention stands: who said it, then which outlet carried it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from allegiance.coding.editions import with_editions
from allegiance.coding.entities import Parsed
from allegiance.coding.headline_sources import outlet_last
from allegiance.coding.hearers import heard, only_spoken_of
from allegiance.coding.relayed import identified, relayed
from allegiance.coding.set_off import (
    behind_an_outlet,
    set_off,
    told_by_another,
    told_last,
    wires,
    without_those_spoken_of,
)
from allegiance.coding.source_choice import candidates, likeliest
from allegiance.coding.source_names import bare, cited_in, led_to_nobody, named, without_dateline
from allegiance.coding.speakers import chosen, scored
from allegiance.coding.through import each, through, without_who_quotes
from allegiance.coding.told import Heard
from allegiance.coding.told_after import told_after
from allegiance.records import Attribution, EventType

_MOST = 4

Outlets = Callable[[str], Sequence[Any]]


@lru_cache(maxsize=1)
def shipped_speakers() -> tuple[Mapping[str, float], tuple[float, float]]:
    """Return the weights that tell whose statement gives an event, and the least scores that count (:func:`chosen`)."""
    path = resources.files("allegiance.coding") / "data" / "speakers.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return raw["weights"], (raw["cuts"][0], raw["cuts"][1])


def attributions(
    item: Parsed,
    trigger: int,
    outlets: Outlets | None = None,
    *,
    kind: EventType | None = None,
    outlet: str = "",
    seen: Sequence[Heard] | None = None,
    cited: Sequence[Heard] = (),
) -> tuple[Attribution, ...]:
    """Return the sources that the text names for the event at a trigger: who said it, then who carried it.

    Args:
        item: The parsed sentence.
        trigger: Index of the trigger's head word.
        outlets: Finds names of outlets in a text; without it no outlet is told from other sources.
        kind: The event's type, if known: speech that is itself the act has no other source unless it is quoted.
        outlet: The article's own outlet, which is no source of its own text.
        seen: Words that the trained network reads as those of who said it; None where it didn't look.
        cited: Words that it reads as those of outlets that carried it.
    """
    find = with_editions(outlets) if outlets is not None else lambda text: ()
    weights, cuts = shipped_speakers()
    if seen is None:
        found = _by_grammar(item, trigger, find, kind, weights, cuts)
    else:
        groups = candidates(item, trigger, find, kind, weights, seen, cited)
        found = _in_full(likeliest(item, trigger, kind, groups), item, find)
    found = [known for link in found if (known := _heard_here(item, link)) is not None]
    found = [link for link in found if link.kind == "carried" or not _speaks_of_another(item, link)]
    place = item.place(item.doc[trigger])
    found = [without_who_quotes(link) for link in found if not only_spoken_of(item, link, trigger)]
    found = [link for link in found if not told_by_another(item, place, link)]
    apart = set_off(item, place, found)
    found = [*apart, *without_those_spoken_of(item, found, apart)] if apart else found
    carriers = wires(item, place, found, find)
    found = [link for link in found if not any(c.start < link.end and link.start < c.end for c in carriers)]
    found = [*found, *carriers]
    found = [*found, *behind_an_outlet(item, place, found)]
    found = [*found, *told_last(item, place, found)]
    found = [one for link in found for one in each(item, link, find)]
    found = [*found, *through(item, place, found, find), *outlet_last(item, find)]
    if not any(link.kind == "said" for link in found):
        found = [*found, *told_after(item, find)]
    mine = re.sub(r"\W|\.com$|^www\.", "", outlet.lower())
    kept: list[Attribution] = []
    for link in sorted(found, key=lambda a: a.kind != "said"):
        link = bare(without_dateline(link))
        if led_to_nobody(link):
            continue
        plain = re.sub(r"\W", "", link.source.lower())
        if link.kind == "carried" and len(plain) > 2 and mine and (plain in mine or mine in plain):
            continue
        if not any(_same(link, other) for other in kept):
            kept.append(link)
    return tuple(kept[:_MOST])


def _in_full(found: Sequence[Attribution], item: Parsed, find: Outlets) -> list[Attribution]:
    """Return sources with those whom the outlets among them quote, and outlets under their names."""
    known = item.article.parsed if item.article is not None else (item,)
    told = list(found)
    for link in found:
        where = next((other for other in known if other.sentence.start <= link.start < other.sentence.end), None)
        if where is None:
            continue
        outlet = identified(where, link, find)
        told[told.index(link)] = outlet
        if outlet.kind == "carried":
            # Those behind an outlet stand before it: the chain is told from its end.
            place = told.index(outlet)
            told[place:place] = relayed(where, link, find)
    return told


def _heard_here(item: Parsed, link: Attribution) -> Attribution | None:
    """Return a source without those who are only told, where it stands in the event's sentence."""
    return heard(item, link) if item.sentence.start <= link.start < item.sentence.end else link


def _speaks_of_another(item: Parsed, link: Attribution) -> bool:
    """Return whether a source speaks in a later sentence only, which tells another act unless words here are quoted.

    A headline may be told again by the text.
    """
    later = link.start >= item.sentence.end and not item.sentence.headline
    named = link.source.split()[-1] in item.text
    return later and not named and not any(mark in item.text for mark in '“"‘”')


def _by_grammar(
    item: Parsed,
    trigger: int,
    find: Outlets,
    kind: EventType | None,
    weights: Mapping[str, float],
    cuts: tuple[float, float],
) -> list[Attribution]:
    """Return the sources by the statements alone."""
    found: list[Attribution] = []
    for one in chosen(item, scored(item, trigger, kind, weights), cuts):
        there = find(one.item.text)
        found.append(named(one, there))
        if one.item is not item:
            found += cited_in(one.item, there)
    return [*found, *cited_in(item, find(item.text))]


def _same(one: Attribution, other: Attribution) -> bool:
    return (one.start < other.end and other.start < one.end) or one.source.lower() == other.source.lower()
