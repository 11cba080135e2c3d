"""Signs of one occasion, told as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def by_occasion(ties: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Return what names the occasion of an event, the same for all that are tied, be it by way of others.

    Args:
        ties: Ids of a meeting or deal and of its part.
    """
    home: dict[str, str] = {}

    def root(event: str) -> str:
        while (up := home.get(event, event)) != event:
            event = up
        return event

    for first, second in ties:
        if root(first) != root(second):
            home[root(first)] = root(second)
    return root


def grouped(told: Iterable[T], occasion: Callable[[T], str]) -> list[list[T]]:
    """Return what is told, that of one occasion together, in the order of the first of each.

    Args:
        told: Signs of one direction, the weightiest first.
        occasion: Names the occasion of a sign.
    """
    held: dict[str, list[T]] = {}
    for one in told:
        held.setdefault(occasion(one), []).append(one)
    return list(held.values())
