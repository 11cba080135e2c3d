"""Train the coder.

usage: python -m training.train --encoder FOLDER --instances FILE --out FILE.pt [--seed N] [--epochs N] [--hold-out SHARE]

Texts are split by id; a share may be held out, on which losses and accuracies are printed after each epoch.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from allegiance.coding.model_input import ACTOR, HINTS, RECIPIENT, SLOTS, SPECIAL, TRIGGER, mark
from training.network import NONE, STATUSES, TYPES, Coder, slot_logits

MOST_TOKENS = 224


def load_tokenizer(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer with the slots and marks as whole tokens."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


class Item:
    """One instance, tokenised."""

    def __init__(self, row: dict[str, Any], tokenizer: Tokenizer) -> None:
        self.kind = row["kind"]
        self.row = row
        text = row["text"]
        if self.kind == "read":
            text = mark(text, *row["trigger"])
        encoding = tokenizer.encode(text)
        self.ids = encoding.ids[:MOST_TOKENS]
        offsets = encoding.offsets[:MOST_TOKENS]
        self.spans = [0, 0, 0, 0]
        self.ok = True
        if self.kind == "tag":
            low, high = row["scope"] or (0, len(text))
            self.tags = [float(any(a < e and s < b for a, b in row["spans"])) for s, e in offsets]
            self.scope = [low <= s < high and e > s for s, e in offsets]
        elif self.kind == "read":
            left, right = (tokenizer.token_to_id(t) for t in TRIGGER)
            self.ok = left in self.ids and right in self.ids
            if self.ok:
                a, b = self.ids.index(left), self.ids.index(right)
                self.spans = [a, b, a, b]
        else:
            left, right = tokenizer.token_to_id(ACTOR[0]), tokenizer.token_to_id(RECIPIENT[0])
            self.ok = left in self.ids and right in self.ids
            if self.ok:
                self.spans = [0, 0, self.ids.index(left), self.ids.index(right)]


def batches(items: list[Item], *, tokens: int, draw: random.Random) -> Iterator[list[Item]]:
    """Yield batches of one kind and like lengths, in random order."""
    by_kind: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    out: list[list[Item]] = []
    for group in by_kind.values():
        group.sort(key=lambda item: len(item.ids) + draw.random() * 8)
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


class Collate:
    """Pads a batch, renumbers its slots at random, and drops hints and words now and then."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.slots = [tokenizer.token_to_id(t) for t in SLOTS]
        self.hints = {tokenizer.token_to_id(t) for t in HINTS.values()}
        self.unknown = tokenizer.token_to_id("[MASK]")
        self.special = {tokenizer.token_to_id(t) for t in (*SPECIAL, "[CLS]", "[SEP]")}

    def __call__(self, batch: list[Item], draw: random.Random | None) -> dict[str, Tensor]:
        """Return the tensors of a batch; without ``draw`` nothing is changed at random."""
        width = max(len(item.ids) for item in batch)
        ids = torch.zeros(len(batch), width, dtype=torch.long)
        mask = torch.zeros(len(batch), width, dtype=torch.long)
        slots = torch.zeros(len(batch), len(self.slots), 2)
        present = torch.zeros(len(batch), len(self.slots))
        tags = torch.zeros(len(batch), width)
        scope = torch.zeros(len(batch), width)
        types = torch.zeros(len(batch), len(TYPES) + 1)
        status = torch.full((len(batch),), -100)
        hedge = torch.full((len(batch),), -1.0)
        for i, item in enumerate(batch):
            order = list(range(len(self.slots)))
            if draw:
                draw.shuffle(order)
            renumber = {old: self.slots[order[n]] for n, old in enumerate(self.slots)}
            row = [renumber.get(t, t) for t in item.ids]
            if draw:
                row = [self.unknown if t not in self.special and draw.random() < 0.04 else t for t in row]
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
            if item.kind == "tag":
                tags[i, : len(row)] = torch.tensor(item.tags)
                scope[i, : len(row)] = torch.tensor([float(x) for x in item.scope])
                continue
            wanted = [TYPES.index(t) for t in item.row["types"]] or [NONE]
            for t in wanted:
                types[i, t] = 1
            if item.kind == "read" and item.row["types"]:
                status[i] = STATUSES.index(item.row["status"])
                hedge[i] = float(item.row["hedged"])
                here = set(row)
                for n, slot in enumerate(order):
                    if self.slots[slot] in here:
                        present[i, slot] = 1
                        slots[i, slot, 0] = float(n in item.row["actors"])
                        slots[i, slot, 1] = float(n in item.row["recipients"])
        spans = torch.tensor([item.spans for item in batch])
        return {
            "ids": ids, "mask": mask, "spans": spans, "tags": tags, "scope": scope, "types": types,
            "status": status, "hedge": hedge, "slots": slots, "present": present,
        }  # fmt: skip


