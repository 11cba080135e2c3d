from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from making import DAY, report

from allegiance.actors import Gazetteer
from allegiance.merging import merge, reprints, sources
from allegiance.records import Article, Attribution, Mention, MergeDecision, Reason, SourceNode, Sourcing, Status

MEETING = "Tokayev met Putin in Sochi on the coast to discuss grain exports"
Reports = list[tuple[Mention, Article]]


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer.load()


def sourcing(reports: Reports, known: Gazetteer) -> Sourcing:
    """Return the sources of the one event that the reports make; its origins are those of the event.

    Of a disputed event these are those by whose word it happened.
    """
    articles = {a.id: a for _, a in reports}
    families = reprints(articles.values(), known)
    (event,) = merge([m for m, _ in reports], articles, reprints=families, gazetteer=known).events
    found = sources(event, [m for m, _ in reports], articles, known, families)
    assert event.origins == (found.report if event.disputed else found.origins)
    assert (found.articles, found.event) == (len(event.articles), event.id)
    return found


def edges(found: Sourcing) -> set[tuple[str, str, str]]:
    return {(edge.first, edge.kind, edge.second) for edge in found.edges}


def node(found: Sourcing, name: str) -> SourceNode:
    (one,) = [n for n in found.nodes if n.id == name]
    return one


def with_chain(made: tuple[Mention, Article], *chain: tuple[str, str]) -> tuple[Mention, Article]:
    links = tuple(
        Attribution(kind=kind, source=who, start=0, end=0, cue="said", cue_start=0, cue_end=0) for kind, who in chain
    )
    return replace(made[0], attributions=links), made[1]


def test_an_outlet_that_cites_another_adds_no_origin(known: Gazetteer) -> None:
    first = report("one", f"{MEETING}.", "met", outlet="TASS")
    citing = report("two", "Putin and Tokayev met in Sochi on grain exports.", "met", outlet="Herald", carried="TASS")
    found = sourcing([first, citing], known)
    assert found.origins == ("TASS",)
    assert found.outlets == 2
    assert edges(found) == {("Herald", "cites", "TASS")}
    assert node(found, "TASS").first_hand
    assert not node(found, "Herald").first_hand
    assert node(found, "TASS").bloc.startswith("RUS")


def test_a_chain_goes_from_outlet_to_agency_to_speaker(known: Gazetteer) -> None:
    made = report("one", f"{MEETING}.", "met", outlet="Herald")
    found = sourcing([with_chain(made, ("said", "Dmitry Peskov"), ("carried", "Reuters"))], known)
    assert edges(found) == {("Herald", "cites", "Reuters"), ("Reuters", "quotes", "Dmitry Peskov")}
    assert found.origins == ("Dmitry Peskov",)
    assert (node(found, "Reuters").kind, node(found, "Dmitry Peskov").kind) == ("agency", "speaker")


def test_a_chain_goes_on_through_the_reports_of_those_who_are_cited(known: Gazetteer) -> None:
    first = with_chain(
        report("one", f"{MEETING}.", "met", outlet="Der Spiegel"), ("said", "Minister Mukhtar Tileuberdi")
    )
    second = with_chain(
        report("two", "Putin and Tokayev met in Sochi on grain exports.", "met", outlet="nexta.tv"),
        ("carried", "Der Spiegel"),
    )
    third = with_chain(
        report(
            "three", "Tokayev and Putin met in Sochi; grain exports were discussed.", "met", outlet="Hill Post", day=1
        ),
        ("carried", "the portal Nexta"),
    )
    fourth = with_chain(
        report("four", "In Sochi met Putin and Tokayev, grain exports on the table.", "met", outlet="Herald", day=1),
        ("said", "the Hill Post"),
    )
    found = sourcing([first, second, third, fourth], known)
    assert found.origins == ("Mukhtar Tileuberdi",)
    assert edges(found) == {
        ("Der Spiegel", "quotes", "Mukhtar Tileuberdi"),
        ("NEXTA", "cites", "Der Spiegel"),
        ("Hill Post", "cites", "NEXTA"),
        ("Herald", "cites", "Hill Post"),
    }
    assert [n.id for n in found.nodes if n.first_hand] == ["Der Spiegel"]
    assert node(found, "Hill Post").kind == "outlet"


