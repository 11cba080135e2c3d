"""Reading files and folders of every format. All texts are invented."""

import gzip
import json
import tracemalloc
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance.articles import Limits, read_paths
from allegiance.records import Article, Problem

TODAY = date(2022, 6, 1)
BODY = (
    "Ruritania will not recognise the two regions, its foreign minister said.\n\nGrand Fenwick welcomed the decision."
)
PAGE = f"""<!doctype html><html lang="en"><head><title>Ruritania refuses</title><link rel="canonical"
href="https://courier.example/a"><meta property="article:published_time" content="2022-04-05">
<script>steal()</script></head><body><nav>Menu</nav><article><h1>Ruritania refuses</h1><p>{BODY * 3}</p></article>
</body>"""


def read(*paths: Path, **options: object) -> tuple[list[Article], list[Problem]]:
    found = list(read_paths(paths, today=TODAY, **options))
    return [one for one in found if isinstance(one, Article)], [one for one in found if isinstance(one, Problem)]


def kinds(problems: Iterable[Problem]) -> list[str]:
    return [problem.kind for problem in problems]


def written(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


EXPORTS = {
    "newsapi": {"source": {"id": None, "name": "Courier"}, "title": "T", "description": "D", "content": BODY,
                "url": "https://courier.example/a", "publishedAt": "2022-04-05T10:00:00Z"},
    "news-please": {"maintext": BODY, "title": "T", "description": "D", "date_publish": "2022-04-05 10:00:00",
                    "date_download": "2022-04-09 10:00:00", "source_domain": "Courier", "language": "en",
                    "url": "https://courier.example/a"},
    "trafilatura": {"title": "T", "hostname": "courier.example", "sitename": "Courier", "date": "2022-04-05",
                    "text": BODY, "raw_text": "x", "source": "https://courier.example/a", "excerpt": "D"},
    "newspaper": {"title": "T", "text": BODY, "publish_date": "2022-04-05T00:00:00", "url": "https://courier.example/a",
                  "publisher": "Courier", "meta_lang": "en"},
    "mediacloud": {"id": "x1", "media_name": "Courier", "publish_date": "2022-04-05", "language": "en", "title": "T",
                   "text": BODY, "url": "https://courier.example/a"},
    "event registry": {"uri": "7", "lang": "eng", "dateTimePub": "2022-04-05T03:00:00Z", "title": "T", "body": BODY,
                       "source": {"uri": "courier.example", "title": "Courier"}, "url": "https://courier.example/a"},
    "polecat": {"Headline": "T", "Story Text": BODY, "Publication Date": "2022-04-05", "Publisher": "Courier",
                "URL": "https://courier.example/a", "Language": "English"},
    "schema.org": {"@type": "NewsArticle", "headline": "T", "articleBody": BODY, "datePublished": "2022-04-05",
                   "publisher": {"@type": "Organization", "name": "Courier"}, "url": "https://courier.example/a"},
    "factiva": {"AN": "CRR0001", "HD": "T", "SN": "Courier", "PD": "5 April 2022", "LA": "English",
                "LP": BODY.split("\n\n")[0], "TD": BODY.split("\n\n")[1], "URL": "https://courier.example/a"},
    "nexis": {"Headline": "T", "Publication": "Courier", "Published date": "April 5, 2022", "Body": BODY,
              "URL": "https://courier.example/a", "Section": "World", "Byline": "By A Writer"},
    "proquest": {"Title": "T", "Abstract": "D", "StoreId": "1", "pubdate": "Apr 5, 2022", "pubtitle": "Courier",
                 "FullText": BODY, "language": "English", "DocumentURL": "https://courier.example/a"},
    "new york times": {"_id": "nyt://1", "headline": {"main": "T", "kicker": None}, "lead_paragraph": "D", "body": BODY,
                       "pub_date": "2022-04-05T10:00:00+0000", "source": "Courier", "web_url": "https://courier.example/a"},
    "all the news": {"date": "2022-04-05 00:00:00", "year": 2022, "month": 4.0, "day": 5, "author": "A Writer", "title": "T",
                     "article": BODY, "url": "https://courier.example/a", "section": "World", "publication": "Courier"},
    "global news": {"article_id": 7, "source_id": "x", "source_name": "Courier", "title": "T", "description": "D",
                    "url": "https://courier.example/a", "published_at": "2022-04-05 06:36:00",
                    "content": "The start of it", "full_content": BODY},
    "webhose": {"thread": {"site": "Courier", "title": "Other"}, "title": "T", "text": BODY, "uuid": "1",
                "language": "english", "published": "2022-04-05T10:00:00.000+03:00", "url": "https://courier.example/a"},
    "common crawl news": {"title": "T", "text": BODY, "domain": "Courier", "date": "2022-04-05 10:00:00", "description": "D",
                          "url": "https://courier.example/a", "image_url": ""},
    "epoch": {"headline": "T", "body": BODY, "timestamp": 1649152800000, "outlet": "Courier",
              "link": "https://courier.example/a"},
}  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_the_exports_of_others(name: str, tmp_path: Path) -> None:
    articles, problems = read(written(tmp_path / "a.json", json.dumps(EXPORTS[name])))
    assert problems == []
    article = articles[0]
    assert (article.title, article.text, article.outlet) == ("T", BODY, "Courier")
    assert (article.published, article.language) == (date(2022, 4, 5), "en")
    assert article.address == "https://courier.example/a"


def test_gdelt_doc_gives_headlines(tmp_path: Path) -> None:
    row = {"url": "https://courier.example/a", "title": "Ruritania recalls its envoy", "seendate": "20220405T123000Z",
           "domain": "courier.example", "language": "English", "sourcecountry": "Ruritania"}  # fmt: skip
    articles, problems = read(written(tmp_path / "a.json", json.dumps({"articles": [row]})))
    assert problems == []
    assert (articles[0].text, articles[0].outlet) == ("Ruritania recalls its envoy", "courier.example")
    assert articles[0].published == date(2022, 4, 5)


@pytest.mark.parametrize(
    "wrap", [lambda rows: rows, lambda rows: {"results": rows}, lambda rows: {"hits": {"hits": rows}}]
)
def test_json_wrappers(tmp_path: Path, wrap: object) -> None:
    rows = [{"_source": {"title": f"Story number {n}", "date": "2022-04-05"}} for n in range(3)]
    articles, problems = read(written(tmp_path / "a.json", json.dumps(wrap(rows))))  # type: ignore[operator]
    assert (len(articles), problems) == (3, [])


def test_every_table_format_gives_the_same_articles(tmp_path: Path) -> None:
    rows = [{"id": str(n), "title": f"Title {n}", "text": f'He said "no, {n}".\nThen left.', "date": "2022-04-05",
             "outlet": "Courier", "lang": "en"} for n in range(5)]  # fmt: skip
    head = list(rows[0])
    cells = [['"' + row[name].replace('"', '""') + '"' for name in head] for row in rows]
    written(tmp_path / "a.jsonl", "\n".join(json.dumps(row) for row in rows))
    written(tmp_path / "a.json", json.dumps(rows))
    written(tmp_path / "a.csv", "\n".join([",".join(head), *map(",".join, cells)]))
    written(tmp_path / "b.csv", "\r\n".join([";".join(head), *map(";".join, cells)]))
    written(tmp_path / "a.tsv", "\n".join(["\t".join(head), *map("\t".join, cells)]))
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), tmp_path / "a.parquet")
    expected, _ = read(tmp_path / "a.jsonl")
    assert [article.given_id for article in expected] == ["0", "1", "2", "3", "4"]
    for path in sorted(tmp_path.iterdir()):
        packed = written(path.with_name(path.name + ".gz"), gzip.compress(path.read_bytes()))
        for one in (path, packed):
            articles, problems = read(one)
            assert [(a.id, a.text) for a in articles] == [(a.id, a.text) for a in expected], one.name
            assert problems == []


