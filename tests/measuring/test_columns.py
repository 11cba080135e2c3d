import random
from dataclasses import asdict
from datetime import date, timedelta

import pytest

from allegiance import assessments, measuring, outside, relations
from allegiance.actors import Gazetteer
from allegiance.measuring.contrast import contrast
from allegiance.measuring.ground import TableGround
from allegiance.measuring.own import own
from allegiance.measuring.tables import Table
from allegiance.records import Event, EventType, Quad, Status
from allegiance.relations.frames import complete
from allegiance.store import Store

GAZETTEER = Gazetteer.load()
PARTIES = ("KAZ", "RUS", "USA", "UKR", "CHN", "ARM", "BLR", "a group of no list")
SINCE, UNTIL = date(2021, 3, 11), date(2022, 6, 20)


def made(number: int, seed: int = 1) -> list[Event]:
    """Return events of every kind: of several parties, mutual, votes, without days, without outlets."""
    draw = random.Random(seed)
    found = []
    for n in range(number):
        kind = draw.choice(list(EventType))
        actors = tuple(sorted(draw.sample(PARTIES, draw.choice((1, 1, 1, 2, 3)))))
        others = tuple(sorted(draw.sample([p for p in PARTIES if p not in actors], draw.choice((1, 1, 2)))))
        recipients = draw.choice((others, others, others, (), actors if len(actors) > 1 else others))
        day = date(2018, 1, 1) + timedelta(days=draw.randrange(1900))
        told = draw.random() < 0.9
        outlets = tuple(
            sorted(draw.sample(("Reuters", "TASS", "one", "two", "three", "four"), draw.choice((0, 1, 1, 2))))
        )
        heard = [f"speaker {m}" for m in range(7)]
        found.append(
            Event(
                id=f"e{draw.getrandbits(48):012x}", type=kind,
                mode=draw.choice(("for", "against", "abstain", None)) if kind is EventType.VOTE else None,
                quad=draw.choice(list(Quad)), status=draw.choice([Status.ASSERTED] * 6 + list(Status)),
                hedged=draw.random() < 0.2, actors=actors, recipients=recipients,
                date_start=day if told else None, date_end=day + timedelta(days=draw.choice((0, 0, 9))) if told else None,
                mentions=(f"m{n}",), articles=("a",), outlets=outlets,
                origins=tuple(sorted(draw.sample((*heard, *outlets), draw.choice((0, 1, 1, 2))))),
                first_reported=day if draw.random() < 0.95 else None, confidence=draw.choice((0.3, 0.5, 0.7, 0.95)),
            )
        )  # fmt: skip
    return found


@pytest.mark.parametrize("number", [0, 40, 600])
def test_columns_of_the_store_give_the_answer_of_the_records(number: int) -> None:
    events = made(number)
    with Store(":memory:") as store:
        store.replace_events(events)
        store.derive()
        found = assessments.weigh(
            measuring.bearing(store, "KAZ", "RUS"), gazetteer=GAZETTEER, since=SINCE, until=UNTIL
        ).assessment()
    told = assessments.assess(state="KAZ", ally="RUS", events=events, gazetteer=GAZETTEER, since=SINCE, until=UNTIL)
    assert asdict(found) == asdict(told)


def test_the_contrast_read_off_sums_is_that_of_all_events() -> None:
    events = made(1200)
    table = complete(relations.from_events(events))
    whole = TableGround.of(Table(outside.OWN, table, table, "month"), "KAZ", "RUS", SINCE, UNTIL)
    assert whole is not None
    with Store(":memory:") as store:
        store.replace_events(events)
        store.derive()
        sums = own(store, measuring.bearing(store, "KAZ", "RUS"), SINCE, UNTIL)
    assert sums is not None
    assert sums.acts == whole.acts
    for rival in (None, "CHN", "UKR"):
        given, told = (contrast(ground, GAZETTEER, "KAZ", "RUS", SINCE, UNTIL, rival) for ground in (sums, whole))
        assert given.enough
        assert asdict(given)["rule"] == asdict(told)["rule"]
        for field in ("p_from_ally", "p_to_rival", "p_contrast", "third_parties", "third_party_count"):
            assert getattr(given, field) == pytest.approx(getattr(told, field), abs=1e-6)
        assert [m.drift for m in given.blocs] == pytest.approx([m.drift for m in told.blocs], abs=1e-6)


def test_without_an_outlet_what_only_it_reports_is_gone() -> None:
    events = made(300)
    bearing = assessments.Bearing.of(events, "KAZ", "RUS")
    gone = {0, 5, 9}
    less = bearing.without(gone, ["Reuters"])
    assert not gone.intersection(less.own.number.tolist())
    silent = bearing.number_of("Reuters")
    assert silent not in less.own.outlets.values
    kept = [n for n in range(len(bearing.own)) if bearing.own.outlets[n].tolist() != [silent]]
    assert less.own.number.tolist() == [n for n in bearing.own.number[kept].tolist() if n not in gone]
