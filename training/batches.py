"""Instances as tokens, and batches of them."""

from __future__ import annotations

import random
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from tokenizers import Tokenizer

MOST_TOKENS = 256


def bucket(name: str) -> float:
    """Return a number in [0, 1) that depends on the text's id alone, for splits."""
    return zlib.crc32(name.encode()) % 10_000 / 10_000


class Item:
    """One instance, tokenised; spans are token indices, end exclusive."""

    def __init__(self, row: dict[str, Any], tokenizer: Tokenizer) -> None:
        self.kind: str = row["kind"]
        self.id: str = row["id"]
        self.row = row
        encoding = tokenizer.encode(row["text"])
        self.ids = encoding.ids[:MOST_TOKENS]
        self.offsets = encoding.offsets[:MOST_TOKENS]
        if self.kind == "pair":
            self.actor = [k for a, b in row["actor"] for k in self.cover(a, b)]
            self.recipient = [k for a, b in row["recipient"] for k in self.cover(a, b)]
            return
        low, high = row["scope"] or (0, len(row["text"]))
        untold = {k for a, b in row["repeats"] for k in self.cover(a, b)}
        self.scope = [low <= s < high and e > s and k not in untold for k, (s, e) in enumerate(self.offsets)]
        self.triggers = [(self.cover(*t["span"]), t) for t in row["triggers"]]
        self.triggers = [(tokens, t) for tokens, t in self.triggers if tokens]
        told = [self.cover(a, b) for a, b in row["negatives"]]
        self.negatives = [tokens for tokens in told if tokens and not untold & set(tokens)]
        self.tagged = {k for tokens, _ in self.triggers for k in tokens}

    def cover(self, start: int, end: int) -> list[int]:
        """Return the tokens that overlap a span of characters."""
        return [k for k, (s, e) in enumerate(self.offsets) if s < end and start < e and e > s]


def batches(items: Sequence[Item], *, tokens: int, draw: random.Random) -> Iterator[list[Item]]:
    """Yield batches of one kind and like lengths, in random order."""
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    out: list[list[Item]] = []
    for group in by_kind.values():
        group.sort(key=lambda item: len(item.ids) + draw.random() * 12)
        batch: list[Item] = []
        for item in group:
            if batch and (len(batch) + 1) * len(item.ids) > tokens:
                out.append(batch)
                batch = []
            batch.append(item)
        if batch:
            out.append(batch)
    draw.shuffle(out)
    yield from out
