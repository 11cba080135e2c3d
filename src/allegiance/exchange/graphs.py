"""Events as graphs, entities and maps: GraphML, GEXF, FollowTheMoney, GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl

from allegiance.exchange.names import name_of, states


def to_graph(events: pl.DataFrame) -> nx.DiGraph[str]:
    """Return a directed graph of the parties: one edge per ordered pair with its asserted events by quad.

    Edges carry ``events``, ``conflict`` (share), ``first`` and ``last`` day and one count per quad; nodes carry ``name``.
    """
    found = (
        events.drop_nulls(["actor", "recipient", "quad"])
        .filter(pl.col("status").fill_null("asserted") == "asserted")
        .group_by("actor", "recipient")
        .agg(
            events=pl.len(),
            conflict=pl.col("quad").str.ends_with("conflict").mean(),
            first=pl.col("date").min().dt.to_string(),
            last=pl.col("date").max().dt.to_string(),
            **{
                quad.replace(" ", "_"): (pl.col("quad") == quad).sum()
                for quad in ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
            },
        )
        .sort("actor", "recipient")
    )
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in found.iter_rows(named=True):
        actor, recipient = row.pop("actor"), row.pop("recipient")
        for party in (actor, recipient):
            graph.add_node(party, name=name_of(party))
        graph.add_edge(actor, recipient, **{name: value for name, value in row.items() if value is not None})
    return graph


def write_graphml(events: pl.DataFrame, path: Path) -> None:
    """Write the graph of the parties as GraphML."""
    nx.write_graphml(to_graph(events), path)


def write_gexf(events: pl.DataFrame, path: Path) -> None:
    """Write the graph of the parties as GEXF 1.2."""
    nx.write_gexf(to_graph(events), path)


def to_followthemoney(events: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield FollowTheMoney entities: each party once, then each event with its actors and recipients.

    Parties are ``PublicBody`` (states) or ``Organization``; an ``Event`` names its actors as organisers and its
    recipients as involved. Rows of one event, told for several pairs, become one entity.
    """
    known = dict(states().select("id", "iso2").iter_rows())
    parties = pl.concat([events["actor"], events["recipient"]]).drop_nulls().unique().sort()
    for party in parties:
        iso2 = known.get(party)
        properties = {"name": [name_of(party)]} | ({"country": [iso2.lower()]} if iso2 else {})
        schema = "PublicBody" if party in known else "Organization"
        yield {"id": _party(party), "schema": schema, "properties": properties}
    grouped = events.group_by("event_id", "origin", maintain_order=True).agg(
        pl.col("actor", "recipient", "url").drop_nulls().unique(maintain_order=True),
        pl.col("date", "type", "mode", "status", "place").first(),
    )
    for row in grouped.iter_rows(named=True):
        words = " ".join(part for part in (row["type"], row["mode"], row["status"]) if part)
        properties = {
            "name": [f"{words}: {_names(row['actor'])} to {_names(row['recipient'])}"],
            "date": [row["date"].isoformat()] if row["date"] else [],
            "recordId": [row["event_id"]] if row["event_id"] else [],
            "organizer": [_party(party) for party in row["actor"]],
            "involved": [_party(party) for party in row["recipient"]],
            "location": [row["place"]] if row["place"] else [],
            "sourceUrl": row["url"],
        }
        yield {
            "id": f"event-{row['origin']}-{row['event_id']}".replace(" ", "-"),
            "schema": "Event",
            "properties": {name: values for name, values in properties.items() if values},
        }


def _names(parties: list[str]) -> str:
    return ", ".join(name_of(party) for party in parties)


def _party(party: str) -> str:
    return "party-" + party.replace(" ", "-")


def write_followthemoney(events: pl.DataFrame, path: Path) -> None:
    """Write FollowTheMoney entities, one JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in to_followthemoney(events):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")


def to_geojson(events: pl.DataFrame) -> dict[str, Any]:
    """Return the events that have a place on the map as a GeoJSON feature collection (RFC 7946)."""
    placed = events.filter(pl.col("latitude").is_between(-90, 90) & pl.col("longitude").is_between(-180, 180))
    names = ("event_id", "actor", "recipient", "type", "mode", "quad", "status", "place", "origin", "url")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]},
                "properties": {"date": row["date"].isoformat() if row["date"] else None}
                | {name: row[name] for name in names if row[name] is not None},
            }
            for row in placed.iter_rows(named=True)
        ],
    }


def write_geojson(events: pl.DataFrame, path: Path) -> None:
    """Write the events that have a place on the map as GeoJSON."""
    path.write_text(json.dumps(to_geojson(events), ensure_ascii=False), encoding="utf-8")
