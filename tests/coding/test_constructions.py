"""Sentences that break coders, by construction: who did it to whom, what, and whether it happened."""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from allegiance import pipeline
from allegiance.records import Article, Mention, Status

FOLDER = Path(__file__).parent / "constructions"
# Share of rows right for all families together, and the least for any one: raise them as the coder learns.
FLOOR, LEAST = 0.7, 0.35


@cache
def mentions(text: str, published: str) -> tuple[Mention, ...]:
    day = date.fromisoformat(published) if published else None
    article = Article(id=text, text=text, language="en", published=day)
    return pipeline.coder(pipeline.Setup()).code(article).mentions


def _listed(cell: str) -> set[str]:
    return set(filter(None, cell.split("|")))


def _parties(found: Mention, row: dict[str, str]) -> bool:
    actors = {p.id or p.text for p in found.actors}
    recipients = {p.id or p.text for p in found.recipients}
    wanted, whom = _listed(row["actors"]), _listed(row["recipients"])
    if not whom and len(wanted) > 1:
        return wanted <= actors | recipients
    if found.type in ("CONSULT", "AGREE", "COOPERATE") and not recipients:
        return wanted | whom <= actors
    return ("*" in wanted or wanted <= actors) and ("*" in whom or whom <= recipients)


def right(row: dict[str, str]) -> bool:
    found = mentions(row["text"], row["published"])
    types, statuses = _listed(row["types"]), _listed(row["status"])
    if row["absent"] == "yes":
        return not any((not types or m.type in types) and (not types or m.status is Status.ASSERTED) for m in found)
    return any(m.type in types and m.status in statuses and _parties(m, row) for m in found)


def rows() -> list[tuple[str, dict[str, str]]]:
    told = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            told += [(path.stem, row) for row in csv.DictReader(handle)]
    return told


@pytest.fixture(scope="module")
def shares() -> dict[str, float]:
    total: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for family, row in rows():
        total[family] += 1
        good[family] += right(row)
    return {family: good[family] / n for family, n in total.items()} | {"all": good.total() / total.total()}


def test_the_coder_holds_its_floor(shares: dict[str, float]) -> None:
    assert shares["all"] >= FLOOR, shares


def test_no_family_falls_away(shares: dict[str, float]) -> None:
    assert all(share >= LEAST for share in shares.values()), shares


def test_what_did_not_happen_is_seldom_asserted(shares: dict[str, float]) -> None:
    absent = [(family, row) for family, row in rows() if row["absent"] == "yes"]
    wrong = [row["id"] for _, row in absent if not right(row)]
    assert len(wrong) / len(absent) <= 0.1, wrong