@pytest.mark.parametrize("ids", [("m-a", "m-b"), ("m-b", "m-a")])
def test_a_headline_stands_on_the_word_that_the_lead_gives(known: Gazetteer, ids: tuple[str, str]) -> None:
    text = f"{MEETING}\n{MEETING}, Dmitry Peskov said."
    headline, article = report("one", text, "met", outlet="Herald")
    headline = replace(headline, id=ids[0], end=len(MEETING), quote=MEETING)
    lead = replace(headline, id=ids[1], start=len(MEETING) + 1, end=len(text), trigger_start=text.rindex("met"),
                   trigger_end=text.rindex("met") + 3)  # fmt: skip
    lead, _ = with_chain((lead, article), ("said", "Dmitry Peskov"))
    assert sourcing([(headline, article), (lead, article)], known).origins == ("Dmitry Peskov",)


def test_who_is_cited_before_reporting_stands_for_itself(known: Gazetteer) -> None:
    citing = report("two", "Putin and Tokayev met in Sochi on grain exports.", "met", outlet="Herald", carried="TASS")
    later = report("one", f"{MEETING}.", "met", outlet="TASS", day=2, said="Dmitry Peskov")
    assert sourcing([citing, later], known).origins == ("Dmitry Peskov", "TASS")


def test_outlets_that_cite_each_other_are_one_origin(known: Gazetteer) -> None:
    one = report("one", f"{MEETING}.", "met", outlet="Herald", carried="Hill Post")
    two = report("two", "Putin and Tokayev met in Sochi on grain exports.", "met", outlet="Hill Post", carried="Herald")
    assert len(sourcing([one, two], known).origins) == 1


def test_copies_hang_on_what_they_copy(known: Gazetteer) -> None:
    told = "officials of both governments told reporters after the talks had ended late at night"
    text = f"{MEETING} and a pipeline across the border, {told}."
    copies = [report(f"c{n}", text, "met", day=n, outlet=f"Paper {n}") for n in range(3)]
    found = sourcing(copies, known)
    assert (found.articles, found.outlets, found.origins) == (3, 3, ("Paper 0",))
    assert edges(found) == {("Paper 1", "copies", "Paper 0"), ("Paper 2", "copies", "Paper 0")}
    assert {edge.cue.partition(",")[0] for edge in found.edges} == {"all of the text"}
    assert [n.id for n in found.nodes if n.first_hand] == ["Paper 0"]


def test_hosts_of_one_outlet_are_one(known: Gazetteer) -> None:
    one = report("one", f"{MEETING}.", "met", outlet="reuters.com")
    two = report("two", "Putin and Tokayev met in Sochi, discussed exports of grain.", "met", outlet="Reuters")
    found = sourcing([one, two], known)
    assert (found.outlets, found.origins) == (1, ("Reuters",))


def told(found: Sourcing, field: str) -> dict[str, tuple[str, ...]]:
    return {r.value: r.outlets for r in found.readings if r.field == field}


def test_readings_tell_who_says_what(known: Gazetteer) -> None:
    one = report("one", f"{MEETING}, 300 tons of it.", "met", outlet="TASS", on=DAY)
    two = report("two", f"{MEETING}, 500 tons of it.", "met", outlet="BBC", on=DAY + timedelta(days=1))
    found = sourcing([one, two], known)
    assert told(found, "number") == {"300": ("TASS",), "500": ("BBC",)}
    assert len(told(found, "date")) == 2
    assert told(found, "status") == {"asserted": ("BBC", "TASS")}
    assert told(found, "who") == {"KAZ, RUS": ("BBC", "TASS")}
    assert found.disputed == ("date", "number")
    blocs = {r.value: r.blocs for r in found.readings if r.field == "number"}
    assert blocs == {"300": ("RUS, state",), "500": ("GBR, not state",)}
    assert {n.id: n.kind for n in found.nodes} == {"TASS": "agency", "BBC": "outlet"}


def test_fewer_parties_or_a_wider_date_contradict_nothing(known: Gazetteer) -> None:
    one = report("one", f"{MEETING}.", "met", on=date(2022, 6, 5))
    wide, article = report("two", f"{MEETING} at last.", "met", outlet="Herald", on=date(2022, 6, 4))
    wide = replace(wide, date_end=date(2022, 6, 6))
    assert sourcing([one, (wide, article)], known).disputed == ()


