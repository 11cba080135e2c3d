"""This project's own events as columns, from the tables that the store makes for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from allegiance import assessments
from allegiance.assessments.acts import Acts, Lists
from allegiance.store import Store


def bearing(store: Store, state: str, ally: str) -> assessments.Bearing:
    """Return the events of a state and of its ally with anybody: all that an answer about the two can rest on."""
    names, numbers = store.keep(("names",), lambda: _names(store))

    def ids(wanted: Iterable[int]) -> dict[int, str]:
        asked = list(wanted)
        found = {row["number"]: row["event"] for row in store.named("act_ids", [state, asked])} if asked else {}
        # one that is no more there was merged away by a job a moment ago
        return {number: found.get(number, "") for number in asked}

    return assessments.Bearing(
        state=state,
        ally=ally,
        own=acts(store, state),
        theirs=acts(store, ally),
        size=len(names),
        names=lambda wanted: {number: names[number] for number in wanted},
        number_of=lambda name: numbers.get(name, -1),
        ids=ids,
    )


def acts(store: Store, party: str) -> Acts:
    """Return a party's events; those of the parties asked for last are kept."""
    return store.keep(("acts", party), lambda: _acts(store, party), size=_bytes)


def numbers_of(store: Store, party: str, events: Iterable[str]) -> list[int]:
    """Return the numbers of a party's events with some ids."""
    asked = list(events)
    return [row["number"] for row in store.named("act_numbers", [party, asked])] if asked else []


def _names(store: Store) -> tuple[list[str], dict[str, int]]:
    names = [row["name"] for row in store.named("numbered_names")]
    return names, {name: number for number, name in enumerate(names)}


def _acts(store: Store, party: str) -> Acts:
    table = store.named_arrow("party_acts", [party])

    def column(name: str) -> Any:
        return table.column(name).to_numpy()

    def lists(name: str) -> Lists:
        held = table.column(name).combine_chunks()
        return Lists(
            held.offsets.to_numpy().astype(np.int64), held.values.to_numpy(zero_copy_only=False).astype(np.int64)
        )

    whole = {
        name: column(name).astype(np.int64) for name in ("number", "day", "middle", "kind", "mode", "quad", "status")
    }
    flags = {name: column(name).astype(np.bool_) for name in ("hedged", "does", "takes", "answered")}
    return Acts(
        **whole,
        **flags,
        sure=column("sure"),
        others=lists("others"),
        outlets=lists("outlets"),
        origins=lists("origins"),
    )


def _bytes(acts: Acts) -> int:
    # eleven columns of rows; each list with its end and, once looked at, its length and its values' rows
    return 90 * len(acts) + sum(16 * (len(acts) + len(one.values)) for one in (acts.others, acts.outlets, acts.origins))


def since_reports(store: Store) -> date | None:
    """Return the day a year before the newest report, or None when the reports span less than 18 months."""
    row = store.steady("reported")[0]
    return assessments.year_before(row["first"], row["last"])
