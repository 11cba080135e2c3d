from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import DAY, report

from allegiance.merging import Merged, merge, reprints
from allegiance.merging.comparing import PARTS, candidates, compare
from allegiance.merging.decided import persons_say
from allegiance.merging.happening import happening, sentence_around
from allegiance.merging.linking import link
from allegiance.merging.series import places_in_series
from allegiance.records import Article, EventType, Mention, MergeDecision, Status

MEETING = "Tokayev met Putin in Sochi on the coast to discuss grain exports"
SANCTION = {"kind": EventType.SANCTION, "actors": ("EU",), "recipients": ("RUS",)}
Reports = list[tuple[Mention, Article]]


def merged(reports: Reports, *decisions: MergeDecision) -> Merged:
    articles = {a.id: a for _, a in reports}
    families = reprints(articles.values())
    return merge([m for m, _ in reports], articles, reprints=families, decisions=decisions)


def groups(found: Merged) -> list[tuple[str, ...]]:
    return sorted(event.mentions for event in found.events)


def decided(first: str, second: str, verdict: str, hour: int = 0) -> MergeDecision:
    when = datetime(2024, 1, 1, hour)
    return MergeDecision(first=first, second=second, score=1.0, parts=(), verdict=verdict, by="A. Reader", when=when)


def two_tellings() -> Reports:
    return [
        report("one", f"{MEETING}.", "met", outlet="Post"),
        report("two", "Putin and Tokayev met in Sochi, discussed exports of grain.", "met", day=1, outlet="Herald"),
    ]


def mixed() -> Reports:
    return [
        *two_tellings(),
        report("fifth", "The EU adopted its fifth sanctions package against Russia.", "adopted", **SANCTION),
        report("sixth", "The EU adopted its sixth sanctions package against Russia.", "adopted", day=2, **SANCTION),
        report("later", "Tokayev met Putin in Astana about the pipeline.", "met", day=30),
        report("plan", f"{MEETING.replace('met', 'will meet')}.", "meet", day=-3, status=Status.PLANNED),
    ]


def test_two_tellings_of_one_meeting_are_one_event_with_a_reason() -> None:
    found = merged(two_tellings())
    assert groups(found) == [("m-one", "m-two")]
    (event,) = found.events
    assert "same parties" in event.reasons[0]
    assert event.origins == ("Herald", "Post")
    (decision,) = found.decisions
    assert decision.verdict == "same"
    assert dict(decision.parts)["trigger"] == 1.0


def test_swapped_parties_of_a_mutual_act_are_the_same_parties() -> None:
    one, two = two_tellings()
    turned = replace(two[0], actors=tuple(reversed(two[0].actors)))
    directed = replace(two[0], actors=two[0].actors[:1], recipients=two[0].actors[1:])
    for other in (turned, directed):
        assert len(merged([one, (other, two[1])]).events) == 1


def test_a_third_party_of_a_coalition_does_not_keep_reports_apart() -> None:
    one = report("one", "The EU and the US imposed sanctions on Russian banks.", "imposed", **SANCTION)
    many = report(
        "two",
        "Sanctions were imposed on Russian banks by the EU and the US.",
        "imposed",
        **SANCTION | {"actors": ("EU", "USA")},
    )
    assert len(merged([one, many]).events) == 1


def test_members_of_a_series_stay_apart_and_are_linked() -> None:
    found = merged(mixed())
    assert ("m-fifth",) in groups(found)
    assert ("m-sixth",) in groups(found)
    by_mention = {event.mentions[0]: event.id for event in found.events}
    series = [k for k in found.links if k.kind == "series"]
    assert [(k.first, k.second) for k in series] == [(by_mention["m-fifth"], by_mention["m-sixth"])]


def test_a_package_of_sanctions_is_a_place_in_a_series() -> None:
    fifth = report("five", "The EU adopted a fifth package of sanctions on Russia.", "adopted", **SANCTION)
    sixth = report("six", "The EU adopted a sixth package of sanctions on Russia.", "adopted", **SANCTION)
    late = report("late", "The EU put a sixth package of sanctions on Russia into force.", "put", day=20, **SANCTION)
    found = merged([fifth, sixth, late])
    assert len(found.events) == 3
    by_mention = {event.mentions[0]: event.id for event in found.events}
    assert {(k.first, k.second, k.kind, k.why) for k in found.links} == {
        (by_mention["m-five"], by_mention["m-six"], "series", "package 5 and 6 of one series"),
        (by_mention["m-six"], by_mention["m-late"], "stage", "both of package 6"),
    }


def linked(found: Merged) -> set[tuple[str, str, str]]:
    """Return the links as pairs of events' first mentions with their kind."""
    by_event = {event.id: event.mentions[0] for event in found.events}
    return {(by_event[k.first], by_event[k.second], k.kind) for k in found.links}


def test_a_package_named_beside_the_adopted_one_is_not_its_own_place_in_the_series() -> None:
    told = "Weeks after the fifth package, the EU adopted a sixth package of sanctions on Russia that bans most oil imports."
    both = report("both", told, "adopted", **SANCTION)
    plain = report("plain", told.partition(", ")[2], "adopted", outlet="Herald", **SANCTION)
    fifth = report("five", "The EU adopted a fifth package of sanctions on Russia.", "adopted", day=-40, **SANCTION)
    found = merged([both, plain, fifth])
    assert groups(found) == [("m-both", "m-plain"), ("m-five",)]
    assert linked(found) == {("m-five", "m-both", "series")}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a seventeenth package", {("packag", "17")}),
        ("its sixth EU sanctions package", {("packag", "6")}),
        ("the sixth round of EU sanctions", {("packag", "6")}),
        ("the sixth round of talks", {("round", "6")}),
        ("the twenty-first session", set()),
        ("the second day of the meeting", set()),
        ("their first meeting in a year", set()),
        ("their second summit since the war began", set()),
        ("the first package of sanctions in years", set()),
        ("the sixth package since the invasion", {("packag", "6")}),
    ],
)
def test_places_in_series_are_those_that_all_count_alike(text: str, places: set[tuple[str, str]]) -> None:
    assert places_in_series(text) == places


