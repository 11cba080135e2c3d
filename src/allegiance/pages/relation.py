"""Reads what the relation page shows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allegiance import listing, pipeline, relations
from allegiance.actors import Gazetteer
from allegiance.pages.common import link, month_end, span
from allegiance.pages.events import event_row
from allegiance.store import Store
from allegiance.views import relation as view
from allegiance.views.text import name
from allegiance.views.wording import THIN, plural

PAGE = 50
# Of the dyads' table, too (derive.sql).
_KEY = 8
_NOTHING: dict[str, Any] = {
    "first": None, "last": None, "events": 0, "done": 0, "conflict": 0, "weightiest": "[]", "votes": "[]",
}  # fmt: skip
# Kinds of organisation by how much belonging to one says about two members; world-wide ones say little.
_CLOSE = {kind: n for n, kind in enumerate(("alliance", "bloc", "regional", "economic"))}


def relation_page(
    store: Store,
    setup: pipeline.Setup,
    *,
    actor: str,
    recipient: str,
    start: date | None = None,
    end: date | None = None,
    event: str = "",
    offset: int = 0,
) -> view.RelationPage:
    """Return how two parties stand.

    Args:
        store: Where to read.
        setup: For the gazetteer.
        actor: Gazetteer id of the one.
        recipient: Gazetteer id of the other.
        start: First day to narrow the lists to; None for all.
        end: Last day.
        event: Id of the event stepped to; the list is turned to it.
        offset: First event of the list.
    """
    known = pipeline.gazetteer(setup)
    pair = [actor, recipient]
    covered = span(store)
    narrowed = (start or date.min, end or date.max)
    whole = next(iter(store.named("dyad", pair)), _NOTHING)
    extent = store.named("dyad_span", [*pair, *narrowed])[0] if start or end else whole
    state: dict[str, Any] = {"actor": actor, "recipient": recipient, "from": start, "to": end}
    total = int(extent["events"])
    offset = min(offset, max(0, total - 1) // PAGE * PAGE)
    listed = _listed(store, [*pair, *narrowed], offset)
    if event and all(row["event"] != event for row in listed.rows):
        found = store.named("dyad_place", [*pair, *narrowed, event])
        if found:
            offset = int(found[0]["place"]) // PAGE * PAGE
            listed = _listed(store, [*pair, *narrowed], offset)

    def href(row: dict[str, Any], at: int) -> str:
        return link("/relation", {**state, "event": row["event"], "offset": at}) + "#event"

    votes = [row for row in _rows(whole["votes"]) if _within(row["day"], start, end)]
    last = covered.end if covered else None
    key = _weightiest(store, pair, whole, last, (start, end))
    words = listing.best_words(store, sorted({row["event"] for row in (*listed.rows, *votes, *key)}))
    events = tuple(event_row(row, known, words=words, href=href(row, offset)) for row in listed.rows)
    place = next((i for i, row in enumerate(events) if row.id == event), -1)
    # from the ends of this page of the list a step leads on to the page beside it
    newer = href(listed.before, max(0, offset - PAGE)) if listed.before else None
    older = href(listed.after, offset + PAGE) if listed.after else None
    return view.RelationPage(
        actor=actor,
        recipient=recipient,
        actor_name=name(actor, known),
        recipient_name=name(recipient, known),
        first=extent["first"],
        last=extent["last"],
        start=start,
        end=end,
        brushed=bool(start or end),
        summary=_summary(extent, start, end),
        thin=int(extent["done"]) < THIN,
        course=_course(
            store,
            known,
            actor,
            recipient,
            whole,
            last,
            (start, end),
            [event_row(row, known, words=words) for row in key],
        ),
        events=events,
        total=total,
        offset=offset,
        size=PAGE,
        chosen=events[place] if place >= 0 else None,
        chosen_place=f"{offset + place + 1} of {total}, the newest first" if place >= 0 else "",
        lost=bool(event) and place < 0,
        older=None if place < 0 else events[place + 1].href if place + 1 < len(events) else older,
        newer=None if place < 0 else events[place - 1].href if place else newer,
        next_page=link("/relation", {**state, "offset": offset + PAGE}) if offset + PAGE < total else None,
        previous_page=link("/relation", {**state, "offset": max(0, offset - PAGE)}) if offset else None,
        ties=ties(known, actor, recipient, *narrowed),
        votes=tuple(event_row(row, known, words=words) for row in votes),
        assess=link("/assessment", {"state": actor, "ally": recipient}),
        whole=link("/relation", {"actor": actor, "recipient": recipient}),
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    """One page of the list of events, with the rows before and after it, if there are any."""

    before: dict[str, Any] | None
    rows: list[dict[str, Any]]
    after: dict[str, Any] | None


def _listed(store: Store, asked: list[Any], offset: int) -> _Listed:
    earlier = 1 if offset else 0
    found = store.named("dyad_list", [*asked, earlier + PAGE + 1, offset - earlier])
    rows = found[earlier : earlier + PAGE]
    return _Listed(
        before=found[0] if earlier and found else None,
        rows=rows,
        after=found[-1] if len(found) > earlier + len(rows) else None,
    )


def _within(day: date | None, start: date | None, end: date | None) -> bool:
    """Tell whether a day lies in a period; one that is not known lies in all of time only."""
    if day is None:
        return not (start or end)
    return (start or date.min) <= day <= (end or date.max)


def _summary(extent: dict[str, Any], start: date | None, end: date | None) -> str:
    total, done, conflict = (int(extent[name_]) for name_ in ("events", "done", "conflict"))
    where = f"from {start} to {end}" if start and end else f"since {start}" if start else f"until {end}"
    if not (start or end):
        where = "in the store"
    if not total:
        return (
            f"The store holds no event of the two {where}." if start or end else "The store holds no event of the two."
        )
    # what was planned, denied or remembered is no deed, and conflict is counted among deeds as in the graphic
    rest = f"; {total - done} planned, denied or else not told as done" if total > done else ""
    return f"{plural(total, 'event')} of the two {where}: {done} told as done, {conflict} of them conflict{rest}."


def _weightiest(
    store: Store, pair: list[str], whole: dict[str, Any], last: date | None, window: tuple[date | None, date | None]
) -> list[dict[str, Any]]:
    """Return the events that the course marks."""
    if whole["first"] is None or last is None:
        return []
    if not any(window):
        return _rows(whole["weightiest"])
    return store.named("dyad_key", [*pair, window[0] or whole["first"], window[1] or month_end(last), _KEY])


def _course(
    store: Store,
    known: Gazetteer,
    a: str,
    b: str,
    whole: dict[str, Any],
    last: date | None,
    window: tuple[date | None, date | None],
    key: Sequence[view.EventRow],
) -> Any:
    if whole["first"] is None or last is None or whole["first"] > last:
        return None
    first = whole["first"]
    months = relations.bands_of_counts(store.frame("states_counts", [a, b]), start=first, until=last)
    shown = (window[0] or first, window[1] or month_end(last))
    covered = [(r["month"], r["articles"]) for r in store.named("coverage", [a, b, first.replace(day=1), last])]
    return view.course(
        months,
        relations.turns(months),
        sorted(key, key=lambda e: e.day or first),
        covered,
        names=(name(a, known), name(b, known)),
        window=shown if any(window) else None,
    )


def _rows(told: str) -> list[dict[str, Any]]:
    """Return the events that the table of dyads holds as JSON."""
    rows: list[dict[str, Any]] = json.loads(told)
    return [{**row, "day": date.fromisoformat(row["day"]) if row["day"] else None} for row in rows]


def ties(known: Gazetteer, a: str, b: str, start: date = date.min, end: date = date.max) -> tuple[view.TieRow, ...]:
    """Return the organisations that both belonged to at one time of a period, those that last first."""
    found = []
    for mine in known.membership_rows(a):
        for theirs in (row for row in known.membership_rows(b) if row.organisation == mine.organisation):
            since = max(mine.start or date.min, theirs.start or date.min)
            until = min(mine.end or date.max, theirs.end or date.max)
            if since < until and since <= end and until >= start:
                entity = known.entity(mine.organisation)
                found.append(
                    view.TieRow(
                        kind=entity.kind,
                        name=f"{entity.name} ({entity.id})" if entity.id != entity.name else entity.name,
                        since=since.isoformat() if since > date.min else "",
                        until=until.isoformat() if until < date.max else "",
                        reference=mine.reference,
                    )
                )
    return tuple(sorted(found, key=lambda row: (bool(row.until), _CLOSE.get(row.kind, len(_CLOSE)), row.name)))
