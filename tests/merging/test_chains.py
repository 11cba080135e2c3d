from dataclasses import replace
from datetime import date, timedelta

import pytest
from making import DAY, report

from allegiance.actors import Gazetteer
from allegiance.merging import merge, reprints, sources
from allegiance.records import Article, Attribution, Mention, SourceNode, Sourcing, Status

MEETING = "Tokayev met Putin in Sochi on the coast to discuss grain exports"
Reports = list[tuple[Mention, Article]]


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer.load()


def sourcing(reports: Reports, known: Gazetteer) -> Sourcing:
    """Return the sources of the one event that the reports make; its origins are those of the event."""
    articles = {a.id: a for _, a in reports}
    families = reprints(articles.values(), known)
    (event,) = merge([m for m, _ in reports], articles, reprints=families, gazetteer=known).events
    found = sources(event, [m for m, _ in reports], articles, known, families)
    assert found.origins == event.origins
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
