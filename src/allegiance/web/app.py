"""The local web application: pages over one store, rendered on the server, and the jobs that fill it.

Handlers run on threads, each with a connection of its own to the store, so a page never waits for a job's transaction.
"""

from __future__ import annotations

import threading
import weakref
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from allegiance import pages, pipeline
from allegiance.codebook import Codebook
from allegiance.errors import AllegianceError, BadAddress, UnknownName
from allegiance.pages.common import choices, link, period
from allegiance.store import Store
from allegiance.views.text import name
from allegiance.web import protect
from allegiance.web.apart import Apart
from allegiance.web.jobs import Jobs
from allegiance.web.later import Later
from allegiance.web.shell import BUILT, ICON, NAV, renderer, shell, style

# On a large store what takes long is worked out beside the page, which says so; a small one is worth waiting for, and so is
# an answer, which takes long only where another date than the last was asked for, or much was imported.
_LARGE, _PATIENT, _BRISK, _ANSWER = 20_000, 5.0, 0.12, 2.0
# Characters of a name that are kept as they were typed.
_TYPED = 80
# Of each page about two parties: the fields for them, their labels, the title, and what to do.
_PICKS = {
    "/relation": (
        ("actor", "recipient"),
        ("Who", "and whom"),
        "A relation",
        "Choose two states or organisations to see their acts, month by month.",
    ),
    "/assessment": (
        ("state", "ally"),
        ("State", "Ally"),
        "An assessment",
        "Choose a state and the ally that it may be moving away from.",
    ),
}
_ASSETS = {"app.js": "text/javascript", "atlas.json": "application/json"}
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


