"""How well claims are checked against the registers, on true and false claims written for this project.

Usage: ``python -m benchmarks.checks [--claims FILE] [--show HALF] [--texts FILE:N ...]``

The claims were written before any rule; the rules were tuned on the half ``tune`` only. ``data/claims_varied.csv`` holds
more in less plain words, written when the rules stood. A true claim passes when nothing
in it is called contradicted; a false one is caught when something is. With ``--texts FILE:N`` the program draws N articles
from each file, prints every contradiction, to be judged by reading, and counts verdicts. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from datetime import date
from pathlib import Path

from allegiance.actors import Gazetteer
from allegiance.articles import read_paths
from allegiance.records import Article, RegisterCheck
from allegiance.registers import Checker, Registers

CLAIMS = Path(__file__).parent / "data" / "claims.csv"


def main() -> None:
    """Check every claim and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=Path, default=CLAIMS, help="half, kind, truth, published, text")
    parser.add_argument("--show", choices=("tune", "held"), help="print the claims of a half that went wrong")
    parser.add_argument("--texts", nargs="+", default=[], help="files of articles, each with how many to draw")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    checker = Checker(Gazetteer.load(), Registers.load())
    if args.texts:
        print(json.dumps(texts(checker, args.texts, seed=args.seed)))
        return
    with args.claims.open(encoding="utf-8", newline="") as handle:
        claims = list(csv.DictReader(handle))
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    confirmed = 0
    for claim in claims:
        article = Article(id="claim", text=claim["text"], published=date.fromisoformat(claim["published"]))
        verdicts = {check.verdict for check in checker.check(article)}
        good = ("contradicted" in verdicts) == (claim["truth"] == "false")
        for group in ("all", claim["half"], claim["kind"]):
            total[group, claim["truth"]] += 1
            right[group, claim["truth"]] += good
        confirmed += claim["truth"] == "true" and "confirmed" in verdicts
        if claim["half"] == args.show and not good:
            print(f"{claim['kind']} {claim['truth']} {claim['published']}: {claim['text']}")
            for check in checker.check(article):
                print(f"    {told(check)}")
    share = {key: right[key] / total[key] for key in total}
    print(
        json.dumps(
            {
                "true_passed": round(share["all", "true"], 4),
                "false_caught": round(share["all", "false"], 4),
                "true_claims": total["all", "true"],
                "false_claims": total["all", "false"],
                "true_confirmed": confirmed,
                **{
                    f"{half}_{name}": round(share[half, truth], 4)
                    for half in ("tune", "held")
                    for name, truth in (("true_passed", "true"), ("false_caught", "false"))
                },
                "by_kind": {
                    kind: [right[kind, "true"], total[kind, "true"], right[kind, "false"], total[kind, "false"]]
                    for kind in sorted({claim["kind"] for claim in claims})
                },
            }
        )
    )


def texts(checker: Checker, drawn: list[str], *, seed: int) -> dict[str, object]:
    """Check articles drawn from files, print each contradiction, and return how many verdicts there were."""
    counts: Counter[str] = Counter()
    read = 0
    for item in drawn:
        path, _, number = item.rpartition(":")
        articles = [a for a in read_paths([Path(path)], today=date.today()) if isinstance(a, Article)]
        articles.sort(key=lambda article: article.id)
        for article in random.Random(seed).sample(articles, min(int(number), len(articles))):
            read += 1
            for check in checker.check(article):
                counts[f"{check.kind} {check.verdict}"] += 1
                if check.verdict == "contradicted":
                    print(f"{article.outlet} {article.published}: {told(check)}\n    {check.sentence}")
    contradicted = sum(n for name, n in counts.items() if name.endswith("contradicted"))
    return {"articles": read, "contradicted": contradicted, "verdicts": dict(sorted(counts.items()))}


def told(check: RegisterCheck) -> str:
    """Return a check on one line."""
    return f"{check.kind} {check.verdict}: {check.says} | {check.record}"


if __name__ == "__main__":
    main()
