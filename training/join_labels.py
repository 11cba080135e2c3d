"""Join this project's labels, which hold no text, to a user's own copy of the texts.

usage: python -m training.join_labels --labels FILE [...] --out FILE [--feeds FILE.parquet] [--articles FILE.parquet]

A label row names its text by address and by the SHA-256 of the text, and everything in it by offsets. The text of a feed
item is its headline, a newline and its lead; that of a passage is a run of an article. Rows whose text isn't in the copy are
counted and left out. The output has the form of hand-coded training texts (``text``, ``mentions``, ``not_events``).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def feed_texts(path: Path) -> Iterator[str]:
    """Yield the text of each item of a table of feed items (columns ``title`` and ``description``)."""
    for title, lead in pl.read_parquet(path, columns=["title", "description"]).iter_rows():
        yield f"{(title or '').strip()}\n{(lead or '').strip()}"


def joined(row: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a label row with its text and the words at its offsets."""
    mentions = []
    for mention in row["mentions"]:
        start, end = mention["trigger"]
        words = {
            name: [text[a:b] for a, b in mention[name]]
            for name in ("said_by", "carried_by", "actor_text", "recipient_text")
        }
        mentions.append(
            {
                **mention,
                **words,
                "quote": text[mention["start"] : mention["end"]],
                "trigger": text[start:end],
                "trigger_start": start,
            }
        )
    return {
        "id": row["id"],
        "corpus": row["corpus"],
        "date": row["date"],
        "text": text,
        "mentions": mentions,
        "not_events": [{"start": a, "end": b, "quote": text[a:b]} for a, b in row["not_events"]],
    }


def join(rows: list[dict[str, Any]], *, feeds: Path | None, articles: Path | None) -> Iterator[dict[str, Any]]:
    """Yield the rows whose text is in the given tables, with their text."""
    by_text = {row["sha256"]: row for row in rows if "article_sha256" not in row}
    by_article: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if "article_sha256" in row:
            by_article.setdefault(row["article_sha256"], []).append(row)
    if feeds is not None:
        for text in feed_texts(feeds):
            found = by_text.pop(_hash(text), None)
            if found is not None:
                yield joined(found, text)
    if articles is not None:
        for (text,) in pl.read_parquet(articles, columns=["text"]).iter_rows():
            for row in by_article.pop(_hash(text), ()):
                yield joined(row, text[row["offset"] : row["offset"] + row["length"]])


def main() -> None:
    """Run the program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=Path, nargs="+", required=True)
    parser.add_argument("--feeds", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    lines = (line for path in args.labels for line in path.read_text("utf-8").splitlines())
    rows = [json.loads(line) for line in lines if line.strip()]
    found = sorted(join(rows, feeds=args.feeds, articles=args.articles), key=lambda row: row["id"])
    with args.out.open("w", encoding="utf-8") as handle:
        for row in found:
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(json.dumps({"labels": len(rows), "joined": len(found), "mentions": sum(len(r["mentions"]) for r in found)}))


if __name__ == "__main__":
    main()
