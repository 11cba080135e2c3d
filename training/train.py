"""Train the coder.

usage: python -m training.train --encoder FOLDER --instances FILE --out FILE.pt [--held FILE] [--seed N] [--epochs N]

After each epoch accuracies on the instances of ``--held`` are printed. With ``--bfloat16`` matrix products run in that form,
which processors that have it (AMX, AVX512-BF16) do several times faster, and others many times slower; weights stay in 32
bits.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from allegiance.coding.model_input import SPECIAL
from training.batches import Item, batches, bucket
from training.network import Coder, from_pretrained
from training.objective import losses


def load_tokenizer(encoder: Path) -> Tokenizer:
    """Return the encoder's tokenizer with the slots and hints as whole tokens."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def fit(
    model: Coder,
    items: Sequence[Item],
    tokenizer: Tokenizer,
    *,
    epochs: int,
    rate: float,
    tokens: int,
    draw: random.Random,
    bfloat16: bool = False,
) -> Iterator[float]:
    """Train a model on instances; yield the mean loss after each epoch."""
    fresh = ("tag.", "event.", "kind.", "state.", "hedge.", "asked.", "role.", "marks.")
    heads = [p for n, p in model.named_parameters() if any(f".{name}" in n for name in fresh)]
    body = [p for n, p in model.named_parameters() if not any(f".{name}" in n for name in fresh)]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": rate * 5}], weight_decay=0.01, fused=True
    )
    steps = epochs * sum(1 for _ in batches(items, tokens=tokens, draw=random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.08 * steps), max(0.02, 1 - n / (steps * 1.05)))
    )
    for _ in range(epochs):
        model.train()
        total: list[float] = []
        for batch in batches(items, tokens=tokens, draw=draw):
            with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
                loss, _ = losses(model, batch, tokenizer, draw)
            total.append(loss.item())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        yield sum(total) / len(total)


def measured(model: Coder, items: Sequence[Item], tokenizer: Tokenizer, *, tokens: int) -> dict[str, float]:
    """Return the accuracies of a model on instances."""
    model.eval()
    totals: dict[str, list[float]] = defaultdict(list)
    with torch.no_grad():
        for batch in batches(items, tokens=tokens, draw=random.Random(0)):
            _, seen = losses(model, batch, tokenizer, None)
            for name, value in seen.items():
                totals[name].append(value)
    return {name: round(sum(v) / len(v), 4) for name, v in totals.items()}


def _items(path: Path, tokenizer: Tokenizer) -> list[Item]:
    return [Item(json.loads(line), tokenizer) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--instances", type=Path, required=True)
    parser.add_argument("--held", type=Path, help="instances of texts that are not trained on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=1100)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--share", type=float, default=1.0, help="share of the training texts, for a learning curve")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bfloat16", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    draw = random.Random(args.seed)
    tokenizer = load_tokenizer(args.encoder)
    used = [item for item in _items(args.instances, tokenizer) if bucket(item.id) < args.share]
    held = _items(args.held, tokenizer) if args.held else []
    model = from_pretrained(args.encoder, tokenizer.get_vocab(), dropout=args.dropout)
    if args.start:
        model.load_state_dict(torch.load(args.start, map_location="cpu")["state"])
    print(json.dumps({"used": len(used), "held": len(held)}), flush=True)
    began = time.monotonic()
    run = fit(
        model,
        used,
        tokenizer,
        epochs=args.epochs,
        rate=args.rate,
        tokens=args.tokens,
        draw=draw,
        bfloat16=args.bfloat16,
    )
    for epoch, loss in enumerate(run):
        shown = {"epoch": epoch, "seconds": round(time.monotonic() - began), "loss": round(loss, 4)}
        print(json.dumps(shown | measured(model, held, tokenizer, tokens=args.tokens)), flush=True)
        torch.save({"state": model.state_dict(), "encoder": str(args.encoder)}, args.out)


if __name__ == "__main__":
    main()
