"""The sample corpus is what its README says: marked, addressed to nowhere, and in the promised forms."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import allegiance

ROOT = Path(allegiance.__file__).parent / "sample"
NOTE = "sample text written for this project about public facts; not a real article"
TEXTS = sorted(ROOT.glob("*/*.txt"))


def header(path: Path) -> tuple[dict[str, str], str]:
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines()), body


def outlets() -> set[str]:
    with (ROOT / "outlets.csv").open(encoding="utf-8", newline="") as handle:
        return {row["name"] for row in csv.DictReader(handle)}


def test_every_article_file_is_marked_as_a_sample() -> None:
    files = [path for path in ROOT.glob("*/*") if path.is_file()]
    assert len(files) >= 50
    for path in files:
        assert NOTE in path.read_text(encoding="utf-8"), path.name


def test_text_headers_are_whole() -> None:
    for path in TEXTS:
        fields, body = header(path)
        assert {"Title", "Outlet", "Date", "Language", "URL", "Note"} <= set(fields), path.name
        assert path.name.startswith(date.fromisoformat(fields["Date"]).isoformat()), path.name
        assert 50 <= len(body.split()) <= 260, path.name


def test_outlets_are_the_samples_own() -> None:
    known = outlets()
    assert {header(path)[0]["Outlet"] for path in TEXTS} <= known
    lines = (ROOT / "kaz-rus" / "wire.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["outlet"] for line in lines} <= known


def test_addresses_lead_nowhere_and_are_unique() -> None:
    seen: Counter[str] = Counter()
    for path in ROOT.glob("*/*"):
        for address in re.findall(r"https?://[^\s\"<>]+", path.read_text(encoding="utf-8")):
            assert re.match(r"https://([a-z]+\.)?sample\.invalid/", address), (path.name, address)
        if path.suffix == ".txt":
            seen[header(path)[0]["URL"]] += 1
    assert [address for address, times in seen.items() if times > 1] == []


def test_three_stories_with_reprints() -> None:
    assert {path.parent.name for path in TEXTS} == {"kaz-rus", "saudi-iran", "japan-usa"}
    bodies = Counter(header(path)[1].strip() for path in TEXTS)
    assert max(bodies.values()) >= 2


def test_other_forms() -> None:
    folder = ROOT / "kaz-rus"
    rows = [json.loads(line) for line in (folder / "wire.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 10
    assert all({"id", "title", "text", "date", "outlet", "url", "lang"} <= set(row) for row in rows)
    feed = ElementTree.parse(folder / "feed.xml")
    assert len(feed.findall("./channel/item")) == 8
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "<nav" in page
    assert "cookie-wall" in page


def test_readme_names_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in re.findall(r"`((?:[a-z-]+/)?[\w*.-]+\.(?:txt|jsonl|xml|html|csv))`", readme):
        assert list(ROOT.rglob(name.split("/")[-1])), name