def test_the_body_is_verbatim_and_the_lead_is_not_added(tmp_path: Path) -> None:
    body = "  MOSCOW (Reuters) - <b>No</b> &amp;\r\nyes.\x00\n "
    articles, _ = read(
        written(tmp_path / "a.json", json.dumps({"title": "T", "text": body, "summary": "S", "date": "2022-04-05"}))
    )
    assert articles[0].text == "  MOSCOW (Reuters) - <b>No</b> &amp;\nyes. \n "
    assert articles[0].title == "T"


def test_headline_and_lead_make_the_text(tmp_path: Path) -> None:
    rows = [
        {"title": "A &amp; B", "description": "<p>Lead</p>", "date": "2022-04-05"},
        {"title": "Only this", "date": "2022-04-05"},
        {"title": "Cut", "description": "The lead.", "content": "The lead and mo… [+1200 chars]", "date": "2022-04-05"},
    ]
    articles, _ = read(written(tmp_path / "a.json", json.dumps(rows)))
    assert [article.text for article in articles] == ["A & B\nLead", "Only this", "Cut\nThe lead."]


def test_a_mapping_overrides(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Kopf,Leib,Tag,title\nHead,Body of it,2022-04-05,wrong\n")
    articles, _ = read(path, mapping={"title": "Kopf", "text": "Leib", "date": "Tag"})
    assert (articles[0].title, articles[0].text, articles[0].published) == ("Head", "Body of it", date(2022, 4, 5))
    with pytest.raises(ValueError, match="unknown field"):
        read(path, mapping={"nonsense": "Kopf"})


def test_unknown_columns_are_named(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"kopf": ["a"], "leib": ["b"]}), tmp_path / "a.parquet")
    written(tmp_path / "a.csv", "kopf,leib\na,b\n")
    articles, problems = read(tmp_path)
    assert articles == []
    assert kinds(problems) == ["no-columns", "no-columns"]
    assert all("'kopf', 'leib'" in problem.message and "--map" in problem.message for problem in problems)


