"""Speed of coding against plain parsing of the same text in the same run, and peak memory.

usage: python -m benchmarks.speed --articles FILE [--most N] [--workers N]

The baseline parses every text with the same spaCy pipeline, whole, as a coder without filtering would have to, in one
process. Seconds by the clock count what else the machine does; the processor's seconds of coding in one process are told
beside them. Peak memory is that of coding, before the baseline runs; with several workers it is the largest one's.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from allegiance import coding, pipeline
from allegiance.articles import read_paths
from allegiance.records import Article


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="any file or folder that the program reads")
    parser.add_argument("--most", type=int, default=2000, help="articles measured, evenly spread over the file")
    parser.add_argument("--workers", type=int, default=1, help="processes that code, their start included in the time")
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
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    nlp = coding.load_parser(setup.parser)
    began = time.perf_counter()
    for _ in nlp.pipe((article.text for article in articles), batch_size=64):
        pass
    parsed = time.perf_counter() - began
    figures = {
        "articles": len(articles),
        "characters": sum(len(article.text) for article in articles),
        "mentions": sum(len(one.mentions) for one in found if isinstance(one, coding.Coded)),
        "workers": args.workers,
        "articles_per_second": round(len(articles) / coded, 1),
        "baseline_articles_per_second": round(len(articles) / parsed, 1),
        "ratio": round(parsed / coded, 2),
        "processor_seconds_an_article": round(spent / len(articles), 3) if args.workers == 1 else None,
        "peak_memory_mb": round(peak / 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
