"""Towns that an act befalls stand for their state; towns where something happens don't."""

from typing import Any

import pytest

from allegiance.coding.befallen import befallen
from allegiance.records import EventType

ASSAULT, COERCE, AID, MOBILIZE = EventType.ASSAULT, EventType.COERCE, EventType.AID, EventType.MOBILIZE
RETREAT, CONSULT = EventType.RETREAT, EventType.CONSULT


@pytest.mark.parametrize(
    ("text", "word", "kind", "state", "direct"),
    [
        ("The Bolivian attack on Arequipa killed nine.", "attack", ASSAULT, "PER", True),
        ("Bolivian shelling of the city of Arequipa went on.", "shelling", ASSAULT, "PER", True),
        ("Bolivian drones hit Arequipa overnight.", "hit", ASSAULT, "PER", True),
        ("Bolivian forces seized the port city of Antofagasta.", "seized", COERCE, "CHL", True),
        ("Antofagasta was shelled by Bolivian forces.", "shelled", ASSAULT, "CHL", True),
        ("Bolivia fired missiles at Antofagasta.", "fired", ASSAULT, "CHL", True),
        ("Bolivia launched strikes on Antofagasta.", "launched", ASSAULT, "CHL", True),
        ("Bolivia bombed a hospital in Arequipa.", "bombed", ASSAULT, "PER", False),
        ("Bolivian rockets killed nine people in Arequipa.", "killed", ASSAULT, "PER", False),
        ("Bolivia sent tents and medical aid to Arequipa.", "aid", AID, "PER", False),
        ("Bolivia withdrew from Antofagasta.", "withdrew", RETREAT, "CHL", True),
        ("Bolivian troops have pulled out of Antofagasta.", "pulled", RETREAT, "CHL", True),
        ("Bolivia sent troops to Antofagasta.", "sent", MOBILIZE, "CHL", False),
    ],
)
def test_what_befalls_a_town_befalls_its_state(
    read_at: Any, text: str, word: str, kind: EventType, state: str, direct: bool
) -> None:
    _, item, head = read_at(text, word)
    found = befallen(item, head, kind)
    assert found is not None
    assert (found.party.id, found.direct) == (state, direct)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("Bolivia and Chile met in Arequipa.", "met", CONSULT),
        ("Bolivia attacked Chile, a newspaper in Arequipa said.", "attacked", ASSAULT),
        ("Bolivian forces shelled Chile from Arequipa.", "shelled", ASSAULT),
        ("Bolivia attacked a man from Arequipa.", "attacked", ASSAULT),
        ("The Bolivian attack on the Arequipa Tribune drew anger.", "attack", ASSAULT),
        ("A Bolivian attack on an Ecuadorean consulate in Arequipa failed.", "attack", ASSAULT),
    ],
)
def test_what_happens_in_a_town_or_near_its_name_does_not(read_at: Any, text: str, word: str, kind: EventType) -> None:
    _, item, head = read_at(text, word)
    assert befallen(item, head, kind) is None


def test_towns_of_several_states_leave_it_open(read_at: Any) -> None:
    _, item, head = read_at("Bolivia shelled Arequipa and bombed Antofagasta.", "shelled")
    found = befallen(item, head, ASSAULT)
    assert found is not None
    assert found.party.id == "PER"
    _, item, head = read_at("Bolivian rockets killed nine people in Arequipa in fighting near Antofagasta.", "killed")
    assert befallen(item, head, ASSAULT) is None
