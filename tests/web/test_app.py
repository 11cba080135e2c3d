import asyncio
import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import httpx2
import pytest

from allegiance import pages, pipeline, views, web
from allegiance.records import (
    Article,
    Attribution,
    Event,
    EventLink,
    EventType,
    Mention,
    MergeDecision,
    Party,
    Quad,
    Status,
    StatusChange,
)
from allegiance.store import Store
from allegiance.views.text import excerpt

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202eturned"
TEXT = f"{EVIL} Kazakhstan halted exports to Russia. End."
FORMS = {"origin": "http://127.0.0.1", "content-type": "application/x-www-form-urlencoded"}


def _mention(name, article, **changes):
    start = TEXT.index("Kaz")
    party = {"start": start, "end": start + 5}
    fields = {
        "id": name, "article": article, "start": start, "end": start + 38, "quote": TEXT[start : start + 38],
        "trigger_start": start + 11, "trigger_end": start + 17, "actors": (Party(id="KAZ", text="Kazakhstan", **party),),
        "recipients": (Party(id="RUS", text="Russia", start=start + 29, end=start + 35),), "type": EventType.SANCTION,
        "quad": Quad.MATERIAL_CONFLICT, "place": EVIL,
        "attributions": (Attribution(kind="carried", source=EVIL, start=0, end=4, cue="<b>", cue_start=5, cue_end=6),),
    }  # fmt: skip
    return Mention(**{**fields, **changes})


@pytest.fixture
def store():
    with Store(":memory:") as opened:
        articles = [
            Article(id="a1", title=EVIL, text=TEXT, outlet=EVIL, published=date(2022, 3, 1), address="javascript:alert(1)"),
            Article(id="a2", title="خبر", text=TEXT, outlet="Second", published=date(2022, 3, 2), language="ar",
                    origin_file=EVIL),
            Article(id="foreign", title="خبر", text="نص", outlet="", published=None, language="ar"),
        ]  # fmt: skip
        event = Event(
            id="e1", type=EventType.SANCTION, quad=Quad.MATERIAL_CONFLICT, status=Status.ASSERTED, actors=("KAZ",),
            recipients=("RUS",), date_start=date(2022, 3, 1), date_end=date(2022, 3, 1), mentions=("m1", "m2"),
            articles=("a1", "a2"), outlets=(EVIL, "Second"), origins=(EVIL,), first_reported=date(2022, 3, 1),
            confidence=0.9, reasons=(EVIL,),
        )  # fmt: skip
        opened.add_articles(articles)
        opened.add_coded(
            "test", [("a1", [_mention("m1", "a1")], []), ("a2", [_mention("m2", "a2", place="Astana")], [])]
        )
        opened.replace_events([event])
        opened.derive()
        yield opened


