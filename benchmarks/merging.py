"""How well reports of one event are brought together.

usage: python -m benchmarks.merging --gold FILE
       python -m benchmarks.merging --pairs FILE --stories FILE --topics FILE
       python -m benchmarks.merging --store FILE --sample 60 [--seed 1]

``--gold``: gold event mentions (ECB+), topics not given, clustered by the program's comparison and linkage, against a
baseline that joins mentions with one stem of the trigger and one date. Weights and threshold come from the tuning topics
(``python -m training.fit_merging``); figures are over the other topics. ``margin`` is in CoNLL F1, with the 95 % interval
over 2,000 draws of topics.

``--pairs``: pairs of English reports judged by hand, one event or not; ``--stories``: titles of three big stories, put into
themes without their number being given; ``shown_answers`` is the share that a classifier of their words and letters puts
right when it is shown the stories of nine tenths of them; ``--topics``: first sentences of reports on topics (ECB+), of all
topics and of draws of 3 and 8, put into themes likewise (means over draws). Thresholds and methods were chosen on these
files, so these are development figures. ``purity`` is the share of texts that are of the story that most of their theme are
of, ``completeness`` (inverse purity; Zhao and Karypis 2004) the share that are in the theme that most of their story are in;
``v_completeness`` is that of Rosenberg and Hirschberg (2007), by entropies.

``--sample``: prints so many merged events of a store with what they rest on, for judging false merges by reading; then so
many events, each beside the one that most likely is the same and stands apart, for judging missed merges.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline, make_union

from allegiance.actors import Gazetteer
from allegiance.merging.comparing import candidates, compare, probability
from allegiance.merging.happening import happening
from allegiance.merging.linking import link
from allegiance.merging.stories import same_story, stories
from allegiance.merging.themes import themes
from allegiance.records import Article, Event, Mention, Reprint
from allegiance.store import Store
from allegiance.views.text import sentence
from benchmarks import coreference
from benchmarks.coreference import TUNING, Gold, lemma_and_date, read, score

# Mentions of an event that a sample shows, and draws of topics for each number of them.
_MOST, _DRAWS = 12, 20


def clustered(gold: list[Gold]) -> list[list[int]]:
    """Cluster gold mentions as the program does, without blocks of parties and types."""
    happenings = [g.happening for g in gold]
    first, second = coreference.candidates(happenings)
    p = probability(compare(happenings, first, second), blocked=False)
    likely = p >= 0.05
    triples = zip(first[likely].tolist(), second[likely].tolist(), p[likely].tolist(), strict=True)
    return link(len(gold), triples)


def on_gold(path: Path, *, tuning: bool) -> dict[str, object]:
    """Return the figures over gold mentions."""
    gold = [g for g in read(path) if (g.topic in TUNING) == tuning]
    ours, baseline = score(gold, clustered(gold)), score(gold, lemma_and_date(gold))
    topics = ours.sums.shape[0]
    even = np.ones(topics)
    draw = np.random.default_rng(0)
    margins = []
    for _ in range(2000):
        weight = np.bincount(draw.integers(0, topics, topics), minlength=topics).astype(float)
        margins.append(ours.scores(weight)["conll_f1"] - baseline.scores(weight)["conll_f1"])
    mine, theirs = ours.scores(even), baseline.scores(even)
    low, high = np.quantile(margins, [0.025, 0.975])
    return {
        "topics": topics,
        "mentions": len(gold),
        **{k: round(v, 4) for k, v in mine.items()},
        **{f"baseline_{k}": round(v, 4) for k, v in theirs.items()},
        "margin": round(mine["conll_f1"] - theirs["conll_f1"], 4),
        "margin_low": round(float(low), 4),
        "margin_high": round(float(high), 4),
    }


def on_pairs(path: Path) -> dict[str, object]:
    """Return the accuracy over judged pairs of English reports."""
    csv.field_size_limit(10**8)
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [r for r in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if r["lang"] == "en"]
    right = 0
    for row in rows:
        one, two = (
            Article(id=side, title=row[f"{side}_title"], text=f"{row[f'{side}_title']}\n{row[f'{side}_text']}")
            for side in ("first", "second")
        )
        right += same_story(one, two) == (row["same_event"] == "1")
    return {"pairs": len(rows), "pair_accuracy": round(right / len(rows), 4)}


def on_stories(path: Path) -> dict[str, object]:
    """Return purity and completeness of titles put into themes, and what a classifier that is shown answers reaches.

    What begins with ``fine_`` is for stories as fine as ``allegiance stories`` makes them unless told otherwise.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    articles = [Article(id=f"{n:05}", title=r["title"], text=r["title"]) for n, r in enumerate(rows)]
    gold = {a.id: r["story"] for a, r in zip(articles, rows, strict=True)}
    known = Gazetteer.load()
    large = _agreement(gold, [story.articles for story in themes(articles, known)])
    fine = _agreement(gold, [story.articles for story in stories(articles, known)])
    return {
        "titles": len(gold),
        **large,
        **{f"fine_{key}": value for key, value in fine.items()},
        "shown_answers": round(_shown_answers([r["title"] for r in rows], [r["story"] for r in rows]), 4),
    }


