from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allegiance.actors import Gazetteer
from allegiance.assessments import Alternative, Beside, assess, outcome, record, word, year_before
from allegiance.assessments.acts import Bearing
from allegiance.assessments.change import BASE_RATE, Drawn, Weights, all_moved_away, anew, effective, p_moved_away
from allegiance.assessments.combine import pooled
from allegiance.assessments.grades import information_grade, source_grade
from allegiance.assessments.signs import Spans, weighed
from allegiance.assessments.telling import since_last
from allegiance.percentages import percent
from allegiance.records import Assessment, Event, EventType, Forecast, Measure, Quad, Sign, Status, content_id

GAZETTEER = Gazetteer.load()
MATERIAL = "with material acts only"
QUADS = {
    EventType.AID: Quad.MATERIAL_COOPERATION,
    EventType.SUPPORT: Quad.VERBAL_COOPERATION,
    EventType.REJECT: Quad.VERBAL_CONFLICT,
    EventType.REQUEST: Quad.VERBAL_CONFLICT,
    EventType.SANCTION: Quad.MATERIAL_CONFLICT,
    EventType.ASSAULT: Quad.MATERIAL_CONFLICT,
    EventType.VOTE: Quad.VERBAL_CONFLICT,
    EventType.MOBILIZE: Quad.MATERIAL_CONFLICT,
    EventType.AGREE: Quad.VERBAL_COOPERATION,
}


def event(
    kind: EventType, actor: str, recipient: str, day: date = date(2022, 3, 1), *, status: Status = Status.ASSERTED,
    origins: tuple[str, ...] = ("a",), mode: str | None = None, n: int = 0,
) -> Event:  # fmt: skip
    return Event(
        id=content_id(kind, actor, recipient, day, status, n),
        type=kind,
        mode=mode,
        quad=QUADS[kind],
        status=status,
        actors=(actor,),
        recipients=(recipient,),
        date_start=day,
        date_end=day,
        first_reported=day,
        mentions=(f"m{n}",),
        articles=(f"a{n}",),
        outlets=("Reuters",),
        origins=origins,
        confidence=0.9,
    )


def signs_of(
    events: Sequence[Event], state: str, ally: str, gazetteer: Gazetteer, *, rivals: Spans | None = None
) -> list[Sign]:
    found = weighed(Bearing.of(events, state, ally).until(None), gazetteer, rivals=rivals)
    return list(found.told(range(len(found))))


def away(months: Sequence[int], *, weight: float = 1.0, sure: float = 1.0) -> Drawn:
    size = len(months)
    return Drawn(2 * np.array(months), np.full(size, weight), np.full(size, sure), max(months) + 1)


def direction(events: list[Event]) -> list[tuple[str, str]]:
    return [(s.direction, s.via) for s in signs_of(events, "KAZ", "RUS", GAZETTEER)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (EventType.AID, "towards"),
        (EventType.SUPPORT, "towards"),
        (EventType.REJECT, "away"),
        (EventType.SANCTION, "away"),
    ],
)
def test_direct_acts_count_by_their_class(kind: EventType, expected: str) -> None:
    assert direction([event(kind, "KAZ", "RUS")]) == [(expected, "direct")]
    assert direction([event(kind, "RUS", "KAZ")]) == [(expected, "direct")]


def test_aid_to_the_allys_enemy_is_a_move_away() -> None:
    war = [event(EventType.ASSAULT, "RUS", "UKR", n=n, day=date(2022, 2, 24) + timedelta(n)) for n in range(4)]
    assert direction([*war, event(EventType.AID, "KAZ", "UKR")]) == [("away", "UKR")]
    assert direction([*war, event(EventType.REJECT, "KAZ", "UKR")]) == [("towards", "UKR")]


def test_what_did_not_happen_or_is_history_is_no_sign() -> None:
    assert direction([event(EventType.SANCTION, "KAZ", "RUS", status=Status.DENIED)]) == []
    assert direction([event(EventType.SANCTION, "KAZ", "RUS", status=Status.ASKED)]) == []
    assert direction([event(EventType.SANCTION, "KAZ", "RUS", status=Status.HYPOTHETICAL)]) == []


def test_doubtful_codings_are_no_signs() -> None:
    doubtful = replace(event(EventType.AID, "KAZ", "RUS"), confidence=0.2)
    assert direction([doubtful]) == []


def test_votes_weigh_by_what_was_cast() -> None:
    cast = {mode: signs_of([event(EventType.VOTE, "KAZ", "RUS", mode=mode)], "KAZ", "RUS", GAZETTEER) for mode in
            ("for", "abstain", "against")}  # fmt: skip
    assert [cast[m][0].direction for m in cast] == ["away", "away", "towards"]
    assert cast["abstain"][0].weight < cast["for"][0].weight


def test_plans_weigh_less_than_deeds_and_more_origins_weigh_more() -> None:
    def weight(**more: object) -> float:
        return signs_of([event(EventType.AID, "KAZ", "RUS", **more)], "KAZ", "RUS", GAZETTEER)[0].weight  # type: ignore[arg-type]

    assert weight(status=Status.PLANNED) < weight() < weight(origins=("a", "b"))


