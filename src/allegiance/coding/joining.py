"""How sure a proposal of the network is, given also what the rules read at the same place.

Boosted trees over named features (Friedman 2001), fitted by ``training/fit_join.py`` on texts that the network has not seen,
so that a confidence is a probability. No feature holds a party's identity.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from allegiance.coding.decoding import Decoded
from allegiance.coding.party_grammar import UNREACHED, Odds, reached
from allegiance.coding.party_join import log_odds
from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.told import Told

RULES_FROM = 0.05
"""Readings of the rules less likely than this don't count as agreement."""

Branch = tuple[str, float, int, int]
"""A feature's name, the most that it may be to go left, and the places of the nodes to the left and to the right."""

Tree = tuple[Branch | float, ...]
"""Nodes, the root first; a number is a leaf and adds to the log odds."""


class _Flat(NamedTuple):
    """Trees as one table of nodes, so that many candidates go down all trees at once; a leaf leads to itself.

    Attributes:
        column: Where each feature stands in a row of values.
        depth: Steps from a root to the farthest leaf.
    """

    column: Mapping[str, int]
    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    most: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    leaf: NDArray[np.float64]
    depth: int


def _flat(trees: Iterable[Tree]) -> _Flat:
    column: dict[str, int] = {}
    rows: list[tuple[int, float, int, int, float]] = []
    roots: list[int] = []
    deepest = 0
    for tree in trees:
        base = len(rows)
        roots.append(base)
        depth = [0] * len(tree)
        for place, node in enumerate(tree):
            if isinstance(node, tuple):
                name, most, yes, no = node
                rows.append((column.setdefault(name, len(column)), most, base + yes, base + no, 0.0))
                depth[yes] = depth[no] = depth[place] + 1
            else:
                rows.append((0, math.inf, base + place, base + place, node))
        deepest = max(deepest, *depth)
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    feature, left, right = (table[:, place].astype(np.int64) for place in (0, 2, 3))
    return _Flat(column, np.array(roots, dtype=np.int64), feature, table[:, 1], left, right, table[:, 4], deepest)


@dataclass(frozen=True)
class Join:
    """Trees whose leaves add up to log odds, and how these are scaled and shifted (Platt 1999).

    In a tree a node stands before those below it.
    """

    trees: tuple[Tree, ...] = ()
    scale: float = 1.0
    shift: float = 0.0

    @cached_property
    def _table(self) -> _Flat:
        return _flat(self.trees)

    def confidence(self, features: Iterable[tuple[str, float]]) -> float:
        """Return the probability that type and parties are right; a feature that isn't given is 0."""
        return self.confidences([features])[0]

    def confidences(self, found: Sequence[Iterable[tuple[str, float]]]) -> list[float]:
        """Return for each of many candidates, by its features, what :meth:`confidence` returns."""
        table = self._table
        values = np.zeros((len(found), max(1, len(table.column))))
        for row, features in enumerate(found):
            for name, value in features:
                place = table.column.get(name)
                if place is not None:
                    values[row, place] = value
        each = np.arange(len(found))[:, None]
        at = np.tile(table.roots, (len(found), 1))
        for _ in range(table.depth):
            at = np.where(values[each, table.feature[at]] <= table.most[at], table.left[at], table.right[at])
        scores = [self.scale * math.fsum(leaves) + self.shift for leaves in table.leaf[at].tolist()]
        return [1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in scores]


@lru_cache(maxsize=1)
def shipped_join() -> Join:
    """Return the trees that the package ships."""
    path = resources.files("allegiance.coding") / "data" / "join.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    trees = (tuple(tuple(node) if isinstance(node, list) else node for node in tree) for tree in read["trees"])
    return Join(tuple(trees), scale=read["scale"], shift=read["shift"])


def _second(roles: Iterable[Role], chosen: tuple[Role, ...], *, actor: bool) -> float:
    """Return how likely the best party is that was not chosen for a side."""
    left = [(r.actor if actor else r.recipient) for r in roles if r not in chosen]
    return max(left, default=0.0)