async def _ask(store, method, address, host, headers, content):
    transport = httpx2.ASGITransport(app=web.application(store, pipeline.Setup()), raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        if method == "POST" and "TOKEN" in content:
            page = await client.get("/jobs")
            content = content.replace("TOKEN", re.search(r'name="token" value="([^"]+)"', page.text)[1])
        return await client.request(method, address, headers=headers, content=content)


def get(store, address, *, host="127.0.0.1"):
    return asyncio.run(_ask(store, "GET", address, host, {}, ""))


def post(store, address, fields, *, headers=FORMS, host="127.0.0.1"):
    return asyncio.run(_ask(store, "POST", address, host, headers, urlencode(fields)))


class Tags(HTMLParser):
    """Collects what no page may hold, as a browser would read it."""

    def __init__(self):
        super().__init__()
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        fields = dict(attrs)
        own = fields.get("type") == "module" and re.fullmatch(r"/static/app\.js\?v=[\w-]+", fields.get("src", ""))
        if tag in ("img", "iframe", "object", "base") or (
            tag == "script" and fields.get("type") != "application/json" and not own
        ):
            self.wrong.append((tag, attrs))
        for key, value in attrs:
            if key.startswith("on") or key == "style" or (value or "").strip().lower().startswith("javascript:"):
                self.wrong.append((tag, key, value))


PAGES = [
    ("/", "Kazakhstan</bdi> and <bdi>Russian Federation"),
    ("/relation", "Choose two states"),
    ("/relation?actor=KAZ&recipient=RUS", "2022-03"),
    ("/relation?actor=Kazakhstan&recipient=Russia&from=2022-03&to=2022-03&event=e1", "1 of 1"),
    ("/relation?actor=KAZ&recipient=CHN", "no event of the two"),
    ("/relation?actor=KAZ&recipient=RUS&from=2050-01", "no event of the two since 2050-01-01"),
    ("/assessment", "Choose a state"),
    ("/assessment?state=KAZ&ally=RUS", "not enough evidence"),
    (f"/assessment?state=KAZ&ally=RUS&drop={quote(EVIL)}&off=e1", "Switch everything on"),
    ("/map?state=KAZ", "among third parties"),
    ("/event/e1", "Kazakhstan"),
    ("/article/a1", "What was coded"),
    ("/article/a2", 'dir="rtl"'),
    ("/article/foreign", "only English is coded"),
    ("/sources", "Outlets by volume"),
    (f"/sources?without={quote(EVIL)}", "another outlet, too, reports its 1 event"),
    ("/search?q=HALTED", "/article/a1"),
    ("/search?q=Kazakhstan", "How it stands with all others"),
    (f"/search?q={quote(EVIL)}", "Search"),
    ("/jobs", "Fetch feeds and pages"),
    ("/help", "Keys and help"),
]


@pytest.mark.parametrize(("address", "words"), PAGES)
def test_each_page_shows_its_content_and_escapes_hostile_text(store, address, words):
    answer = get(store, address)
    assert answer.status_code == 200
    assert words in answer.text
    page = Tags()
    page.feed(answer.text)
    assert page.wrong == []
    # what a form brings back is kept as it is; nothing that is shown turns the letters round
    assert "\u202e" not in re.sub(r'value="[^"]*"', "", answer.text)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_graphic_has_a_heading_a_sentence_and_a_table(store):
    for address, _ in PAGES:
        for figure in re.findall(r'<figure class="graphic".*?</figure>', get(store, address).text, re.S):
            assert re.search(r"<h2>\S.*?</h2>\s*<p class=\"says\">\S", figure)
            assert "<tbody>" in figure


def test_another_host_name_is_refused(store):
    assert get(store, "/", host="evil.example").status_code == 400


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/event/zzz", 404, "Look for it with a search"),
        ("/article/zzz", 404, "Look for it with a search"),
        ("/sources?without=Nobody", 404, "Choose one"),
        ("/?since=yesterday", 400, "2022-03-01"),
        ("/relation?actor=KAZ&recipient=RUS&offset=-1", 400, "not a number"),
        ("/relation?actor=KAZ&recipient=RUS&from=2023-01&to=2022-01", 400, "before it begins"),
        ("/map?from=2023-01&to=2022-01", 400, "before it begins"),
        ("/?since=2023-01&until=2022-01", 400, "before it begins"),
        ("/assessment?state=KAZ&ally=RUS&since=2023-01&until=2022-01", 400, "before it begins"),
        ("/map?state=Narnia", 404, 'href="/map">Back to Map'),
        ("/no/such/page", 404, "no page at this address"),
        ("/static/../app.py", 404, "Not found"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(store, address, status, words):
    answer = get(store, address)
    assert answer.status_code == status
    assert words in answer.text
    assert "Back to the movers" in answer.text


def test_the_style_is_there(store):
    assert "--ink" in get(store, "/style.css").text
    assert "--c6:#a50026" in get(store, "/style.css").text


def test_an_empty_store_says_what_to_do():
    with Store(":memory:") as empty:
        for address in ("/", "/relation", "/assessment", "/map", "/sources", "/search?q=zebra"):
            assert "jobs page" in get(empty, address).text


@pytest.fixture
def undated(store):
    """A store whose one event has no day, since its article has none and no outlet either."""
    with Store(":memory:") as opened:
        opened.add_articles([Article(id="a1", text=TEXT, outlet="", published=None, language="en")])
        opened.add_coded("test", [("a1", [_mention("m1", "a1", attributions=())], [])])
        (event,) = store.by_ids(Event, ["e1"])
        opened.replace_events([
            replace(event, date_start=None, date_end=None, first_reported=None, mentions=("m1",), articles=("a1",),
                    outlets=(), origins=("unknown",))
        ])  # fmt: skip
        opened.derive()
        yield opened


@pytest.mark.parametrize("address", ["/", "/map", "/relation", "/assessment"])
def test_an_event_without_a_day_is_not_said_to_be_missing(undated, address):
    page = get(undated, address).text
    assert "holds no events" not in page
    assert "known day" in page or "With the most events" in page


def test_a_single_thing_is_told_in_the_singular(undated):
    page = get(undated, "/").text
    for words in ("1 article read", "0 outlets", "1 mention coded", "1 event after merging"):
        assert words in page
    page = get(undated, "/assessment?state=KAZ&ally=RUS").text
    assert "1 sign on 1 independent origin;" in page


def test_a_missing_outlet_is_no_outlet_with_no_events(undated):
    page = get(undated, "/sources").text
    row = page[page.index("unknown outlet</") :].split("</tr>")[0]
    assert re.findall(r"<td[^>]*><bdi>([^<]*)</bdi></td>", row)[1:6] == ["1", "1", "all", "–", "–"]
    assert "#dropped" not in page
    assert "No article of a sign names its outlet." in get(undated, "/assessment?state=KAZ&ally=RUS").text


def test_without_signs_no_outlets_are_counted():
    with Store(":memory:") as empty:
        assert "outlets report the signs" not in get(empty, "/assessment?state=PER&ally=CHL").text


def test_a_state_without_events_still_gets_an_answer(sample_store):
    page = get(sample_store, "/assessment?state=BRA&ally=RUS")
    assert page.status_code == 200
    assert "There is not enough evidence" in page.text
    assert "is in the store" in get(sample_store, "/map?state=Tuvalu").text
    assert "Show all months" in get(sample_store, "/map?state=KAZ&from=1999-01&to=1999-02").text


def test_pages_say_that_a_job_is_at_work(store, monkeypatch):
    assert "A job is at work" not in get(store, "/").text
    monkeypatch.setattr("allegiance.web.jobs.Jobs.busy", lambda self: True)
    assert "A job is at work" in get(store, "/").text


def test_the_summary_tells_what_is_told_as_done_from_what_is_not(sample_store):
    page = get(sample_store, "/relation?actor=KAZ&recipient=RUS").text
    told = re.search(r"(\d+) events of the two in the store: (\d+) told as done, (\d+) of them conflict;", page)
    total, done, conflict = map(int, told.groups())
    held = sample_store.query(
        "SELECT count(*) FILTER (status = 'asserted') AS done, "
        "count(*) FILTER (status = 'asserted' AND ends_with(quad, 'conflict')) AS conflict "
        "FROM dyad_events WHERE a = 'KAZ' AND b = 'RUS' AND (NOT mutual OR actor < recipient)"
    )[0]
    assert total > pages.relation.PAGE
    assert 0 < conflict < done < total
    assert held == {"done": done, "conflict": conflict}


def test_a_pair_has_the_same_numbers_on_two_pages_whatever_its_events_status_and_day(store):
    (done,) = store.by_ids(Event, ["e1"])
    later = {"date_start": date(2031, 1, 1), "date_end": date(2031, 1, 1)}
    store.replace_events(
        [
            done,
            replace(done, id="e2", status=Status.DENIED),
            replace(done, id="e3", status=Status.PLANNED, **later),
            replace(done, id="e4", date_start=None, date_end=None, first_reported=None),
        ]
    )
    store.derive()
    (row,) = pages.movers_page(store, pipeline.Setup()).pairs
    assert (row.events, row.done, row.conflict, row.latest) == (4, 2, 2, date(2022, 3, 1))
    page = pages.relation_page(store, pipeline.Setup(), actor="KAZ", recipient="RUS")
    assert (
        page.summary
        == "4 events of the two in the store: 2 told as done, 2 of them conflict; 2 planned, denied or else not told as done."
    )


def test_steps_lead_through_all_events_across_the_pages_of_the_list(sample_store):
    def at(**asked):
        return pages.relation_page(sample_store, pipeline.Setup(), actor="KAZ", recipient="RUS", **asked)

    pages_of_list = range(0, at().total, pages.relation.PAGE)
    listed = [row.id for offset in pages_of_list for row in at(offset=offset).events]
    page, met = at(event=listed[0]), [listed[0]]
    while page.older:
        query = parse_qs(urlsplit(page.older).query)
        page = at(event=query["event"][0], offset=int(query.get("offset", ["0"])[0]))
        met.append(page.chosen.id)
        assert parse_qs(urlsplit(page.newer).query)["event"] == [met[-2]]
    assert met == listed


def test_an_address_of_an_event_alone_turns_the_list_to_it(sample_store):
    asked = {"actor": "KAZ", "recipient": "RUS"}
    last = pages.relation_page(sample_store, pipeline.Setup(), offset=100, **asked).events[-1]
    page = pages.relation_page(sample_store, pipeline.Setup(), event=last.id, **asked)
    assert (page.chosen.id, page.lost) == (last.id, False)
    assert "merged anew" in get(sample_store, "/relation?actor=KAZ&recipient=RUS&event=gone").text
    assert "No event lies" not in get(sample_store, "/relation?actor=KAZ&recipient=RUS&offset=5000").text


def test_why_a_mention_was_coded_so_is_told_in_words(sample_store):
    row = "SELECT article, count(*) AS n FROM mentions GROUP BY article ORDER BY n DESC, article LIMIT 1"
    article = sample_store.query(row)[0]["article"]
    page = get(sample_store, f"/article/{article}").text
    coded = page[page.index("What was coded") :]
    assert "sure that an act is told at all" in coded
    assert "<b>To whom</b>" in coded
    assert not re.search(r"\d\.\d\d", coded)


def test_an_event_names_its_reports_and_says_on_what_grounds_they_are_one(sample_store):
    row = "SELECT id FROM events ORDER BY json_array_length(mentions) DESC, id LIMIT 1"
    page = get(sample_store, f"/event/{sample_store.query(row)[0]['id']}").text
    why = page[page.index("Why these are one event") :]
    assert ">report 1</a> and <a" in why
    assert "likely the same" in why
    assert not re.search(r"\d\.\d\d|merging/", why)


def test_a_report_that_is_taken_back_denies_on_the_event_page(store):
    text = f"{EVIL} Kazakhstan halted exports to Russia, it was wrongly reported. End."
    store.add_articles([Article(id="taken", text=text, outlet="Third", published=date(2022, 3, 3))])
    store.add_coded("test", [("taken", [_mention("back", "taken")], [])])
    event = replace(store.by_ids(Event, ["e1"])[0], mentions=("m1", "m2", "back"))
    store.replace_events([event])
    (status,) = [field for field in pages.event_page(store, pipeline.Setup(), "e1").fields if field.name == "Status"]
    assert status.values == (("asserted", 2), ("denied", 1))


def test_an_event_page_leads_to_what_it_belongs_with_and_tells_a_dispute(store):
    (one,) = store.by_ids(Event, ["e1"])
    history = (StatusChange(known=date(2022, 3, 2), status=Status.DENIED, article="a1"),)
    disputed = replace(one, hedged=True, history=history)
    denial = replace(one, id="e-no", status=Status.DENIED)
    link = EventLink(first="e-no", second="e1", kind="denies", why="likely")
    store.replace_events([disputed, denial], links=[link])
    page = get(store, "/event/e1").text
    assert "<dd>asserted, disputed</dd>" in page
    assert 'Denied by: <a href="/event/e-no">' in page
    assert 'Denies: <a href="/event/e1">' in get(store, "/event/e-no").text


def test_the_chain_that_is_drawn_ends_where_the_counted_origins_are(sample_store):
    for row in sample_store.query("SELECT id FROM events ORDER BY json_array_length(articles) DESC, id LIMIT 25"):
        page = pages.event_page(sample_store, pipeline.Setup(), row["id"])
        ends = {node["id"] for node in page.chain.data["nodes"] if node["end"]}
        assert ends == {name for origin in page.event.origins for name in origin.split(" or ")}
        assert {edge[end] for edge in page.chain.data["edges"] for end in ("from", "to")} <= {
            node["id"] for node in page.chain.data["nodes"]
        }


def test_a_copy_is_no_origin_in_the_chain_of_sources(sample_store):
    (row,) = sample_store.query(
        "SELECT e.id FROM events e WHERE origins::TEXT = '[\"Sample Agency\"]' AND EXISTS"
        " (SELECT 1 FROM reprints r WHERE contains(e.articles::TEXT, r.article) AND r.article <> r.family)"
        " ORDER BY id LIMIT 1"
    )
    page = pages.event_page(sample_store, pipeline.Setup(), row["id"])
    ends = [node["id"] for node in page.chain.data["nodes"] if node["end"]]
    assert ends == list(page.event.origins)
    shown = {f"#m-{t.mention.id}" for t in page.tellings}
    assert {node["href"] for node in page.chain.data["nodes"]} <= shown
    # copies stand last, folded
    flags = [bool(t.copied) for t in page.tellings]
    assert flags == sorted(flags)
    html = get(sample_store, f"/event/{row['id']}").text
    assert html.count("in copies of these: ") == 1
    assert "copies" in {edge["how"] for edge in page.chain.data["edges"]}


def test_a_context_that_is_cut_says_so(sample_store):
    rows = sample_store.query("SELECT id FROM events ORDER BY json_array_length(articles) DESC, id LIMIT 40")
    shown = [get(sample_store, f"/event/{row['id']}").text for row in rows]
    assert any(" …</blockquote>" in html for html in shown)
    assert any(".</blockquote>" in html for html in shown)


def test_reports_that_name_the_parties_in_another_order_agree(store):
    two = (Party(id="KAZ", text="Kazakhstan", start=0, end=1), Party(id="RUS", text="Russia", start=0, end=1))
    mentions = [_mention("m3", "a1", actors=two, recipients=()), _mention("m4", "a1", actors=two[::-1], recipients=())]
    store.add_coded("test", [("a1", mentions, [])])
    store.replace_events([replace(store.by_ids(Event, ["e1"])[0], mentions=("m3", "m4"))])
    (who,) = [field for field in pages.event_page(store, pipeline.Setup(), "e1").fields if field.name == "Who"]
    assert who.values == (("Kazakhstan, Russian Federation", 2),)


def test_templates_use_no_inline_style_or_script():
    for path in (Path(web.__file__).parent / "templates").iterdir():
        text = path.read_text("utf-8")
        assert "style=" not in text
        assert not re.search(r"\son(click|change|load|submit|error)=", text)


@pytest.mark.parametrize("since", [None, date(2022, 1, 1)])
def test_a_page_gives_the_answer_of_the_command(sample_store, since):
    own, setup = sample_store.beside(), pipeline.Setup()
    whole = pipeline.answer(own, setup, state="KAZ", ally="RUS", since=since)
    page = pages.assessment_page(own, setup, state="KAZ", ally="RUS", since=since)
    # a page tells the weightiest signs only
    kept = [sign for sign in whole.signs if sign in page.assessment.signs]
    assert replace(page.assessment, signs=()) == replace(whole, signs=())
    assert list(page.assessment.signs) == kept
    assert sum(number for _, (number, _) in page.counts) == len(whole.signs) > 0
    own.close()


@pytest.fixture
def tied_store(sample_store):
    """The sample corpus, with the two weightiest signs of a move away tied as parts of one occasion."""
    was = sample_store.records(EventLink)
    page = pages.assessment_page(sample_store, pipeline.Setup(), state="KAZ", ally="RUS", since=date(2022, 1, 1))
    first, second = (one.sign.event for one in page.away[:2])
    with sample_store.transaction():
        sample_store._replace(EventLink, [EventLink(first=first, second=second, kind="occasion", why="told as parts")])
    yield sample_store
    with sample_store.transaction():
        sample_store._replace(EventLink, was)


def test_the_page_folds_the_signs_of_one_occasion_as_the_dossier_does(tied_store):
    setup, since = pipeline.Setup(), date(2022, 1, 1)
    page = pages.assessment_page(tied_store, setup, state="KAZ", ally="RUS", since=since)
    (whole,) = (one for way in (page.away, page.towards, page.neutral) for one in way if one.parts)
    (link,) = tied_store.records(EventLink)
    assert {one.sign.event for one in whole.signs} == {link.first, link.second}
    answer = pipeline.answer(tied_store, setup, state="KAZ", ally="RUS", since=since)
    dossier = views.RENDERERS["html"](pipeline.make_dossier(tied_store, setup, answer))
    html = get(tied_store, "/assessment?state=KAZ&ally=RUS&since=2022-01-01").text
    told = [re.findall(r"<h3>((?:Away|Towards|Neutral) \([^)]*\))", text) for text in (html, dossier)]
    assert told[0] == told[1]
    assert "signs of" in told[0][0]
    assert "1 more sign of the same occasion" in html
    assert all(html.count(f'id="e-{end}"') == 1 for end in (link.first, link.second))


def test_bars_of_signs_and_what_to_watch_lead_to_signs_and_events(sample_store):
    page = pages.assessment_page(sample_store, pipeline.Setup(), state="KAZ", ally="RUS", since=date(2022, 1, 1))
    leads = [lead for _, _, _, *both in page.months.data["months"] for lead in both if lead]
    assert {lead.removeprefix("#e-") for lead in leads} <= {one.sign.event for one in (*page.away, *page.towards)}
    assert len(leads) > 10
    html = get(sample_store, "/assessment?state=KAZ&ally=RUS&since=2022-01-01").text
    assert re.search(r'href="/event/\w+">sign 1', html[html.index("What to watch") :])


def test_pages_stand_while_a_job_reads_everything_anew(store):
    store.add_coded("another coder", [("a1", [], []), ("a2", [], [])])
    assert store.query("SELECT * FROM mentions") == []
    page = get(store, "/assessment?state=KAZ&ally=RUS")
    assert page.status_code == 200
    assert "being read anew" in page.text
    for address in ("/relation?actor=KAZ&recipient=RUS", "/event/e1", "/sources", "/map", "/article/a1"):
        assert get(store, address).status_code == 200
    setup = pipeline.Setup()
    told = pipeline.make_dossier(store, setup, pipeline.answer(store, setup, state="KAZ", ally="RUS", since=None))
    for render in views.RENDERERS.values():
        assert render(told)


def test_a_list_tells_conflict_from_cooperation(store):
    for address in ("/search?q=Kazakhstan", "/relation?actor=KAZ&recipient=RUS"):
        page = get(store, address).text
        assert "side conflict" in page
        assert "side cooperation" not in page


def test_a_search_for_two_names_leads_to_the_events_of_the_two(store):
    page = get(store, "/search?q=sanction+russia+Kazakhstan").text
    assert 'href="/relation?actor=RUS&amp;recipient=KAZ"' in page
    assert 'href="/event/e1"' in page
    # a small word is no state, though "and" is the code of one
    assert "Andorra" not in get(store, "/search?q=peace+and+quiet").text


def test_a_passage_is_found_by_any_word_of_its_sentence_and_says_who_did_what_and_when(sample_store):
    page = get(sample_store, "/search?q=SEIZED+centre").text
    passages = page[page.index("Coded passages") : page.index("<h2>Articles")]
    assert re.search(r'href="/event/\w+#m-\w+"', passages)
    assert "2023-03-15" in passages
    assert "→" in passages
    assert "Sample Portal" in passages


def test_a_title_without_end_is_cut_in_a_list(store):
    long = Article(id="a4", title="Word " * 2000, text="Nothing.", outlet="", published=None)
    store.add_articles([long])
    store.derive()
    page = get(store, "/search?q=nothing").text
    assert "Word…" in page
    assert len(page) < 10_000
    assert "unknown outlet</bdi>, undated" in page


def test_the_network_and_its_table_hold_the_same_lines_and_each_leads_to_its_events(sample_store):
    found = pages.world_page(sample_store, pipeline.Setup(), state="KAZ").network
    lines = found.data["edges"]
    assert {"RUS", "UKR"} in [{line["a"], line["b"]} for line in lines]
    told = {(row[0].text, row[0].href) for row in found.rows}
    assert len(told) == len(lines) + len(found.data["nodes"])
    assert {line["href"] for line in lines} < {href for _, href in told}
    assert all(line["href"].startswith("/relation?") for line in lines)


def test_a_mutual_act_is_one_event_of_the_pair(store):
    both = Event(
        id="e2", type=EventType.AGREE, quad=Quad.VERBAL_COOPERATION, status=Status.ASSERTED, actors=("JPN", "USA"),
        recipients=(), date_start=date(2022, 2, 1), date_end=date(2022, 2, 1), mentions=(), articles=(),
    )  # fmt: skip
    store.replace_events([both])
    store.derive()
    assert [(r["actor"], r["recipient"], r["events"]) for r in store.named("pairs", [9])] == [("JPN", "USA", 1)]
    page = get(store, "/relation?actor=USA&recipient=JPN").text
    assert "1 event of the two" in page
    # neither did it to the other
    for listed in (page, get(store, "/search?q=Japan").text):
        assert "<bdi>Japan</bdi> and <bdi>United States of America</bdi>: <b>agree</b>" in listed
    course = pages.relation_page(store, pipeline.Setup(), actor="USA", recipient="JPN").course
    assert [key["parties"] for key in course.data["key"]] == ["Japan and United States of America"]


def test_events_without_a_course_are_listed_all_the_same(store):
    (event,) = store.by_ids(Event, ["e1"])
    store.replace_events([replace(event, date_start=date(2031, 1, 1), date_end=date(2031, 1, 1))])
    store.derive()
    page = get(store, "/relation?actor=KAZ&recipient=RUS").text
    assert "1 event of the two" in page
    assert "No event of the two is in the store" not in page
    assert "event=e1" in page


def test_one_report_alone_agrees_with_none(store):
    store.replace_events([replace(store.by_ids(Event, ["e1"])[0], mentions=("m1",))])
    page = get(store, "/event/e1").text
    assert "only one report" in page
    assert "✓ agree" not in page
    assert "Where the reports agree" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/event/e1",
        "/relation?actor=KAZ&recipient=RUS",
        "/relation?actor=KAZ&recipient=RUS&event=e1",
        "/search?q=Kazakhstan",
        "/assessment?state=KAZ&ally=RUS",
        "/assessment?state=KAZ&ally=RUS&off=e1",
    ],
)
def test_every_page_says_where_no_report_names_the_day(store, address):
    told = "undated, published 2022-03-01"
    before = get(store, address).text.count(told)
    day = date(2022, 3, 1)
    dated = [_mention(f"d{n}", f"a{n}", date_start=day, date_end=day) for n in (1, 2)]
    store.add_coded("test", [("a1", dated[:1], []), ("a2", dated[1:], [])])
    store.replace_events([replace(store.by_ids(Event, ["e1"])[0], mentions=("d1", "d2"))])
    store.derive()
    assert before > get(store, address).text.count(told)