def test_meetings_counted_from_different_days_may_be_one() -> None:
    since = f"{MEETING}, their {{}}."
    one = report("one", since.format("first meeting in a year"), "met")
    two = report("two", since.format("second meeting since the war began"), "met", outlet="Herald")
    found = merged([one, two])
    assert groups(found) == [("m-one", "m-two")]


def test_a_plan_for_one_day_is_not_carried_out_on_a_day_before() -> None:
    friday = DAY + timedelta(days=4)
    plan = report("plan", f"{MEETING.replace('met', 'will meet')} on Friday.", "meet", status=Status.PLANNED, on=friday)
    early = report("early", f"{MEETING} on Wednesday.", "met", day=2, on=DAY + timedelta(days=2))
    late = report("late", f"{MEETING} on Friday.", "met", day=4, on=friday)
    assert linked(merged([plan, early])) == set()
    assert linked(merged([plan, early, late])) == {("m-plan", "m-late", "stage")}


def test_a_plan_is_not_carried_out_by_what_was_done_before_it_was_told() -> None:
    plan = report("plan", f"{MEETING.replace('met', 'will meet')}.", "meet", status=Status.PLANNED)
    before = report("before", f"{MEETING} last month.", "met", day=1, on=DAY - timedelta(days=30))
    assert linked(merged([plan, before])) == set()


def test_a_planned_round_of_talks_is_not_carried_out_by_another_round() -> None:
    text = "Tokayev {} Putin for a {} round of talks on grain exports."
    plan = report("plan", text.format("will meet", "sixth"), "meet", status=Status.PLANNED)
    fifth = report("fifth", text.format("met", "fifth"), "met", day=1)
    sixth = report("sixth", text.format("met", "sixth"), "met", day=20)
    assert linked(merged([plan, fifth, sixth])) == {("m-plan", "m-sixth", "stage"), ("m-fifth", "m-sixth", "series")}


def test_one_sentence_that_tells_of_a_plan_and_of_a_deed_tells_of_two_acts() -> None:
    agree = {"kind": EventType.AGREE}
    text = "Tokayev and Putin signed an agreement to reopen the border bridge."
    signed, article = report("one", text, "signed", **agree)
    reopen = replace(report("one", text, "reopen", status=Status.PLANNED, **agree)[0], id="m-two")
    found = merged([(signed, article), (reopen, article)])
    assert len(found.events) == 2
    assert linked(found) == set()


MATTER = "Tokayev and Putin {} on {}."


@pytest.mark.parametrize(
    ("plan", "done", "status", "expected"),
    [
        ("the transit of rail freight at Dostyk", "the transit of rail freight at Dostyk", Status.PLANNED, True),
        ("the transit of rail freight at Dostyk", "prices of vaccines for a clinic", Status.PLANNED, False),
        ("the transit of rail freight at Dostyk", "the transit of rail freight at Dostyk", Status.CONDITIONAL, False),
        (
            "the transit of rail freight at Dostyk",
            "the transit of rail freight at Dostyk, talks that were cancelled",
            Status.PLANNED,
            False,
        ),
    ],
)
def test_a_plan_is_carried_out_on_its_own_matter(plan: str, done: str, status: Status, expected: bool) -> None:
    one = report("plan", MATTER.format("will hold talks", plan), "talks", status=status)
    two = report("done", MATTER.format("held talks", done), "talks", day=2, outlet="Herald")
    assert linked(merged([one, two])) == ({("m-plan", "m-done", "stage")} if expected else set())


def test_of_many_plans_of_one_deed_the_likeliest_is_carried_out() -> None:
    near = report("near", MATTER.format("will hold talks", "rail freight at Dostyk"), "talks", status=Status.PLANNED)
    far = report("far", MATTER.format("will hold talks", "freight fees"), "talks", status=Status.CONDITIONAL)
    far = (replace(far[0], status=Status.PLANNED, date_start=DAY, date_end=DAY), far[1])
    done = report("done", MATTER.format("held talks", "rail freight at Dostyk"), "talks", day=2, outlet="Herald")
    stages = {pair for pair in linked(merged([near, far, done])) if pair[2] == "stage"}
    assert len({first for first, _, _ in stages}) <= 1


def test_what_is_told_as_planned_and_as_done_on_one_day_is_no_two_stages() -> None:
    text = "Norway {} Chile forty harbour cranes for the port of Arica"
    gives = {"kind": EventType.AID, "actors": ("NOR",), "recipients": ("CHL",)}
    plan = report("plan", f"{text.format('will give')}.", "give", status=Status.PLANNED, **gives)
    for day, expected in ((0, False), (2, True)):
        done = report("done", f"{text.format('gave')}.", "gave", day=day, outlet="Herald", **gives)
        assert (("m-plan", "m-done", "stage") in linked(merged([plan, done]))) is expected


