from datetime import date
from pathlib import Path

import httpx2
import pytest

from allegiance import pipeline, web
from allegiance.records import Article, Event, EventType, Mention, Party, Quad, Status
from allegiance.store import Store

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
TEXT = f"{EVIL} Kazakhstan halted exports to Russia. End."


@pytest.fixture
def store():
    with Store(":memory:") as opened:
        article = Article(
            id="a1", title=EVIL, text=TEXT, outlet=EVIL, published=date(2022, 3, 1), address="javascript:alert(1)"
        )
        start = TEXT.index("Kaz")
        party = {"start": start, "end": start + 5}
        mention = Mention(
            id="m1", article="a1", start=start, end=start + 38, quote=TEXT[start : start + 38], trigger_start=start,
            trigger_end=start + 4, actors=(Party(id="KAZ", text="Kazakhstan", **party),),
            recipients=(Party(id="RUS", text="Russia", **party),), type=EventType.SANCTION,
            quad=Quad.MATERIAL_CONFLICT,
        )  # fmt: skip
        event = Event(
            id="e1", type=EventType.SANCTION, quad=Quad.MATERIAL_CONFLICT, status=Status.ASSERTED, actors=("KAZ",),
            recipients=("RUS",), date_start=date(2022, 3, 1), date_end=date(2022, 3, 1), mentions=("m1",),
            articles=("a1",), outlets=(EVIL,), origins=(EVIL,), first_reported=date(2022, 3, 1), reasons=(EVIL,),
        )  # fmt: skip
        opened.add_articles([article])
        opened.add_coded("test", [("a1", [mention], [])])
        opened.replace_events([event])
        yield opened


async def _get(store, address, host):
    transport = httpx2.ASGITransport(app=web.application(store, pipeline.Setup()))
    async with httpx2.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
        return await client.get(address)


def get(store, address, *, host="127.0.0.1"):
    import asyncio

    return asyncio.run(_get(store, address, host))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "Kazakhstan → Russian Federation"),
        ("/relation?actor=KAZ&recipient=RUS", "2022-03"),
        ("/event/e1", "Kazakhstan halted exports to Russia"),
        ("/article/a1", "What was coded"),
        ("/search?q=HALTED", "/article/a1"),
        (f"/search?q={EVIL}", "Search articles"),
    ],
)
def test_each_page_shows_its_content_and_escapes_hostile_text(store, address, words):
    answer = get(store, address)
    assert answer.status_code == 200
    assert words in answer.text
    assert "<script" not in answer.text
    assert "<img" not in answer.text
    assert "javascript:" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_another_host_name_is_refused(store):
    assert get(store, "/", host="evil.example").status_code == 400


def test_an_unknown_record_says_so(store):
    answer = get(store, "/event/zzz")
    assert answer.status_code == 404
    assert "Back to the pairs" in answer.text


def test_the_style_is_there(store):
    assert "--ink" in get(store, "/style.css").text


def test_it_says_when_there_is_nothing_to_show():
    with Store(":memory:") as empty:
        assert "no events" in get(empty, "/").text


def test_templates_use_no_inline_style_or_script():
    for path in (Path(web.__file__).parent / "templates").iterdir():
        assert "style=" not in path.read_text("utf-8")
        assert "<script" not in path.read_text("utf-8")


def test_a_mutual_act_counts_for_both_parties(store):
    both = Event(
        id="e2",
        type=EventType.AGREE,
        quad=Quad.VERBAL_COOPERATION,
        status=Status.ASSERTED,
        actors=("JPN", "USA"),
        recipients=(),
        mentions=(),
        articles=(),
    )
    store.replace_events([both])
    assert [(r["actor"], r["recipient"]) for r in store.named("pairs", [9])] == [("JPN", "USA"), ("USA", "JPN")]
    assert "/event/e2" in get(store, "/relation?actor=JPN&recipient=USA").text
