"""States visited on one journey: the traveller meets them, and they don't meet each other."""

from dataclasses import replace

import pytest
from conftest import ReadAt

from allegiance.coding.journeys import without_the_visited
from allegiance.coding.rules import party
from allegiance.coding.told import Told
from allegiance.records import EventType, Status


def read_as(read_at: ReadAt, text: str, trigger: str, parties: list[str]) -> tuple[list[str], list[str]] | None:
    """Return who acts and who undergoes what was read as a meeting of parties at a trigger."""
    read, item, place = read_at(text, trigger)
    named = {e.id: party(e) for e in reversed(read.entities.by_sentence[item.number])}
    told = Told(
        sentence=item.number, head=place, first=place, last=place, type=EventType.CONSULT, mode=None,
        status=Status.ASSERTED, hedged=False, actors=tuple(named[i] for i in parties), recipients=(), confidence=0.9,
    )  # fmt: skip
    left = without_the_visited(item, told)
    assert without_the_visited(item, replace(told, type=EventType.ACCUSE)) == replace(told, type=EventType.ACCUSE)
    return left and ([p.id for p in left.actors], [p.id for p in left.recipients])


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The archbishop will visit Peru, Chile and Bolivia next month.", "visit"),
        ("The delegation's tour of Peru and Chile starts on Monday.", "tour"),
        ("Her trip to Peru and Chile was put off.", "trip"),
        ("The banker travelled to Peru and Chile for talks.", "travelled"),
        ("The banker travelled to Peru and Chile for talks.", "talks"),
    ],
)
def test_places_on_a_journey_do_not_meet(read_at: ReadAt, text: str, trigger: str) -> None:
    assert read_as(read_at, text, trigger, ["PER", "CHL"]) is None


def test_a_traveller_for_a_state_meets_each(read_at: ReadAt) -> None:
    text = "Norway's foreign minister visited Peru and Chile."
    assert read_as(read_at, text, "visited", ["PER", "CHL", "NOR"]) == (["NOR"], ["PER", "CHL"])


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Peru's president visited Chile.", "visited"),
        ("Peru and Chile held talks during the cardinal's visit to Bolivia and Ecuador.", "talks"),
        ("The visit of Peru's and Chile's ministers was put off.", "visit"),
    ],
)
def test_others_meet_as_before(read_at: ReadAt, text: str, trigger: str) -> None:
    assert read_as(read_at, text, trigger, ["PER", "CHL"]) == (["PER", "CHL"], [])