def test_two_acts_of_one_anniversary_are_no_stages_of_one() -> None:
    one = report("one", "The EU cut off Russian banks on the first anniversary of the war.", "cut", **SANCTION)
    two = report("two", "A ban on diesel marked the first anniversary of the war.", "ban", day=20, **SANCTION)
    assert merged([one, two]).links == []


def test_a_text_that_tells_a_new_act_as_planned_and_as_done_tells_no_two_stages() -> None:
    text = "The EU is to end the sale of chips to Russia\n\nThe EU is ending the sale of chips to Russia at once."
    plan, article = report("one", text, "end", status=Status.PLANNED, **SANCTION)
    plan = replace(plan, end=44)
    done = replace(
        plan, id="m-two", start=46, end=len(text), trigger_start=text.index("ending"), status=Status.ASSERTED
    )
    done = replace(done, trigger_end=done.trigger_start + len("ending"))
    assert linked(merged([(plan, article), (done, article)])) == set()
    week = replace(report("week", text.partition("\n")[0], "end", day=-7, **SANCTION)[0], status=Status.PLANNED)
    earlier = Article(id="a-week", text=text.partition("\n")[0], outlet="Herald", published=DAY - timedelta(days=7))
    assert ("m-week", "m-two", "stage") in linked(merged([(plan, article), (done, article), (week, earlier)]))


def test_what_comes_into_force_is_a_stage_of_its_own_that_its_adoption_leads_to() -> None:
    text = "{} sanctions on Russian banks over the arrests"
    plan = report("plan", f"{text.format('The EU will impose')}.", "impose", status=Status.PLANNED, **SANCTION)
    done = report("done", f"{text.format('The EU imposed')}.", "imposed", day=3, **SANCTION)
    force = report("force", f"{text.format('EU')} came into force.", "sanctions", day=4, **SANCTION)
    found = merged([plan, done, force])
    assert groups(found) == [("m-done",), ("m-force",), ("m-plan",)]
    assert linked(found) == {("m-plan", "m-done", "stage"), ("m-done", "m-force", "stage")}
    assert {k.why.partition(":")[0] for k in found.links} == {"planned, then done", "done, then in force"}
    early = merged([plan, force])
    assert linked(early) == {("m-plan", "m-force", "stage")}


@pytest.mark.parametrize(
    ("text", "trigger", "stage"),
    [
        ("EU sanctions on Russia took effect on Monday.", "sanctions", "force"),
        ("EU sanctions on Russia are to take effect on Monday.", "sanctions", "done"),
        ("The EU imposed sanctions on Russia that took effect at once.", "imposed", "done"),
        ("EU sanctions on Russia were lifted within hours of coming into force.", "sanctions", "done"),
        ("The EU sanctioned Russia after an embargo went into force.", "sanctioned", "done"),
    ],
)
def test_only_what_is_itself_in_force_is_in_that_stage(text: str, trigger: str, stage: str) -> None:
    assert happening(*report("one", text, trigger, **SANCTION)).stage == stage


def test_an_exchange_is_one_whoever_is_named_first() -> None:
    swap = {"kind": EventType.RETREAT}
    text = "{} and {} exchanged 106 prisoners of war near the border."
    one = report("one", text.format("Russia", "Ukraine"), "exchanged", actors=("RUS",), recipients=("UKR",), **swap)
    two = report(
        "two",
        text.format("Ukraine", "Russia"),
        "exchanged",
        outlet="Herald",
        actors=("UKR",),
        recipients=("RUS",),
        **swap,
    )
    assert len(merged([one, two]).events) == 1
    left = "{} freed 106 prisoners of war near the border."
    three = report(
        "three", left.format("Russia"), "freed", outlet="Times", actors=("RUS",), recipients=("UKR",), **swap
    )
    four = report("four", left.format("Ukraine"), "freed", outlet="Mail", actors=("UKR",), recipients=("RUS",), **swap)
    assert len(merged([three, four]).events) == 2
    assert len(merged([one, three]).events) == 1


def test_a_headline_without_a_day_is_of_its_leads_day() -> None:
    text = f"Tokayev and Putin will meet\n\n{MEETING.replace('met', 'will meet')} on 18 June."
    headline, article = report("one", text, "will meet", status=Status.PLANNED)
    headline = replace(headline, end=27)
    lead = replace(headline, id="m-two", start=29, end=len(text), trigger_start=text.index("will meet", 30))
    lead = replace(lead, trigger_end=lead.trigger_start + 9, date_start=date(2022, 6, 18), date_end=date(2022, 6, 18))
    found = merged([(headline, article), (lead, article)])
    assert groups(found) == [("m-one", "m-two")]
    assert not any("apart" in reason for event in found.events for reason in event.reasons)


MINE = "A mine in the Chaco was handed to Bolivian owners after talks with Peru on silver, tin and railways"
SEIZED = {"kind": EventType.COERCE, "actors": ("BOL",), "recipients": ("PER",)}


@pytest.mark.parametrize(("day", "apart"), [(1, False), (2, True)])
def test_what_comes_out_without_a_day_on_the_morrow_of_a_named_day_may_be_of_that_day(day: int, apart: bool) -> None:
    named = report("named", f"{MINE} on Monday.", "handed", on=DAY, **SEIZED)
    unnamed = report("unnamed", f"{MINE}, papers say.", "handed", day=day, **SEIZED)
    assert tells_days_apart(named, unnamed) == apart


@pytest.mark.parametrize(("status", "apart"), [(Status.PLANNED, False), (Status.ASSERTED, True)])
def test_a_plan_told_without_a_day_may_be_for_any_day_to_come(status: Status, apart: bool) -> None:
    named = report("named", f"{MINE} on Thursday.", "handed", on=DAY + timedelta(days=3), status=status, **SEIZED)
    unnamed = report("unnamed", f"{MINE}, papers say.", "handed", status=status, **SEIZED)
    assert tells_days_apart(named, unnamed) == apart