def test_a_header_block(tmp_path: Path) -> None:
    head = "Title: Ruritania refuses\nDate: 5 April 2022\nOutlet: Courier\nLanguage: en\nTranslated from: German\nURL: https://h/a\n\n"
    articles, problems = read(written(tmp_path / "a.txt", head + BODY))
    article = articles[0]
    assert problems == []
    assert (article.title, article.text, article.outlet, article.address) == (
        "Ruritania refuses",
        BODY,
        "Courier",
        "https://h/a",
    )
    assert (article.published, article.translated_from) == (date(2022, 4, 5), "de")


def test_a_plain_text_keeps_its_headline_and_takes_its_day_from_its_name(tmp_path: Path) -> None:
    articles, problems = read(written(tmp_path / "courier_2022-04-05.md", "# Ruritania refuses aid\n\n" + BODY))
    assert problems == []
    assert (articles[0].title, articles[0].published) == ("Ruritania refuses aid", date(2022, 4, 5))
    assert articles[0].text.startswith("# Ruritania refuses aid\n")
    articles, problems = read(written(tmp_path / "b.txt", "A minister at his desk. © IMAGO / TASS\n\n" + BODY))
    assert (articles[0].title, kinds(problems)) == ("", ["no-date"])
    assert articles[0].skip == ((0, 38),)


@pytest.mark.parametrize("attribute", ['property="article:published_time"', 'name="date"', 'itemprop="datePublished"'])
def test_an_old_page_keeps_the_date_that_it_states(tmp_path: Path, attribute: str) -> None:
    head = f'<html><head><title>Ruritania objects</title><meta {attribute} content="1987-03-17"></head>'
    words = "Ruritania told its neighbour on Tuesday that it would not sign the accord on fish. " * 3
    articles, problems = read(
        written(tmp_path / "a.html", f"{head}<body><article><p>{words}</p></article></body></html>")
    )
    assert (articles[0].published, problems) == (date(1987, 3, 17), [])


def test_a_page_a_feed_and_an_archive(tmp_path: Path) -> None:
    written(tmp_path / "a.html", PAGE)
    articles, problems = read(tmp_path / "a.html")
    assert problems == []
    assert (articles[0].title, articles[0].published) == ("Ruritania refuses", date(2022, 4, 5))
    assert articles[0].address == "https://courier.example/a"
    assert "steal" not in articles[0].text
    atom = ('<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>Envoy</title>'
            '<id>e1</id><updated>2022-04-05T01:00:00Z</updated><link href="https://h/1"/><content type="html">'
            "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content></entry></feed>")  # fmt: skip
    articles, problems = read(written(tmp_path / "b.xml", atom))
    assert (articles[0].text, articles[0].published, problems) == ("One.\nTwo.", date(2022, 4, 5), [])
    for name, packed in (("c.warc", False), ("d.warc.gz", True)):
        records = b""
        for number in range(2):
            page = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.replace("two", str(number)).encode()
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/a\r\n"
                "WARC-Date: 2022-04-06T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(page)}\r\n\r\n"
            )
            record = head.encode() + page + b"\r\n\r\n"
            records += gzip.compress(record) if packed else record
        articles, problems = read(written(tmp_path / name, records))
        assert (len(articles), problems) == (2, [])
        assert articles[0].fetched is not None


