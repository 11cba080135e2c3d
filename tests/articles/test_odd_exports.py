"""What services, spreadsheets, note takers and browsers really write. All texts are invented."""

import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from allegiance.articles import read_paths
from allegiance.records import Article, Problem

TODAY = date(2022, 6, 1)
DAY = date(2022, 4, 5)
BODY = "Ruritania will not recognise the two regions, its foreign minister said. Grand Fenwick welcomed the decision."


def read(path: Path, content: str | bytes) -> tuple[list[Article], list[Problem]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = list(read_paths([path], today=TODAY))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Problem)]


def kinds(problems: Iterable[Problem]) -> list[str]:
    return [problem.kind for problem in problems]


SERVICES: dict[str, object] = {
    "guardian": {"response": {"status": "ok", "results": [
        {"id": "world/a", "type": "article", "webTitle": "T", "webPublicationDate": "2022-04-05T10:00:00Z",
         "webUrl": "https://courier.example/a", "apiUrl": "https://api.courier.example/a",
         "fields": {"headline": "T", "trailText": "<p>D</p>", "body": f"<p>{BODY}</p>", "bodyText": BODY,
                    "publication": "Courier"}}]}},
    "webz": {"posts": [{"thread": {"site_full": "www.courier.example", "site": "Courier"}, "uuid": "1", "title": "T",
                        "text": BODY, "url": "https://courier.example/a", "language": "english",
                        "published": "2022-04-05T10:00:00.000+03:00"}], "totalResults": 1},
    "aylien": {"stories": [{"id": 1, "title": "T", "body": BODY, "published_at": "2022-04-05T10:00:00Z",
                            "source": {"id": 1, "name": "Courier", "domain": "courier.example"},
                            "links": {"permalink": "https://courier.example/a"}}]},
    "currents": {"status": "ok", "news": [{"id": "1", "title": "T", "description": BODY, "author": "Courier",
                                           "url": "https://courier.example/a", "source": "Courier",
                                           "published": "2022-04-05 10:00:00 +0000"}]},
    "bing": {"value": [{"name": "T", "url": "https://courier.example/a", "description": BODY,
                        "provider": [{"_type": "Organization", "name": "Courier"}],
                        "datePublished": "2022-04-05T10:00:00.0000000Z"}]},
    "newsdata": {"results": [{"title": "T", "link": "https://courier.example/a", "description": BODY,
                              "content": "ONLY AVAILABLE IN PAID PLANS", "pubDate": "2022-04-05 10:00:00",
                              "source_name": "Courier"}]},
    "gnews": {"articles": [{"title": "T", "description": BODY, "content": f"{BODY[:60]}... [4211 chars]",
                            "url": "https://courier.example/a", "publishedAt": "2022-04-05T10:00:00Z",
                            "source": {"name": "Courier", "url": "https://courier.example"}}]},
    "common crawl, cleaned": {"title": "T", "plain_text": BODY, "published_date": "2022-04-05T10:00:00+00:00",
                              "sitename": "Courier", "requested_url": "https://courier.example/a"},
    "diffbot": {"objects": [{"date": "Tue, 05 Apr 2022 00:00:00 GMT", "siteName": "Courier", "title": "T", "text": BODY,
                             "pageUrl": "https://courier.example/a", "humanLanguage": "en"}]},
    "json feed": {"title": "Courier", "items": [{"id": "1", "url": "https://courier.example/a", "title": "T",
                                                 "content_text": BODY, "date_published": "2022-04-05T10:00:00Z",
                                                 "author": {"name": "A"}, "source": "Courier"}]},
    "readability": {"title": "T", "content": f"<p>{BODY}</p>", "textContent": BODY, "siteName": "Courier",
                    "publishedTime": "2022-04-05", "url": "https://courier.example/a"},
    "pandas, by column": {"title": {"0": "T"}, "text": {"0": BODY}, "date": {"0": 1649152800000},
                          "outlet": {"0": "Courier"}, "url": {"0": "https://courier.example/a"}},
    "pandas, by row": {"0": {"title": "T", "text": BODY, "date": 1649152800000, "outlet": "Courier",
                             "url": "https://courier.example/a"}},
    "pandas, split": {"columns": ["title", "text", "date", "outlet", "url"], "index": [0],
                      "data": [["T", BODY, 1649152800000, "Courier", "https://courier.example/a"]]},
}  # fmt: skip


@pytest.mark.parametrize("name", SERVICES)
def test_answers_of_services_as_they_come(name: str, tmp_path: Path) -> None:
    articles, problems = read(tmp_path / "a.json", json.dumps(SERVICES[name]))
    assert problems == []
    article = articles[0]
    assert article.text in (BODY, f"T\n{BODY}")
    assert (article.title, article.outlet, article.published) == ("T", "Courier", DAY)
    assert article.address == "https://courier.example/a"