def test_a_denial_is_a_dispute(known: Gazetteer) -> None:
    one = report("one", f"{MEETING}.", "met")
    denied = report("two", f"The Kremlin denied that {MEETING}.", "met", outlet="Herald", status=Status.DENIED)
    assert sourcing([one, denied], known).disputed == ("status",)


WIRE = (
    f"{MEETING} and a pipeline across the border, officials of both told reporters after talks had ended late at night."
)


def test_whom_copies_credit_is_the_origin_though_no_table_knows_the_agency(known: Gazetteer) -> None:
    text = f"SOCHI (Sample Agency) - {WIRE}"
    for names in (("a", "b"), ("b", "a")):
        made = zip(names, ("Daily", "Sample Agency"), strict=True)
        found = sourcing([report(name, text, "met", outlet=outlet) for name, outlet in made], known)
        assert found.origins == ("Sample Agency",)
        assert [(e[0], e[2]) for e in edges(found)] == [("Daily", "Sample Agency")]
        assert [n.id for n in found.nodes if n.first_hand] == ["Sample Agency"]


def test_an_origin_names_all_who_may_have_been_first(known: Gazetteer) -> None:
    copies = [report(name, WIRE, "met", outlet=outlet) for name, outlet in (("a", "Daily"), ("b", "Post"))]
    late = report("c", WIRE, "met", day=1, outlet="Late Post")
    found = sourcing([*copies, late], known)
    assert found.origins == ("Daily or Post",)
    assert {n.id for n in found.nodes if n.origin} == {"Daily", "Post"}
    own = report("d", "Putin and Tokayev met in Sochi, discussed exports of grain.", "met", outlet="Post")
    assert sourcing([*copies, own], known).origins == ("Post",)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Peskov, the Kremlin spokesman", "Dmitry Peskov"),
        ("Sagaydak, the former pilot", "Sagaydak"),
        ("a spokesman for President Tokayev", "spokesman for President Tokayev"),
        ("the Kazakh president", "Kassym-Jomart Tokayev"),
        ("Kazakhstan’s President", "Kassym-Jomart Tokayev"),
        ("the Iranian president", "Ebrahim Raisi"),
        ("US Secretary of State Antony Blinken", "Antony Blinken"),
        ("the Kazakh government", "Kazakhstan"),
        ("Kazakh officials", "Kazakh officials"),
        ("the Pentagon", "United States of America (military)"),
        ("Russia's Ministry of Defense", "Russian Federation (defence ministry)"),
        ("the Russian defence ministry", "Russian Federation (defence ministry)"),
        ("the interior ministry in Chisinau", "Moldova (interior ministry)"),
        ("the Ministry of Foreign Affairs of Ukraine", "Ukraine (foreign ministry)"),
        ("the government in Ankara", "Türkiye"),
        ("an official in Kyiv", "official in Kyiv"),
        ("a report of 2 May", "report"),
        ("The Judges", "judges"),
        ("The Collective Security Treaty Organization", "Collective Security Treaty Organization"),
        ("the White House", "United States of America"),
        ("Western states", "Western states"),
        ("the Kazakh interior minister", "Kazakh interior minister"),
        ("The broadcaster", "broadcaster"),
        ("sources in Riyadh", "sources in Riyadh"),
        ("Russia's top diplomat", "Sergey Lavrov"),
        # two men were called so
        ("China's top diplomat", "China's top diplomat"),
        ("the Ukrainian Air Force", "Ukrainian Air Force"),
        ("South Korea's Joint Chiefs of Staff", "Republic of Korea (military)"),
        ("Britain's Foreign Office", "United Kingdom (foreign ministry)"),
        ("a Reuters witness", "Reuters"),
        ("the BBC’s correspondent in Moscow", "BBC"),
        ("Kazakhstan on Saturday", "Kazakhstan"),
    ],
)
def test_a_speaker_has_a_name_that_tells_who_it_is(known: Gazetteer, words: str, name: str) -> None:
    made = report("one", f"{MEETING}.", "met", outlet="Herald")
    assert sourcing([with_chain(made, ("said", words))], known).origins == (name,)