def losses(model: Coder, batch: dict[str, Tensor], kind: str, slots: list[int]) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch and what to print of it."""
    tag, type_, status, hedge, roles, pair = model(batch["ids"], batch["mask"], batch["spans"])
    bce = nn.functional.binary_cross_entropy_with_logits
    if kind == "tag":
        raw = bce(tag, batch["tags"], reduction="none") * batch["scope"]
        loss = raw.sum() / batch["scope"].sum().clamp(min=1) * 4
        return loss, {"tag": loss.item()}
    log_p = (pair if kind == "pair" else type_).log_softmax(-1)
    # Any acceptable type will do: the probability of all of them together counts.
    kept = log_p.masked_fill(batch["types"] == 0, -1e4).logsumexp(-1)
    loss = -kept.mean()
    seen = {f"{kind}_type": (batch["types"].gather(1, log_p.argmax(-1, keepdim=True)) > 0).float().mean().item()}
    if kind == "read":
        known = batch["status"] >= 0
        if known.any():
            loss = loss + 0.5 * nn.functional.cross_entropy(status[known], batch["status"][known])
            loss = loss + 0.2 * bce(hedge[known], batch["hedge"][known])
            seen["status"] = (status[known].argmax(-1) == batch["status"][known]).float().mean().item()
            logits = slot_logits(roles, batch["ids"], slots)
            weight = batch["present"].unsqueeze(-1).expand_as(logits)
            role = (bce(logits, batch["slots"], reduction="none") * weight).sum() / weight.sum().clamp(min=1)
            loss = loss + 3.0 * role
            right = ((logits > 0).float() == batch["slots"]) | (weight == 0)
            seen["roles_whole"] = right.flatten(1).all(1)[known].float().mean().item()
    return loss, seen


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--instances", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=1400)
    parser.add_argument("--hold-out", type=float, default=0.1)
    parser.add_argument("--share", type=float, default=1.0, help="share of the training texts, for a learning curve")
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    tokenizer = load_tokenizer(args.encoder)
    items = [Item(json.loads(line), tokenizer) for line in args.instances.read_text("utf-8").splitlines()]
    items = [item for item in items if item.ok]

    def bucket(item: Item) -> float:
        return zlib.crc32(item.row["id"].encode()) % 10_000 / 10_000

    held = [item for item in items if bucket(item) < args.hold_out]
    used = [item for item in items if args.hold_out <= bucket(item) < args.hold_out + (1 - args.hold_out) * args.share]
    model = Coder(str(args.encoder))
    collate = Collate(tokenizer)
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in model.named_parameters() if n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": heads, "lr": args.rate * 5}], weight_decay=0.01
    )
    steps = args.epochs * sum(1 for _ in batches(used, tokens=args.tokens, draw=random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.08 * steps), max(0.02, 1 - n / (steps * 1.05)))
    )
    print(json.dumps({"used": len(used), "held": len(held), "steps": steps}), flush=True)
    for epoch in range(args.epochs):
        model.train()
        began = time.monotonic()
        for batch in batches(used, tokens=args.tokens, draw=draw):
            loss, _ = losses(model, collate(batch, draw), batch[0].kind, collate.slots)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        model.eval()
        totals: dict[str, list[float]] = defaultdict(list)
        with torch.no_grad():
            for batch in batches(held, tokens=args.tokens, draw=random.Random(0)):
                _, seen = losses(model, collate(batch, None), batch[0].kind, collate.slots)
                for name, value in seen.items():
                    totals[name].append(value)
        shown = {name: round(sum(v) / len(v), 4) for name, v in totals.items()}
        print(json.dumps({"epoch": epoch, "seconds": round(time.monotonic() - began), **shown}), flush=True)
        torch.save({"state": model.state_dict(), "encoder": str(args.encoder)}, args.out)


if __name__ == "__main__":
    main()