def test_small_evidence_gives_no_answer() -> None:
    found = assess(state="KAZ", ally="RUS", events=[event(EventType.REJECT, "KAZ", "RUS")], gazetteer=GAZETTEER)
    assert found.judgements[0].probability is None
    assert "not enough evidence" in found.answer
    assert found.judgements[0].word == "not enough evidence"


def test_an_answer_names_its_path_gaps_and_sensitivity() -> None:
    kinds = [EventType.SANCTION, EventType.REJECT, EventType.SANCTION, EventType.AID]
    old = [event(EventType.AID, "KAZ", "RUS", date(2021, m, 1), origins=(f"o{m}",), n=m) for m in range(1, 9)]
    new = [event(k, "KAZ", "RUS", date(2022, n + 1, 1), origins=(f"p{n}",), n=n) for n, k in enumerate(kinds * 2)]
    found = assess(state="KAZ", ally="RUS", events=[*old, *new], gazetteer=GAZETTEER, since=date(2022, 1, 1))
    first = found.judgements[0]
    assert first.probability is not None
    assert first.low is not None
    assert first.high is not None
    assert first.probability > 0.5
    assert 0 <= first.low <= first.high <= 1
    assert found.path[0] == ("base rate among allies", BASE_RATE)
    assert found.path[-1][1] == pytest.approx(first.probability)
    assert found.sensitivity
    assert found.against
    assert [h.inconsistency for h in found.hypotheses] == sorted(h.inconsistency for h in found.hypotheses)
    assert found == assess(state="KAZ", ally="RUS", events=[*old, *new], gazetteer=GAZETTEER, since=date(2022, 1, 1))


def test_until_leaves_out_what_came_later() -> None:
    late = event(EventType.SANCTION, "KAZ", "RUS", date(2023, 1, 1))
    assert assess(state="KAZ", ally="RUS", events=[late], gazetteer=GAZETTEER, until=date(2022, 6, 1)).signs == ()


@settings(deadline=None)  # the machine may be busy
@given(st.floats(0, 40), st.floats(0, 40), st.floats(0, 40), st.floats(0, 40))
def test_more_away_signs_never_lower_the_probability(a: float, b: float, c: float, d: float) -> None:
    low = p_moved_away(Weights(a, b), Weights(c, d))
    high = p_moved_away(Weights(a, b), Weights(c + 1, d))
    assert 0 <= low <= 1
    assert high >= low - 1e-9


@settings(deadline=None)
@example([(5e-324, 5e-324, 40_000.0, 40_000.0)])
@given(
    st.lists(
        st.tuples(*[st.sampled_from((5e-324, 1e-4, 1.0, 30.0, 600.0, 40_000.0)) | st.floats(0, 400)] * 4),
        min_size=1,
        max_size=20,
    )
)
def test_many_answers_at_once_are_those_one_by_one(rows: list[tuple[float, float, float, float]]) -> None:
    both = np.array(rows)
    found = all_moved_away(both[:, :2], both[:, 2:])
    one_by_one = [p_moved_away(Weights(a, b), Weights(c, d)) for a, b, c, d in rows]
    assert found == pytest.approx(one_by_one, abs=1e-5)


def test_signs_of_one_month_are_discounted() -> None:
    together, apart = (away(months).all() for months in ([0] * 20, range(20)))
    assert together.away < apart.away == 20


def test_default_since_needs_a_long_span() -> None:
    assert year_before(None, None) is None
    assert year_before(date(2022, 1, 1), date(2022, 6, 1)) is None
    assert year_before(date(2020, 1, 1), date(2022, 6, 1)) == date(2021, 6, 1)


@pytest.mark.parametrize(
    ("origins", "status", "grade"),
    [(("a",), Status.ASSERTED, "3"), (("a", "b"), Status.ASSERTED, "2"), (("a", "b", "c"), Status.ASSERTED, "1"),
     (("a", "b"), Status.DENIED, "5")],
)  # fmt: skip
def test_information_is_graded_by_origins(origins: tuple[str, ...], status: Status, grade: str) -> None:
    assert information_grade(status, hedged=False, origins=len(origins)) == grade


def test_an_agency_that_a_state_runs_is_graded_as_its_other_outlets() -> None:
    known = Gazetteer.load()
    assert [source_grade([name], known) for name in ("Reuters", "TASS", "RT")] == ["B", "D", "D"]


def test_words_follow_the_standard_at_its_bounds() -> None:
    words = ["almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely"]
    assert [word(p) for p in (0.04, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95)] == [*words, "almost certain"]