def test_who_denies_an_event_is_told_apart_from_who_reports_it(known: Gazetteer) -> None:
    words = "Iran struck a base of Iraq near Erbil with rockets"
    told = report("one", f"{words}, a minister said.", "struck", said="minister", outlet="Post")
    also = report(
        "two", "Iran struck a base of Iraq near Erbil, a general said.", "struck", said="general", outlet="Sun"
    )
    denied = report(
        "three", f"Tehran denied that {words}.", "struck", said="Tehran", outlet="Herald", status=Status.DENIED
    )
    found = sourcing([told, also, denied], known)
    assert set(found.deny) & set(found.origins) == set(found.deny)
    assert (found.report, len(found.deny)) == (("general", "minister"), 1)
    assert sourcing([told, also], known).deny == ()


def told_by(known: Gazetteer, *speakers: str, kind: str = "said") -> tuple[str, ...]:
    """Return the origins of an event that as many outlets report, each on the word of one of these."""
    reports = [
        with_chain(report(f"r{n}", f"{MEETING}.", "met", outlet=f"Paper {n}"), (kind, who))
        for n, who in enumerate(speakers)
    ]
    # each in words of its own, so that none is a copy
    made = [
        (m, replace(a, text=f"{a.text} {' '.join(f'w{n}x{k}' for k in range(60))}")) for n, (m, a) in enumerate(reports)
    ]
    return sourcing(made, known).origins


@pytest.mark.parametrize(
    ("speakers", "ends"),
    [
        (
            ("Sergei Lavrov", "the Russian foreign ministry", "Foreign Ministry spokeswoman Maria Zakharova"),
            ("Russian Federation (foreign ministry)",),
        ),
        (
            ("a spokesman for the Kazakh foreign ministry", "Kazakhstan's Foreign Ministry"),
            ("Kazakhstan (foreign ministry)",),
        ),
        (("Kazakhstan’s air force", "the Kazakh air force"), ("Kazakhstan (air force)",)),
        (("a senior US official", "American officials"), ("United States of America (official)",)),
        (("Moscow", "the Russian defence ministry"), ("Russian Federation (defence ministry)",)),
        (("the White House", "Antony Blinken"), ("Antony Blinken",)),
        (("its foreign ministry", "the foreign ministry"), ("foreign ministry",)),
        (("the Kazakh president's office", "Kassym-Jomart Tokayev"), ("Kazakhstan (presidency)",)),
        # two bodies of one state, two states, and who speaks for no state
        (
            ("the Russian foreign ministry", "the Russian defence ministry"),
            ("Russian Federation (defence ministry)", "Russian Federation (foreign ministry)"),
        ),
        (("Sergei Lavrov", "the Kazakh foreign ministry"), ("Kazakhstan (foreign ministry)", "Sergey Lavrov")),
        (("Moscow", "a Russian tailor"), ("Russian Federation", "Russian tailor")),
    ],
)
def test_who_speaks_for_one_body_is_one_origin(
    known: Gazetteer, speakers: tuple[str, ...], ends: tuple[str, ...]
) -> None:
    assert told_by(known, *speakers) == ends


@pytest.mark.parametrize(
    ("carriers", "ends"),
    [
        (("state media", "TASS"), ("TASS",)),
        (("State TV", "TASS"), ("TASS",)),
        (("Fjordland TV", "TASS"), ("Fjordland TV", "TASS")),
        (("Oslo Free Press", "NRK"), ("NRK", "Oslo Free Press")),
        (("Russian state media", "TASS"), ("TASS",)),
        (("Kazakh media", "TASS"), ("Kazakh media", "TASS")),
        (("Kazakh state television", "Kazakh media"), ("Kazakhstan (media)",)),
        (("local media",), ("local media",)),
        (("Syrian state news agency SANA reports", "SANA"), ("SANA",)),
    ],
)
def test_outlets_that_nobody_names_add_no_origin(
    known: Gazetteer, carriers: tuple[str, ...], ends: tuple[str, ...]
) -> None:
    assert told_by(known, *carriers, kind="carried") == ends


