"""What a dossier draws, and the one script that draws it: the same elements as on the pages, carried inside the file."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from allegiance.views.assessment import band, months
from allegiance.views.dossier import Dossier, Evidence
from allegiance.views.graphic import Graphic
from allegiance.views.relation import EventRow, course
from allegiance.views.wording import act

_KEY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The graphics of a dossier; each is None where there is nothing to draw."""

    band: Graphic | None
    months: Graphic | None
    course: Graphic | None


def drawn(dossier: Dossier) -> Drawn:
    """Return the graphics of a dossier."""
    told = [e for side in (dossier.away, dossier.towards, dossier.neutral) for entry in side for e in entry.signs]
    points = [(e.day, e.sign.direction, e.sign.weight) for e in told if e.day]
    names = dossier.state, dossier.ally
    direct = sorted((e for e in told if e.sign.via == "direct" and e.day), key=lambda e: -e.sign.weight)
    return Drawn(
        band=band(dossier.assessment, None),
        months=months(points, [(e.sign, e.day) for e in told], names=names, since=dossier.assessment.start),
        course=course(
            dossier.months, dossier.turns, [_row(e) for e in direct[:_KEY]], dossier.coverage, names=names, window=None
        )
        if dossier.months
        else None,
    )


def _row(evidence: Evidence) -> EventRow:
    event = evidence.event
    return EventRow(
        id=event.id,
        day=evidence.day,
        when=evidence.when,
        who=evidence.who,
        whom=evidence.whom,
        act=act(event.type, event.mode),
        quad=event.quad,
        status=evidence.status,
        origins=len(event.origins),
        articles=len(event.articles),
        href=f"#e-{event.id}",
    )


@cache
def script() -> str:
    """Return the script of the elements, safe to stand in a page; empty where the bundle is not built."""
    path = resources.files("allegiance") / "web" / "static" / "built" / "dossier.js"
    if not path.is_file():
        return ""
    text = path.read_text("utf-8").replace("\r\n", "\n")
    return "\n" + text.replace("</script", "<\\/script").replace("<!--", "<\\!--") + "\n"


def digest(text: str) -> str:
    """Return what a content policy names an inline script or style by.

    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
