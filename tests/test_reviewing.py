from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from allegiance import pipeline, reviewing
from allegiance.errors import UnknownName
from allegiance.records import Article, Event, EventType, Mention, MergeDecision, Party, Quad, Status
from allegiance.store import Store

SETUP = pipeline.Setup()
DAY = date(2022, 6, 6)
WHEN = datetime(2024, 1, 1)


def told(
    name: str, text: str, *, day: int = 0, outlet: str = "Post", status: Status = Status.ASSERTED
) -> tuple[Mention, Article]:
    article = Article(id=f"a-{name}", text=text, outlet=outlet, published=DAY + timedelta(days=day), language="en")
    start = text.index("met")
    sides = tuple(Party(id=i, text=i, start=0, end=0) for i in ("KAZ", "RUS"))
    mention = Mention(id=f"m-{name}", article=article.id, start=0, end=len(text), quote=text, trigger_start=start,
                      trigger_end=start + 3, actors=sides, recipients=(), type=EventType.CONSULT,
                      quad=Quad.VERBAL_COOPERATION, status=status, made_by="coder")  # fmt: skip
    return mention, article


REPORTS = [
    told("one", "Tokayev met Putin in Sochi on the coast to discuss grain exports."),
    told("two", "Putin and Tokayev met in Sochi, discussed exports of grain.", day=1, outlet="Herald"),
    told(
        "no",
        "The Kremlin denied that Tokayev met Putin in Sochi on the coast to discuss grain exports.",
        day=3,
        outlet="Times",
        status=Status.DENIED,
    ),
    told("later", "Tokayev met Putin in Astana about the pipeline.", day=30),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "s.duckdb") as opened:
        opened.add_articles([a for _, a in REPORTS])
        opened.add_coded("coder", [(a.id, [m], [(0, 6, "Nobody", "a person")]) for m, a in REPORTS])
        pipeline.merge(opened, SETUP)
        yield opened


def groups(store: Store) -> list[tuple[str, ...]]:
    return sorted(event.mentions for event in store.records(Event))


def test_as_of_shows_what_was_known_on_a_day(store: Store) -> None:
    assert groups(store) == [("m-later",), ("m-no", "m-one", "m-two")]
    now = next(e for e in store.records(Event) if "m-one" in e.mentions)
    assert now.status is Status.DENIED
    with reviewing.as_known(store, SETUP, DAY + timedelta(days=2)) as then:
        (event,) = then.records(Event)
        assert (event.id, event.status, event.mentions) == (now.id, Status.ASSERTED, ("m-one", "m-two"))
        assert reviewing.as_it_was(then, now) == [event]
        assert reviewing.sources(then, SETUP, event).origins == ("Herald", "Post")
        assert [row["n"] for row in then.named("unresolved", [9])] == [2]
    with reviewing.as_known(store, SETUP, DAY - timedelta(days=1)) as then:
        assert then.records(Event) == []
        assert reviewing.as_it_was(then, now) == []
        assert then.named("unresolved", [9]) == []
    assert groups(store) == [("m-later",), ("m-no", "m-one", "m-two")]


def test_sources_are_those_of_the_event(store: Store) -> None:
    for event in store.records(Event):
        found = reviewing.sources(store, SETUP, event)
        assert (found.origins, found.articles) == (event.origins, len(event.articles))


def test_a_person_splits_joins_and_undoes_and_later_runs_keep_to_it(store: Store) -> None:
    before = groups(store)
    reviewing.decide(store, SETUP, "m-two", "m-one", "different", by="A. Reader", when=WHEN)
    split = groups(store)
    assert not any({"m-one", "m-two"} <= set(group) for group in split)
    pipeline.merge(store, SETUP)
    assert groups(store) == split
    later = next(e.id for e in store.records(Event) if e.mentions == ("m-later",))
    reviewing.decide(store, SETUP, later, "m-one", "same", by="A. Reader", when=WHEN + timedelta(hours=1))
    assert any({"m-later", "m-one"} <= set(group) for group in groups(store))
    for hour in (2, 3):
        assert reviewing.undo(store, SETUP, by="A. Reader", when=WHEN + timedelta(hours=hour))
    assert reviewing.undo(store, SETUP, by="A. Reader", when=WHEN + timedelta(hours=4)) is None
    assert groups(store) == before
    kept = [d for d in store.records(MergeDecision) if d.by == "A. Reader"]
    assert sorted(d.verdict for d in kept) == ["different", "same", "unsure", "unsure"]


