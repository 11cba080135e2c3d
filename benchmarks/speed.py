"""Speed of coding against plain parsing of the same text in the same run, and peak memory.

usage: python -m benchmarks.speed --articles FILE [--most N] [--workers N] [--lost]

The baseline parses every text with the same spaCy pipeline, whole, as a coder without filtering would have to, in one
process. Seconds by the clock count what else the machine does; the processor's seconds of coding in one process are told
beside them. Peak memory is that of coding in one process, before the baseline runs.

``--lost`` also codes with the words of passages that name one party read as readily as others, and tells the share of those
mentions that the coder as shipped does not give.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from unittest.mock import patch

from allegiance import coding, pipeline
from allegiance.articles import read_paths
from allegiance.coding import proposals
from allegiance.records import Article


def _ids(found: Iterable[object]) -> set[str]:
    return {mention.id for one in found if isinstance(one, coding.Coded) for mention in one.mentions}


def _lost(articles: list[Article], setup: pipeline.Setup, found: Iterable[object]) -> float:
    with patch.object(proposals, "LEAST_ALONE", proposals.LEAST_TRIGGER):
        every = _ids(pipeline.coder(setup).code_many(articles))
    return round(len(every - _ids(found)) / max(1, len(every)), 4)


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="any file or folder that the program reads")
    parser.add_argument("--most", type=int, default=2000, help="articles measured, evenly spread over the file")
    parser.add_argument("--workers", type=int, default=1, help="processes that code, their start included in the time")
    parser.add_argument("--lost", action="store_true", help="also tell what reading less loses, in twice the time")
    args = parser.parse_args()
    read = [i for i in read_paths([args.articles], today=datetime.now(UTC).date()) if isinstance(i, Article)]
    english = [article for article in read if article.language == "en"]
    articles = list(islice(english, 0, None, max(1, len(english) // args.most)))[: args.most]
    setup = pipeline.Setup()
    if args.workers == 1:
        pipeline.coder(setup).code(articles[0])
    began, spent = time.perf_counter(), time.process_time()
    batches = [articles[start : start + pipeline.BATCH] for start in range(0, len(articles), pipeline.BATCH)]
    found = [one for _, batch in pipeline.code_articles(batches, setup, workers=args.workers) for one in batch]
    coded, spent = time.perf_counter() - began, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    lost = _lost(articles, setup, found) if args.lost else None
    nlp = coding.load_parser(setup.parser)
    began, baseline = time.perf_counter(), time.process_time()
    for _ in nlp.pipe((article.text for article in articles), batch_size=64):
        pass
    parsed, baseline = time.perf_counter() - began, time.process_time() - baseline
    figures = {
        "articles": len(articles),
        "characters": sum(len(article.text) for article in articles),
        "mentions": sum(len(one.mentions) for one in found if isinstance(one, coding.Coded)),
        "lost_share": lost,
        "workers": args.workers,
        "articles_per_second": round(len(articles) / coded, 1),
        "baseline_articles_per_second": round(len(articles) / parsed, 1),
        "ratio": round(parsed / coded, 2),
        "processor_seconds_an_article": round(spent / len(articles), 3) if args.workers == 1 else None,
        "baseline_processor_seconds_an_article": round(baseline / len(articles), 3),
        "peak_memory_mb": round(peak / 1024) if args.workers == 1 else None,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
