"""What a denial does: it disputes what others report, and where it stands apart it is linked to what it denies."""

from dataclasses import replace
from datetime import timedelta

import pytest
from making import DAY, report

from allegiance.actors import Gazetteer
from allegiance.merging import Merged, merge, sources
from allegiance.records import Article, Event, EventType, Mention, Status

KNOWN = Gazetteer.load()
FORCE = {"kind": EventType.ASSAULT, "actors": ("AZE",), "recipients": ("ARM",)}
SHELLED = "Azerbaijani guns shelled the village of Sotk near the border at night"
Reports = list[tuple[Mention, Article]]


def merged(reports: Reports) -> Merged:
    return merge([m for m, _ in reports], {a.id: a for _, a in reports}, gazetteer=KNOWN)


def event(reports: Reports) -> Event:
    (found,) = merged(reports).events
    return found


def kinds(found: Merged) -> set[tuple[str, str, str]]:
    """Return the links as pairs of events' first mentions with their kind."""
    by_event = {e.id: e.mentions[0] for e in found.events}
    return {(by_event[k.first], by_event[k.second], k.kind) for k in found.links}


def told(name: str, day: int = 0, **more: object) -> tuple[Mention, Article]:
    return report(name, f"{SHELLED}, officials in Yerevan said.", "shelled", day=day, **{**FORCE, **more})


def denied(name: str, day: int = 1, **more: object) -> tuple[Mention, Article]:
    text = f"Baku denied that {SHELLED}."
    return report(
        name, text, "shelled", day=day, status=Status.DENIED, **{"outlet": "Herald", "said": "Baku", **FORCE, **more}
    )


def test_what_others_report_stands_disputed_whatever_a_party_denies() -> None:
    found = event([told("told", said="Armenian officials"), denied("denied")])
    assert (found.status, found.hedged, found.disputed) == (Status.ASSERTED, True, True)
    # who denies it is no word for it
    assert found.origins == ("Armenian officials",)
    assert [(c.known, c.status) for c in found.history] == [
        (DAY, Status.ASSERTED),
        (DAY + timedelta(days=1), Status.DENIED),
    ]


def test_a_denial_that_comes_first_leaves_a_later_report_disputed() -> None:
    found = event([denied("denied", day=0), told("told", day=1, said="Armenian officials")])
    assert (found.status, found.disputed, found.origins) == (Status.ASSERTED, True, ("Armenian officials",))


def test_who_denies_what_he_told_leaves_it_denied() -> None:
    found = event([told("told", said="Baku"), denied("denied")])
    assert (found.status, found.disputed) == (Status.DENIED, False)


def test_who_tells_what_he_denied_leaves_it_undisputed() -> None:
    found = event([denied("denied", day=0), told("told", day=1, said="Baku")])
    assert (found.status, found.hedged, found.disputed) == (Status.ASSERTED, False, False)


def test_a_report_taken_back_leaves_what_others_report() -> None:
    back = report("back", f"Correction: we wrongly reported that {SHELLED}.", "shelled", day=1, **FORCE)
    assert event([told("told"), back]).status is Status.DENIED
    other = told("other", outlet="Herald", said="Armenian officials")
    found = event([told("told"), other, back])
    assert (found.status, found.disputed, found.origins) == (Status.ASSERTED, True, ("Armenian officials",))


def test_the_headline_of_a_text_that_denies_it_is_no_report_of_its_own() -> None:
    lead, article = denied("denied")
    title = "Azerbaijan shelled Sotk near the border"
    text = f"{title}\n{article.text}"
    at = len(title) + 1
    article = Article(id=article.id, title=title, text=text, outlet="Herald", published=article.published)
    moved = {name: getattr(lead, name) + at for name in ("start", "end", "trigger_start", "trigger_end")}
    head, _ = report("head", title, "shelled", **FORCE)
    rows = [(replace(lead, **moved), article), (replace(head, article=article.id), article)]
    assert {e.status for e in merged(rows).events} == {Status.DENIED}


def test_sources_and_event_tell_the_same_sides() -> None:
    rows = [told("told", said="Armenian officials"), denied("denied")]
    found = event(rows)
    told_by = sources(found, [m for m, _ in rows], {a.id: a for _, a in rows}, KNOWN)
    assert (told_by.report, told_by.deny) == (found.origins, ("Azerbaijan",))


def test_a_denied_plan_is_not_carried_out_and_its_denial_is_linked() -> None:
    plan = "Hungary plans to send fighter jets to Serbia in autumn"
    sends = {"kind": EventType.AID, "actors": ("HUN",), "recipients": ("SRB",)}
    found = merged(
        [
            report("plan", f"{plan}, officials said.", "send", status=Status.PLANNED, **sends),
            report(
                "not", f"Budapest denied that {plan}.", "send", day=1, status=Status.DENIED, said="Budapest", **sends
            ),
        ]
    )
    assert kinds(found) == {("m-not", "m-plan", "denies")}
    assert {e.status for e in found.events} == {Status.PLANNED, Status.DENIED}