def test_a_list_tells_a_year_as_a_year_and_not_as_the_day_in_its_middle(store):
    whole = _mention("y1", "a1", date_start=date(2021, 1, 1), date_end=date(2021, 12, 31))
    store.add_coded("test", [("a1", [whole], [])])
    (event,) = store.by_ids(Event, ["e1"])
    store.replace_events([
        replace(event, mentions=("y1",), date_start=date(2021, 1, 1), date_end=date(2021, 12, 31))
    ])  # fmt: skip
    store.derive()
    for address in ("/relation?actor=KAZ&recipient=RUS", "/search?q=Kazakhstan"):
        assert '<span class="when">2021</span>' in get(store, address).text


def test_a_passage_that_names_no_day_is_not_given_that_of_its_article(store):
    page = get(store, "/search?q=halted").text
    assert "undated, published 2022-03-01" in page
    assert "undated, published 2022-03-02" in page


def test_what_an_event_belongs_with_is_undated_where_no_report_names_its_day(store):
    (event,) = store.by_ids(Event, ["e1"])
    other = replace(event, id="e2", mentions=("m2",), first_reported=date(2022, 3, 2), date_start=date(2022, 3, 2),
                    date_end=date(2022, 3, 2))  # fmt: skip
    link = EventLink(first="e1", second="e2", kind="series", why="one a week")
    store.replace_events([replace(event, mentions=("m1",)), other], links=[link])
    assert "undated, published 2022-03-02" in get(store, "/event/e1").text


