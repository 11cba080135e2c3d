"""The assessment page: the answer, its signs, and what happens without any one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from allegiance.actors import the
from allegiance.percentages import interval, percent
from allegiance.records import Assessment, EventType, Judgement, Sign, Status
from allegiance.views.folding import grouped
from allegiance.views.graphic import Cell, Graphic
from allegiance.views.text import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletSwitch:
    """An outlet of the signs, and whether it is left out."""

    outlet: str
    signs: int
    off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OffSign:
    """A sign that is left out, to be switched on again."""

    event: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The first report of a sign: the words that it rests on, with their article."""

    article: str
    outlet: str
    published: date | None
    language: str
    quote: Quote
    said_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldSign:
    """A sign as its card shows it; without words while its article is being read anew.

    Attributes:
        who, whom, when: The event's parties and days, for a reader.
        origins: How many independent origins it rests on.
        source_meaning, information_meaning: What the grades mean.
        parts: The lighter signs of the same occasion in the same direction, told under this one.
    """

    sign: Sign
    type: EventType
    mode: str | None
    status: Status
    who: str
    whom: str
    when: str
    origins: int
    source_meaning: str
    information_meaning: str
    words: Words | None
    parts: tuple[ToldSign, ...] = ()

    @property
    def signs(self) -> tuple[ToldSign, ...]:
        """The sign and its parts."""
        return self, *self.parts


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPage:
    """The context of the page.

    Attributes:
        assessment: The answer without what is switched off.
        whole: The first judgement with everything on, to compare with; None when nothing is off.
        away, towards, neutral: One entry for each occasion, the other signs of it among its parts.
        counts: Number of signs and of occasions by direction; the lists hold the weightiest.
    """

    state: str
    ally: str
    state_name: str
    ally_name: str
    since: date | None
    until: date | None
    assessment: Assessment
    whole: Judgement | None
    away: tuple[ToldSign, ...]
    towards: tuple[ToldSign, ...]
    neutral: tuple[ToldSign, ...]
    counts: tuple[tuple[str, tuple[int, int]], ...]
    outlets: tuple[OutletSwitch, ...]
    off_signs: tuple[OffSign, ...]
    band: Graphic | None
    months: Graphic | None
    relation: str
    everything: str


def folded(told: Iterable[ToldSign], occasion: Callable[[str], str]) -> tuple[ToldSign, ...]:
    """Return signs, those of one occasion as parts of its first, which is the weightiest."""
    held = grouped(told, lambda one: occasion(one.sign.event))
    return tuple(replace(first, parts=tuple(parts)) for first, *parts in held)


def band(assessment: Assessment, whole: Judgement | None) -> Graphic | None:
    """Return the key judgements as bands from 0 to 100 %; None when there is no probability."""
    told = [j for j in assessment.judgements if j.probability is not None]
    if not told:
        return None
    rows = [(j.statement, j) for j in told]
    if whole and whole.probability is not None:
        rows.insert(1, ("The same with everything switched on", whole))
    return Graphic(
        id="judgement",
        element="al-judgement",
        heading="How probable it is",
        says="Each bar runs from 0 to 100 %: the mark is the probability, the band its 80 % interval.",
        data={
            "rows": [
                {"says": s, "p": j.probability, "low": j.low, "high": j.high, "told": f"{percent(j.probability)}: {j.word}"}
                for s, j in rows
            ],
            "base": assessment.path[0][1] if assessment.path else None,
        },
        columns=("Judgement", "In words", "#Probability", "80 % interval"),
        rows=[(says, j.word, percent(j.probability), interval(j.low, j.high)) for says, j in rows],
        note=f"Base rate among allies: {percent(assessment.path[0][1])}." if assessment.path else "",
    )  # fmt: skip


def months(
    points: Sequence[tuple[date, str, float]],
    told: Iterable[tuple[Sign, date | None]],
    *,
    names: tuple[str, str],
    since: date | None,
) -> Graphic | None:
    """Return the weight of signs by month as a graphic; None when no sign has a date.

    Args:
        points: (day, direction, weight) of each sign.
        told: The signs that the page tells, with their days; a bar leads to the weightiest of its month and direction.
        names: The state and its ally.
        since: Start of the period asked about.
    """
    leads: dict[tuple[date, str], str] = {}
    for sign, day in sorted(told, key=lambda one: -one[0].weight):
        if day:
            leads.setdefault((day.replace(day=1), sign.direction), f"#e-{sign.event}")
    sums: dict[date, list[float]] = {}
    for day, direction, weight in points:
        if direction != "neutral":
            cell = sums.setdefault(day.replace(day=1), [0.0, 0.0])
            cell[direction == "away"] += weight
    if not sums:
        return None
    rows = sorted(sums.items())
    return Graphic(
        id="months",
        element="al-signs",
        heading="Signs by month",
        says=(
            f"Weight of the signs that {the(names[0])} moves towards {the(names[1])} (up) and away from it (down), by "
            "month; 1 is one certain, direct deed on one origin. A bar leads to the weightiest sign of its month."
        ),
        data={
            "months": [
                [month, round(up, 3), round(down, 3), leads.get((month, "towards")), leads.get((month, "away"))]
                for month, (up, down) in rows
            ],
            "since": since,
        },
        columns=("Month", "#Towards", "#Away"),
        rows=[
            (
                Cell(month.strftime("%Y-%m")),
                Cell(f"{up:.2f}", leads.get((month, "towards"))),
                Cell(f"{down:.2f}", leads.get((month, "away"))),
            )
            for month, (up, down) in rows
        ],
    )
