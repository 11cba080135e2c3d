"""Speed of coding against plain parsing of the same text in the same run, and peak memory.

usage: python -m benchmarks.speed --articles FILE [--most N]

The baseline parses every text with the same spaCy pipeline, whole, as a coder without filtering would have to.
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
    args = parser.parse_args()
    read = [i for i in read_paths([args.articles], today=datetime.now(UTC).date()) if isinstance(i, Article)]
    english = [article for article in read if article.language == "en"]
    articles = list(islice(english, 0, None, max(1, len(english) // args.most)))[: args.most]
    setup = pipeline.Setup()
    coder, parser_ = pipeline.coder(setup), coding.load_parser(setup.parser)
    coder.code(articles[0])
    began = time.perf_counter()
    mentions = sum(len(found.mentions) for found in coder.code_many(articles))
    coded = time.perf_counter() - began
    began = time.perf_counter()
    for _ in parser_.pipe((article.text for article in articles), batch_size=64):
        pass
    parsed = time.perf_counter() - began
    figures = {
        "articles": len(articles),
        "characters": sum(len(article.text) for article in articles),
        "mentions": mentions,
        "articles_per_second": round(len(articles) / coded, 1),
        "baseline_articles_per_second": round(len(articles) / parsed, 1),
        "ratio": round(parsed / coded, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