def test_a_denial_that_comes_weeks_later_is_linked_to_the_deed() -> None:
    found = merged([told("told"), denied("denied", day=20)])
    assert kinds(found) == {("m-denied", "m-told", "denies")}
    assert {e.status for e in found.events} == {Status.ASSERTED, Status.DENIED}


def test_what_was_denied_before_anybody_told_it_is_another_deed() -> None:
    assert kinds(merged([denied("denied"), told("told", day=20)])) == set()


CHARGED = "aiding the rebels in the northern hills with guns"


@pytest.mark.parametrize(
    ("answer", "linked"),
    [
        (f"Kinshasa denied {CHARGED}.", True),
        (f"Kinshasa rejected the accusation by Kigali of {CHARGED}.", True),
        (f"Kinshasa dismissed Kigali's claim of {CHARGED}.", True),
        ("Kinshasa rejected Kigali's offer to reopen the border crossing.", False),
        ("Kinshasa denied entry to a lorry from Kigali.", False),
        (f"Kinshasa had denied {CHARGED} until last week.", False),
        (f"Kinshasa blocked a hearing, Kigali charges, on {CHARGED}.", False),
        ("Kinshasa claims as its own the northern hills.", False),
    ],
)
def test_the_answer_to_an_accusation_is_linked_to_it(answer: str, linked: bool) -> None:
    charge = {"kind": EventType.ACCUSE, "actors": ("RWA",), "recipients": ("COD",)}
    turned = {"kind": EventType.REJECT, "actors": ("COD",), "recipients": ("RWA",)}
    rows = [
        report("charge", f"Kigali accused Kinshasa of {CHARGED}.", "accused", **charge),
        report("answer", answer, answer.split()[1], day=1, **turned),
    ]
    assert kinds(merged(rows)) == ({("m-answer", "m-charge", "denies")} if linked else set())


def test_a_headline_that_says_who_denies_is_linked_to_the_deed() -> None:
    title = "Azerbaijan denies shelling"
    text = f"{title}\nBaku denied that {SHELLED}."
    article = Article(id="a-d", title=title, text=text, outlet="Herald", published=DAY)
    head, _ = report("head", text, "denies", **{**FORCE, "kind": EventType.REJECT})
    lead, _ = report("lead", text, "shelled", status=Status.DENIED, said="Baku", **FORCE)
    rows = [
        (replace(head, article="a-d", end=len(title)), article),
        (replace(lead, article="a-d", start=len(title) + 1), article),
        told("told", said="Armenian officials"),
    ]
    assert kinds(merged(rows)) == {("m-head", "m-lead", "denies")}


@pytest.mark.parametrize(
    ("text", "trigger", "linked"),
    [
        ("Kinshasa denied that it would send guns to the northern rebels of Rwanda.", "send", True),
        ("Kinshasa said it has no plan to send guns to the northern rebels of Rwanda.", "send", True),
        ("Luanda warned Kinshasa not to send guns to the northern rebels of Rwanda.", "send", False),
        (
            "Luanda will not stand in the way of Kinshasa sending guns to the northern rebels of Rwanda.",
            "sending",
            False,
        ),
        ("Kinshasa is not doing enough to send guns to the northern rebels of Rwanda.", "send", False),
        ("Critics scolded Kinshasa for failing to send guns to the northern rebels of Rwanda.", "send", False),
        ("Kinshasa denied that it would send nurses to flooded valleys of Rwanda.", "send", False),
    ],
)
def test_only_what_denies_the_same_matter_is_linked_to_a_plan(text: str, trigger: str, linked: bool) -> None:
    sends = {"kind": EventType.AID, "actors": ("COD",), "recipients": ("RWA",)}
    plan = "Kinshasa plans to send guns to the northern rebels of Rwanda by boat, papers say."
    rows = [
        report("plan", plan, "send", status=Status.PLANNED, **sends),
        report("not", text, trigger, day=2, status=Status.DENIED, **sends),
    ]
    assert kinds(merged(rows)) == ({("m-not", "m-plan", "denies")} if linked else set())


def test_what_most_tell_as_done_is_not_the_denial_of_what_was_planned() -> None:
    plan = "Serbian troops plan to leave the town of Zvornik by the northern bridge"
    leave = {"kind": EventType.RETREAT, "actors": ("SRB",), "recipients": ("BIH",)}
    gone = plan.replace("plan to leave", "left")
    rows = [
        report("plan", f"{plan}, officials said.", "leave", status=Status.PLANNED, **leave),
        *(
            report(f"gone{n}", f"{gone}, witnesses said.", "left", day=2, outlet=f"Paper {n}", **leave)
            for n in range(3)
        ),
        report("not", f"An aide denied that {gone}.", "left", day=2, status=Status.DENIED, **leave),
    ]
    assert "denies" not in {kind for _, _, kind in kinds(merged(rows))}
