"""The local web application: pages over one store, read-only, rendered on the server.

Every answer carries a content policy without scripts and without any other host. Requests that name another host are
refused, so that a page elsewhere can't reach the store through a name that it points at this machine.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from allegiance import pipeline
from allegiance.errors import AllegianceError
from allegiance.records import Article, Event, Mention
from allegiance.store import Store
from allegiance.views.text import BOUNDARY_NOTE, name, percent, quote, safe_address

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
PAGE = 50
_STATIC = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


async def _protect(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(_HEADERS)
    return response


def application(store: Store, setup: pipeline.Setup) -> Starlette:
    """Return the web application over an open store.

    Handlers run one after the other on one thread, since one connection owns the store.
    """
    gazetteer = pipeline.gazetteer(setup)
    templates = Environment(
        loader=PackageLoader("allegiance.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    templates.filters.update(percent=percent, party=lambda party: name(party, gazetteer), safe_address=safe_address)

    def page(template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        text = templates.get_template(template).render(boundary_note=BOUNDARY_NOTE, **context)
        return HTMLResponse(text, status_code=status)

    async def pairs(request: Request) -> Response:
        return page("pairs.html", rows=store.named("pairs", [PAGE]), counts=store.named("counts")[0])

    async def relation(request: Request) -> Response:
        actor = pipeline.resolve(request.query_params.get("actor", ""), gazetteer)
        other = pipeline.resolve(request.query_params.get("recipient", ""), gazetteer)
        events = store.records(
            Event,
            "WHERE (list_contains(from_json(actors, '[\"VARCHAR\"]'), ?) AND "
            "list_contains(from_json(CASE recipients WHEN '[]' THEN actors ELSE recipients END, '[\"VARCHAR\"]'), ?)) "
            "ORDER BY coalesce(date_start, first_reported) DESC, id LIMIT ?",
            [actor, other, PAGE],
        )
        course = pipeline.relation(store, actor, other)
        return page("relation.html", actor=actor, other=other, course=course, events=events)

    async def event(request: Request) -> Response:
        found = store.one(Event, request.path_params["id"])
        mentions = store.records(Mention, "WHERE list_contains(?, id) ORDER BY id LIMIT 200", [list(found.mentions)])
        reports = [(m, a, quote(m, a)) for m in mentions for a in [store.one(Article, m.article)]]
        return page("event.html", event=found, reports=reports)

    async def article(request: Request) -> Response:
        found = store.one(Article, request.path_params["id"])
        mentions = store.records(Mention, "WHERE article = ? ORDER BY start, id LIMIT 200", [found.id])
        return page("article.html", article=found, mentions=mentions)

    async def search(request: Request) -> Response:
        wanted = request.query_params.get("q", "").strip()[:200]
        rows = store.named("search", [wanted, wanted, PAGE]) if wanted else []
        return page("search.html", wanted=wanted, rows=rows)

    async def style(request: Request) -> Response:
        return FileResponse(_STATIC / "style.css", media_type="text/css")

    async def refused(request: Request, error: Exception) -> Response:
        return page("error.html", status=404, message=str(error))

    return Starlette(
        routes=[
            Route("/", pairs),
            Route("/relation", relation),
            Route("/event/{id}", event),
            Route("/article/{id}", article),
            Route("/search", search),
            Route("/style.css", style),
        ],
        middleware=[
            Middleware(BaseHTTPMiddleware, dispatch=_protect),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False),
        ],
        exception_handlers={AllegianceError: refused},
    )