@pytest.mark.parametrize(
    ("text", "outlet", "words", "name"),
    [
        (f"MOSCOW, June 6 (Reuters) - {MEETING}, the foreign ministry said.", "Reuters", "the foreign ministry",
         "Russian Federation (foreign ministry)"),
        (f"OSLO (AP) - {MEETING}, the foreign ministry said.", "Post", "the foreign ministry", "foreign ministry"),
        (f"{MEETING}, the Foreign Ministry said.", "Kazinform", "the Foreign Ministry", "Kazakhstan (foreign ministry)"),
        (f"{MEETING}, the foreign ministry said.", "Post", "the foreign ministry", "foreign ministry"),
        (f"The Kazakh foreign ministry is in Astana. {MEETING}, the ministry said.", "Post", "the ministry",
         "Kazakhstan (foreign ministry)"),
        (f"The Kazakh foreign ministry told the Russian foreign ministry so. {MEETING}, the foreign ministry said.", "Post",
         "the foreign ministry", "foreign ministry"),
        (f"The Kazakh embassy in Oslo spoke. {MEETING}, the embassy said.", "Post", "the embassy", "Kazakh embassy"),
    ],
)  # fmt: skip
def test_a_body_is_that_of_the_state_which_the_report_tells(
    known: Gazetteer, text: str, outlet: str, words: str, name: str
) -> None:
    made = report("one", text, "met", outlet=outlet)
    assert sourcing([with_chain(made, ("said", words))], known).origins == (name,)


def test_a_headline_names_a_source_in_short(known: Gazetteer) -> None:
    title = f"{MEETING}, embassy says"
    text = f"{title}\n{MEETING}, the Kazakh embassy in Moscow said."
    short, article = report("one", text, "met", outlet="Herald")
    article = replace(article, title=title)
    short, _ = with_chain((replace(short, end=len(title)), article), ("said", "embassy"))
    lead = replace(short, id="m-two", start=len(title) + 1, end=len(text), trigger_start=text.rindex("met"),
                   trigger_end=text.rindex("met") + 3)  # fmt: skip
    lead, _ = with_chain((lead, article), ("said", "the Kazakh embassy in Moscow"))
    found = sourcing([(short, article), (lead, article)], known)
    assert found.origins == ("Kazakh embassy in Moscow",)
    assert edges(found) == {("Herald", "quotes", "Kazakh embassy in Moscow")}


@pytest.mark.parametrize(
    ("words", "day", "reading"),
    [
        ("an official said on Tuesday.", "Tuesday", "by 2022-06-07"),
        ("an official told Reuters on Tuesday.", "Tuesday", "by 2022-06-07"),
        ("the Post reported on 7 June, citing officials.", "7 June", "by 2022-06-07"),
        ("officials said, on Tuesday in Sochi.", "Tuesday", "2022-06-07"),
        ("an official told those who came on Tuesday to Sochi.", "Tuesday", "2022-06-07"),
    ],
)
def test_the_day_of_a_statement_is_not_that_of_the_event(known: Gazetteer, words: str, day: str, reading: str) -> None:
    text = f"{MEETING}, {words}"
    mention, article = report("one", text, "met", outlet="Herald", on=DAY + timedelta(days=1))
    at = text.index(day)
    mention = replace(mention, reasons=(Reason(step="date", rule="", words=day, start=at, end=at + len(day)),))
    other = report("two", "Putin and Tokayev met in Sochi on grain exports.", "met", on=DAY)
    found = sourcing([(mention, article), other], known)
    assert set(told(found, "date")) == {reading, "2022-06-06"}
    assert ("date" in found.disputed) is (reading == "2022-06-07")
    (event,) = merge([mention, other[0]], {a.id: a for a in (article, other[1])}, gazetteer=known).events
    assert event.date_start == (DAY if reading != "2022-06-07" else event.date_start)


def test_the_day_of_a_dateline_is_not_that_of_the_event(known: Gazetteer) -> None:
    text = f"SOCHI, June 7 (Reuters) - {MEETING}."
    mention, article = report("one", text, "met", outlet="Reuters", on=DAY + timedelta(days=1))
    at = text.index("June 7")
    mention = replace(mention, reasons=(Reason(step="date", rule="", words="June 7", start=at, end=at + 6),))
    assert set(told(sourcing([(mention, article)], known), "date")) == {"by 2022-06-07"}