def test_the_content_has_the_last_word(tmp_path: Path) -> None:
    row = json.dumps({"title": "Ruritania recalls envoy", "date": "2022-04-05"})
    names = {
        "a.csv": PAGE,
        "b.json": row + "\n" + row.replace("envoy", "consul"),
        "c.txt": row.replace("envoy", "attaché"),
        "d.html": "\x89PNG\r\n\x1a\n",
    }
    for name, content in names.items():
        written(tmp_path / name, content.encode("latin-1") if name == "d.html" else content)
    articles, problems = read(tmp_path)
    assert [Path(article.origin_file).name for article in articles] == ["a.csv", "b.json", "b.json", "c.txt"]
    assert kinds(problems) == ["binary"]


def test_duplicates_and_reprints(tmp_path: Path) -> None:
    row = {"title": "T", "text": BODY, "date": "2022-04-05", "outlet": "Courier", "url": "https://h/1"}
    same = {**row, "title": "Another headline", "text": BODY.replace("\n\n", "  \n"), "url": "https://h/1?utm=2"}
    reprint = {**row, "outlet": "Herald"}
    articles, problems = read(written(tmp_path / "a.json", json.dumps([row, same, reprint])))
    assert [article.outlet for article in articles] == ["Courier", "Herald"]
    assert kinds(problems) == ["duplicate"]


def test_other_languages_are_kept_and_told_once(tmp_path: Path) -> None:
    texts = [
        f"Министр иностранных дел заявил, что страна не признает независимость двух регионов, {n}." for n in range(9)
    ]
    rows = [{"text": text, "date": "2022-04-05", "lang": "en"} for text in texts]
    rows.append(
        {
            "text": "The minister said that the country will not recognise the independence of the two regions.",
            "date": "2022-04-05",
        }
    )
    rows.append(
        {
            "text": "Der Minister sagte, das Land werde die Unabhängigkeit der beiden Regionen nicht anerkennen.",
            "date": "2022-04-05",
        }
    )
    articles, problems = read(written(tmp_path / "a.json", json.dumps(rows)))
    assert [article.language for article in articles] == ["ru"] * 9 + ["en", "de"]
    assert kinds(problems) == ["language"]
    assert "1 in de, 9 in ru" in problems[0].message


def test_dates_in_the_future_and_missing_ones(tmp_path: Path) -> None:
    rows = [
        {"title": f"Story number {n}", "date": day}
        for n, day in enumerate(["2022-07-01", "03/04/2022", None] + [""] * 9)
    ]
    articles, problems = read(written(tmp_path / "a.json", json.dumps(rows)))
    assert {article.published for article in articles} == {None}
    assert kinds(problems) == ["future-date"] + ["no-date"] * 5 + ["no-date"]
    assert "'03/04/2022'" in problems[1].message
    assert problems[-1].message.startswith("6 more rows")
    assert not any(problem.fatal for problem in problems)


