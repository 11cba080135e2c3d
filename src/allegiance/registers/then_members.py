"""Claims that a body had a state for a member at a time told: "spoke in 2017 to the Council, of which {S0} was then one"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from allegiance.records import RegisterCheck
from allegiance.registers.claims import CONFIRMED, CONTRADICTED, Context, check, hedged
from allegiance.registers.lines import Line
from allegiance.registers.member_rows import active, covered, history, in_text, rows_of
from allegiance.registers.seats import SEATS_REFERENCE, had_seat, no_seat
from allegiance.registers.times import When, near

_OF_WHICH = re.compile(
    r"\{(?:K|O)\d+\},? of which (?P<who>(?:the )?\{S\d+\}|(?:his|her|its|their|the) (?:country|government|nation|state))"
    r" (?P<be>was|were)(?: (?P<no>not))? (?:then |at the time |at that time |also |still |itself )*"
    r"(?:an? )?(?:(?:full|elected|non-permanent|nonpermanent|rotating|temporary) )*members?\b"
)
_YEAR = timedelta(days=366)


def then_members(line: Line, context: Context) -> Iterator[RegisterCheck]:
    """Check each claim of a sentence about who belonged to a body at the time that the sentence is about."""
    if " of which " not in line.masked:
        return
    for match in _OF_WHICH.finditer(line.masked):
        published = line.published
        state = _state(line, match)
        if published is None or state is None or hedged(line, match.start(), match.end()):
            continue
        whens = near(line.masked, published)
        if len(whens) != 1:
            continue  # at no time told, or at more than one
        body = line.tokens(match.group())[0]
        of_council = body.letter == "K"
        found = _seat(context, state, whens[0]) if of_council else _member(context, body.id, state, whens[0], published)
        if found is None:
            continue
        held, record, reference = found
        no = bool(match["no"])
        name = "the Security Council" if of_council else in_text(body.id)
        yield check(
            line,
            match.start(),
            match.end(),
            kind="seat" if of_council else "membership",
            verdict=CONFIRMED if held != no else CONTRADICTED,
            says=f"{context.name(state)} was {'not ' if no else ''}a member of {name} then",
            record=record,
            nearest=record if held == no else "",
            reference=reference,
        )


def _state(line: Line, match: re.Match[str]) -> str | None:
    """Return the state meant; for "his country" the only one that the sentence names before."""
    named = line.ids(match["who"], "S")
    before = named or line.ids(line.masked[: match.start()], "SCD")
    return before[0] if len(before) == 1 else None


def _seat(context: Context, state: str, when: When) -> tuple[bool, str, str] | None:
    missing = no_seat(context, state, when.first, when.last)
    if missing is not None:
        return False, missing, SEATS_REFERENCE
    told = had_seat(context, state, when.first, when.last)
    return (True, told, SEATS_REFERENCE) if told else None


def _member(
    context: Context, organisation: str, state: str, when: When, published: date
) -> tuple[bool, str, str] | None:
    """Return whether a state belonged to an organisation; None where the table can't tell."""
    cover = covered(context, organisation, state, published)
    begun = context.gazetteer.entity(organisation).start
    if cover is None or (begun is not None and when.last < begun):
        return None
    rows = rows_of(context, organisation, state)
    slack = timedelta(days=60) if cover.dates == "yes" else _YEAR
    if any(active(row, when.first - slack, when.last + slack) for row in rows):
        sure = any(active(row, when.first, when.last) for row in rows)
        held = True if sure else None
    else:
        held = False
    if held is None:
        return None
    record = f"{context.name(state)} in {in_text(organisation)}: " + (
        f"member {history(rows)}" if rows else "never a member"
    )
    return held, record, rows[0].reference if rows else "official list of members"
