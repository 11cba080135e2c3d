"""When and where an event happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from allegiance.coding.dates import When, date_of
from allegiance.coding.entities import Parsed


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When and where an event happened, as far as its sentence tells."""

    when: When | None
    place: str | None


def circumstances(item: Parsed, trigger: int, *, published: date | None) -> Circumstances:
    s = item.sentence
    t = item.place(item.doc[trigger])
    return Circumstances(date_of(" " * s.start + item.doc.text, s.start, s.end, t, published), None)
