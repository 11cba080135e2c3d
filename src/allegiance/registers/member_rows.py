"""What is on record about a state's membership of an organisation, how far the record reaches, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from allegiance.actors import Membership
from allegiance.records import RegisterCheck
from allegiance.registers.claims import CONTRADICTED, Context, check
from allegiance.registers.lines import Line
from allegiance.registers.rows import Coverage


def rows_of(context: Context, organisation: str, state: str) -> list[Membership]:
    """Return a state's full memberships of an organisation."""
    return [
        row
        for row in context.gazetteer.membership_rows()
        if row.organisation == organisation and row.state == state and row.how not in ("associate", "observer")
    ]


def covered(context: Context, organisation: str, state: str, day: date) -> Coverage | None:
    """Return what the table covers, or None when it can't decide about this state on this day."""
    cover = context.registers.covered.get(organisation)
    party = context.gazetteer.entity(state)
    if (
        cover is None
        or state in cover.unsure
        or day > cover.as_of
        or party.family != "state"
        or party.kind == "territory"
    ):
        return None
    begun = context.gazetteer.entity(organisation).start
    return None if begun is not None and day < begun else cover


def active(row: Membership, first: date, last: date) -> bool:
    """Whether a membership held at some time between two days."""
    return (row.start is None or row.start <= last) and (row.end is None or first < row.end)


def in_text(organisation: str) -> str:
    """Return an organisation's name as it stands in a sentence."""
    return (
        organisation
        if organisation in ("NATO", "ASEAN", "OPEC", "BRICS", "AUKUS", "G7", "G20")
        else f"the {organisation}"
    )


def history(rows: Sequence[Membership]) -> str:
    """Return a state's memberships in words."""
    told = []
    for row in sorted(rows, key=lambda row: row.start or date.min):
        since = f"since {row.start.isoformat()}" if row.start else "a member"
        told.append(since + (f", {row.left or 'until'} {row.end.isoformat()}" if row.end else ""))
    return "; ".join(told)


def member_check(
    line: Line,
    match: re.Match[str],
    context: Context,
    kind: str,
    verdict: str,
    says: str,
    organisation: str,
    state: str,
    rows: Sequence[Membership],
    cover: Coverage,
) -> RegisterCheck:
    """Write down a check against a state's memberships of an organisation."""
    told = f"member {history(rows)}".replace("member a member", "member") if rows else "never a member"
    record = f"{context.name(state)} in {in_text(organisation)}: {told}"
    return check(
        line,
        match.start(),
        match.end(),
        kind=kind,
        verdict=verdict,
        says=says,
        record=record,
        nearest=record if verdict == CONTRADICTED else "",
        reference=rows[0].reference if rows else "official list of members",
    )