def tells_days_apart(*reports: tuple[Mention, Article]) -> bool:
    seen = [happening(mention, article) for mention, article in reports]
    (parts,) = compare(seen, *candidates(seen)).parts
    return bool(parts[PARTS.index("days apart")])


def test_what_is_put_well_before_is_one_whenever_it_is_told() -> None:
    months = {"date_start": date(2021, 1, 1), "date_end": date(2021, 12, 31)}
    told = [report(f"d{day}", f"{MINE} in 2021.", "handed", day=day, outlet=f"P{day}", **SEIZED) for day in (0, 40)]
    assert len(merged(told).events) == 2
    assert len(merged([(replace(mention, **months), article) for mention, article in told]).events) == 1


def test_two_events_have_one_link_of_a_kind_also_where_two_series_have_both() -> None:
    first = report("one", "The EU adopted a sixth package of sanctions at a fifth summit.", "adopted", **SANCTION)
    second = report("two", "The sixth package of the fifth summit was put into force.", "put", day=20, **SANCTION)
    found = merged([first, second])
    assert [(k.kind, k.why) for k in found.links] == [("stage", "both of package 6")]


def test_a_summit_on_monday_and_one_on_friday_stay_apart() -> None:
    monday = report("monday", f"{MEETING} on Monday.", "met", on=DAY)
    friday = report("friday", f"{MEETING} on Friday.", "met", day=4, on=DAY + timedelta(days=4))
    assert len(merged([monday, friday]).events) == 2


def test_a_chain_of_days_does_not_run_on() -> None:
    daily = [report(f"d{n:02}", f"{MEETING}.", "met", day=2 * n, outlet=f"P{n}") for n in range(12)]
    for event in merged(daily).events:
        days = [int(m[3:]) * 2 for m in event.mentions]
        assert max(days) - min(days) <= 6


def test_stages_are_linked_but_apart() -> None:
    found = merged(mixed())
    by_mention = {m: event.id for event in found.events for m in event.mentions}
    stages = [(k.first, k.second) for k in found.links if k.kind == "stage"]
    assert (by_mention["m-plan"], by_mention["m-one"]) in stages
    assert by_mention["m-plan"] != by_mention["m-one"]


def test_a_war_is_one_event_whatever_the_day_and_its_strikes_are_not_it() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("RUS",), "recipients": ("UKR",)}
    war = [
        report(f"w{n}", f"Prices rose on day {n} of Russia's war in Ukraine.", "war", day=9 * n, **force)
        for n in range(5)
    ]
    strike = report("s", "Russian missiles hit a power station in Ukraine.", "hit", day=9, **force)
    assert groups(merged([*war, strike])) == [("m-s",), tuple(f"m-w{n}" for n in range(5))]


def test_copies_are_one_origin_and_count_once_in_the_confidence() -> None:
    told = "officials of both governments told reporters after the talks had ended late at night"
    text = f"{MEETING} and a pipeline across the border, {told}."
    copies = [report(f"c{n}", text, "met", day=n, outlet=f"Paper {n}") for n in range(3)]
    (event,) = merged(copies).events
    assert len(event.articles) == 3
    assert event.origins == ("Paper 0",)
    assert event.confidence == 0.6


def test_a_denial_changes_the_status_from_its_day_on() -> None:
    told = report("told", f"{MEETING}.", "met")
    denied = report(
        "denied", f"The Kremlin denied that {MEETING}.", "met", day=2, status=Status.DENIED, outlet="Herald"
    )
    (event,) = merged([told, denied]).events
    assert [(c.known, c.status) for c in event.history] == [
        (DAY, Status.ASSERTED),
        (DAY + timedelta(days=2), Status.DENIED),
    ]
    (before,) = merged([told]).events
    assert before.status is Status.ASSERTED
    assert before.id == event.id


@pytest.mark.parametrize(
    "words",
    [
        f"Correction: we wrongly reported that {MEETING}.",
        f"The agency reported erroneously that {MEETING}.",
        f"An earlier version of this article said that {MEETING}.",
        f"This article has been amended to remove a claim that {MEETING}.",
        f"The paper retracted its report that {MEETING}.",
        f"The Post retracts its report of 6 June that {MEETING}.",
        f"Correction: An article of 6 June said that {MEETING}.",
        f"Correction. Our story reported that {MEETING}.",
        f"The channel no longer stands by its report that {MEETING}.",
        f"Reports that {MEETING} turned out to be untrue.",
        f"The paper corrected its earlier report that {MEETING}.",
        f"The agency corrected Monday's story that {MEETING}.",
    ],
)
def test_a_correction_takes_the_event_back(words: str) -> None:
    told = report("told", f"{MEETING}.", "met")
    fixed = report("fixed", words, "met", day=1, said="An article of 6 June")
    (event,) = merged([told, fixed]).events
    assert event.status is Status.DENIED
    assert event.origins == ("Post",)


@pytest.mark.parametrize(
    "words",
    [
        f"{MEETING}, where Iran retracted its threat.",
        f"{MEETING} and corrected course.",
        f"Correction: {MEETING}, and not in Astana, as an article said.",
        f"{MEETING} and corrected their course after the report of the bank.",
    ],
)
def test_what_is_taken_back_beside_an_event_leaves_it_standing(words: str) -> None:
    (event,) = merged([report("told", words, "met")]).events
    assert event.status is Status.ASSERTED