def test_a_decision_holds_when_another_coder_reads_the_articles(store: Store) -> None:
    reviewing.decide(store, SETUP, "m-two", "m-one", "different", by="A. Reader", when=WHEN)
    for n, (mention, article) in enumerate(REPORTS):
        anew = replace(mention, id=f"n-{n}", hedged=True, trigger_end=mention.trigger_end + 2, made_by="coder/2")
        store.add_coded("coder/2", [(article.id, [anew], [])])
    pipeline.merge(store, SETUP)
    assert {m.id for m in store.records(Mention)} == {"n-0", "n-1", "n-2", "n-3"}
    assert not any({"n-0", "n-1"} <= set(group) for group in groups(store))
    assert reviewing.undo(store, SETUP, by="A. Reader", when=WHEN + timedelta(hours=1))
    assert any({"n-0", "n-1"} <= set(group) for group in groups(store))
    assert reviewing.undo(store, SETUP, by="A. Reader", when=WHEN + timedelta(hours=2)) is None


def test_a_decision_goes_to_the_same_parties_where_the_same_words_are_now_read_for_several(store: Store) -> None:
    reviewing.decide(store, SETUP, "m-two", "m-one", "different", by="A. Reader", when=WHEN)
    china = Party(id="CHN", text="CHN", start=0, end=0)
    for n, (mention, article) in enumerate(REPORTS):
        anew = replace(mention, id=f"n-{n}", made_by="coder/2")
        other = replace(anew, id=f"z-{n}", actors=(mention.actors[0], china))
        store.add_coded("coder/2", [(article.id, [anew, other], [])])
    held = [row for row in store.records(MergeDecision) if row.by == "A. Reader"]
    assert (held[-1].first, held[-1].second) == ("n-0", "n-1")


def test_a_decision_is_carried_over_once_for_each_mention_that_another_takes_the_place_of(store: Store) -> None:
    reviewing.decide(store, SETUP, "m-two", "m-one", "different", by="A. Reader", when=WHEN)
    for version in (2, 3, 4):
        for n, (mention, article) in enumerate(REPORTS):
            anew = replace(mention, id=f"{version}-{n}", made_by=f"coder/{version}")
            store.add_coded(f"coder/{version}", [(article.id, [anew], [])])
    said = [row for row in store.records(MergeDecision) if row.by == "A. Reader"]
    assert len(said) == 1 + 3 * 2


def test_doubts_are_pairs_of_two_events_that_no_person_decided(store: Store) -> None:
    rows = [
        MergeDecision(first="m-later", second=m, score=s, parts=(), verdict="unsure", by="merging/0", when=WHEN)
        for m, s in (("m-one", 0.4), ("m-two", 0.6))
    ]
    store.add_decisions(
        [
            *rows,
            MergeDecision(
                first="m-one", second="m-two", score=0.5, parts=(), verdict="unsure", by="merging/0", when=WHEN
            ),
        ]
    )
    asked = [d for d in reviewing.doubts(store) if d.score in (0.4, 0.6)]
    assert [(d.mentions[1].id, d.score) for d in asked] == [("m-two", 0.6), ("m-one", 0.4)]
    assert asked[0].events[0] != asked[0].events[1]
    store.add_decisions(
        [
            MergeDecision(
                first="m-later", second="m-two", score=1.0, parts=(), verdict="different", by="A. Reader", when=WHEN
            )
        ]
    )
    assert [d.mentions[1].id for d in reviewing.doubts(store) if d.score in (0.4, 0.6)] == ["m-one"]


def test_a_wrong_id_is_named(store: Store) -> None:
    with pytest.raises(UnknownName):
        reviewing.decide(store, SETUP, "m-one", "zz", "same", by="A. Reader", when=datetime.now(UTC))
    with pytest.raises(UnknownName, match="same mention"):
        reviewing.decide(store, SETUP, "m-one", "m-one", "same", by="A. Reader", when=WHEN)
