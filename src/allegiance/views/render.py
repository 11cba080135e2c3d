"""A dossier as one HTML file, Markdown or JSON; every text from outside is escaped."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from allegiance.actors import opening, the
from allegiance.percentages import interval, percent, unbroken
from allegiance.records import Judgement, Measure, RelationMonth
from allegiance.views.dossier import Dossier
from allegiance.views.drawn import digest, drawn, script
from allegiance.views.graphic import embedded
from allegiance.views.text import factors, product, safe_address, upright

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~])")


def _escape_markdown(text: object) -> str:
    """Escape what Markdown would read as markup, on one line; space at either end stays one space."""
    return re.sub(r"\s+", " ", _MARKDOWN.sub(r"\\\1", str(text)))


def _unbroken(value: float | None) -> str:
    """Return a percentage that no line end parts."""
    return unbroken(percent(value))


def _interval(found: Judgement | Measure | RelationMonth) -> str:
    """Return the interval of what has one, with percentages that no line end parts."""
    return unbroken(interval(found.low, found.high))


def _base(path: str | None) -> str:
    """Return the name of a file: a dossier that is passed on doesn't tell how its maker's folders are named."""
    return (path or "").replace("\\", "/").rpartition("/")[2]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("allegiance.views"),
        autoescape=lambda name: bool(name) and ".html" in str(name),
        undefined=StrictUndefined,
        finalize=upright,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=_unbroken,
        interval=_interval,
        base=_base,
        md=_escape_markdown,
        safe_address=safe_address,
        embedded=embedded,
        factors=factors,
        product=product,
        the=the,
        opening=opening,
    )
    return environment


def html(dossier: Dossier) -> str:
    """Return the dossier as one self-contained HTML page that needs no network."""
    environment = _environment()
    loader = environment.loader
    assert loader is not None
    css = "".join(loader.get_source(environment, name)[0] for name in ("dossier.css", "graphics.css"))
    text = script()
    policy = f"default-src 'none'; style-src '{digest(css)}'; img-src data:; base-uri 'none'; form-action 'none'" + (
        f"; script-src '{digest(text)}'" if text else ""
    )
    return environment.get_template("dossier.html.j2").render(
        d=dossier, css=Markup(css), script=Markup(text), policy=Markup(policy), drawn=drawn(dossier)
    )


def markdown(dossier: Dossier) -> str:
    """Return the dossier as Markdown."""
    text = _environment().get_template("dossier.md.j2").render(d=dossier)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value


def as_json(dossier: Dossier) -> str:
    """Return the dossier as JSON: every field of the context, articles without their whole text."""
    plain = _plain(dossier)
    told = (e for side in ("away", "towards", "neutral") for e in plain[side])
    for article in [
        *plain["articles"],
        *(report["article"] for e in told for report in e["reports"]),
        *(c["article"] for c in plain["contradicted"]),
    ]:
        article.pop("text", None)
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


RENDERERS = {"html": html, "md": markdown, "json": as_json}
