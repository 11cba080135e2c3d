"""How pages say numbers: words beside colour, and thin evidence told as thin."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from allegiance.percentages import interval, percent, unbroken
from allegiance.records import Event

THIN = 5.0
"""Fewer events than this are thin: drawn pale, and said so."""

BREAKS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.85)
"""Shares of conflict between the seven classes of the colour scale; the same at all times."""

CLASSES = (
    "almost only cooperation",
    "mostly cooperation",
    "more cooperation",
    "mixed, more cooperation",
    "mixed, more conflict",
    "mostly conflict",
    "almost only conflict",
)


def legend() -> list[str]:
    """Return the classes as a key tells them, each with the shares of conflict that it holds.

    >>> legend()[0].replace("\N{NO-BREAK SPACE}", " "), legend()[-1].replace("\N{NO-BREAK SPACE}", " ")
    ('almost only cooperation (under 5 % conflict)', 'almost only conflict (85 % and more)')
    """
    bounds = [percent(edge) for edge in BREAKS]
    spans = [
        f"under {bounds[0]} conflict",
        *(f"{low} to {high}" for low, high in pairwise(bounds)),
        f"{bounds[-1]} and more",
    ]
    return [f"{words} ({span})" for words, span in zip(CLASSES, spans, strict=True)]


def level_class(level: float) -> int:
    """Return the class of a share of conflict, from 0 (cooperation) to 6 (conflict).

    >>> level_class(0.0), level_class(0.4), level_class(1.0)
    (0, 3, 6)
    """
    return sum(level >= edge for edge in BREAKS)


def between(low: float, high: float) -> str:
    r"""Return the bounds of a share as percentages that no line end parts.

    >>> between(0.16, 0.57).replace("\N{NO-BREAK SPACE}", "_")
    '16_% to 57_%'
    """
    return unbroken(interval(low, high))


def moved(direction: str, *, sure: bool = True) -> str:
    """Return how a move is told: a mark and words, never colour alone.

    >>> moved("worse"), moved("better", sure=False)
    ('▼ apart', '▲ perhaps closer')
    """
    mark, word = ("▼", "apart") if direction == "worse" else ("▲", "closer")
    return f"{mark} {word}" if sure else f"{mark} perhaps {word}"


def plural(n: float, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> plural(1, "event"), plural(2, "event"), plural(0, "reply", "replies")
    ('1 event', '2 events', '0 replies')
    """
    return f"{n:g} {one if n == 1 else many or one + 's'}"


def counted(n: int, what: str) -> str:
    """Return a number with words whose first is a plural.

    >>> counted(1, "articles read"), counted(3, "outlets")
    ('1 article read', '3 outlets')
    """
    first, _, rest = what.partition(" ")
    return " ".join(filter(None, (str(n), first.removesuffix("s") if n == 1 else first, rest)))


def on_whose_word(origins: Sequence[str], report: Sequence[str], deny: Sequence[str]) -> str:
    """Return how many independent origins there are and which; where some deny the event, who reports and who denies it.

    >>> on_whose_word(["A", "B"], ["A", "B"], [])
    '2 independent origins: A, B'
    >>> on_whose_word(["A", "B", "C"], ["A", "B"], ["C"])
    '3 independent origins: 2 report it (A, B), 1 denies it (C)'
    """
    count = plural(len(origins), "independent origin")
    if not deny:
        return f"{count}: {', '.join(origins)}"
    parts = [
        f"{len(names)} {one if len(names) == 1 else many} it ({', '.join(names)})"
        for names, one, many in ((report, "reports", "report"), (deny, "denies", "deny"))
        if names
    ]
    return f"{count}: {', '.join(parts)}"


def standing(event: Event) -> str:
    """Return an event's status, and whether that is in doubt."""
    return event.status.value + (", disputed" if event.disputed else ", hedged" if event.hedged else "")


def act(type_: str, mode: str | None) -> str:
    """Return an event's type and mode for a reader.

    >>> act("AID", "military"), act("CONSULT", None)
    ('aid (military)', 'consult')
    """
    return type_.lower() + (f" ({mode.replace('_', ' ')})" if mode else "")