def test_a_persons_decision_wins_and_can_be_taken_back() -> None:
    reports = mixed()
    apart = merged(reports, decided("m-two", "m-one", "different"))
    assert ("m-one",) in groups(apart)
    together = merged(reports, decided("m-fifth", "m-later", "same"))
    assert ("m-fifth", "m-later") in groups(together)
    undone = [decided("m-one", "m-two", "different"), decided("m-one", "m-two", "unsure", hour=1)]
    assert groups(merged(reports, *undone)) == groups(merged(reports))
    gone = merged(reports, decided("m-one", "no such mention", "same"))
    assert groups(gone) == groups(merged(reports))


def test_of_decisions_that_cannot_all_hold_the_newer_ones_do() -> None:
    reports = [*two_tellings(), mixed()[4]]
    first, second, third = (m.id for m, _ in reports)
    chain = [decided(first, second, "same", 1), decided(second, third, "same", 2)]
    assert groups(merged(reports, decided(first, third, "different", 0), *chain)) == [(third, first, second)]
    assert groups(merged(reports, decided(first, third, "different", 3), *chain)) == [(third, second), (first,)]


def test_what_is_taken_back_leaves_what_was_decided_before() -> None:
    said = [
        decided("m-one", "m-two", "same"),
        decided("m-one", "m-two", "different", 1),
        decided("m-one", "m-two", "unsure", 2),
    ]
    assert [row.verdict for row in persons_say(said).values()] == ["same"]
    assert persons_say([*said, decided("m-two", "m-one", "unsure", 3)]) == {}


def test_what_a_person_put_together_goes_before_what_one_text_tells_apart() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("RUS",), "recipients": ("UKR",)}
    text = "Russian rockets hit a port in the south, and troops seized a village in the east."
    before = "What the day brought.\n" * 30
    hit, article = report("one", before + text, "hit", **force)
    at = article.text.index("troops seized")
    seized = replace(
        hit, id="m-two", start=at, trigger_start=at + len("troops "), trigger_end=at + len("troops seized")
    )
    hit = replace(hit, start=len(before), end=at)
    other = report("other", "Fighting raged on the coast and around a hamlet.", "Fighting", outlet="Herald", **force)
    reports = [(hit, article), (seized, article), other]
    assert len(merged(reports).events) == 3
    said = [decided("m-one", "m-other", "same"), decided("m-other", "m-two", "same", hour=1)]
    assert groups(merged(reports, *said)) == [("m-one", "m-other", "m-two")]


def test_what_a_person_put_together_goes_before_a_war_that_goes_on() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("RUS",), "recipients": ("UKR",)}
    war = [
        report(f"w{n}", f"Prices rose on day {n} of Russia's war in Ukraine.", "war", day=n, **force) for n in range(3)
    ]
    said = [decided("m-w0", "m-w2", "different"), decided("m-w1", "m-w2", "same")]
    assert groups(merged(war, *said)) == [("m-w0",), ("m-w1", "m-w2")]


def test_the_programs_own_decisions_do_not_bind_it() -> None:
    reports = mixed()
    first = merged(reports)
    assert merged(reports, *first.decisions) == first


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(draw: Random) -> None:
    reports = mixed()
    expected = merged(reports)
    draw.shuffle(reports)
    assert merged(reports) == expected


def test_every_mention_is_in_one_event() -> None:
    found = merged(mixed())
    assert sorted(m for event in found.events for m in event.mentions) == sorted(m.id for m, _ in mixed())
    assert merge([], {}) == Merged([], [], [], [])


def test_a_pair_that_must_not_be_together_keeps_its_clusters_apart() -> None:
    pairs = [(0, 1, 0.9), (1, 2, 0.9), (0, 2, 0.9)]
    assert link(3, pairs) == [[0, 1, 2]]
    assert link(3, pairs, apart=[(0, 2)]) == [[0, 1], [2]]
    assert link(3, [], together=[(0, 1), (1, 2)], apart=[(0, 2)]) == [[0, 1], [2]]


def test_the_likeliest_pair_has_a_say_where_many_report_and_the_mean_is_low() -> None:
    pairs = [(0, 1, 0.95), (1, 2, 0.95), (0, 2, 0.7)]
    assert link(3, pairs, threshold=0.85) == [[0, 1], [2]]
    assert link(3, pairs, threshold=0.85, likeliest=0.5) == [[0, 1, 2]]
    assert link(3, [*pairs[:2], (0, 2, 0.3)], threshold=0.85, likeliest=0.5) == [[0, 1], [2]]


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 9), st.data())
def test_clusters_part_the_numbers_and_keep_to_bans(size: int, data: st.DataObject) -> None:
    number = st.integers(0, size - 1)
    pairs = data.draw(st.dictionaries(st.tuples(number, number).filter(lambda p: p[0] < p[1]), st.floats(0, 1)))
    apart = data.draw(st.lists(st.tuples(number, number).filter(lambda p: p[0] != p[1]), max_size=4))
    found = link(size, [(a, b, p) for (a, b), p in pairs.items()], apart=apart)
    assert sorted(n for cluster in found for n in cluster) == list(range(size))
    home = {n: k for k, cluster in enumerate(found) for n in cluster}
    assert all(home[a] != home[b] for a, b in apart)


def test_days_that_the_texts_name_make_the_date() -> None:
    one = report("one", f"{MEETING} on Sunday.", "met", on=date(2022, 6, 5))
    two = report("two", f"{MEETING}.", "met", day=1, outlet="Herald")
    (event,) = merged([one, two]).events
    assert (event.date_start, event.date_end) == (date(2022, 6, 5), date(2022, 6, 5))