def test_movers_say_what_their_likelihood_leaves_out_and_lead_to_the_answer(sample_store):
    page = get(sample_store, "/").text
    assert "leave out what usually happens among others" in page
    assert 'href="/assessment?state=KAZ&amp;ally=RUS&amp;since=' in page


def test_an_answer_that_does_not_stand_is_not_said_to_lack_signs():
    page = Path(web.__file__).parent / "templates" / "assessment.html"
    assert "since there is too little evidence{% if a.signs %}" not in page.read_text("utf-8")


def test_what_kinds_of_act_there_are_is_told(store):
    page = get(store, "/help").text
    for kind in EventType:
        assert f'id="{kind.lower()}"' in page
    assert 'href="/help#sanction"' in get(store, "/event/e1").text


SPLIT = {"token": "TOKEN", "first": "m1", "mention": "m2", "verdict": "split"}


@pytest.mark.parametrize(("button", "said"), [("accept", "same"), ("split", "different"), ("unsure", "unsure")])
def test_each_button_keeps_a_decision_as_a_row_and_leads_back_to_the_event(store, button, said):
    assert f'name="verdict" value="{button}"' in get(store, "/event/e1").text
    answer = post(store, "/event/e1/decide", {**SPLIT, "verdict": button})
    assert (answer.status_code, answer.headers["location"]) == (303, "/event/e1")
    rows = store.records(MergeDecision)
    assert [(r.first, r.second, r.verdict) for r in rows] == [("m1", "m2", said)]
    assert f"said: {said}" in get(store, "/event/e1").text


