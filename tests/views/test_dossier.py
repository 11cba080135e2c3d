import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from allegiance.actors import Gazetteer
from allegiance.assessments import assess
from allegiance.records import (
    Article,
    Event,
    EventLink,
    EventType,
    Mention,
    Party,
    Problem,
    Quad,
    Reading,
    RegisterCheck,
    SourceEdge,
    SourceNode,
    Sourcing,
    Status,
)
from allegiance.views import RENDERERS, Dossier, dossier, explanation
from allegiance.views.drawn import digest, script
from allegiance.views.linked import Linked
from allegiance.views.text import days_told, quote, sentence
from allegiance.views.timeline import timeline

GAZETTEER = Gazetteer.load()
WORDS = "Kazakhstan halted exports to Russia"
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


def sourcing(event: str, outlets: int) -> Sourcing:
    """Return a made chain: outlets copy or cite an agency, which quotes an official; they differ on the number."""
    names = [f"{EVIL if not n else 'The Long Name of the Daily Herald'} {n}" for n in range(outlets)]
    nodes = [SourceNode(id=name, kind="outlet", bloc="KAZ, state", articles=1) for name in names]
    nodes += [
        SourceNode(id="Agency", kind="agency", bloc="RUS, state", articles=1, first_hand=True),
        SourceNode(id="Peskov", kind="speaker", articles=1, origin=True),
    ]
    edges = [
        SourceEdge(first=name, second="Agency", kind="copies", cue="90% of the text", mention=name) for name in names
    ]
    edges.append(SourceEdge(first="Agency", second="Peskov", kind="quotes", cue="said", mention="m"))
    readings = [
        Reading(field="number", value=str(300 + n), outlets=(name,), blocs=("KAZ, state",), articles=1)
        for n, name in enumerate(names)
    ]
    readings.append(
        Reading(field="who", value="KAZ → RUS", outlets=tuple(names), blocs=("KAZ, state",), articles=outlets)
    )
    return Sourcing(
        event=event,
        nodes=tuple(nodes),
        edges=tuple(edges),
        articles=outlets + 1,
        outlets=outlets + 1,
        origins=("Peskov",),
        readings=tuple(readings),
        disputed=("number",),
    )


def make(
    *,
    title: str = "T",
    words: str = "Kazakhstan halted exports to Russia",
    address: str | None = None,
    number: int = 6,
    outlets: int = 0,
    links: Sequence[EventLink] = (),
) -> Dossier:
    articles, mentions, events = {}, {}, {}
    for n in range(number):
        text = f"{EVIL if words == EVIL else 'Before.'} {words} on Monday. After."
        start = text.index(words)
        article = Article(
            id=f"a{n}",
            title=title,
            text=text,
            outlet=f"{title} Post {n}",
            published=date(2022, 1 + n % 12, 2),
            address=address,
        )
        mention = Mention(
            id=f"m{n}",
            article=article.id,
            start=start,
            end=start + len(words),
            quote=words,
            trigger_start=start,
            trigger_end=start + 4,
            actors=(Party(id="KAZ", text="Kazakhstan", start=start, end=start + 5),),
            recipients=(Party(id="RUS", text="Russia", start=start, end=start + 5),),
            type=EventType.SANCTION,
            quad=Quad.MATERIAL_CONFLICT,
            confidence=0.8,
        )
        event = Event(
            id=f"e{n}",
            type=EventType.SANCTION,
            quad=Quad.MATERIAL_CONFLICT,
            status=Status.ASSERTED,
            actors=("KAZ",),
            recipients=("RUS",),
            date_start=article.published,
            date_end=article.published,
            mentions=(mention.id,),
            articles=(article.id,),
            outlets=(article.outlet,),
            origins=(article.outlet,),
            first_reported=article.published,
            confidence=0.8,
        )
        articles[article.id], mentions[mention.id], events[event.id] = article, mention, event
    answer = assess(state="KAZ", ally="RUS", events=list(events.values()), gazetteer=GAZETTEER)
    check = RegisterCheck(
        mention="m0", kind="vote", verdict="contradicted", says="Council", record="Assembly", reference="r"
    )
    return dossier(
        answer,
        events=events,
        mentions=mentions,
        articles=articles,
        gazetteer=GAZETTEER,
        checks=[check],
        sources={e: sourcing(e, outlets) for e in events} if outlets else None,
        links={
            e: [(k, events[k.second if k.first == e else k.first]) for k in links if e in (k.first, k.second)]
            for e in events
        },
        read={"articles read": 6},
        problems=[Problem(where=EVIL, kind="empty", message="nothing in it")],
        unresolved=[(EVIL, 2)],
        method={"coder": "test"},
    )


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_every_sign_shows_its_sentence_and_its_article(form: str) -> None:
    text = RENDERERS[form](make())
    assert text.count("Kazakhstan halted exports to Russia") >= 6
    assert all(f"T Post {n}" in text for n in range(6))
    assert "no endorsement" in text
    assert "Assembly" in text