def test_measures_that_read_the_same_news_are_averaged_and_others_added() -> None:
    def measure(kind: str, step: float, evidence: float = 10.0, direction: str = "away") -> Measure:
        return Measure(name=kind, kind=kind, source="x", finding="", direction=direction, step=step, evidence=evidence)

    one = pooled(0.3, [measure("events", 1.0)])
    assert pooled(0.3, [measure("events", 1.0), measure("reports", 1.0)]) == pytest.approx(one)
    assert pooled(0.3, [measure("events", 1.0), measure("reports", 0.0)]) < one
    assert pooled(0.3, [measure("events", 1.0), measure("votes", 1.0)]) > one
    assert pooled(0.3, [measure("events", 1.0, direction="not enough")]) == pytest.approx(0.3)


def test_the_record_scores_only_what_came_out() -> None:
    def made(p: float, outcome: bool | None) -> Forecast:
        day = date(2020, 1, 1)
        return Forecast(
            id=str((p, outcome)), state="A", ally="B", question="", since=day, made=day, resolves=day, probability=p,
            low=p, high=p, base_rate=0.5, answer=p, signs=0, made_by="", outcome=outcome,
        )  # fmt: skip

    found = record([made(0.9, True), made(0.2, False), made(0.5, None)])
    assert (found.forecasts, found.resolved) == (3, 2)
    assert found.brier == pytest.approx((0.01 + 0.04) / 2)
    assert found.brier_base == pytest.approx(0.25)
    assert record([]).brier is None


def test_a_year_is_resolved_only_when_it_holds_enough() -> None:
    assert outcome((2, 98), (30, 70)) is True
    assert outcome((20, 80), (20, 80)) is False
    assert outcome((2, 98), (1, 1)) is None


def test_third_parties_count_by_how_they_stood_at_the_time() -> None:
    friends = [event(EventType.AID, "RUS", "TUR", date(2015, 1 + n, 1), n=n) for n in range(8)]
    foes = [event(EventType.ASSAULT, "RUS", "TUR", date(2021, 1 + n, 1), n=20 + n) for n in range(8)]
    early, late = date(2015, 10, 1), date(2021, 10, 1)
    helps = [event(EventType.AID, "KAZ", "TUR", day, n=50) for day in (early, late)]
    found = {s.event: s.direction for s in signs_of([*friends, *foes, *helps], "KAZ", "RUS", GAZETTEER)}
    assert [found[e.id] for e in helps] == ["towards", "away"]


def test_a_third_partys_act_on_both_is_no_act_between_them() -> None:
    struck = event(EventType.ASSAULT, "USA", "KAZ")
    both = replace(struck, recipients=("KAZ", "RUS"))
    joint = replace(struck, actors=("KAZ", "RUS"), recipients=("USA",))
    assert [s.via for s in signs_of([both, joint], "KAZ", "RUS", GAZETTEER)] == []


def beside(*kinds: tuple[str, float]) -> Beside:
    """Return measures that all say that nothing moved."""
    return Beside(
        measures=tuple(
            Measure(name=kind, kind=kind, source="x", finding="", direction="steady", step=-0.2, evidence=evidence)
            for kind, evidence in kinds
        )
    )


VOTES = Measure(
    name="votes", kind="votes", source="x", finding="", direction="away", moved=-2.0, step=1.72, evidence=90.0
)


def asked(events: list[Event], others: Beside) -> Assessment:
    return assess(
        state="KAZ", ally="RUS", events=events, gazetteer=GAZETTEER, since=date(2022, 1, 1), until=date(2022, 12, 31),
        beside=others,
    )  # fmt: skip


def test_votes_and_treaties_alone_never_give_more_than_low_confidence() -> None:
    few = [event(EventType.AID, "KAZ", "RUS", date(2022, n + 2, 1), origins=(f"o{n}",), n=n) for n in range(3)]
    for events, others, words in (
        ([], beside(("treaties", 2.0)), "votes and treaties alone"),
        ([], beside(("events", 1.0)), "votes with few acts"),
        (few, beside(("treaties", 2.0)), "votes and treaties with few acts"),
    ):
        others = Beside(measures=(*others.measures, VOTES))
        found = asked(events, others)
        assert found.judgements[0].probability is not None
        assert found.confidence == "low"
        assert words in found.confidence_why
        assert words in found.answer
    many = asked([], beside(("events", 30.0), ("votes", 300.0), ("treaties", 2.0)))
    assert many.confidence != "low"
    assert "alone" not in many.answer + many.confidence_why


def month(n: int) -> date:
    return date(2022, n, 5)


def calm_past(number: int = 10) -> list[Event]:
    return [
        event(EventType.AID, "KAZ", "RUS", date(2021, n % 12 + 1, 1), origins=(f"c{n}",), n=n) for n in range(number)
    ]