def test_a_later_word_is_a_further_row_and_the_one_shown(store):
    for verdict in ("split", "accept", "unsure"):
        post(store, "/event/e1/decide", {**SPLIT, "verdict": verdict})
    assert sorted(r.verdict for r in store.records(MergeDecision)) == ["different", "same", "unsure"]
    page = get(store, "/event/e1").text
    assert "said: unsure" in page
    assert "said: same" not in page


def _merged(store):
    """The events after merging again, each as its mentions."""
    pipeline.merge(store, pipeline.Setup())
    return sorted((sorted(e.mentions), e.id) for e in store.records(Event))


def test_merging_keeps_to_the_buttons_until_they_are_taken_back(store):
    ((both, event),) = _merged(store)
    assert both == ["m1", "m2"]
    post(store, f"/event/{event}/decide", SPLIT)
    (one, first), (two, second) = _merged(store)
    assert (one, two) == (["m1"], ["m2"])
    assert [get(store, f"/event/{id_}").status_code for id_ in (first, second)] == [200, 200]
    # Held apart, each stands on the other's page, where the word can be taken back.
    assert f'href="/event/{second}"' in get(store, f"/event/{first}").text
    assert post(store, f"/event/{first}/decide", {**SPLIT, "verdict": "unsure"}).status_code == 303
    assert [mentions for mentions, _ in _merged(store)] == [["m1", "m2"]]