@pytest.mark.parametrize(
    ("one", "two", "disputed"),
    [
        ("killing three people", "killing four people", True),
        ("killing 3 people", "killing three people", False),
        ("killing at least three people", "killing four people", False),
        ("300 tons of grain", "500 tons of steel", True),
        ("with 40 guests", "in 3 hours", False),
        ("with 40 guests", "over 12 dishes", False),
    ],
)
def test_numbers_are_disputed_that_count_one_thing(known: Gazetteer, one: str, two: str, disputed: bool) -> None:
    found = sourcing(
        [report("one", f"{MEETING}, {one}.", "met"), report("two", f"{MEETING}, {two}.", "met", outlet="Herald")], known
    )
    assert ("number" in found.disputed) is disputed


def test_how_often_a_text_was_sent_is_no_number_of_its_event(known: Gazetteer) -> None:
    found = sourcing([report("one", f"UPDATE 2-{MEETING}", "met")], known)
    assert told(found, "number") == {}


@pytest.mark.parametrize(
    "words",
    [
        f"Correction: An earlier version of this article said that {MEETING} with 9 aides. The number was ten, not nine.",
        f"{MEETING} with ten aides. Correction: We wrongly reported that {MEETING} with 9 aides.",
    ],
)
def test_a_corrected_detail_denies_nothing(known: Gazetteer, words: str) -> None:
    first = report("one", f"{MEETING} with 9 aides.", "met", outlet="Herald")
    fixed, article = report("two", words, "met", outlet="Post", day=1)
    at = words.rindex("met")
    fixed = replace(fixed, start=at - 8, end=at + 20, trigger_start=at, trigger_end=at + 3)
    rows = [first, (fixed, article)]
    if words.count("met") > 1:
        rows.append((replace(fixed, id="m-more", start=0, end=20, trigger_start=8, trigger_end=11), article))
    found = sourcing(rows, known)
    assert found.deny == ()
    assert "status" not in found.disputed
    assert "Post" not in told(found, "number").get("9", ())


def test_who_takes_a_report_back_reports_it_no_longer(known: Gazetteer) -> None:
    first = report("one", f"{MEETING}, sources said.", "met", outlet="Herald", said="sources")
    citing = report("two", "Putin and Tokayev met in Sochi on grain exports.", "met", outlet="Post", carried="Herald")
    back = report("three", f"The Herald retracted its report that {MEETING}.", "met", outlet="Herald", day=2)
    found = sourcing([first, citing, back], known)
    assert (found.report, found.deny) == ((), ("Herald",))
    own = report("four", "Tokayev and Putin met, exports of grain were the matter.", "met", outlet="TASS", day=1)
    assert sourcing([first, citing, own, back], known).report == ("TASS",)


def test_a_headline_that_became_an_event_of_its_own_stands_on_the_leads_word(known: Gazetteer) -> None:
    text = f"{MEETING}\n{MEETING}, Dmitry Peskov said."
    headline, article = report("one", text, "met", outlet="Herald")
    article = replace(article, title=MEETING)
    headline = replace(headline, end=len(MEETING), quote=MEETING)
    lead = replace(headline, id="m-two", start=len(MEETING) + 1, end=len(text), trigger_start=text.rindex("met"),
                   trigger_end=text.rindex("met") + 3)  # fmt: skip
    lead, _ = with_chain((lead, article), ("said", "Dmitry Peskov"))
    when = datetime(2023, 1, 1, tzinfo=UTC)
    apart = MergeDecision(first="m-one", second="m-two", score=1, parts=(), verdict="different", by="a", when=when)
    by_id = {article.id: article}
    events = merge([headline, lead], by_id, decisions=[apart], gazetteer=known).events
    assert [event.origins for event in events] == [("Dmitry Peskov",)] * 2
    (one,) = [event for event in events if event.mentions == ("m-one",)]
    assert sources(one, [headline], by_id, known, beside=[headline, lead]).origins == ("Dmitry Peskov",)
    # of another act
    other = replace(lead, actors=headline.actors[:1])
    (one, _) = sorted(
        merge([headline, other], by_id, decisions=[apart], gazetteer=known).events, key=lambda e: e.mentions
    )
    assert one.origins == ("Herald",)