def test_every_link_inside_the_page_leads_somewhere() -> None:
    text = RENDERERS["html"](make())
    targets = set(re.findall(r'id="([^"]+)"', text))
    links = re.findall(r'href="#([^"]+)"', text)
    assert links
    assert set(links) <= targets


def test_the_policy_names_the_script_and_the_style_that_the_page_carries() -> None:
    page = RENDERERS["html"](make())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1].replace("&#39;", "'")
    style = re.search(r"<style>(.*?)</style>", page, re.S)[1]
    assert digest(style) in policy
    assert "unsafe" not in policy
    assert " style=" not in page.replace(script(), "")
    if script():
        assert f"<script>{script()}</script>" in page
        assert digest(script()) in policy
        assert len(page.encode()) < 1_500_000


def test_text_from_outside_is_escaped() -> None:
    found = make(title=EVIL, words=EVIL, address="javascript:alert(1)")
    page = RENDERERS["html"](found)
    own, data = script(), r'<script type="application/json">[^<]*</script>'
    page = re.sub(data, "", page.replace(f"<script>{own}</script>", "") if own else page)
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "<script>" not in RENDERERS["md"](found)
    json.loads(RENDERERS["json"](found))


def test_the_page_asks_nothing_of_the_network() -> None:
    page = RENDERERS["html"](make(address="https://sample.invalid/a"))
    assert "default-src 'none'" in page
    assert 'href="https://sample.invalid/a"' in page
    page = page.replace(script(), "")
    assert not re.search(r"<[a-z]+[^>]*\bsrc=|<link|@import|url\((?!#)", page)


def test_json_holds_no_whole_texts() -> None:
    plain = json.loads(RENDERERS["json"](make()))
    assert all("text" not in article for article in plain["articles"])


def test_a_quote_stands_in_its_sentence() -> None:
    shown = make().away[0].reports[0].quote
    assert (shown.before, shown.words, shown.after) == ("", WORDS, " on Monday.")


def test_the_sentence_before_stands_where_it_does_not_make_the_quote_long() -> None:
    mention = make().away[0].reports[0].mention
    for sentence_before, kept in (("It froze. ", True), ("It was " + "very " * 30 + "cold. ", False)):
        text = f"It rained. {sentence_before}Kazakhstan left."
        start = text.index("Kazakhstan")
        shown = quote(replace(mention, start=start, end=start + 15), Article(id="a", text=text))
        assert bool(shown.before) is kept


@pytest.mark.parametrize(
    "text",
    [
        "It rained. Kazakhstan left the pact, which the U.S. Congress denied. It froze.",
        "It rained. Troops of the U.S. Army say that Kazakhstan left the pact, as Gen. Brown denied. It froze.",
    ],
)
def test_a_quote_does_not_end_within_a_name(text: str) -> None:
    mention = make().away[0].reports[0].mention
    start = text.index("Kazakhstan")
    article = Article(id="a", text=text)
    assert sentence(replace(mention, start=start, end=start + 15), article) == text[11:-10]


def test_long_contexts_are_cut_at_words() -> None:
    text = "x" * 5 + " word" * 200
    mention = make().away[0].reports[0].mention
    article = Article(id="a", text=text)
    shown = quote(mention, article)
    assert len(shown.after) < 240
    assert shown.after.endswith("…")


def test_the_timeline_starts_at_zero_and_has_a_table() -> None:
    drawn = timeline([(date(2022, 1, 5), "away", 2.0), (date(2022, 3, 5), "towards", 1.0)], since=date(2022, 2, 1))
    assert drawn is not None
    assert [(m.first.month, m.away, m.towards) for m in drawn.months] == [(1, 2.0, 0.0), (2, 0.0, 0.0), (3, 0.0, 1.0)]
    away, towards = drawn.bars
    assert away.height == pytest.approx(2 * towards.height)
    assert drawn.since_x is not None
    assert timeline([]) is None