def join_features(
    proposal: Proposal,
    seen: Sequence[Role],
    decoded: Decoded,
    rules: Iterable[Told],
    grammar: Mapping[str, Odds],
    *,
    start: int,
    end: int,
) -> list[tuple[str, float]]:
    """Return the features of a proposal.

    Args:
        proposal: What the network reads, its parties as likely as network and grammar together have them.
        seen: Its parties as the network alone has them.
        decoded: Its type and parties.
        rules: What the rules read in the same sentence.
        grammar: How the grammar speaks for each party within reach, as an event of the decoded type.
        start: Index of the trigger's first word in the sentence's parse.
        end: Index of its last word.
    """
    ids = frozenset(r.hit.id for r in (*decoded.actors, *decoded.recipients))
    same = other = near = crossed = 0.0
    for told in rules:
        overlap = told.first <= end and start <= told.last
        agree = len(told.parties & ids) >= min(2, len(ids))
        if overlap and told.type == decoded.type:
            same = max(same, told.confidence if agree else 0.0)
            crossed = max(crossed, 0.0 if agree else told.confidence)
        elif overlap:
            other = max(other, told.confidence)
        elif told.type == decoded.type and agree:
            near = max(near, told.confidence)
    found: list[tuple[str, float]] = [
        ("bias", 1.0),
        ("event", log_odds(proposal.event)),
        ("share", log_odds(decoded.probability)),
        ("trigger", log_odds(proposal.trigger)),
        ("actor", log_odds(decoded.actor)),
        ("recipient", log_odds(decoded.recipient)),
        ("weaker", log_odds(min(decoded.actor, decoded.recipient))),
        ("all", log_odds(proposal.event * decoded.probability * decoded.actor * decoded.recipient)),
        ("actor rival", _second(proposal.roles, decoded.actors, actor=True)),
        ("recipient rival", _second(proposal.roles, (*decoded.recipients, *decoded.actors), actor=False)),
        ("asserted", proposal.statuses[0]),
        ("rules same", log_odds(same) - log_odds(0.0) if same else 0.0),
        ("rules crossed", crossed),
        ("rules other", other),
        ("rules near", near),
        (f"type={decoded.type}", 1.0),
    ]
    if decoded.mutual:
        found.append(("mutual", 1.0))
    for name, side in (("actor", decoded.actors), ("recipient", decoded.recipients)):
        if not side and not decoded.mutual:
            found.append((f"no {name}", 1.0))
        elif side:
            hit = side[0].hit
            here = proposal.sentence.start <= hit.start < proposal.sentence.end
            found.append((f"{name} {'here' if here else 'elsewhere'}", 1.0))
            found.append((f"{name} {hit.role}", 1.0))
        if len(side) > 1:
            found.append((f"several {name}s", 1.0))
    if proposal.sentence.headline:
        found.append(("headline", 1.0))
    found += _alone(seen, decoded)
    found += [
        ("just these", math.log(decoded.whole)),
        ("actors", len(decoded.actors)),
        ("recipients", len(decoded.recipients)),
    ]
    found += _grammar_features(decoded, grammar)
    return found


def echo_features(tried: Sequence[tuple[Proposal, Decoded]]) -> list[list[tuple[str, float]]]:
    """Return for each candidate of an article how likely the network finds the same, or nearly, at other triggers.

    A headline and its lead, or a report and the answer to it, tell one act more than once.

    Args:
        tried: The proposal and the decoded event of each candidate.
    """
    best: dict[tuple[str, str, str], dict[int, float]] = {}
    keys: list[tuple[str, str]] = []
    for proposal, decoded in tried:
        parties = [role.party for role in (*decoded.actors[:1], *decoded.recipients[:1])]
        if decoded.mutual:
            parties = [role.party for role in decoded.actors[:2]]
        actor, recipient = parties if len(parties) == 2 else ("", "")
        keys.append((actor, recipient))
        if actor:
            told = proposal.event * decoded.probability * decoded.actor * decoded.recipient
            for kind in (decoded.type, "any"):
                at = best.setdefault((actor, recipient, kind), {})
                at[proposal.start] = max(told, at.get(proposal.start, 0.0))

    def elsewhere(proposal: Proposal, key: tuple[str, str, str]) -> float:
        others = [told for start, told in best.get(key, {}).items() if start != proposal.start]
        return log_odds(max(others)) - log_odds(0.0) if others else 0.0

    found: list[list[tuple[str, float]]] = []
    for (proposal, decoded), (actor, recipient) in zip(tried, keys, strict=True):
        if not actor:
            found.append([])
            continue
        found.append(
            [
                ("told again", elsewhere(proposal, (actor, recipient, decoded.type))),
                ("told again turned", elsewhere(proposal, (recipient, actor, decoded.type))),
                ("pair again", elsewhere(proposal, (actor, recipient, "any"))),
                ("pair again turned", elsewhere(proposal, (recipient, actor, "any"))),
            ]
        )
    return found


def _alone(seen: Sequence[Role], decoded: Decoded) -> Iterator[tuple[str, float]]:
    """Yield how likely the network alone finds the chosen parties, and how likely the least likely of each side is."""
    network = {role.party: role for role in seen}
    undergo = decoded.actors[1:] if decoded.mutual else decoded.recipients
    for name, side in (("actor", decoded.actors), ("recipient", undergo)):
        own = [role.actor if name == "actor" else role.recipient for role in side]
        yield f"weakest {name}", log_odds(min(own, default=0.0))
        first = network.get(side[0].party) if side else None
        if first is not None:
            yield f"network {name}", log_odds(first.actor if name == "actor" else first.recipient)


def _grammar_features(decoded: Decoded, grammar: Mapping[str, Odds]) -> Iterator[tuple[str, float]]:
    """Yield how the grammar speaks for the chosen parties and for the best that was not chosen.

    A party out of the grammar's reach counts as unlikely; an empty side has no features but its rival's. To be the actor, the
    chosen recipient is a rival too; to be the recipient, the chosen actor is none.
    """
    actors, recipients = decoded.actors, decoded.actors[1:] if decoded.mutual else decoded.recipients
    for name, side, chosen in (("actor", 0, actors), ("recipient", 1, recipients)):
        ids = [role.hit.id or "" for role in chosen]
        if ids:
            own = [reached(grammar, party)[side] for party in ids]
            yield f"grammar {name}", own[0]
            yield f"grammar weakest {name}", min(own)
        taken = {role.hit.id for role in (*decoded.actors, *decoded.recipients)} if side else set(ids)
        rivals = [reached(grammar, party)[side] for party in grammar if party not in taken]
        yield f"grammar {name} rival", max(rivals, default=UNREACHED)