def in_one(text: str, *told: tuple[str, EventType]) -> Reports:
    """Return mentions of one article, each a line of its text with its type."""
    reports = []
    for n, (line, kind) in enumerate(told):
        mention, article = report("whole", text, line.split()[1], kind=kind, actors=("GBR",), recipients=("UKR",))
        start = text.index(line)
        reports.append((replace(mention, id=f"m-{n}", start=start, end=start + len(line), quote=line), article))
    return reports


def test_one_word_for_the_act_makes_no_event_where_all_else_differs() -> None:
    request = {"kind": EventType.REQUEST, "actors": ("GBR",), "recipients": ("EU",)}
    found = merged(
        [
            report(
                "labour", "The opposition urged the premier to stop dithering and finish the deal.", "urged", **request
            ),
            report(
                "fish",
                "Trawler owners urged Brussels to reopen the herring quota.",
                "urged",
                outlet="Herald",
                **request,
            ),
        ]
    )
    assert groups(found) == [("m-fish",), ("m-labour",)]


def test_a_clause_tells_what_the_act_is_about_without_the_parties_and_other_clauses() -> None:
    request = {"kind": EventType.REQUEST, "actors": ("Norway",), "recipients": ("Russia",)}
    told = "Over lunch Norway urged Russia to reopen the herring quota, while Sweden kept silent."
    assert happening(*report("one", told, "urged", **request)).clause == ("lunch", "reopen", "herr", "quota")
    said = "Norway says that Russia broke the herring treaty."
    assert happening(*report("two", said, "says", **request)).clause == ("brok", "herr", "treaty")


def test_a_stop_after_an_initial_or_a_month_ends_no_sentence() -> None:
    told = "It rained. The U.S. and Norway met on Feb. 3 in Oslo. Nobody else came."
    assert sentence_around(told, 32, 35) == "The U.S. and Norway met on Feb. 3 in Oslo"


def test_other_forms_and_spellings_of_the_same_words_bring_reports_together() -> None:
    cut = {"kind": EventType.SANCTION, "actors": ("RUS",), "recipients": ("USA",)}
    found = merged(
        [
            report("one", "Russia suspends the last nuclear treaty, Zelensky condemns it.", "suspends", **cut),
            report(
                "two", "Zelenskiy condemned Russia's suspension of the nuclear treaty.", "suspension", outlet="B", **cut
            ),
        ]
    )
    assert groups(found) == [("m-one", "m-two")]


def test_a_headline_and_its_lead_are_one_event_and_the_same_words_further_down_are_not() -> None:
    headline, lead = "Britain sends shells to Ukraine", "London shipped artillery shells to Kyiv on Friday"
    far = f"{headline}\n" + "The weather was fine all over the island that day. " * 20 + lead
    kinds = (headline, EventType.AID), (lead, EventType.AID)
    assert groups(merged(in_one(f"{headline}\n{lead}.", *kinds))) == [("m-0", "m-1")]
    assert groups(merged(in_one(far, *kinds))) == [("m-0",), ("m-1",)]


def in_text(text: str, *words: str, kind: EventType) -> Reports:
    """Return mentions of one article, one for each word that names an act; their sentence is their place."""
    reports = []
    for n, word in enumerate(words):
        mention, article = report("whole", text, word, kind=kind, actors=("FRA",), recipients=("MLI",))
        start = mention.trigger_start
        reports.append((replace(mention, id=f"m-{n}", start=start, end=start + len(word)), article))
    return reports


def test_an_act_told_again_by_another_word_for_its_kind_is_one_event_and_one_beside_it_is_another() -> None:
    told = (
        "French troops raid a camp of rebels in Mali. The assault on the camp left ten rebels dead near Kidal in Mali."
    )
    assert groups(merged(in_text(told, "raid", "assault", kind=EventType.ASSAULT))) == [("m-0", "m-1")]
    beside = "French troops raid a camp of rebels in Mali. They seized a warehouse of rebels near Kidal in Mali."
    assert groups(merged(in_text(beside, "raid", "seized", kind=EventType.ASSAULT))) == [("m-0",), ("m-1",)]


def test_two_coordinated_acts_of_a_text_stay_apart_though_a_third_report_is_like_both() -> None:
    told = "French troops raided a camp in Mali, and a patrol seized a warehouse near Kidal."
    acts = in_text(told, "raided", "seized", kind=EventType.ASSAULT)
    like = {"kind": EventType.ASSAULT, "actors": ("FRA",), "recipients": ("MLI",), "outlet": "Herald"}
    third = report("third", f"{told} Rebels fled.", "raided", **like)
    home = [next(event for event in groups(merged([*acts, third])) if m in event) for m in ("m-0", "m-1")]
    assert home[0] != home[1]


def test_an_occupation_goes_on_whatever_form_its_word_takes() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("FRA",), "recipients": ("MLI",)}
    forms = ("occupation", "occupied", "occupying", "controlled")
    told = [
        report(f"o{n}", f"Aid reached French-{word} Gao.", word, day=20 * n, **force) for n, word in enumerate(forms)
    ]
    raid = report("raid", "French troops raided a camp near Gao.", "raided", **force)
    assert groups(merged([*told, raid])) == [("m-o0", "m-o1", "m-o2", "m-o3"), ("m-raid",)]


