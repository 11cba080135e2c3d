import asyncio
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import httpx2
import pytest

from allegiance import pages, pipeline, web
from allegiance.records import Article, Attribution, Event, EventType, Mention, MergeDecision, Party, Quad, Status
from allegiance.store import Store

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
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
    ("/relation?actor=KAZ&recipient=CHN", "No event of the two"),
    ("/assessment", "Choose a state"),
    ("/assessment?state=KAZ&ally=RUS", "not enough evidence"),
    (f"/assessment?state=KAZ&ally=RUS&drop={quote(EVIL)}&off=e1", "Switch everything on"),
    ("/map?state=KAZ", "among third parties"),
    ("/event/e1", "Kazakhstan"),
    ("/article/a1", "What was coded"),
    ("/article/a2", 'dir="rtl"'),
    ("/sources", "Outlets by volume"),
    (f"/sources?without={quote(EVIL)}", "nobody else reports"),
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
        ("/event/zzz", 404, "nothing in events"),
        ("/article/zzz", 404, "nothing in articles"),
        ("/relation?actor=Narnia&recipient=RUS", 404, "no state or organisation"),
        ("/sources?without=Nobody", 404, "Choose one"),
        ("/?since=yesterday", 400, "2022-03-01"),
        ("/relation?actor=KAZ&recipient=RUS&offset=-1", 400, "not a number"),
        ("/relation?actor=KAZ&recipient=RUS&from=2023-01&to=2022-01", 400, "before it begins"),
        ("/map?from=2023-01&to=2022-01", 400, "before it begins"),
        ("/?since=2023-01&until=2022-01", 400, "before it begins"),
        ("/assessment?state=KAZ&ally=RUS&since=2023-01&until=2022-01", 400, "before it begins"),
        ("/assessment?state=KAZ&ally=KAZ", 400, "two different ones"),
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
        for address in ("/", "/relation", "/assessment", "/map"):
            assert "jobs page" in get(empty, address).text


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
    assert sum(number for _, number in page.counts) == len(whole.signs) > 0
    own.close()


def test_pages_stand_while_a_job_reads_everything_anew(store):
    assert store.forget_coding("another coder") == 2
    page = get(store, "/assessment?state=KAZ&ally=RUS")
    assert page.status_code == 200
    assert "being read anew" in page.text
    for address in ("/relation?actor=KAZ&recipient=RUS", "/event/e1", "/sources", "/map", "/article/a1"):
        assert get(store, address).status_code == 200


def test_a_list_tells_conflict_from_cooperation(store):
    for address in ("/search?q=Kazakhstan", "/relation?actor=KAZ&recipient=RUS"):
        page = get(store, address).text
        assert "side conflict" in page
        assert "side cooperation" not in page


def test_a_mutual_act_is_one_event_of_the_pair(store):
    both = Event(
        id="e2", type=EventType.AGREE, quad=Quad.VERBAL_COOPERATION, status=Status.ASSERTED, actors=("JPN", "USA"),
        recipients=(), date_start=date(2022, 5, 1), date_end=date(2022, 5, 1), mentions=(), articles=(),
    )  # fmt: skip
    store.replace_events([both])
    store.derive()
    assert [(r["actor"], r["recipient"], r["events"]) for r in store.named("pairs", [9])] == [("JPN", "USA", 1)]
    assert "1 event of the two" in get(store, "/relation?actor=USA&recipient=JPN").text


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
    assert "Of its 1 event, " in get(store, "/sources?without=Second").text
    assert "Of its 1 event, " in get(store, f"/sources?without={quote(EVIL)}").text