def test_a_bad_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    good = json.dumps({"title": "Good story one", "date": "2022-04-05"})
    lines = [good, "{broken", "[1]", '{"a":' * 100_000, good.replace("one", "two"), json.dumps({"date": "2022-04-05"})]
    articles, problems = read(written(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [article.title for article in articles] == ["Good story one", "Good story two"]
    assert [(problem.kind, problem.where.rsplit(", ")[-1]) for problem in problems] == [
        ("bad-row", "line 2"), ("bad-row", "line 3"), ("bad-row", "line 4"), ("no-text", "line 6")]  # fmt: skip


def test_an_open_quote_costs_one_row(tmp_path: Path) -> None:
    lines = [
        "title,text,date",
        'One,"Open quote,2022-04-05',
        *(f'"No {n}","It, {n}.",2022-04-05' for n in range(50)),
        "too,many,cells,here",
    ]
    articles, problems = read(written(tmp_path / "a.csv", "\n".join(lines)))
    assert [article.title for article in articles][-50:] == [f"No {n}" for n in range(50)]
    assert "line 53" in problems[-1].where


def test_old_encodings(tmp_path: Path) -> None:
    russian = "Министр иностранных дел заявил, что страна не признает регионы"
    western = "Ruritania’s café – “closed”, said the minister of the state and the court"
    for name, text, encoding in (
        ("a", russian, "cp1251"),
        ("b", western, "cp1252"),
        ("c", russian, "utf-16"),
        ("d", western, "utf-8-sig"),
    ):
        for ending, form in ((".txt", "{}"), (".csv", "title,date\n{},2022-04-05\n"), (".jsonl", '{{"title": "{}"}}')):
            content = form.format(text).replace("“closed”, ", "") if ending == ".csv" else form.format(text)
            wanted = text.replace("“closed”, ", "") if ending == ".csv" else text
            wanted = wanted.replace(", что", " что") if ending == ".csv" else wanted
            content = content.replace(", что", " что") if ending == ".csv" else content
            articles, problems = read(written(tmp_path / (name + ending), content.encode(encoding)))
            assert articles[0].text == wanted
            assert ("encoding" in kinds(problems)) == (encoding != "utf-8-sig")


def test_gzip_cut_off_and_bombs(tmp_path: Path) -> None:
    rows = [json.dumps({"title": f"Story {n} {n * 7919 % 104729}", "date": "2022-04-05"}) for n in range(3000)]
    packed = gzip.compress("\n".join(rows).encode())
    articles, problems = read(written(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert 1000 < len(articles) < 3000
    assert kinds(problems) == ["bad-row", "cut-off"]
    articles, problems = read(written(tmp_path / "b.txt.gz", gzip.compress(b"a" * 40_000_000)))
    assert "too-large" in kinds(problems)


def test_limits(tmp_path: Path) -> None:
    rows = [{"title": f"Story number {n}", "text": "x" * n, "date": "2022-04-05"} for n in (5, 50, 6)]
    path = written(tmp_path / "a.json", json.dumps(rows))
    assert kinds(read(path, limits=Limits(field_chars=20))[1]) == ["too-long"]
    assert kinds(read(path, limits=Limits(file_bytes=20))[1]) == ["too-large"]
    assert kinds(read(path, limits=Limits(rows=1))[1]) == ["too-many"]
    assert kinds(read(path, path, tmp_path, limits=Limits(files=0))[1]) == ["too-many"]
    lines = written(tmp_path / "b.jsonl", "\n".join(map(json.dumps, rows)))
    assert "too-large" in kinds(read(lines, limits=Limits(stream_bytes=60))[1])


def test_odd_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    (folder / "notes.txt").mkdir(parents=True)
    written(folder / "notes.txt" / "a.txt", BODY)
    written(folder / "photo.jpg", b"\xff\xd8\xff")
    written(folder / "empty.txt", "")
    written(folder / ".hidden.txt", BODY)
    (folder / "round").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    articles, problems = read(folder, tmp_path / "none.txt", folder / "photo.jpg")
    assert [Path(article.origin_file).parent.name for article in articles] == ["notes.txt"]
    assert sorted(kinds(problems)) == ["binary", "empty", "missing", "no-date", "skipped", "symlink-loop", "unreadable"]

    def closed(*_: object, **__: object) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    _, problems = read(folder / "notes.txt" / "a.txt")
    assert kinds(problems) == ["unreadable"]
    assert "Permission denied" in problems[0].message


def test_hostile_documents(tmp_path: Path) -> None:
    entity = '<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"><channel><title>&a;</title></channel></rss>'
    names = {"a.xml": entity, "b.html": "<html>" + "<div>" * 5000, "c.xml": "<html><body>Not found</body></html>",
             "d.json": "[" * 200_000, "e.json": "{", "f.parquet": "PAR1 nonsense PAR1", "g.warc": "WARC/1.0\r\nbroken",
             "h.xml": "<rss version='2.0'><channel><title>x</title></channel></rss>", "i.json": "[1, {}]"}  # fmt: skip
    for name, content in names.items():
        written(tmp_path / name, content)
    articles, problems = read(tmp_path)
    assert articles == []
    found = {Path(problem.where.split(", ")[0]).name: problem.kind for problem in problems}
    assert set(found) >= set(names) - {"g.warc"}
    assert (found["a.xml"], found["b.html"], found["d.json"]) == ("unsafe-xml", "bad-page", "bad-json")


def test_parquet_dates_and_odd_types(tmp_path: Path) -> None:
    table = pyarrow.table(
        {
            "title": ["Story one here"],
            "published": [datetime(2022, 4, 5, 23)],
            "source": [{"name": "Courier"}],
            "id": [7],
        }
    )
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    articles, _ = read(tmp_path)
    assert (articles[0].published, articles[0].outlet, articles[0].given_id) == (date(2022, 4, 5), "Courier", "7")


ENDINGS = [
    "txt",
    "md",
    "html",
    "json",
    "jsonl",
    "csv",
    "tsv",
    "parquet",
    "xml",
    "warc",
    "txt.gz",
    "jsonl.gz",
    "warc.gz",
    "x",
]
STARTS = [
    b"",
    b"{",
    b"[{",
    b"<html>",
    b"<rss",
    b"PAR1",
    b"WARC/1.0\r\n",
    b"\x1f\x8b\x08",
    b"title,text\n",
    b"\xff\xfe",
    b"Title: x\n\n",
]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ending=st.sampled_from(ENDINGS), start=st.sampled_from(STARTS), rest=st.binary(max_size=400), packed=st.booleans()
)
def test_no_content_makes_it_raise(tmp_path: Path, ending: str, start: bytes, rest: bytes, packed: bool) -> None:
    content = gzip.compress(start + rest) if packed else start + rest
    for one in read_paths([written(tmp_path / f"a.{ending}", content)], today=TODAY):
        assert isinstance(one, Problem) or all(0 <= first < last <= len(one.text) for first, last in one.skip)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "title", "$date", "id"]), inner, max_size=3)
    ),
    max_leaves=5,
)
FIELDS = st.dictionaries(
    st.sampled_from(
        ["title", "text", "description", "source", "date", "url", "language", "id", "seendate", "translated_from"]
    ),
    VALUES,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(FIELDS, max_size=4))
