"""An article and its mentions to checks of what it claims: a pure function of them and of the registers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from allegiance.actors import Gazetteer, OfficeHolder
from allegiance.records import Article, EventType, Mention, RegisterCheck, content_id
from allegiance.registers.claims import CONFIRMED, CONTRADICTED, NOT_COVERED, Context
from allegiance.registers.dates import dates
from allegiance.registers.lines import Line, lines
from allegiance.registers.memberships import memberships
from allegiance.registers.model import Registers
from allegiance.registers.offices import offices
from allegiance.registers.recognitions import recognitions
from allegiance.registers.seats import seats
from allegiance.registers.then_members import then_members
from allegiance.registers.votes import votes

MADE_BY = "registers/4"
_RANK = {CONTRADICTED: 0, CONFIRMED: 1, NOT_COVERED: 2}


class Checker:
    """Checks articles against the registers; make one and use it for many articles.

    Args:
        gazetteer: Who is who; also the register of memberships and offices.
        registers: All else that is on record.

    Attributes:
        made_by: The rules' version and a digest of all rows checked against, so that a changed one makes old checks stale.
    """

    def __init__(self, gazetteer: Gazetteer, registers: Registers) -> None:
        self._context = Context(registers, gazetteer)
        rows = (*gazetteer.membership_rows(), *gazetteer.all_holders())
        self.made_by = f"{MADE_BY}+{content_id(registers.digest, *map(repr, rows))}"
        self._by_person: dict[str, list[OfficeHolder]] = defaultdict(list)
        for holder in gazetteer.all_holders():
            self._by_person[holder.name].append(holder)

    def check(self, article: Article, mentions: Sequence[Mention] = ()) -> list[RegisterCheck]:
        """Return what the registers say to an article's claims, in the order of the text.

        Claims are found in the article's sentences, whether a mention was coded there or not; a check names the mention
        that it bears on where there is one.

        Args:
            article: The article; without a day of publication most claims can't be checked.
            mentions: What was coded in it.
        """
        context = self._context
        found: list[RegisterCheck] = []
        last: Line | None = None
        for line in lines(article, context.gazetteer):
            found += votes(line, context, mentions, last)
            found += seats(line, context)
            found += memberships(line, context)
            found += then_members(line, context)
            found += recognitions(line, context)
            found += offices(line, context, self._by_person)
            found += dates(line, context)
            last = line
        return [_attached(check, mentions) for check in _distinct(found)]


def _distinct(found: Iterable[RegisterCheck]) -> list[RegisterCheck]:
    """Return checks in the order of the text, each claim once, a contradiction before what else was found there."""
    kept: dict[tuple[int, str], RegisterCheck] = {}
    for check in sorted(found, key=lambda check: (_RANK[check.verdict], check.start, check.end, check.says)):
        same = [
            other
            for other in kept.values()
            if other.kind == check.kind
            and other.says == check.says
            and other.start < check.end
            and check.start < other.end
        ]
        if not same:
            kept[check.start, f"{check.kind} {check.says}"] = check
    return sorted(kept.values(), key=lambda check: (check.start, check.end, check.kind, check.says))


def _attached(check: RegisterCheck, mentions: Sequence[Mention]) -> RegisterCheck:
    """Tie a check to the mention that shares most of its words; for votes a VOTE comes first."""
    best: tuple[bool, int, str] | None = None
    for mention in mentions:
        shared = min(check.end, mention.end) - max(check.start, mention.start)
        if mention.article == check.article and shared > 0:
            rank = (check.kind == "vote" and mention.type is EventType.VOTE, shared, mention.id)
            best = rank if best is None else max(best, rank)
    return replace(check, mention=best[2]) if best else check