def test_accepting_joins_what_merging_held_apart(store):
    _merged(store)
    post(store, f"/event/{store.records(Event)[0].id}/decide", SPLIT)
    (_, first), _ = _merged(store)
    assert post(store, f"/event/{first}/decide", {**SPLIT, "verdict": "accept"}).status_code == 303
    assert [mentions for mentions, _ in _merged(store)] == [["m1", "m2"]]


@pytest.mark.parametrize(
    ("fields", "headers", "status"),
    [
        (SPLIT, {**FORMS, "origin": "http://evil.example"}, 403),
        (SPLIT, {k: v for k, v in FORMS.items() if k != "origin"}, 403),
        ({**SPLIT, "token": "guess"}, FORMS, 403),
        ({**SPLIT, "verdict": "perhaps"}, FORMS, 400),
        ({**SPLIT, "mention": "m1"}, FORMS, 400),
        ({**SPLIT, "by": "x" * 70_000}, FORMS, 403),
    ],
)
def test_a_form_from_elsewhere_or_out_of_shape_changes_nothing(store, fields, headers, status):
    assert post(store, "/event/e1/decide", fields, headers=headers).status_code == status
    assert store.records(MergeDecision) == []


def test_an_outlet_that_is_not_among_the_largest_keeps_its_events(store, monkeypatch):
    monkeypatch.setattr("allegiance.pages.sources._SHOWN", 1)
    assert "reports its 1 event." in get(store, "/sources?without=Second").text
    assert "reports its 1 event." in get(store, f"/sources?without={quote(EVIL)}").text