def test_the_reason_tells_types_of_one_family_from_friendly_ones_of_two() -> None:
    text = "Tokayev welcomed Putin in Sochi on the coast to discuss grain exports over dinner"
    one = report("one", f"{text}.", "welcomed")
    for kind, told in ((EventType.AGREE, "types of one family"), (EventType.SUPPORT, "both friendly")):
        two = report(
            "two", f"{text} again.", "welcomed", outlet="Herald", kind=kind, actors=("KAZ",), recipients=("RUS",)
        )
        (event,) = merged([one, two]).events
        assert told in event.reasons[0]


def test_words_read_in_two_friendly_ways_are_one_event_and_other_ways_another() -> None:
    words = "Britain pledged shells to Ukraine"
    ways = (words, EventType.AID), (words, EventType.AGREE), (words, EventType.ACCUSE)
    found = merged(in_one(f"{words}.", *ways))
    assert groups(found) == [("m-0", "m-1"), ("m-2",)]
    assert "the same words, read twice" in {reason for event in found.events for reason in event.reasons}


def test_two_acts_that_one_sentence_tells_are_two_events() -> None:
    text = (
        "France opened a shipyard with Greece after the two quarrelled over tariffs and France hosted Greek ministers"
    )
    acts = (("opened", EventType.COOPERATE), ("hosted", EventType.CONSULT))
    reports = []
    for n, (word, kind) in enumerate(acts):
        mention, article = report("whole", f"{text}.", word, kind=kind, actors=("FRA",), recipients=("GRC",))
        start = text.index(word)
        reports.append((replace(mention, id=f"m-{n}", start=start, end=start + len(word)), article))
    assert groups(merged(reports)) == [("m-0",), ("m-1",)]


def test_the_same_words_read_in_two_unfriendly_ways_are_two_events() -> None:
    words = "Britain fired rockets in protest at Ukraine"
    found = merged(in_one(f"{words}.", (words, EventType.MOBILIZE), (words, EventType.ACCUSE)))
    assert groups(found) == [("m-0",), ("m-1",)]


WELCOME = "The premier of Norway welcomed the Chilean president in Oslo for a state visit on salmon and lithium"


def welcomes(kind: EventType, status: Status = Status.ASSERTED) -> Reports:
    sides = {"actors": ("NOR",), "recipients": ("CHL",)}
    return [
        report("one", f"{WELCOME}.", "welcomed", kind=kind, status=status, **sides),
        report("two", f"{WELCOME}, papers say.", "visit", kind=EventType.CONSULT, outlet="Herald", **sides),
    ]


def test_a_welcome_and_a_visit_in_two_reports_are_one_event() -> None:
    assert groups(merged(welcomes(EventType.SUPPORT))) == [("m-one", "m-two")]


def test_a_happening_told_as_a_fact_and_as_a_memory_is_linked_and_two_events() -> None:
    found = merged(welcomes(EventType.CONSULT, Status.HISTORICAL))
    assert len(found.events) == 2
    (link_,) = [k for k in found.links if k.kind == "same"]
    assert {link_.first, link_.second} == {event.id for event in found.events}
    assert "CONSULT, past" in link_.why
    planned = merged(welcomes(EventType.CONSULT, Status.PLANNED))
    assert "same" not in {k.kind for k in planned.links}


def test_a_refusal_is_not_what_it_refuses_and_an_extension_not_what_it_extends() -> None:
    sides = {"actors": ("NOR",), "recipients": ("CHL",)}
    text = "Norway {} Chile to open its fjords and salmon farms to inspectors from Lima"
    for first, second, kind in (
        ("pushed", "will not push", EventType.REJECT),
        ("pushed", "pushed again for the extension of leave for", EventType.REQUEST),
    ):
        one = report("one", f"{text.format(first)}.", first, kind=EventType.REQUEST, **sides)
        status = Status.HISTORICAL if kind is EventType.REQUEST else Status.ASSERTED
        trigger = second if kind is EventType.REJECT else "extension"
        two = report("two", f"{text.format(second)}.", trigger, kind=kind, status=status, outlet="Herald", **sides)
        assert "same" not in {k.kind for k in merged([one, two]).links}


def test_a_war_told_with_further_parties_is_the_war_of_the_fewer() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("RUS",), "recipients": ("UKR",)}
    war = [report(f"w{n}", "Prices rose in Russia's war in Ukraine.", "war", day=9 * n, **force) for n in range(3)]
    armed = report("armed", "The US pays in Russia's war on Ukraine.", "war", **force | {"recipients": ("UKR", "USA")})
    whole = report("whole", "A court may judge Russian aggression in Ukraine.", "aggression", **force)
    other = report("other", "Prices rose in Russia's war in Georgia.", "war", **force | {"recipients": ("GEO",)})
    found = groups(merged([*war, armed, whole, other]))
    assert found == [("m-armed", "m-w0", "m-w1", "m-w2", "m-whole"), ("m-other",)]


def test_two_wars_between_the_same_parties_years_apart_are_two_events() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("PER",), "recipients": ("ECU",)}
    told = [report(f"w{n}", "Borders moved in Peru's war on Ecuador.", "war", day=9 * n, **force) for n in range(4)]
    years = {0: 1941, 1: 1995, 2: 1995}
    for n, year in years.items():
        mention, article = told[n]
        told[n] = (replace(mention, date_start=date(year, 1, 1), date_end=date(year, 12, 31)), article)
    assert groups(merged(told)) == [("m-w0",), ("m-w1", "m-w2", "m-w3")]