def test_no_value_makes_it_raise(tmp_path: Path, rows: list[dict[str, object]]) -> None:
    path = written(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    first, second = list(read_paths([path], today=TODAY)), list(read_paths([path], today=TODAY))
    assert first == second
    for one in first:
        if isinstance(one, Article):
            one.text.encode("utf-8")
            one.title.encode("utf-8")
            assert one.published is None or one.published <= TODAY


def gkg_row(extras: str) -> str:
    """Return a row of GDELT's knowledge graph as it is delivered: tabs, no header."""
    cells = [
        "20220405100000-7",
        "20220405100000",
        "1",
        "courier.example",
        "https://courier.example/a",
        *[""] * 21,
        extras,
    ]
    return "\t".join(cells) + "\n"


def test_the_knowledge_graph_gives_headlines_and_says_where_it_has_none(tmp_path: Path) -> None:
    title = "<PAGE_TITLE>Ruritania recalls its envoy &amp; closes the mission</PAGE_TITLE>"
    path = written(tmp_path / "20220405.gkg.csv", gkg_row(title) + gkg_row("<PAGE_LINKS>x</PAGE_LINKS>"))
    (article,), problems = read(path)
    assert article.text == "Ruritania recalls its envoy & closes the mission"
    assert (article.outlet, article.published) == ("courier.example", date(2022, 4, 5))
    assert article.address == "https://courier.example/a"
    assert kinds(problems) == ["no-text"]
    assert "allegiance collect" in problems[0].message
    table = pyarrow.table(
        {"GKGRECORDID": ["a-1"], "DocumentIdentifier": ["https://courier.example/a"], "Extras": [title]}
    )
    pyarrow.parquet.write_table(table, tmp_path / "gkg.parquet")
    assert read(tmp_path / "gkg.parquet")[0][0].title == article.title


def test_a_table_of_events_is_sent_to_import(tmp_path: Path) -> None:
    row = "\t".join(["884903342", "20220405", "202204", "2022", "2022.2603", *["RUS"] * 56])
    found, (problem,) = read(written(tmp_path / "20220405.export.CSV", row + "\n"))
    assert not found
    assert "allegiance import" in problem.message


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_long_file_is_streamed_in_bounded_memory(tmp_path: Path, ending: str) -> None:
    rows, path = 1_000, tmp_path / f"long.{ending}"
    texts = [f"Report number {n}: the envoy left. " + "He said so to the press. " * 120 for n in range(rows)]
    if ending == "parquet":
        pyarrow.parquet.write_table(pyarrow.table({"text": texts}), path, row_group_size=200)
    elif ending == "csv":
        path.write_text("text\n" + "\n".join(texts))
    else:
        path.write_text("\n".join(f'{{"text": "{text}"}}' for text in texts))
    del texts
    reading = read_paths([path], today=TODAY)
    next(reading)
    tracemalloc.start()
    count = sum(isinstance(one, Article) for one in reading)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == rows
    # The texts are 3 MB; what grows with the file is one number for each article met.
    assert peak < 2_200_000
