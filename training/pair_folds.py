"""The type of an act between marked parties, told by networks that were trained on the other folds of a file."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence

import torch

from allegiance.records import EventType
from benchmarks.relation_type import unmarked
from training.batches import Item, batches
from training.network import TYPES, from_pretrained
from training.train import fit, load_tokenizer

_TOKENS, _RATE = 950, 1.5e-4
_RATE_ON = 8e-5
"""Rate for a network that goes on from an earlier run."""

_ROOTS = {"YIELD": ["CONCEDE", "RETREAT"]}


def by_folds(rows: Sequence[dict[str, str]], args: argparse.Namespace, *, seed: int) -> list[dict[EventType, float]]:
    """Return the probabilities of the types for each row of marked sentences, by a network that has not seen it.

    Args:
        rows: The rows; ``gold_root`` names the type.
        args: With ``encoder``, ``start``, ``instances``, ``epochs``, ``folds`` and ``bfloat16``.
        seed: Decides folds, the heads' first weights and the order of training.
    """
    tokenizer = load_tokenizer(args.encoder)
    pairs = [
        Item(
            {
                "kind": "pair",
                "id": str(k),
                **unmarked(row["marked_sentence"]),
                "types": _ROOTS.get(row["gold_root"], [row["gold_root"]]),
            },
            tokenizer,
        )
        for k, row in enumerate(rows)
    ]
    start = torch.load(args.start, map_location="cpu")["state"] if args.start else None
    beside = [Item(json.loads(line), tokenizer) for line in args.instances.open()] if args.instances else []
    order = list(range(len(rows)))
    random.Random(seed).shuffle(order)
    told: dict[int, dict[EventType, float]] = {}
    for fold in range(args.folds):
        torch.manual_seed(seed)
        held = set(order[fold :: args.folds])
        model = from_pretrained(args.encoder, tokenizer.get_vocab())
        if start:
            model.load_state_dict(start)
        used = [*beside, *(item for k, item in enumerate(pairs) if k not in held)]
        draw = random.Random(seed)
        run = fit(
            model,
            used,
            tokenizer,
            epochs=args.epochs,
            rate=_RATE_ON if start else _RATE,
            tokens=_TOKENS,
            draw=draw,
            bfloat16=args.bfloat16,
        )
        for _ in run:
            pass
        model.eval()
        with torch.no_grad():
            for batch in batches([pairs[k] for k in sorted(held)], tokens=_TOKENS, draw=random.Random(0)):
                for item, logits in zip(batch, pair_logits(model, batch), strict=True):
                    odds = logits[: len(TYPES)].softmax(-1).tolist()
                    told[int(item.id)] = {EventType(n): p for n, p in zip(TYPES, odds, strict=True)}
    return [told[k] for k in range(len(rows))]


def pair_logits(model: torch.nn.Module, batch: Sequence[Item]) -> torch.Tensor:
    """Return the type logits of a batch of pairs."""
    width = max(len(item.ids) for item in batch)
    ids, mask, marks = (torch.zeros(len(batch), width, dtype=torch.long) for _ in range(3))
    for k, item in enumerate(batch):
        ids[k, : len(item.ids)] = torch.tensor(item.ids)
        mask[k, : len(item.ids)] = 1
        marks[k, item.actor] = 2
        marks[k, item.recipient] = 3
    hidden, _ = model.lower(ids, mask)
    kind, *_ = model.upper(hidden, mask, marks)
    return kind