def test_a_war_is_one_whose_ever_it_is_called_and_an_invasion_is_its_invaders() -> None:
    force = {"kind": EventType.ASSAULT, "actors": ("PER",), "recipients": ("ECU",)}
    turned = force | {"actors": ("ECU",), "recipients": ("PER",)}
    told = [report(f"w{n}", "Borders moved in Peru's war on Ecuador.", "war", day=9 * n, **force) for n in range(2)]
    other = report("other", "Quito sold gold to pay for its war against Peru.", "war", day=30, **turned)
    invasion = report("own", "Quito spoke of an invasion of Peru by Ecuador.", "invasion", day=30, **turned)
    found = merged([*told, other, invasion])
    assert groups(found) == [("m-other", "m-w0", "m-w1"), ("m-own",)]
    assert ("PER",) in {event.actors for event in found.events if len(event.mentions) == 3}


def test_praise_of_a_deed_is_not_the_deed() -> None:
    words = "Chileans hailed the retreat of Peru"
    mention, article = report(
        "one", f"{words}.", "retreat", kind=EventType.RETREAT, actors=("PER",), recipients=("CHL",)
    )
    hailed = words.index("hailed")
    praise = replace(mention, id="m-praise", type=EventType.SUPPORT, trigger_start=hailed, trigger_end=hailed + 6)
    praise = replace(praise, actors=mention.recipients, recipients=mention.actors)
    assert groups(merged([(mention, article), (praise, article)])) == [("m-one",), ("m-praise",)]


@pytest.mark.parametrize(("lead", "one"), [("wheat seed and tractors", True), ("a stadium", False)])
def test_a_gift_told_again_in_its_text_as_a_promise_is_one_event(lead: str, one: bool) -> None:
    text = f"Norway to send Chile wheat seed and tractors\n\nNorway pledged {lead} to Chile on a visit to Santiago."
    sides = {"actors": ("NOR",), "recipients": ("CHL",), "status": Status.PLANNED}
    gift, article = report("gift", text, "send", kind=EventType.AID, **sides)
    gift = replace(gift, end=text.index("\n"))
    promise, _ = report("gift", text, "pledged", kind=EventType.AGREE, **sides)
    promise = replace(promise, id="m-promise", start=text.index("Norway", 5))
    assert (len(merged([(gift, article), (promise, article)]).events) == 1) == one


def test_words_read_in_two_ways_meet_a_report_that_is_read_in_one_of_them() -> None:
    told = "Russia and Kazakhstan pulled out of the grain deal that they had made in Sochi"
    one, article = report("one", f"{told}.", "pulled", kind=EventType.RETREAT, actors=("RUS",), recipients=("KAZ",))
    twice = replace(one, id="m-deal", type=EventType.AGREE)
    other = report(
        "other", f"{told}, traders said.", "pulled", kind=EventType.AGREE, outlet="Herald", actors=("RUS", "KAZ")
    )
    (event,) = merged([(one, article), (twice, article), other]).events
    assert event.mentions == ("m-deal", "m-one", "m-other")


def test_words_read_with_further_parties_are_one_event() -> None:
    told = f"{'It rained in Paris that day. ' * 30}The EU and the US imposed sanctions on Russian banks."
    one, article = report("one", told, "imposed", **SANCTION)
    one = replace(one, start=told.index("The EU"))
    start = told.index("sanctions")
    further = (*one.actors, replace(one.actors[0], id="USA"), replace(one.actors[0], id="GBR"))
    also = replace(one, id="m-also", trigger_start=start, trigger_end=start + len("sanctions"), actors=further)
    assert groups(merged([(one, article), (also, article)])) == [("m-also", "m-one")]
    denied = replace(also, type=EventType.ACCUSE)
    assert len(merged([(one, article), (denied, article)]).events) == 2


def test_two_reports_keep_like_company_where_all_is_one_story() -> None:
    strike = {"kind": EventType.ASSAULT, "actors": ("RUS",), "recipients": ("UKR",)}
    pair = [
        report("one", "Russian missiles hit a market in Lviv, killing four.", "hit", **strike),
        report("two", "Four die as Russia hits the market of Lviv.", "hits", **strike),
    ]
    told = [
        report(f"t{n}", f"Russian missiles hit the market in Lviv, witness {n} said.", "hit", **strike)
        for n in range(6)
    ]
    places = [
        "a bridge at Odesa",
        "ships off Mykolaiv",
        "trains near Sumy",
        "a dam",
        "farms by Kherson",
        "depots in Poltava",
    ]
    many = [report(f"t{n}", f"Russia shells {place}.", "shells", **strike) for n, place in enumerate(places)]
    one_story, many_acts = (_company([*pair, *others]) for others in (told, many))
    assert one_story > 0.5 > many_acts


def _company(reports: Reports) -> float:
    """Return how like the other reports are to the first two."""
    pairs = compare([happening(m, a) for m, a in reports], *candidates([happening(m, a) for m, a in reports]))
    (row,) = np.flatnonzero((pairs.first == 0) & (pairs.second == 1))
    return float(pairs.parts[row, PARTS.index("company")])


def test_votes_cast_otherwise_are_two_events() -> None:
    vote = {"kind": EventType.VOTE, "actors": ("KAZ",), "recipients": ("RUS",)}
    (one, first), (two, second) = (
        report("one", "Kazakhstan voted on the text that condemns Russia on Thursday.", "voted", **vote),
        report("two", "Kazakhstan voted on the text that condemns Russia.", "voted", outlet="Herald", **vote),
    )

    def events(modes: tuple[str, str]) -> int:
        return len(merged([(replace(one, mode=modes[0]), first), (replace(two, mode=modes[1]), second)]).events)

    assert events(("abstain", "abstain")) == 1
    assert events(("abstain", "against")) == 2