def on_topics(path: Path) -> dict[str, object]:
    """Return purity and completeness of first sentences of reports put into themes, for all topics and means over draws."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    firsts = [(r["topic"], r["text"][r["sentences"][0]["start"] : r["sentences"][0]["end"]]) for r in rows]
    topics = sorted({topic for topic, _ in firsts})
    known = Gazetteer.load()
    draw = random.Random(0)
    figures: dict[str, object] = {"reports": len(firsts), "topics": len(topics)}
    for number, draws in ((3, _DRAWS), (8, _DRAWS), (len(topics), 1)):
        found = []
        for _ in range(draws):
            chosen = set(draw.sample(topics, number))
            told = [(topic, text) for topic, text in firsts if topic in chosen]
            articles = [Article(id=f"{n:05}", title=text, text=text) for n, (_, text) in enumerate(told)]
            gold = {a.id: topic for a, (topic, _) in zip(articles, told, strict=True)}
            found.append(_agreement(gold, [story.articles for story in themes(articles, known)]))
        figures |= {f"of_{number}_{key}": round(float(np.mean([f[key] for f in found])), 4) for key in found[0]}
    return figures


def _agreement(gold: dict[str, str], found: list[tuple[str, ...]]) -> dict[str, float]:
    """Return how groups of articles agree with the stories that they are of."""
    label = {a: n for n, group in enumerate(found) for a in group}
    both = Counter((gold[a], label[a]) for a in gold)
    of_story, of_group = Counter(gold.values()), Counter(label.values())
    total = len(gold)
    purity = sum(max(n for (_, g), n in both.items() if g == group) for group in of_group) / total
    known = -sum(n / total * log(n / total) for n in of_group.values())
    left = -sum(n / total * log(n / of_story[s]) for (s, _), n in both.items())
    largest = sum(max(n for (s, _), n in both.items() if s == story) for story in of_story) / total
    return {
        "stories_found": len(of_group),
        "purity": round(purity, 4),
        "completeness": round(largest, 4),
        "v_completeness": round(1 - left / known if known else 1.0, 4),
    }


def _shown_answers(titles: list[str], answers: list[str]) -> float:
    """Return the share of titles that a classifier of words and letters puts right when shown the other nine tenths' answers.

    Grouping by words alone, without answers, has no better words to go by.
    """
    words = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    model = make_pipeline(words, LogisticRegression(C=30, max_iter=2000))
    return float(np.mean(cross_val_predict(model, titles, answers, cv=10) == np.array(answers)))


def sample(path: Path, size: int, seed: int) -> dict[str, object]:
    """Print merged events, and events beside the likeliest of those that stand apart, with what they rest on."""
    with Store(path) as store:
        events = store.records(Event, "ORDER BY id")
        mentions = {m.id: m for m in store.records(Mention)}
        articles = {a.id: a for a in store.records(Article)}
        families = {row.article: row.family for row in store.records(Reprint)}
    draw = random.Random(seed)
    merged = [e for e in events if len(e.mentions) > 1]
    chosen = draw.sample(merged, min(size, len(merged)))
    for number, event in enumerate(chosen, 1):
        print(f"\n{number}. {_line(event)}")
        for id_ in event.mentions[:_MOST]:
            print(f"   {_tell(mentions[id_], articles)}")
    beside = _beside(events, mentions, articles, families)
    asked = draw.sample(sorted(beside), min(size, len(beside)))
    for number, place in enumerate(asked, 1):
        print()
        for mark, event in ((f"beside {number}.", events[place]), ("   ?", events[beside[place]])):
            print(f"{mark} {_line(event)}")
            for id_ in event.mentions[:3]:
                print(f"   {_tell(mentions[id_], articles)}")
    return {"events": len(events), "merged": len(merged), "with_others": len(beside), "sampled": len(chosen)}


def _beside(
    events: Sequence[Event],
    mentions: Mapping[str, Mention],
    articles: Mapping[str, Article],
    families: Mapping[str, str],
) -> dict[int, int]:
    """Return for events the one that most likely is the same, of those with two parties in common and within days.

    Types and statuses may differ: one happening coded in two ways is missed, too.
    """
    home = {m: n for n, event in enumerate(events) for m in event.mentions}
    ordered = sorted((m for m in mentions.values() if m.id in home), key=lambda m: m.article)
    seen = [replace(happening(m, articles[m.article]), family="", stage="", standing="", mutual=True) for m in ordered]
    seen = [replace(h, actors=h.actors | h.recipients, recipients=frozenset()) for h in seen]
    first, second = candidates([h if len(h.actors) > 1 else replace(h, actors=frozenset()) for h in seen], window=3)
    pairs = compare(seen, first, second, lambda article: families.get(article, article))
    best: dict[int, tuple[float, int]] = {}
    for one, two, p in zip(first.tolist(), second.tolist(), probability(pairs).tolist(), strict=True):
        a, b = home[ordered[one].id], home[ordered[two].id]
        if a != b:
            for here, there in ((a, b), (b, a)):
                best[here] = max(best.get(here, (0.0, there)), (p, there))
    return {place: other for place, (_, other) in best.items()}


def _line(event: Event) -> str:
    who = "|".join(event.actors) + (" > " + "|".join(event.recipients) if event.recipients else "")
    days = f"{event.date_start}/{event.date_end}"
    return f"{event.id} {event.type.value} {who} {event.status.value} {days} ({len(event.mentions)} mentions)"


def _tell(mention: Mention, articles: Mapping[str, Article]) -> str:
    article = articles[mention.article]
    told = sentence(mention, article)[:260]
    title = "" if article.title[:60] in told else f" | {article.title[:110]}"
    return f"{article.published} {article.outlet} {mention.type.value} [{mention.quote[:60]}] {told}{title}"


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--tuning", action="store_true", help="with --gold: figures over the tuning topics instead")
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--topics", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    figures: dict[str, object] = {}
    if args.gold:
        figures |= on_gold(args.gold, tuning=args.tuning)
    if args.pairs:
        figures |= on_pairs(args.pairs)
    if args.stories:
        figures |= on_stories(args.stories)
    if args.topics:
        figures |= on_topics(args.topics)
    if args.store:
        figures |= sample(args.store, args.sample, args.seed)
    if not figures:
        parser.error("give --gold, --pairs, --stories, --topics or --store")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
