import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.exchange import (
    compare,
    dyad_months,
    from_records,
    read_events,
    to_followthemoney,
    to_gdelt,
    to_geojson,
    to_polecat,
    write_csv,
    write_gdelt,
    write_gexf,
    write_graphml,
    write_parquet,
    write_polecat,
)
from allegiance.exchange.tables import EVENTS, tidy
from allegiance.records import Event, EventType, Quad, Status


def events() -> pl.DataFrame:
    """Invented events."""
    base = {"status": "asserted", "origin": "GDELT 2", "origins": 1.0, "mutual": False, "root": True, "mentions": 3}
    return tidy(
        pl.DataFrame(
            [
                base
                | {
                    "event_id": "1",
                    "date": date(2022, 3, 2),
                    "actor": "KAZ",
                    "recipient": "RUS",
                    "actor_name": "KAZAKHSTAN",
                    "actor_role": "government",
                    "recipient_role": "state",
                    "code": "1123",
                    "type": "ACCUSE",
                    "mode": "allege",
                    "contexts": "military",
                    "quad": "verbal conflict",
                    "goldstein": -2.0,
                    "articles": 4,
                    "latitude": 51.2,
                    "longitude": 71.4,
                    "place": 'Astana, "the capital"',
                    "added": "20220303",
                    "url": "https://example.org/a?b=1",
                },
                base
                | {
                    "event_id": "2",
                    "date": date(2022, 3, 9),
                    "actor": "EU",
                    "recipient": "KAZ",
                    "actor_role": "organisation",
                    "recipient_role": "military",
                    "code": "070",
                    "type": "AID",
                    "quad": "material cooperation",
                    "goldstein": 7.0,
                },
            ],
            schema_overrides=EVENTS,
        )
    )


text = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r"), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(text, text, st.none() | st.floats(allow_nan=False, allow_infinity=False)), min_size=1, max_size=5
    )
)
def test_parquet_and_csv_lose_nothing(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, float | None]]
) -> None:
    folder = tmp_path_factory.mktemp("out")
    frame = tidy(
        pl.DataFrame(rows, schema={"event_id": pl.String, "place": pl.String, "goldstein": pl.Float64}, orient="row")
    )
    write_parquet(frame, folder / "e.parquet")
    write_csv(frame, folder / "e.csv")
    assert read_events(folder / "e.parquet").events.equals(frame)
    assert read_events(folder / "e.csv").events.equals(frame)


def test_the_csv_has_both_kinds_of_codes(tmp_path: Path) -> None:
    write_csv(events(), tmp_path / "e.csv")
    found = pl.read_csv(tmp_path / "e.csv").filter(pl.col("actor") == "KAZ").row(0, named=True)
    assert (found["recipient"], found["cow_actor"], found["cow_recipient"]) == ("RUS", 705, 365)


def test_gdelt_shaped_rows_come_back_the_same(tmp_path: Path) -> None:
    write_gdelt(events(), tmp_path / "g.CSV")
    back = read_events(tmp_path / "g.CSV")
    assert back.rejected.height == 0
    same = [name for name in EVENTS if name not in ("origin",)]
    assert back.events.select(same).equals(events().select(same))


def test_polecat_shaped_rows_come_back_but_for_what_polecat_lacks(tmp_path: Path) -> None:
    write_polecat(events(), tmp_path / "p.txt")
    back = read_events(tmp_path / "p.txt")
    assert back.rejected.height == 0
    lacks = {"code", "origin", "mentions", "sources", "articles", "root", "repaired"}
    same = [name for name in EVENTS if name not in lacks]
    assert back.events.select(same).equals(events().select(same))


@pytest.mark.parametrize("write", [write_gdelt, write_polecat])
def test_roles_and_parties_come_back_in_the_shapes_of_others(
    tmp_path: Path, write: Callable[[pl.DataFrame, Path], None]
) -> None:
    parties = [
        ("KAZ", "state"),
        ("KAZ", "government"),
        ("KAZ", "military"),
        ("KAZ", "people"),
        ("KAZ", "group"),
        ("KAZ", "other"),
        ("UN", "organisation"),
        ("WHO", "organisation"),
        ("Taliban", "group"),
        (None, "other"),
        (None, "people"),
        (None, "group"),
        (None, "organisation"),
    ]
    told = pl.DataFrame(parties, schema={"actor": pl.String, "actor_role": pl.String}, orient="row")
    base = {"date": date(2022, 3, 2), "recipient": "RUS", "code": "050", "type": "AGREE", "status": "asserted"}
    frame = tidy(told.with_row_index("event_id").with_columns(**{k: pl.lit(v) for k, v in base.items()}))
    write(frame, tmp_path / "shaped.txt")
    assert read_events(tmp_path / "shaped.txt").events.select("actor", "actor_role").rows() == parties


def test_tabs_in_text_cannot_shift_columns(tmp_path: Path) -> None:
    frame = events().with_columns(place=pl.lit("a\tb\nc"))
    write_gdelt(frame, tmp_path / "g.CSV")
    assert read_events(tmp_path / "g.CSV").events["place"].to_list() == ["a b c", "a b c"]


