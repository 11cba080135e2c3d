"""This project's own events as columns, from the tables that the store makes for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from allegiance import assessments
from allegiance.assessments.acts import WIDTHS, Acts, Lists
from allegiance.store import Store


@dataclass(frozen=True, eq=False)
class _Held:
    """A party's events as columns, with their ids as an Arrow array, which takes a fraction of the memory of a list."""

    acts: Acts
    ids: Any

    def ids_of(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the ids of some events by their numbers."""
        asked = list(numbers)
        rows = np.searchsorted(self.acts.number, np.array(asked, dtype=self.acts.number.dtype))
        return dict(zip(asked, self.ids.take(pa.array(rows)).to_pylist(), strict=True))

    def numbers_of(self, ids: Iterable[str]) -> list[int]:
        """Return the numbers of the events with some ids; ids of none are left out."""
        rows = np.flatnonzero(
            pc.is_in(self.ids, value_set=pa.array(list(ids), pa.string())).to_numpy(zero_copy_only=False)
        )
        return [int(number) for number in self.acts.number[rows]]


def bearing(store: Store, state: str, ally: str) -> assessments.Bearing:
    """Return the events of a state and of its ally with anybody: all that an answer about the two can rest on."""
    names, numbers = store.keep(("names",), lambda: _names(store))
    own = _held(store, state)
    return assessments.Bearing(
        state=state,
        ally=ally,
        own=own.acts,
        theirs=_held(store, ally).acts,
        size=len(names),
        names=lambda wanted: {number: names[number] for number in wanted},
        number_of=lambda name: numbers.get(name, -1),
        ids=own.ids_of,
    )


def numbers_of(store: Store, party: str, events: Sequence[str]) -> list[int]:
    """Return the numbers of a party's events with some ids."""
    return _held(store, party).numbers_of(events) if events else []


def _held(store: Store, party: str) -> _Held:
    """Return a party's events; those of the parties asked for last are kept."""
    return store.keep(("acts", party), lambda: _read(store, party), size=_bytes)


def _names(store: Store) -> tuple[list[str], dict[str, int]]:
    names = [row["name"] for row in store.named("numbered_names")]
    return names, {name: number for number, name in enumerate(names)}


def _read(store: Store, party: str) -> _Held:
    table = store.named_arrow("party_acts", [party])

    def column(name: str) -> Any:
        return table.column(name).to_numpy()

    def lists(name: str) -> Lists:
        held = table.column(name).combine_chunks()
        return Lists(*(one.to_numpy(zero_copy_only=False).astype(np.int32) for one in (held.offsets, held.values)))

    whole = {name: column(name).astype(width) for name, width in WIDTHS.items()}
    flags = {name: column(name).astype(np.bool_) for name in ("hedged", "does", "takes", "answered")}
    acts = Acts(
        **whole,
        **flags,
        sure=column("sure"),
        others=lists("others"),
        outlets=lists("outlets"),
        origins=lists("origins"),
    )
    return _Held(acts, table.column("event").combine_chunks())


def _bytes(held: _Held) -> int:
    # twelve columns of rows, and once looked at the months and who reports alone; each list with its end and, once looked at,
    # its length and its values' rows; parties and days with their places, who acts across, and what the acts say of the
    # party's standing with others (allegiance.assessments.standing)
    acts = held.acts
    lists = sum(8 * (len(acts) + len(one.values)) for one in (acts.others, acts.outlets, acts.origins))
    return 40 * len(acts) + lists + 58 * len(acts.others.values) + int(held.ids.nbytes)


def since_reports(store: Store) -> date | None:
    """Return the day a year before the newest report, or None when the reports span less than 18 months."""
    row = store.steady("reported")[0]
    return assessments.year_before(row["first"], row["last"])