def test_each_line_of_a_list_has_the_words_that_show_its_event_best(store):
    for address in ("/relation?actor=KAZ&recipient=RUS", "/search?q=Kazakhstan", "/search?q=Kazakhstan Russia"):
        page = get(store, address).text
        (line,) = [told for told in re.findall(r"<li>(<a .*?</a>)</li>", page, re.S) if "origin" in told]
        assert '<q dir="auto">&lt;script&gt;' in line
        assert "Kazakhstan halted exports to Russia. End.</q>" in line
        assert "<bdi>Second</bdi> · 2 articles" in line
        assert "\u202e" not in line


def test_the_words_of_a_list_are_looked_up_at_once_and_not_for_each_line(sample_store, monkeypatch):
    asked = []
    for name in ("by_ids", "parts_by_ids"):
        plain = getattr(Store, name)

        def counted(self, record, *rest, plain=plain):
            asked.append(record)
            return plain(self, record, *rest)

        monkeypatch.setattr(Store, name, counted)
    page = pages.relation_page(sample_store, pipeline.Setup(), actor="KAZ", recipient="RUS")
    assert len(page.events) == pages.relation.PAGE
    assert all(row.words and len(row.words) <= 160 and row.outlet and row.articles for row in page.events)
    assert len(asked) <= 4