class _Site:
    """The handlers, with what they share."""

    def __init__(self, store: Store, setup: pipeline.Setup, *, allow_private: bool) -> None:
        self.store, self.setup = store, setup
        self.token = protect.new_token()
        self.jobs = Jobs(store, setup, allow_private=allow_private, ready=self.warm)
        self.render = renderer(shell(self.token, self.jobs.busy))
        self.known = pipeline.gazetteer(setup)
        # Each reader's query runs on the thread that asks: with others' help it would wait for their turn on the processor.
        store.query("SET threads = 1")
        large = store.query("SELECT count(*) AS n FROM events")[0]["n"] > _LARGE
        self.later = Later(_BRISK if large else _PATIENT)
        self.apart = Apart(store, nice=5) if large else None
        self._local = threading.local()
        # threads that have nothing to do end, and their connections with them
        self._open: weakref.WeakSet[Store] = weakref.WeakSet()
        if not store.is_derived():
            if large:
                self.jobs.derive()
            else:
                store.derive()

    def own(self) -> Store:
        """Return this thread's connection."""
        if not hasattr(self._local, "store"):
            self._local.store = self.store.beside()
            self._open.add(self._local.store)
        found: Store = self._local.store
        return found

    def close(self) -> None:
        """Give up what is being worked out, and close every thread's connection."""
        self.later.close()
        self.jobs.close()
        if self.apart:
            self.apart.close()
        for store in list(self._open):
            store.close()

    def party(self, text: str) -> str:
        """Return the id of a party that an address names: an id of the store, or a word that the gazetteer knows."""
        text = text.strip()
        return self._known(text) or self.known.meant(text[:_TYPED])

    def _known(self, text: str) -> str | None:
        found = self.known.resolve(text)
        if found is None and self.own().query("SELECT 1 FROM party_months WHERE party = ? LIMIT 1", [text]):
            return text
        return found

    def pair(self, first: str, second: str) -> tuple[str, str]:
        """Return the ids of two parties that an address names.

        Raises:
            BadAddress: They are one and the same.
        """
        one, other = self.party(first), self.party(second)
        if one == other:
            raise BadAddress(f"{first[:_TYPED]} and {second[:_TYPED]} are the same. Choose two different ones.")
        return one, other

    def warm(self) -> None:
        """Work out the page that everyone opens first, and what all answers about the last year rest on."""
        self._movers({}, patience=0)
        key = ("ground", self.own().edition)
        self.later.get(key, lambda: pages.warm(self.own(), self.setup), patience=0)

    def _movers(self, query: dict[str, str], *, patience: float | None = None) -> Any:
        own = self.own()
        since, until = period(query.get("since", ""), query.get("until", ""))
        key = ("movers", own.edition, since, until)
        return self.work(key, pages.movers_page, patience=patience, since=since, until=until)

    def work(
        self, key: Hashable, page: Callable[..., Any], *, patience: float | None = None, **asked: Any
    ) -> Any | None:
        """Return a page that takes long, or None while it is being worked out; on a large store in a process of its own."""

        def found() -> Any:
            return self.apart.run(page, self.setup, **asked) if self.apart else page(self.own(), self.setup, **asked)

        return self.later.get(key, found, patience=patience)

    def movers(self, request: Request) -> Response:
        found = self._movers(dict(request.query_params))
        return self.render("movers.html", here="movers", page=found) if found else self.wait("movers")

    def wait(self, here: str) -> Response:
        return self.render("wait.html", here=here)

    def pick(self, request: Request, action: str, error: AllegianceError | None = None) -> Response:
        """Show the form on which two parties are chosen; where it was filled in wrongly, as it was, with what to do."""
        names, labels, title, says = _PICKS[action]
        rows = self.own().steady("pairs", [8])
        examples = [
            (
                link(action, {names[0]: row["actor"], names[1]: row["recipient"]}),
                link(action, {names[0]: row["recipient"], names[1]: row["actor"]}),
                f"{name(row['actor'], self.known)} and {name(row['recipient'], self.known)}",
            )
            for row in rows
        ]
        query = request.query_params
        values = [query.get(key, "").strip()[:_TYPED] for key in names]
        near = []
        for key, value in zip(names, values, strict=True) if isinstance(error, UnknownName) else ():
            if value and not self._known(value):
                near += [(link(action, {**query, key: name_}), name_) for name_ in self.known.near(value)]
        return self.render(
            "pick.html", here=action[1:], title=title, says=says, action=action, labels=labels, names=names,
            values=values, choices=choices(self.own(), self.known), examples=examples, near=near,
            kept=[(key, value) for key, value in query.multi_items() if value and key not in names],
            wrong=str(error or ""), status=404 if isinstance(error, UnknownName) else 400 if error else 200,
        )  # fmt: skip

    def relation(self, request: Request) -> Response:
        query = request.query_params
        if not query.get("actor") or not query.get("recipient"):
            return self.pick(request, "/relation")
        start, end = period(query.get("from", ""), query.get("to", ""))
        try:
            actor, recipient = self.pair(query["actor"], query["recipient"])
        except (UnknownName, BadAddress) as error:
            return self.pick(request, "/relation", error)
        page = pages.relation_page(
            self.own(),
            self.setup,
            actor=actor,
            recipient=recipient,
            start=start,
            end=end,
            event=query.get("event", "")[:64],
            offset=_number(query.get("offset", "0")),
        )
        return self.render("relation.html", here="relation", page=page)

    def assessment(self, request: Request) -> Response:
        query = request.query_params
        if not query.get("state") or not query.get("ally"):
            return self.pick(request, "/assessment")
        try:
            state, ally = self.pair(query["state"], query["ally"])
        except (UnknownName, BadAddress) as error:
            return self.pick(request, "/assessment", error)
        since, until = period(query.get("since", ""), query.get("until", ""))
        asked: dict[str, Any] = {
            "state": state,
            "ally": ally,
            "since": since,
            "until": until,
            "signs_off": tuple(sorted(set(query.getlist("off"))))[:200],
            "outlets_off": tuple(sorted(set(query.getlist("drop"))))[:50],
        }
        key = ("assessment", self.own().edition, *asked.values())
        page = self.later.get(
            key,
            lambda: pages.assessment_page(self.own(), self.setup, **asked),
            patience=max(_ANSWER, self.later.patience),
        )
        return self.render("assessment.html", here="assessment", page=page) if page else self.wait("assessment")

    def map(self, request: Request) -> Response:
        query = request.query_params
        start, end = period(query.get("from", ""), query.get("to", ""))
        page = pages.world_page(
            self.own(),
            self.setup,
            state=self.party(query["state"]) if query.get("state") else "",
            start=start,
            end=end,
        )
        return self.render("map.html", here="map", page=page)

    def event(self, request: Request) -> Response:
        page = pages.event_page(self.own(), self.setup, request.path_params["id"])
        return self.render("event.html", here="event", page=page)

    def article(self, request: Request) -> Response:
        page = pages.article_page(self.own(), self.setup, request.path_params["id"])
        return self.render("article.html", here="article", page=page)

    def sources(self, request: Request) -> Response:
        page = pages.sources_page(self.own(), self.setup, without=request.query_params.get("without", ""))
        return self.render("sources.html", here="sources", page=page)

    def search(self, request: Request) -> Response:
        page = pages.search_page(self.own(), self.setup, request.query_params.get("q", ""))
        return self.render("search.html", here="search", page=page)

    def help(self, request: Request) -> Response:
        kinds = tuple(Codebook.load(self.setup.codebook).types.values())
        return self.render("help.html", here="help", kinds=kinds)

    def show_jobs(self, request: Request) -> Response:
        return self.render("jobs.html", here="jobs", jobs=self.jobs.told(), running=self.jobs.busy())

    def jobs_told(self, request: Request) -> Response:
        return JSONResponse({"jobs": self.jobs.told()})

    async def start_job(self, request: Request) -> Response:
        fields = await protect.form(request, self.token)
        await run_in_threadpool(self._start, {key: values[0] for key, values in fields.items()})
        return RedirectResponse("/jobs", status_code=303)

    def _start(self, fields: dict[str, str]) -> None:
        kind = fields.get("kind", "")
        if kind == "collect":
            self.jobs.collect(fields.get("addresses", "").split(), follow=fields.get("follow") == "yes")
        elif kind == "read":
            self.jobs.read(fields.get("path", "").strip())
        elif kind == "merge":
            self.jobs.merge()
        elif kind == "stop":
            self.jobs.stop(_number(fields.get("number", "0")))
        else:
            raise BadAddress(f"{kind[:40]}: no such job. Go back to the jobs page and choose one there.")

    async def decide(self, request: Request) -> Response:
        fields = await protect.form(request, self.token)
        one = {key: values[0] for key, values in fields.items()}
        id_ = request.path_params["id"]

        def write() -> None:
            pages.decide(
                self.own(), id_, first=one.get("first", ""), mention=one.get("mention", ""),
                verdict=one.get("verdict", ""), by=one.get("by", ""), when=datetime.now(UTC).replace(tzinfo=None),
            )  # fmt: skip

        await run_in_threadpool(write)
        return RedirectResponse(f"/event/{id_}", status_code=303)

    def asset(self, request: Request) -> Response:
        wanted = request.path_params["name"]
        if wanted not in _ASSETS or not (BUILT / wanted).is_file():
            raise HTTPException(404)
        return FileResponse(BUILT / wanted, media_type=_ASSETS[wanted], headers=_FOREVER)

    def style(self, request: Request) -> Response:
        return Response(style(), media_type="text/css", headers=_FOREVER)

    def icon(self, request: Request) -> Response:
        return Response(ICON, media_type="image/svg+xml", headers=_FOREVER)

    def refused(self, request: Request, error: Exception) -> Response:
        status, title = 400, "That did not work"
        if isinstance(error, UnknownName):
            status, title = 404, "Not found"
        elif isinstance(error, protect.Forbidden):
            status, title = 403, "Refused"
        # the page whose form was filled in, to be filled in again
        back = next((page for page in NAV[1:] if page[0] == request.url.path), None)
        return self.render("error.html", status=status, title=title, message=str(error), back=back)

    def missing(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        title, told = "Not found", "There is no page at this address. Use the links above."
        if status != 404:
            title, told = "That did not work", "This can't be done here. Go back, and use the buttons of the page."
        return self.render("error.html", status=status, title=title, message=told, back=None)

    def broken(self, request: Request, error: Exception) -> Response:
        told = (
            f"The page failed ({type(error).__name__}). Load it again; if it fails again, please report what you did."
        )
        return self.render("error.html", status=500, title="Something went wrong", message=told, back=None)


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadAddress(f"{text[:40]}: not a number.")
    return int(text)


def application(store: Store, setup: pipeline.Setup, *, allow_private: bool = False) -> Starlette:
    """Return the web application over an open store.

    Args:
        store: The store, which this process owns.
        setup: What jobs code with, and the gazetteer.
        allow_private: Let jobs fetch from private networks; only for tests.
    """
    site = _Site(store, setup, allow_private=allow_private)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        await run_in_threadpool(site.warm)
        yield
        site.close()

    pages_ = {
        "/": site.movers,
        "/relation": site.relation,
        "/assessment": site.assessment,
        "/map": site.map,
        "/event/{id}": site.event,
        "/article/{id}": site.article,
        "/sources": site.sources,
        "/search": site.search,
        "/help": site.help,
        "/jobs": site.show_jobs,
        "/jobs.json": site.jobs_told,
        "/static/{name}": site.asset,
        "/style.css": site.style,
        "/icon.svg": site.icon,
    }
    routes = [Route(path, handler) for path, handler in pages_.items()]
    routes += [
        Route("/jobs", site.start_job, methods=["POST"]),
        Route("/event/{id}/decide", site.decide, methods=["POST"]),
    ]
    return Starlette(
        routes=routes,
        lifespan=life,
        middleware=[
            Middleware(BaseHTTPMiddleware, dispatch=protect.add_headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(protect.LOOPBACK), www_redirect=False),
        ],
        exception_handlers={AllegianceError: site.refused, HTTPException: site.missing, Exception: site.broken},
    )
