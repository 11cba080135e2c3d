"""What every page shares: its frame, the templates, the static files and their version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from allegiance.actors import opening, the
from allegiance.percentages import percent, unbroken
from allegiance.views.explanation import step
from allegiance.views.graphic import body, embedded
from allegiance.views.text import BOUNDARY_NOTE, safe_address, short, upright

STATIC = Path(__file__).parent / "static"
BUILT = STATIC / "built"
NAV = (
    ("/", "Movers", "movers"),
    ("/relation", "Relation", "relation"),
    ("/assessment", "Assessment", "assessment"),
    ("/map", "Map", "map"),
    ("/sources", "Sources", "sources"),
    ("/search", "Search", "search"),
    ("/jobs", "Jobs", "jobs"),
)
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="5" cy="8" r="4" fill="#364b9a"/>'
    '<circle cx="11" cy="8" r="4" fill="#a50026" fill-opacity=".85"/></svg>'
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a page."""

    version: str
    built: bool
    token: str
    busy: Callable[[], bool]
    nav: tuple[tuple[str, str, str], ...] = NAV


@cache
def style() -> str:
    """Return the style sheet of the pages: their own, and that of the graphics, which dossiers share."""
    graphics = resources.files("allegiance") / "views" / "templates" / "graphics.css"
    return (STATIC / "style.css").read_text("utf-8") + graphics.read_text("utf-8")


def shell(token: str, busy: Callable[[], bool]) -> Shell:
    """Return the frame; its version changes with the bundle, so that browsers may keep the files for good.

    Args:
        token: What forms must bring back.
        busy: Tells whether a job is at work, which pages then say.
    """
    stamp = BUILT / "stamp.txt"
    built = stamp.is_file() and (BUILT / "app.js").is_file()
    version = stamp.read_text("utf-8").strip()[:12] if built else "plain"
    return Shell(version=f"{version}-{len(style())}", built=built, token=token, busy=busy)


def _shown(value: object) -> object:
    """Return a text as it is safe and easy to read; what is markup already, such as a form's value, stays as it is."""
    return unbroken(str(upright(value))) if type(value) is str else value


def renderer(frame: Shell) -> Callable[..., HTMLResponse]:
    """Return a function that renders a template within the frame."""
    templates = Environment(
        loader=PackageLoader("allegiance.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        finalize=_shown,
    )
    templates.filters.update(
        percent=percent,
        safe_address=safe_address,
        embedded=embedded,
        body=body,
        opening=opening,
        the=the,
        short=short,
        step=step,
        probabilities=lambda rows: [(what, percent(p)) for what, p in rows],
        weights=lambda rows: [(h.statement, f"{h.inconsistency:.2f}") for h in rows],
    )
    templates.globals.update(shell=frame, boundary_note=BOUNDARY_NOTE)

    def render(template: str, *, here: str = "", status: int = 200, **context: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template(template).render(here=here, **context), status_code=status)

    return render