def test_dyad_months_carry_both_codes() -> None:
    row = dyad_months(events()).filter(pl.col("actor") == "KAZ").row(0, named=True)
    assert (row["cow_actor"], row["cow_recipient"], row["period"]) == (705, 365, date(2022, 3, 1))
    assert (row["events"], row["verbal_conflict"], row["material_cooperation"], row["goldstein"]) == (1, 1, 0, -2.0)
    assert dyad_months(events()).filter(pl.col("actor") == "EU")["cow_actor"].to_list() == [None]


def test_own_records_become_rows_with_codes() -> None:
    event = Event(
        id="e",
        type=EventType.SANCTION,
        mode="expel",
        quad=Quad.MATERIAL_CONFLICT,
        status=Status.DENIED,
        actors=("CZE", "POL"),
        recipients=("RUS",),
        mentions=("m",),
        articles=("a", "b"),
        first_reported=date(2022, 3, 5),
        origins=("x", "y"),
    )
    found = from_records([event])
    assert found.select("actor", "recipient", "code", "status", "origins", "articles").rows() == [
        ("CZE", "RUS", "166", "denied", 2.0, 2),
        ("POL", "RUS", "166", "denied", 2.0, 2),
    ]
    assert from_records([]).height == 0


def test_entities_name_each_party_once_and_join_the_rows_of_an_event() -> None:
    twice = pl.concat([events(), events().head(1).with_columns(recipient=pl.lit("BLR"))])
    found = list(to_followthemoney(twice))
    parties = [entity for entity in found if entity["schema"] != "Event"]
    assert [entity["id"] for entity in parties] == ["party-BLR", "party-EU", "party-KAZ", "party-RUS"]
    assert {entity["schema"] for entity in parties} == {"PublicBody", "Organization"}
    assert [entity["properties"]["name"] for entity in parties[1:3]] == [["European Union"], ["Kazakhstan"]]
    first = next(
        entity for entity in found if entity["schema"] == "Event" and entity["properties"]["recordId"] == ["1"]
    )
    assert first["properties"]["involved"] == ["party-RUS", "party-BLR"]
    assert first["properties"]["date"] == ["2022-03-02"]
    assert len(found) == 4 + 2


def test_graphs_can_be_read_back(tmp_path: Path) -> None:
    write_graphml(events(), tmp_path / "g.graphml")
    write_gexf(events(), tmp_path / "g.gexf")
    for graph in (nx.read_graphml(tmp_path / "g.graphml"), nx.read_gexf(tmp_path / "g.gexf")):
        assert graph.edges["KAZ", "RUS"]["verbal_conflict"] == 1
        assert graph.edges["EU", "KAZ"]["conflict"] == 0
        assert [graph.nodes[party]["name"] for party in ("EU", "KAZ")] == ["European Union", "Kazakhstan"]


def test_geojson_holds_the_placed_events_longitude_first() -> None:
    found = json.loads(json.dumps(to_geojson(events())))
    assert [feature["geometry"]["coordinates"] for feature in found["features"]] == [[71.4, 51.2]]
    assert found["features"][0]["properties"]["date"] == "2022-03-02"


def row(number: str, day: int, type_: str, quad: str, actor: str = "KAZ", recipient: str = "RUS") -> dict[str, object]:
    return {
        "event_id": number,
        "date": date(2022, 3, day),
        "actor": actor,
        "recipient": recipient,
        "type": type_,
        "quad": quad,
    }


def test_comparison_matches_one_to_one_best_first() -> None:
    ours = pl.DataFrame(
        [
            row("a", 2, "ACCUSE", "verbal conflict"),
            row("b", 2, "REJECT", "verbal conflict"),
            row("c", 20, "AID", "material cooperation"),
        ]
    )
    theirs = pl.DataFrame(
        [
            row("x", 3, "ACCUSE", "verbal conflict"),
            row("y", 2, "THREATEN", "verbal conflict"),
            row("z", 22, "AID", "material cooperation"),
            row("w", 2, "ACCUSE", "verbal conflict", "RUS", "KAZ"),
        ]
    )
    found = compare(ours, theirs)
    assert found.counts == {"type": 1, "quad": 1, "ours only": 1, "theirs only": 2}
    matched = found.rows.filter(pl.col("match").is_in(["type", "quad"]))
    assert set(matched.select("event_id", "event_id_theirs").rows()) == {("a", "x"), ("b", "y")}
    assert found.recall == pytest.approx(1 / 4)
    assert compare(ours, theirs, days=2).counts["type"] == 2


def test_comparison_with_nothing_on_one_side() -> None:
    ours = pl.DataFrame([row("a", 2, "ACCUSE", "verbal conflict")])
    found = compare(ours, ours.clear())
    assert (found.counts, found.recall, found.precision) == ({"ours only": 1}, None, 0.0)


@pytest.mark.parametrize("shape", [to_gdelt, to_polecat])
def test_what_was_not_done_is_not_told_as_done(shape: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    rows = [
        {"event_id": s, "date": date(2020, 1, 1), "type": "ASSAULT", "quad": "material conflict", "status": s}
        for s in ("asserted", "denied", "planned", "hypothetical")
    ]
    assert shape(tidy(pl.DataFrame(rows))).to_series(0).to_list() == ["asserted"]