def test_a_long_sentence_is_cut_at_words_around_its_act():
    start = "When the ferries lay idle in the harbour, " * 5
    text = f"{start}Oman suspended the treaty with Yemen{', as fishermen had feared for weeks' * 6}."
    at = text.index("Oman")
    mention = replace(
        _mention("m9", "a9"), start=at, end=at + 36, trigger_start=at + 5, trigger_end=at + 14, quote=text[at : at + 36]
    )
    shown = excerpt(mention, Article(id="a9", title="", text=text))
    assert len(shown) <= 160
    assert "Oman suspended the treaty" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert set(shown.strip("…").replace(",", "").split()) <= set(text.replace(",", "").split())


@pytest.mark.parametrize(
    "address",
    ["/", "/relation?actor=KAZ&recipient=RUS", "/assessment?state=KAZ&ally=RUS&since=2022-01-01", "/map?state=KAZ", "/help"],
)  # fmt: skip
def test_no_line_end_parts_a_number_from_its_percent_sign(sample_store, address):
    page = unescape(get(sample_store, address).text)
    assert re.search(r"\d\N{NO-BREAK SPACE}%", page)
    assert re.findall(r".{0,30}\d %.{0,10}", page) == []


@pytest.mark.parametrize(
    ("address", "typed", "near"),
    [
        (
            "/relation?actor=Kazakstann&recipient=RUS&from=2022-03",
            ("Kazakstann", "RUS"),
            "/relation?actor=Kazakhstan&amp;recipient=RUS&amp;from=2022-03",
        ),
        ("/assessment?state=KAZ&ally=Germny", ("KAZ", "Germny"), "/assessment?state=KAZ&amp;ally=Germany"),
        ("/relation?actor=%22%3E%3Cb%3E&recipient=RUS", ("&#34;&gt;&lt;b&gt;", "RUS"), None),
    ],
)
def test_a_name_that_is_not_known_stays_in_its_field_with_the_nearest_that_are(store, address, typed, near):
    answer = get(store, address)
    assert answer.status_code == 404
    assert "no state or organisation" in answer.text
    assert tuple(re.findall(r'<input id="(?:first|second)"[^>]*? value="([^"]*)"', answer.text)) == typed
    assert ("Did you mean" in answer.text) == (near is not None)
    assert ('name="from" value="2022-03"' in answer.text) == ("from=" in address)
    if near:
        assert f'href="{near}"' in answer.text


def test_a_state_and_itself_stay_in_their_fields(store):
    answer = get(store, "/relation?actor=KAZ&recipient=Kazakhstan")
    assert answer.status_code == 400
    assert "two different ones" in answer.text
    assert 'value="Kazakhstan" list' in answer.text


def test_each_page_bears_the_name_of_the_program_which_leads_to_the_first_page(store):
    for address in ("/", "/help", "/event/e1", "/no/such/page"):
        assert '<a class="brand" href="/">allegiance</a>' in get(store, address).text
