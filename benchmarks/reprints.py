"""How well copies of articles are found, and how fast.

usage: python -m benchmarks.reprints --feeds FILE [--articles FILE] [--most N] [--originals 500] [--seed 1]

From each of 500 articles of 100 words or more, drawn at random, three copies are made under a new headline, up to three
days later: one cut to 30 to 70 % of its sentences, one extended by half to one and a half of its length with sentences
from as many other articles, and one with 30 to 50 % of its sentences reworded (every third word replaced by a word drawn
from other articles). They are put among the other articles of the input, which are brought up to N by copies made of
others in the same way.

``recall``: of all pairs of texts that stem from one of the 500, the share in one family. ``precision``: of all pairs in
one family that hold a made copy of the 500, the share that stems from the same article; a pair of different articles of
the input is set aside where a third of the sentences of the shorter one, or three of eight or more words, stand word for
word in the other. ``seconds`` is the
time for all N, from articles in memory to families, in one process; ``cpu_seconds`` is what of it the process computed,
``load`` how many others asked for the processors meanwhile (the mean over the last minute, at the end).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path

from allegiance.articles import read_paths
from allegiance.merging import reprints
from allegiance.records import Article

_END = re.compile(r"(?<=[.!?…])\s+|\n+")
WORDS = 100
KINDS = ("cut", "extended", "reworded")


def sentences(text: str) -> list[str]:
    """Return the sentences and lines of a text."""
    return [s for s in _END.split(text) if s.strip()]


def cut(lines: Sequence[str], draw: random.Random) -> list[str]:
    """Keep 30 to 70 % of the sentences, in one piece or from the start."""
    keep = max(1, round(len(lines) * draw.uniform(0.3, 0.7)))
    start = 0 if draw.random() < 0.5 else draw.randrange(len(lines) - keep + 1)
    return list(lines[start : start + keep])


def extended(lines: Sequence[str], others: Sequence[str], draw: random.Random) -> list[str]:
    """Add sentences of other articles, before and after, by 50 to 150 % of the length."""
    added = [draw.choice(others) for _ in range(max(1, round(len(lines) * draw.uniform(0.5, 1.5))))]
    at = draw.randrange(len(added) + 1)
    return [*added[:at], *lines, *added[at:]]


def reworded(lines: Sequence[str], words: Sequence[str], draw: random.Random) -> list[str]:
    """Replace every third word in 30 to 50 % of the sentences."""
    chosen = set(draw.sample(range(len(lines)), max(1, int(len(lines) * draw.uniform(0.3, 0.5)))))
    return [
        " ".join(draw.choice(words) if k % 3 == 1 else word for k, word in enumerate(line.split()))
        if n in chosen
        else line
        for n, line in enumerate(lines)
    ]


def copy(
    article: Article, kind: str, n: int, others: Sequence[str], words: Sequence[str], draw: random.Random
) -> Article:
    """Return a copy of an article under another headline."""
    lines = sentences(article.text)[1:] if article.text.startswith(article.title) else sentences(article.text)
    lines = lines or [article.text]
    if kind == "cut":
        lines = cut(lines, draw)
    elif kind == "extended":
        lines = extended(lines, others, draw)
    else:
        lines = reworded(lines, words, draw)
    title = " ".join(draw.choice(words) for _ in range(8))
    day = article.published + timedelta(days=draw.randrange(4)) if article.published else None
    return replace(
        article, id=f"{article.id}-{kind}-{n}", title=title, text=f"{title}\n{' '.join(lines)}", published=day
    )


def repeated(first: Article, second: Article) -> bool:
    """Tell whether a third of the shorter text's sentences, or three of eight or more words, stand in the other."""
    one, two = sorted((set(sentences(first.text)), set(sentences(second.text))), key=len)
    both = one & two
    return 3 * len(both) >= len(one) or sum(len(s.split()) >= 8 for s in both) >= 3


def made(
    articles: Sequence[Article], originals: int, most: int, draw: random.Random
) -> tuple[list[Article], dict[str, str]]:
    """Return the articles with copies put among them, and for each copy of the chosen ones its original."""
    some = draw.sample(list(articles), min(5000, len(articles)))
    words = [w for a in some[:2000] for w in a.text.split()]
    others = [draw.choice(sentences(a.text)) for a in some]
    able = [a for a in articles if len(sentences(a.text)) >= 4 and len(a.text.split()) >= WORDS]
    chosen = draw.sample(able, min(originals, len(able)))
    stem = {a.id: a.id for a in chosen}
    whole = list(articles)
    for article in chosen:
        for kind in KINDS:
            one = copy(article, kind, 0, others, words, draw)
            stem[one.id] = article.id
            whole.append(one)
    rest = [a for a in able if a.id not in stem] or able
    n = 0
    while len(whole) < most:
        whole.append(copy(draw.choice(rest), KINDS[n % 3], n, others, words, draw))
        n += 1
    draw.shuffle(whole)
    return whole, stem


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=Path, required=True, help="feed items, in any form that the program reads")
    parser.add_argument("--articles", type=Path, help="full articles; the originals are drawn from these when given")
    parser.add_argument("--most", type=int, default=100_000, help="how many articles to make it up to")
    parser.add_argument("--originals", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    today = datetime.now(UTC).date()
    paths = [p for p in (args.articles, args.feeds) if p]
    read = list({i.id: i for i in read_paths(paths, today=today) if isinstance(i, Article)}.values())[: args.most]
    whole, stem = made(read, args.originals, args.most, draw)
    began, computed = time.perf_counter(), time.process_time()
    rows = reprints(whole)
    seconds, computed = time.perf_counter() - began, time.process_time() - computed
    load = os.getloadavg()[0]
    by_id = {a.id: a for a in whole}
    family = {row.article: row.family for row in rows}
    members: dict[str, list[str]] = defaultdict(list)
    for article, name in family.items():
        members[name].append(article)
    kin: dict[str, list[str]] = defaultdict(list)
    for article, original in stem.items():
        kin[original].append(article)
    met: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for group in kin.values():
        for one, two in combinations(sorted(group), 2):
            kinds = "-".join(sorted({x.split("-")[1] if "-" in x else "whole" for x in (one, two)}))
            pairs[kinds] += 1
            met[kinds] += family.get(one, one) == family.get(two, two)
    right = wrong = aside = 0
    copies = {a for a in stem if a != stem[a]}
    for name in {family[c] for c in copies if c in family}:
        for one, two in combinations(sorted(members[name]), 2):
            if not {one, two} & copies:
                continue
            roots = [stem.get(x, x.split("-")[0]) for x in (one, two)]
            if roots[0] == roots[1]:
                right += 1
            elif repeated(by_id[roots[0]], by_id[roots[1]]):
                aside += 1
            else:
                wrong += 1
                print("joined by mistake:", one, two)
    figures = {
        "articles": len(whole),
        "from_input": len(read),
        "originals": len(kin),
        "recall": round(sum(met.values()) / sum(pairs.values()), 4),
        "recall_by_kind": {k: round(met[k] / pairs[k], 4) for k in sorted(pairs)},
        "precision": round(right / max(1, right + wrong), 4),
        "pairs": sum(pairs.values()),
        "set_aside": aside,
        "families": len(members),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(computed, 1),
        "load": round(load, 1),
        "processors": os.cpu_count(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
