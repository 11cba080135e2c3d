"""Train the network that reads two reports side by side.

usage: python -m training.train_pairs --encoder FOLDER --gold FILE --store FILE [FILE ...] --out FILE.pt [--start FILE.pt]
       [--folds]

First on pairs of gold event mentions (ECB+) of the customary tuning topics, then on pairs of news judged by reading
(``training/data/read_pairs.csv``: ids, places of the triggers and verdicts, no texts), joined to the user's own copy of the
articles: stores of English feed items, whatever version of the coder read them. Pairs of one article are
left out: the network isn't asked about them. ``--folds`` trains without the pairs of each two months in turn, says with what
figures, and writes what the network then says of them into the column ``read``, on which ``training/fit_merging.py`` fits how
much it counts. ``--start`` takes the first stage from a file that it writes when there is none.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from tokenizers import Tokenizer
from torch import Tensor, nn

from allegiance.merging.happening import Happening, told_at
from allegiance.merging.side_by_side import passage
from allegiance.records import Article
from allegiance.store import Store
from benchmarks import coreference
from benchmarks.coreference import TUNING
from training.pair_network import Alone, Together

JUDGED = Path(__file__).parent / "data" / "read_pairs.csv"
# Gold pairs that are used: of one event, of two that share a stem of the trigger, of two others.
_GOLD = (1800, 2200, 800)
_SIZE, _NEAR = 24, 8
# Passes over the pairs of news, and months that are left out at a time: stories run on over a month's end.
_EPOCHS, _MONTHS = 3, 2
Read = Mapping[str, tuple[Tensor, Tensor]]
Pair = tuple[str, str]


def gold_reports(path: Path) -> dict[str, Happening]:
    """Return the gold event mentions of a file with their sentences, as the network reads them."""
    found = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text, first = document["text"], document["sentences"][0]
            for mention in document["mentions"]:
                if "ACTION" in mention["kind"]:
                    place = next(s for s in document["sentences"] if s["start"] <= mention["start"] < s["end"])
                    found[f"{document['id']} {mention['id']}"] = Happening(
                        key=mention["id"],
                        article=document["id"],
                        named=(mention["start"], mention["end"]),
                        sentence=place["start"],
                        line=text[place["start"] : place["end"]],
                        beside="" if place is first else text[first["start"] : first["end"]],
                    )
    return found


def gold_pairs(path: Path) -> tuple[list[Pair], list[bool]]:
    """Return pairs of gold event mentions of the tuning topics, and which are one event."""
    gold = [g for g in coreference.read(path) if g.topic in TUNING]
    first, second = coreference.candidates([g.happening for g in gold])
    chains = np.array([g.chain for g in gold])
    same = chains[first] == chains[second]
    stem = np.array(
        [bool(gold[i].happening.trigger & gold[j].happening.trigger) for i, j in zip(first, second, strict=True)]
    )
    draw = np.random.default_rng(1)
    kinds = (same, ~same & stem, ~same & ~stem)
    rows = np.concatenate([draw.permutation(np.nonzero(k)[0])[:n] for k, n in zip(kinds, _GOLD, strict=True)])
    names = [f"{g.happening.article} {g.happening.key}" for g in gold]
    return [(names[first[r]], names[second[r]]) for r in rows], [bool(same[r]) for r in rows]


def news_reports(stores: Sequence[Path], wanted: Iterable[str]) -> dict[str, Happening]:
    """Return the reports wanted, given as "article:start-end" of their triggers, whose articles the stores hold."""
    articles: dict[str, Article] = {}
    for path in stores:
        with Store(path) as store:
            articles |= {a.id: a for a in store.records(Article)}
    found: dict[str, Happening] = {}
    for name in wanted:
        id_, _, span = name.partition(":")
        start, end = map(int, span.split("-"))
        if id_ in articles:
            begins, line, beside = told_at(articles[id_], start, end)
            found[name] = Happening(
                key=name, article=id_, named=(start, end), sentence=begins, line=line, beside=beside
            )
    return found


def states(alone: Alone, reports: Mapping[str, Happening], tokenizer: Any) -> Read:
    """Return what the lower layers say of each report, and its marks."""
    read = {}
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for name, report in reports.items():
            ids, marks = passage(report, tokenizer)
            read[name] = alone(torch.tensor([ids]))[0].to(torch.bfloat16), torch.tensor(marks)
    return read


def _batch(read: Read, pairs: Sequence[Pair]) -> tuple[Tensor, Tensor, Tensor]:
    longest = max(len(read[a][1]) + len(read[b][1]) for a, b in pairs)
    size = read[pairs[0][0]][0].shape[1]
    x = torch.zeros(len(pairs), longest, size)
    marks, mask = (torch.zeros(len(pairs), longest, dtype=torch.long) for _ in range(2))
    for row, (a, b) in enumerate(pairs):
        (one, first), (two, second) = read[a], read[b]
        cut, end = len(first), len(first) + len(second)
        x[row, :cut], x[row, cut:end] = one.float(), two.float()
        marks[row, :cut], marks[row, cut:end], mask[row, :end] = first, second + 2, 1
    return x, marks, mask


def fit(
    net: Together, read: Read, pairs: Sequence[Pair], same: Sequence[bool], *, epochs: int, rate: float, seed: int
) -> None:
    """Train the upper layers; the order of the two reports is drawn anew each time."""
    draw = random.Random(seed)
    torch.manual_seed(seed)
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
    steps = epochs * -(-len(pairs) // _SIZE)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (0.1 * steps), max(0.0, (steps - n) / (0.9 * steps)))
    )

    def length(row: int) -> int:
        return sum(len(read[name][1]) for name in pairs[row])

    net.train()
    for _ in range(epochs):
        order = list(range(len(pairs)))
        draw.shuffle(order)
        near = [sorted(order[at : at + _SIZE * _NEAR], key=length) for at in range(0, len(order), _SIZE * _NEAR)]
        groups = [rows[at : at + _SIZE] for rows in near for at in range(0, len(rows), _SIZE)]
        draw.shuffle(groups)
        for rows in groups:
            turned = [pairs[r] if draw.random() < 0.5 else pairs[r][::-1] for r in rows]
            with torch.autocast("cpu", torch.bfloat16):
                told = net(*_batch(read, turned))
            truth = torch.tensor([float(same[r]) for r in rows])
            loss = nn.functional.binary_cross_entropy_with_logits(told.float(), truth)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()


def log_odds(net: Together, read: Read, pairs: Sequence[Pair]) -> Any:
    """Return what the network says of pairs."""
    net.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        return np.array([float(net(*_batch(read, [pair]))[0]) for pair in pairs])


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--store", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--folds", action="store_true")
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    with JUDGED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    reports = news_reports(args.store, {row[side] for row in rows for side in ("first", "second")})
    known = [r for r in rows if r["one text"] == "0" and r["first"] in reports and r["second"] in reports]
    pairs, same = [(r["first"], r["second"]) for r in known], [r["same"] == "1" for r in known]
    months = [r["day"][:7] for r in known]
    alone = Alone(args.encoder).eval()
    read = states(alone, reports, tokenizer)
    torch.manual_seed(0)
    start = Together(args.encoder)
    if args.start and args.start.exists():
        start.load_state_dict(torch.load(args.start, map_location="cpu"))
    else:
        told, right = gold_pairs(args.gold)
        fit(start, states(alone, gold_reports(args.gold), tokenizer), told, right, epochs=1, rate=1.5e-4, seed=0)
        if args.start:
            torch.save(start.state_dict(), args.start)
    print(json.dumps({"judged": len(rows), "joined": len(known)}), flush=True)

    def trained(kept: Sequence[int]) -> Together:
        net = Together(args.encoder)
        net.load_state_dict(start.state_dict())
        fit(net, read, [pairs[n] for n in kept], [same[n] for n in kept], epochs=_EPOCHS, rate=1e-4, seed=0)
        return net

    if args.folds:
        told_of = sorted(set(months))
        for at in range(0, len(told_of), _MONTHS):
            out = told_of[at : at + _MONTHS]
            left = [n for n, month in enumerate(months) if month in out]
            net = trained([n for n, month in enumerate(months) if month not in out])
            found = log_odds(net, read, [pairs[n] for n in left])
            area = roc_auc_score([same[n] for n in left], found)
            print(json.dumps({"months": out, "pairs": len(left), "auc": round(float(area), 3)}), flush=True)
            for n, value in zip(left, found, strict=True):
                known[n]["read"] = f"{value:.3f}"
        with JUDGED.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    net = trained(range(len(pairs)))
    torch.save({"state": net.state_dict(), "encoder": str(args.encoder)}, args.out)
    print(json.dumps({"pairs": len(pairs)}))


if __name__ == "__main__":
    main()