def test_a_note_with_its_facts_at_the_head(tmp_path: Path) -> None:
    for mark, sign in (("---", ": "), ("+++", " = ")):
        facts = {"title": '"Ruritania refuses"', "date": "2022-04-05T10:00:00Z", "source": "Courier", "tags": "[a, b]"}
        head = "\n".join(f"{name}{sign}{value}" for name, value in facts.items())
        articles, problems = read(tmp_path / "a.md", f"{mark}\n{head}\n{mark}\n\n{BODY}\n")
        assert (problems, articles[0].text.strip()) == ([], BODY)
        assert (articles[0].title, articles[0].outlet, articles[0].published) == ("Ruritania refuses", "Courier", DAY)


@pytest.mark.parametrize(
    "line",
    ["5 April 2022", "Published: 5 April 2022", "Tuesday, April 5, 2022", "Published on 5 April 2022 at 10:15 GMT",
     "2022-04-05 10:15", "By Ann Roe, 5 April 2022", "Updated 10:15, 5 April 2022"],
)  # fmt: skip
def test_a_line_that_is_a_date_dates_a_text(tmp_path: Path, line: str) -> None:
    articles, problems = read(tmp_path / "a.txt", f"Ruritania refuses to recognise\n\n{line}\n\n{BODY}\n")
    assert (problems, articles[0].published) == ([], DAY)
    assert line in articles[0].text


def test_a_date_in_a_sentence_does_not_date_a_text(tmp_path: Path) -> None:
    articles, problems = read(tmp_path / "a.txt", f"Ruritania broke the pact of 5 April 2022.\n\n{BODY}\n")
    assert (articles[0].published, kinds(problems)) == (None, ["no-date"])


def test_a_header_block_in_words_of_others(tmp_path: Path) -> None:
    head = "headline: Ruritania refuses\nsource: Courier\npublished: 5 April 2022\nauthor: Ann Roe\n\n"
    articles, problems = read(tmp_path / "a.txt", head + BODY)
    assert (problems, articles[0].text, articles[0].title) == ([], BODY, "Ruritania refuses")
    assert (articles[0].outlet, articles[0].published) == ("Courier", DAY)
    assert read(tmp_path / "b.txt", f"Source: an official.\n\n{BODY}")[0][0].text.startswith("Source: an official.")


@pytest.mark.parametrize(("name", "indent"), [("a.json", None), ("a.json", 1), ("a.jsonl", 1)])
def test_records_in_a_row_without_a_list(tmp_path: Path, name: str, indent: int | None) -> None:
    rows = [{"title": f"T {n}", "text": f"{BODY} {n}", "date": "2022-04-05"} for n in range(3)]
    articles, problems = read(tmp_path / name, "".join(json.dumps(row, indent=indent) for row in rows))
    assert (problems, [article.title for article in articles]) == ([], ["T 0", "T 1", "T 2"])


def test_a_spreadsheet_that_names_its_separator(tmp_path: Path) -> None:
    articles, problems = read(tmp_path / "a.csv", f'sep=;\r\ntitle;text;date\r\nT;"{BODY}";05.04.2022\r\n')
    assert (problems, articles[0].text, articles[0].published) == ([], BODY, DAY)


def test_other_rows_tell_which_number_is_the_month(tmp_path: Path) -> None:
    for dates, first in ((["04/05/2022", "04/13/2022"], DAY), (["05/04/2022", "13/04/2022"], DAY)):
        rows = "".join(f'T {n},"{BODY} {n}",{day}\n' for n, day in enumerate(dates))
        articles, problems = read(tmp_path / "a.csv", f"title,text,date\n{rows}")
        assert (problems, articles[0].published) == ([], first)
    rows = "".join(f'T {n},"{BODY} {n}",{day}\n' for n, day in enumerate(["04/13/2022", "13/04/2022", "04/05/2022"]))
    articles, problems = read(tmp_path / "a.csv", f"title,text,date\n{rows}")
    assert (articles[-1].published, kinds(problems)) == (None, ["no-date"])


def test_a_lead_that_repeats_its_headline_adds_nothing(tmp_path: Path) -> None:
    feed = """<rss version="2.0"><channel><title>Search</title><item><title>Ruritania recalls envoy - Courier</title>
    <description>&lt;a href="https://x.example"&gt;Ruritania recalls envoy&lt;/a&gt;&amp;nbsp;&amp;nbsp;
    &lt;font&gt;Courier&lt;/font&gt;</description><pubDate>Tue, 05 Apr 2022 07:00:00 GMT</pubDate><source url="https://c.example">Courier</source></item>
    </channel></rss>"""
    articles, problems = read(tmp_path / "a.xml", feed)
    assert (problems, articles[0].text) == ([], "Ruritania recalls envoy - Courier")