def test_one_strong_sign_carries_no_answer() -> None:
    told = [
        event(EventType.AID, "KAZ", "RUS", month(2), origins=("x",), n=50),
        event(EventType.SUPPORT, "KAZ", "RUS", month(3), origins=("y",), n=51),
    ]
    heavy = event(EventType.SANCTION, "RUS", "KAZ", month(4), origins=tuple("abcdefghijkl"), n=52)
    found = asked([*calm_past(), *told, heavy], Beside())
    assert found.judgements[0].probability is None
    assert found.path[-1][1] >= 0.55
    assert "without the strongest sign away" in found.answer
    assert dict(found.sensitivity)["without the strongest sign away"] < 0.5
    assert found.forecast is None
    assert found.confidence == "low"
    more = [event(EventType.SANCTION, "RUS", "KAZ", month(n), origins=tuple("klmn"), n=60 + n) for n in range(5, 10)]
    held = asked([*calm_past(), *told, heavy, *more], Beside())
    assert held.judgements[0].probability is not None
    assert held.judgements[0].probability >= 0.55


def test_the_unsure_half_carries_no_answer() -> None:
    sure = [event(EventType.AID, "KAZ", "RUS", month(n), origins=(f"s{n}",), n=70 + n) for n in range(1, 6)]
    doubtful = [
        replace(event(EventType.SANCTION, "RUS", "KAZ", month(n), origins=(f"d{n}", f"e{n}"), n=80 + n), confidence=0.6)
        for n in range(4, 9)
    ]
    found = asked([*calm_past(), *sure, *doubtful], Beside())
    told = dict(found.sensitivity)["with the surer half of the signs in the place of all"]
    assert found.path[-1][1] >= 0.55 > 0.5 > told
    assert found.judgements[0].word == "not enough evidence"


def test_the_surer_half_is_set_against_signs_as_sure() -> None:
    """Refusals are read less surely than aid, before as since: sure signs alone tell no change of what did not change."""

    def year(number: int) -> list[Event]:
        told = []
        for n in range(1, 11):
            day, marks = date(number, n, 5), (f"{number}-{n}",)
            told.append(event(EventType.AID, "KAZ", "RUS", day, origins=marks, n=n))
            refused = event(EventType.SANCTION, "RUS", "KAZ", day, origins=(*marks, "b"), n=20 + n)
            told.append(replace(refused, confidence=0.6))
        return told

    found = asked([*year(2021), *year(2022)], Beside())
    told = dict(found.sensitivity)["with the surer half of the signs in the place of all"]
    assert told == pytest.approx(found.path[-1][1], abs=0.1)