def test_an_explanation_names_the_words() -> None:
    found = make().away[0].reports[0]
    assert "Kazakhstan halted exports to Russia" in explanation(found.mention, found.article)


def test_every_sign_shows_its_chain_of_sources() -> None:
    page = RENDERERS["html"](make(outlets=3))
    chains = re.findall(r'<details class="chain">.*?</details>', page, re.S)
    assert len(chains) == 6
    told = re.sub(r"<[^>]+>|\s+", " ", chains[0])
    for words in (
        "4 articles, 4 outlets, 1 independent origin ; reports differ",
        "on the word of Peskov",
        "First-hand: Agency (RUS, state)",
        "Herald 1 copies Agency (90% of the text )",
        "Agency quotes Peskov (said )",
        "differ on the number: 300",
    ):
        assert words.replace(" ", "") in told.replace(" ", "")
    assert "Agency quotes Peskov" in RENDERERS["md"](make(outlets=3))
    assert json.loads(RENDERERS["json"](make(outlets=3)))["away"][0]["chain"]["origins"] == ["Peskov"]


def test_narrow_screens_show_each_cell_with_its_label() -> None:
    page = RENDERERS["html"](make(number=60))
    tables = re.findall(r'<div class="scroll stack"><table>.*?</table>', page, re.S)
    assert len(tables) >= 3
    for row in (
        row for table in tables for row in re.findall(r"<tr[^>]*>.*?</tr>", table.partition("<tbody>")[2], re.S)
    ):
        first, *rest = re.findall(r"<td[^>]*>", row)
        assert rest
        assert all('data-label="' in cell for cell in rest)
        assert "data-label" not in first


def test_folders_of_the_maker_are_not_told() -> None:
    found = make()
    article = replace(found.articles[0], origin_file="/home/somebody/secret/news.txt")
    page = RENDERERS["html"](replace(found, articles=(article, *found.articles[1:])))
    assert "news.txt" in page
    assert "somebody" not in page


def test_chains_of_many_signs_keep_the_file_small() -> None:
    found = make(number=200, outlets=60)
    page = RENDERERS["html"](found)
    assert len(re.findall(r'<details class="chain">', page)) == found.full
    assert "49 more steps" in page
    assert len(page.encode()) < 1_500_000
    assert "<img" not in page.replace(script(), "")


def test_a_sign_that_is_disputed_or_denied_elsewhere_is_told_so() -> None:
    made = make()
    sign = made.away[0]
    disputed = replace(sign, status="asserted, disputed")
    link = Linked(kind="denies", how="denied by", event="e-other", title=f"Reject: {EVIL}", when="2022-03-02",
                  status="asserted", why="alike 0.90")  # fmt: skip
    shown = replace(made, away=(replace(disputed, links=(link,)), *made.away[1:]))
    for kind in ("html", "md"):
        text = RENDERERS[kind](shown)
        assert "asserted, disputed" in text
        assert "Denied by: Reject:" in text
        assert "<script>alert" not in text
    assert json.loads(RENDERERS["json"](shown))["away"][0]["links"][0]["event"] == "e-other"


def test_an_event_whose_day_no_report_names_is_told_as_undated() -> None:
    assert (
        days_told(date(2022, 4, 5), date(2022, 4, 5), date(2022, 4, 5), named=False) == "undated, published 2022-04-05"
    )


def test_signs_of_one_occasion_are_told_as_one_with_its_parts_under_it() -> None:
    first, second = (EventLink(first="e2", second=part, kind="occasion", why="told as parts") for part in ("e0", "e4"))
    plain = make()
    made = make(links=[first, second])
    lead = next(e for e in made.away if e.parts)
    assert {e.event.id for e in lead.signs} == {"e0", "e2", "e4"}
    assert sorted(e.event.id for entry in made.away for e in entry.signs) == sorted(e.event.id for e in plain.away)
    # the assessment is the same, so the number of signs is told beside the number of occasions
    page, text = RENDERERS["html"](made), RENDERERS["md"](made)
    assert "Away (6 signs of 4 occasions)" in page
    assert "Away (6 signs of 4 occasions)" in text
    assert "2 more signs of the same occasion" in page
    assert text.count("Same occasion: ") == 2
    for n in range(6):
        assert page.count(f'id="e-e{n}"') == 1
    assert page.count("<blockquote") == RENDERERS["html"](plain).count("<blockquote")
    assert "Away (6)" in RENDERERS["html"](plain)
    assert "Part of one occasion with: " in page
    assert "Its part: " in page