@pytest.mark.parametrize(
    "words",
    ["Checking your browser before you go on. Enable JavaScript and cookies to continue to the page.",
     "We use cookies and data to maintain our services. If you choose to accept all, we will use them. Reject all"],
)  # fmt: skip
def test_a_wall_is_no_article(tmp_path: Path, words: str) -> None:
    page = f"<!doctype html><html><head><title>Before you continue</title></head><body><p>{words}</p></body></html>"
    articles, problems = read(tmp_path / "a.html", page)
    assert (articles, kinds(problems)) == ([], ["wall"])
    assert "Save" in problems[0].message


def test_what_was_packed_and_cut_off_is_read_up_to_the_cut(tmp_path: Path) -> None:
    text = gzip.compress(" ".join(f"{BODY} He said so {n * 7919 % 104729} times." for n in range(9)).encode())
    articles, problems = read(tmp_path / "a_2022-04-05.txt.gz", text[:-40])
    assert articles[0].text.startswith(BODY[:60])
    assert kinds(problems) == ["cut-off"]
    rows = [
        {"title": f"Story {n} {n * 7919 % 104729}", "text": f"{BODY} {n}", "date": "2022-04-05"} for n in range(300)
    ]
    packed = gzip.compress(json.dumps({"articles": rows}).encode())
    articles, problems = read(tmp_path / "a.json.gz", packed[: len(packed) // 2])
    assert 100 < len(articles) < 300
    assert kinds(problems) == ["bad-json", "cut-off"]
    assert "read" in problems[0].message


def test_a_table_without_rows_is_told(tmp_path: Path) -> None:
    for name, content in (("a.json", "[]"), ("a.csv", "title,text,date\n"), ("a.json", '{"articles": []}')):
        articles, problems = read(tmp_path / name, content)
        assert (articles, kinds(problems)) == ([], ["empty"])


def test_rich_text_and_wide_letters_without_a_mark(tmp_path: Path) -> None:
    assert kinds(read(tmp_path / "a.txt", r"{\rtf1\ansi Ruritania said no.\par}")[1]) == ["binary"]
    articles, problems = read(tmp_path / "a_2022-04-05.txt", BODY.encode("utf-16-le"))
    assert (articles[0].text, kinds(problems)) == (BODY, ["encoding"])


def test_an_archive_says_what_it_left_out(tmp_path: Path) -> None:
    archive = b""
    item = f"<item><title>T</title><description>{BODY}</description></item>"
    feed = f'<rss version="2.0"><channel><title>Courier</title>{item}</channel></rss>'
    for kind, content in (("application/rss+xml", feed), ("image/jpeg", "x"), ("text/plain", BODY + " plain")):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{content}".encode()
        head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/x\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n")  # fmt: skip
        archive += gzip.compress(head.encode() + answer + b"\r\n\r\n")
    articles, problems = read(tmp_path / "a.warc.gz", archive)
    assert [article.text for article in articles] == [f"T\n{BODY}", f"{BODY} plain"]
    assert kinds(problems)[-1] == "skipped"
    assert "1 answers" in problems[-1].message


def test_every_problem_says_what_to_do(tmp_path: Path) -> None:
    for name, content in {
        "a.json": "[1]", "b.txt": "", "c.xml": "<rss version='2.0'><channel><title>x</title></channel></rss>",
        "d.xml": "<rss version='2.0'><!ENTITY a 'b'></rss>", "e.html": "<html>" + "<div>" * 5000,
        "f.jsonl": "[1]\n", "g.warc": "WARC/1.0\r\nbroken", "h.parquet": "PAR1 no PAR1", "i.html": "<html></html>",
    }.items():  # fmt: skip
        for problem in read(tmp_path / name, content)[1]:
            assert problem.where.startswith(str(tmp_path / name))
            assert ". " in problem.message, problem


def outlets(path: Path, *items: str) -> list[str | None]:
    """Return the outlets of a feed's items."""
    body = "".join(f"<item><title>Envoy {n}</title><description>{BODY} {n}</description>{item}"
                   "<pubDate>Tue, 05 Apr 2022 07:00:00 GMT</pubDate></item>" for n, item in enumerate(items))  # fmt: skip
    channel = "<title>World news</title><link>https://www.digest.example/</link>"
    articles, _ = read(path, f'<rss version="2.0"><channel>{channel}{body}</channel></rss>')
    return [article.outlet for article in articles]


def test_a_feed_that_collects_tells_each_items_outlet(tmp_path: Path) -> None:
    items = (
        "<link>https://www.courier.example/a</link>",
        '<link>https://digest.example/b</link><source url="https://gazette.example/rss">Gazette</source>',
        '<link>https://digest.example/c</link><source url="https://www.herald.example/rss"></source>',
        "<link>https://news.digest.example/d</link>",
        "",
    )
    told = ["courier.example", "Gazette", "herald.example", "World news", "World news"]
    assert outlets(tmp_path / "a.xml", *items) == told


def test_a_feed_whose_items_share_a_host_is_one_outlet(tmp_path: Path) -> None:
    items = [f"<link>https://redirect.example/{n}</link>" for n in range(3)]
    assert outlets(tmp_path / "a.xml", *items) == ["World news"] * 3