def test_signs_alike_count_in_part_whatever_their_ids() -> None:
    def told(flip: bool) -> float:
        kinds = (EventType.SANCTION, EventType.AID)
        signs = [
            event(kinds[(n + flip) % 2], "RUS", "KAZ", month(1 + n // 2), origins=(f"o{n // 2}",), n=n)
            for n in range(20)
        ]
        return dict(asked([*calm_past(), *signs], Beside()).sensitivity)[
            "with the surer half of the signs in the place of all"
        ]

    signs = [event(EventType.AID, "KAZ", "RUS", month(n), origins=(f"o{n}",), n=n) for n in range(1, 10)]
    whole = asked([*calm_past(), *signs], Beside())
    half = dict(whole.sensitivity)["with the surer half of the signs in the place of all"]
    assert half == pytest.approx(whole.path[-1][1], abs=0.005)
    assert told(False) == pytest.approx(told(True))


def test_signs_are_drawn_as_wrong_as_their_confidence_says() -> None:
    def spread(sure: float) -> tuple[float, float]:
        drawn = away([n % 12 for n in range(200)], weight=0.1, sure=sure)
        found = np.array([effective(anew([drawn], np.random.default_rng(n), 1)[0][0]).away for n in range(200)])
        assert found.mean() == pytest.approx(drawn.all().away, rel=0.03)
        return float(found.std()), drawn.all().away

    assert spread(0.5)[0] > 1.5 * spread(0.9)[0] > 0
    certain = away([0] * 5, weight=0.5)
    assert len({effective(anew([certain], np.random.default_rng(n), 1)[0][0]).away for n in range(9)}) == 1


def test_the_key_judgements_add_up_and_the_path_ends_in_the_first() -> None:
    signs = [event(EventType.SANCTION, "RUS", "KAZ", month(n), origins=(f"o{n}",), n=n) for n in range(1, 10)]
    found = asked([*calm_past(), *signs], beside(("votes", 300.0)))
    away, closer, neither = (j.probability for j in found.judgements[:3])
    assert away is not None
    assert closer is not None
    assert neither is not None
    assert away + closer + neither == pytest.approx(1)
    assert found.path[-1][1] == pytest.approx(away)
    assert "base rate 22 %" in found.answer


def test_a_standing_that_goes_to_and_fro_is_not_counted() -> None:
    def acts(kind: EventType, year: int) -> list[Event]:
        return [event(kind, "RUS", "TUR", date(year, 1 + n, 1), n=100 * year + n) for n in range(8)]

    foes, friends, again = acts(EventType.ASSAULT, 2012), acts(EventType.AID, 2016), acts(EventType.ASSAULT, 2020)
    helps = [event(EventType.AID, "KAZ", "TUR", date(year, 10, 1), n=year) for year in (2012, 2016, 2020)]
    once = signs_of([*foes, *friends, *helps[:2]], "KAZ", "RUS", GAZETTEER)
    assert sorted(s.direction for s in once) == ["away", "towards"]
    assert sorted(s.why.partition("(")[2] for s in once) == [
        "6 % of the weight of 16 acts read between the two unfriendly)",
        "all of the weight of 8 acts read between the two unfriendly)",
    ]
    more = signs_of([*foes, *friends, *again, *helps], "KAZ", "RUS", GAZETTEER)
    assert {s.direction for s in more} == {"neutral"}
    assert all("to and fro" in s.why for s in more)


def test_rivals_on_record_stand_apart_without_a_single_act() -> None:
    helped = event(EventType.AID, "KAZ", "UKR", date(2022, 3, 1))
    both = frozenset(("RUS", "UKR"))
    assert signs_of([helped], "KAZ", "RUS", GAZETTEER) == []
    found = signs_of([helped], "KAZ", "RUS", GAZETTEER, rivals={both: [(date(2014, 2, 27), None)]})
    assert [(s.direction, s.via) for s in found] == [("away", "UKR")]
    assert "rivals on the register" in found[0].why
    assert signs_of([helped], "KAZ", "RUS", GAZETTEER, rivals={both: [(None, date(2014, 1, 1))]}) == []
    # one act makes no enemy
    assert signs_of([event(EventType.REJECT, "RUS", "UKR"), helped], "KAZ", "RUS", GAZETTEER) == []


def test_what_is_done_to_the_ally_and_its_enemy_at_once_is_no_sign() -> None:
    both = replace(event(EventType.SANCTION, "KAZ", "RUS"), recipients=("UKR", "RUS"))
    rivals = {frozenset(("RUS", "UKR")): [(date(2014, 2, 27), None)]}
    assert signs_of([both], "KAZ", "RUS", GAZETTEER, rivals=rivals) == []
    assert len(signs_of([both], "KAZ", "RUS", GAZETTEER)) == 1


def test_meetings_with_friends_and_enemies_of_the_ally_at_once_are_no_signs() -> None:
    met = replace(event(EventType.SUPPORT, "KAZ", "USA"), actors=("KAZ", "BLR", "USA"), recipients=())
    rivals = {frozenset(("RUS", "USA")): [(date(2007, 1, 1), None)]}
    assert signs_of([met], "KAZ", "RUS", GAZETTEER, rivals=rivals) == []
    assert len(signs_of([replace(met, actors=("KAZ", "USA"))], "KAZ", "RUS", GAZETTEER, rivals=rivals)) == 1


def test_other_outlets_are_no_baseline() -> None:
    """A government's own pages before and newspapers since: what differs is who tells."""
    past = [replace(e, outlets=("president.sample.invalid",)) for e in calm_past()]
    kinds = (EventType.SANCTION, EventType.AID)
    now = [event(kinds[n % 2], "RUS", "KAZ", month(n), origins=(f"o{n}", f"p{n}"), n=n) for n in range(1, 10)]
    alone, found, like = (asked([*old, *now], Beside()) for old in ([], past, calm_past()))
    assert found.path == alone.path
    assert found.path[-1][1] < like.path[-1][1]
    assert any(line.startswith("10 signs from before the period are of outlets") for line in found.gaps)
    assert dict(found.sensitivity)["with a baseline of all outlets"] == pytest.approx(like.path[-1][1])


def test_reports_are_set_against_the_three_years_before_only() -> None:
    """A quarrel of ten years ago is another time, whatever it was."""
    quarrel = [
        event(EventType.SANCTION, "RUS", "KAZ", date(2012, n, 1), origins=(f"q{n}",), n=200 + n) for n in range(1, 11)
    ]
    kinds = (EventType.SANCTION, EventType.AID)
    now = [event(kinds[n % 2], "RUS", "KAZ", month(n), origins=(f"o{n}", f"p{n}"), n=n) for n in range(1, 10)]
    spoiled, found, none = (asked([*old, *now], Beside()) for old in ([*quarrel, *calm_past()], calm_past(), quarrel))
    assert spoiled.path == found.path
    told = dict(spoiled.sensitivity)
    assert told["with all the time before as the baseline"] < found.path[-1][1] - 0.1
    assert "with all the time before as the baseline" not in dict(found.sensitivity)
    # what the reports lack of the three years is told
    assert "three years before 2022-01-01 (of which the reports hold the time from 2021-01-01 on)" in found.question
    assert "(the reports hold nothing of them: a typical pair of allies stands in their place)" in none.question
    assert any(line.startswith("No reports from the three years before the period") for line in none.gaps)
    whole = [event(EventType.AID, "KAZ", "RUS", date(2019, 2, 1), origins=("w",), n=300), *calm_past()]
    assert "three years before 2022-01-01, and still" in asked([*whole, *now], Beside()).question


def test_a_moved_date_has_three_years_of_its_own() -> None:
    old = [
        event(
            EventType.SANCTION if n < 2 else EventType.AID, "KAZ", "RUS", date(2018 + n, 7, 1), origins=(f"c{n}",), n=n
        )
        for n in range(4)
    ]
    now = [event(EventType.AID, "KAZ", "RUS", month(n), origins=(f"o{n}",), n=10 + n) for n in range(1, 10)]
    found = dict(asked([*old, *now], Beside()).sensitivity)
    for day in (date(2021, 1, 1), date(2021, 7, 5)):
        moved = assess(
            state="KAZ", ally="RUS", events=[*old, *now], gazetteer=GAZETTEER, since=day, until=date(2022, 12, 31)
        )  # fmt: skip
        assert found[f"with the baseline of the reports at {day}"] == pytest.approx(moved.path[-1][1])


def crossed(events: list[Event]) -> dict[str, bool | None]:
    return {i.what.partition(" between")[0].partition(" of ")[0]: i.crossed for i in asked(events, Beside()).indicators}


def test_votes_are_one_indicator_though_ideal_points_tell_of_them_too() -> None:
    points = replace(VOTES, name="ideal points", moved=-0.5)
    for measures, state in (((VOTES, points), "2.0 apart"), ((points,), "0.5 apart")):
        found = asked([], Beside(measures=measures)).indicators
        assert [i.state for i in found if i.what.startswith("Likeness of the votes")] == [state]


def test_one_report_crosses_no_threshold() -> None:
    attack = event(EventType.ASSAULT, "RUS", "KAZ", month(3), n=1)
    assert crossed([attack])["Force or threats"] is None
    assert crossed([replace(attack, origins=("a", "b"))])["Force or threats"] is True
    assert crossed([replace(attack, origins=("a", "b"), status=Status.PLANNED)])["Force or threats"] is False
    assert crossed([event(EventType.SUPPORT, "RUS", "KAZ", month(3))])["Force or threats"] is False


def test_missing_aid_says_something_only_where_much_was_read() -> None:
    talk = [event(EventType.SUPPORT, "RUS", "KAZ", date(2022, 12, n + 1), n=n) for n in range(12)]
    aid = event(EventType.AID, "RUS", "KAZ", month(1), n=99)
    assert crossed(talk)["Aid and joint work"] is None
    assert crossed([aid, *talk[:5]])["Aid and joint work"] is None
    assert crossed([aid, *talk])["Aid and joint work"] is True
    assert crossed([replace(aid, date_start=date(2022, 12, 20)), *talk])["Aid and joint work"] is False


def test_editions_compare_only_like_periods_and_older_data() -> None:
    def made(day: date, since: date) -> Forecast:
        return Forecast(
            id=str(day), state="KAZ", ally="RUS", question="", since=since, made=day, resolves=day, probability=0.5, low=0.4,
            high=0.6, base_rate=0.4, answer=0.62, signs=3, made_by="",
        )  # fmt: skip

    def told(*earlier: Forecast) -> str:
        return " ".join(since_last(earlier, date(2022, 12, 31), 0.33, 9, date(2022, 1, 1)))

    assert "down by 29 points to 33 %" in told(made(date(2022, 6, 30), date(2022, 1, 1)))
    assert "for the period since 2021-07-02" in told(made(date(2022, 6, 30), date(2021, 7, 2)))
    assert (
        told(made(date(2022, 12, 31), date(2022, 1, 1))) == "This is the first edition of this question in this store."
    )
    other = told(made(date(2022, 6, 30), date(2014, 1, 1)))
    assert "first edition" in other
    assert "62 %, doesn't compare" in other


def test_readings_that_lie_close_are_not_told_apart() -> None:
    few = [event(EventType.SUPPORT, "KAZ", "RUS", month(n), origins=(f"o{n}",), n=n) for n in range(1, 4)]
    assert "are not told apart" in asked(few, Beside()).readings


def test_where_no_reading_is_told_apart_none_is_called_the_first() -> None:
    one = asked([event(EventType.SANCTION, "KAZ", "RUS", month(1))], Beside())
    assert one.readings.startswith("They are not told apart"), one.readings


def test_one_sign_and_none_are_told_in_words_that_hold() -> None:
    one = asked([event(EventType.SANCTION, "KAZ", "RUS", month(1))], Beside())
    assert "1 sign on 1 independent origin;" in one.confidence_why
    assert not any("Only 0 outlets" in gap for gap in (*one.gaps, *asked([], Beside()).gaps))


def test_the_forecast_says_what_it_is_about_and_what_its_base_rate_is() -> None:
    many = [
        event(EventType.SANCTION if n % 3 else EventType.AID, "KAZ", "RUS", month(n % 12 + 1), origins=(f"o{n}",), n=n)
        for n in range(24)
    ]
    told = [j.statement for j in asked(many, Beside()).judgements if j.statement.startswith("From ")]
    assert len(told) == 1
    assert "odds of an unfriendly act a quarter or more higher" in told[0]
    assert "counts of a single year swing by chance" in told[0]


def test_votes_read_too_unsurely_are_told_with_their_number() -> None:
    sure = [event(EventType.AID, "KAZ", "RUS", date(2022, n + 2, 1), origins=(f"o{n}",), n=n) for n in range(3)]
    votes = [
        replace(event(EventType.VOTE, "KAZ", to, mode="abstain", n=n), confidence=0.3)
        for n, to in ((7, "RUS"), (8, "UN"))
    ]
    old = replace(event(EventType.VOTE, "KAZ", "RUS", date(2021, 3, 2), mode="for", n=9), confidence=0.3)
    others = [replace(event(EventType.VOTE, "UZB", "RUS", mode="abstain", n=10), confidence=0.3)]
    doubtful = replace(event(EventType.REJECT, "RUS", "KAZ", n=11), confidence=0.2)
    gaps = asked([*sure, *votes, old, *others, doubtful], Beside()).gaps
    assert [line for line in gaps if "vote" in line] == [
        "2 reports of votes by Kazakhstan (2022-03-01) were read, too unsurely for a sign (confidence under 50 %); imported "
        "roll calls would tell."
    ]
    assert any(line.startswith("1 more act was read of Kazakhstan and the Russian Federation") for line in gaps)
    none = asked(sure, Beside()).gaps
    assert "No vote of Kazakhstan on a text about the Russian Federation was read." in none
    assert not any("unsure" in line for line in none)


def test_where_nothing_moved_the_first_reading_is_that_nothing_did() -> None:
    found = asked([], beside(("events", 30.0), ("votes", 300.0), ("treaties", 2.0)))
    assert found.hypotheses[0].name == "stable"
    weights = {h.name: h.inconsistency for h in found.hypotheses}
    assert weights["stable"] == 0 < weights["quarrel"]
    assert weights["coverage"] > 0
    alone = asked([], beside(("votes", 300.0)))
    assert [h.name for h in alone.hypotheses][:2] == ["stable", "hedging"]


def test_a_choice_that_turns_the_answer_over_speaks_against_it() -> None:
    others = replace(
        beside(("events", 30.0)),
        alternatives=(
            Alternative(change=MATERIAL, measure="events", step=2.0),
            Alternative(change="with verbal acts only", measure="events", step=-0.4),
        ),
    )
    found = asked([], others)
    turned = [line for line in found.against if "turns over" in line]
    assert turned == [f"The answer turns over {MATERIAL}: {percent(dict(found.sensitivity)[MATERIAL])}."]
    assert "1 measure says something" in found.confidence_why


def test_a_probability_is_worded_alike_in_the_sentence_and_in_the_judgements() -> None:
    sure = Measure(name="events", kind="events", source="x", finding="", direction="steady", step=-3.0, evidence=30.0)
    found = asked([], Beside(measures=(sure,)))
    assert found.judgements[0].word == "almost no chance"
    assert found.answer.startswith("There is almost no chance (")


def test_very_many_signs_make_no_answer_that_is_no_number() -> None:
    assert p_moved_away(Weights(20_000, 20_000), Weights(40_000, 10_000)) > 0.9
    assert p_moved_away(Weights(20_000, 20_000), Weights(10_000, 40_000)) < 0.1


def test_votes_count_only_where_acts_do_not_speak() -> None:
    acts = Measure(name="events", kind="events", source="x", finding="", direction="steady", step=0.0, evidence=30.0)
    alone, beside_acts = asked([], Beside(measures=(VOTES,))), asked([], Beside(measures=(acts, VOTES)))
    assert alone.judgements[0].probability == pytest.approx(0.61, abs=0.01)
    assert beside_acts.judgements[0].probability == pytest.approx(BASE_RATE)
    assert any("Shown only" in m.finding for m in beside_acts.measures)


def test_steady_votes_and_treaties_alone_are_not_enough_evidence() -> None:
    steady = replace(VOTES, direction="steady", moved=0.0, step=0.0)
    pact = Measure(name="alliances", kind="treaties", source="x", finding="", direction="steady", evidence=2.0)
    found = asked([], Beside(measures=(steady, pact)))
    assert found.judgements[0].probability is None
    assert "votes: steady; alliances: steady; without acts of the two these say next to nothing" in found.answer


def test_hedging_is_told_from_stability_by_whom_a_state_sides_with() -> None:
    def first(direction: str) -> tuple[str, float]:
        sides = Measure(name="sides", kind="sides", source="x", finding="", direction=direction, evidence=40.0)
        found = asked([], Beside(measures=(*beside(("events", 30.0)).measures, sides)))
        assert ("Kazakhstan keeps the Russian Federation and opens other doors." in found.answer) == (
            direction == "between"
        )
        return found.hypotheses[0].name, found.hypotheses[1].inconsistency - found.hypotheses[0].inconsistency

    assert first("steady") == ("stable", 2.0)
    assert first("between") == ("hedging", 2.0)


def test_who_mobilizes_together_does_not_stand_against_one_another() -> None:
    drill = replace(event(EventType.MOBILIZE, "KAZ", "RUS"), actors=("KAZ", "RUS"), recipients=())
    assert direction([drill]) == []
    assert direction([event(EventType.MOBILIZE, "KAZ", "RUS")]) == [("away", "direct")]
    assert direction([replace(drill, type=EventType.ASSAULT, quad=QUADS[EventType.ASSAULT])]) == [("away", "direct")]


def test_a_plan_for_a_later_year_does_not_end_what_was_read() -> None:
    days = [date(2022, m, 1) for m in range(1, 9)]
    done = [event(EventType.AID, "KAZ", "RUS", day, origins=(f"o{day}",), n=n) for n, day in enumerate(days)]
    plan = replace(
        event(EventType.AGREE, "KAZ", "RUS", date(2024, 1, 1), status=Status.PLANNED), first_reported=days[-1]
    )
    found = assess(state="KAZ", ally="RUS", events=[*done, plan], gazetteer=GAZETTEER, since=date(2022, 1, 1),
                   beside=Beside(reported=days[-1]))  # fmt: skip
    assert found.end == days[-1]
    assert found.forecast is None or found.forecast.made == days[-1]


def test_only_a_pact_on_record_can_end() -> None:
    def question(state: str, ally: str) -> str:
        acts = [event(EventType.AID, state, ally, month(n), n=n) for n in range(1, 4)]
        return assess(state=state, ally=ally, events=acts, gazetteer=GAZETTEER).question

    assert question("KAZ", "RUS").endswith("rivals, or the pact of the two ends.")
    assert "the pact" not in question("KOR", "JPN")


def test_signs_without_a_day_are_told_but_not_counted_since_a_date() -> None:
    def told(since: date | None) -> tuple[Assessment, str]:
        undated = replace(event(EventType.SANCTION, "KAZ", "RUS"), date_start=None, date_end=None, first_reported=None)
        dated = [event(EventType.AID, "KAZ", "RUS", month(n), origins=(f"o{n}",), n=n) for n in range(1, 5)]
        found = assess(state="KAZ", ally="RUS", events=[undated, *dated], gazetteer=GAZETTEER, since=since)
        return found, next(s.direction for s in found.signs if s.event == undated.id)

    assert told(None)[1] == "away"
    found, way = told(date(2020, 1, 1))
    assert way == "neutral"
    assert any("may lie before 2020-01-01" in gap for gap in found.gaps)
    assert next(s.why for s in found.signs if s.direction == "neutral").endswith("not counted")


def test_one_figure_is_told_for_a_move_closer_where_the_reports_are_all_there_is() -> None:
    acts = [event(EventType.AID, "KAZ", "RUS", month(n), origins=(f"o{n}",), n=n) for n in range(1, 9)]
    found = assess(state="KAZ", ally="RUS", events=acts, gazetteer=GAZETTEER)
    closer = next(j.probability for j in found.judgements if "closer" in j.statement)
    assert found.measures[0].towards == pytest.approx(closer)


def test_only_an_ally_can_be_lost() -> None:
    def asked_of(state: str, ally: str, rivals: Spans | None = None) -> Assessment:
        acts = [event(EventType.AID, state, ally, month(n), n=n) for n in range(1, 4)]
        return assess(state=state, ally=ally, events=acts, gazetteer=GAZETTEER, beside=Beside(rivals=rivals or {}))

    allies, neither = asked_of("KAZ", "RUS"), asked_of("KOR", "JPN")
    rivals = asked_of("BOL", "CHL", {frozenset(("BOL", "CHL")): ((date(1900, 1, 1), None),)})
    assert "lost Kazakhstan as an ally" in allies.question
    assert "rivals on the register" in rivals.question
    assert "No alliance and no rivalry" in neither.question
    for found in (rivals, neither):
        assert "having lost" not in found.question
        assert not any("leaves" in h.statement for h in found.hypotheses)
        assert any("measured among allies" in line for line in found.assumptions)


def test_a_third_party_with_few_acts_and_nothing_on_record_is_no_sign() -> None:
    def of(number: int) -> list[tuple[str, str]]:
        quarrel = [event(EventType.ASSAULT, "RUS", "PER", month(n), n=n) for n in range(1, number + 1)]
        return direction([*quarrel, event(EventType.AID, "KAZ", "PER", month(number))])

    assert of(3) == []
    assert of(4) == [("away", "PER")]


def test_who_asks_for_help_or_talks_does_not_move_apart() -> None:
    def way(mode: str | None) -> str:
        return direction([event(EventType.REQUEST, "KAZ", "RUS", mode=mode)])[0][0]

    assert [way(mode) for mode in ("assist", "meet", "yield", "change", None)] == ["neutral", "neutral", *["away"] * 3]
    # nor do the ally's own pleas make an enemy of whom it asks
    pleas = [event(EventType.REQUEST, "RUS", "PER", month(n), mode="assist", n=n) for n in range(1, 9)]
    assert direction([*pleas, event(EventType.AID, "KAZ", "PER", month(8))]) == []
