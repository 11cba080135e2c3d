"""Whose word a mention stands on, where grammar and network have each a say."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from allegiance import pipeline
from allegiance.actors import Gazetteer
from allegiance.coding.attribution import attributions
from allegiance.coding.source_choice import candidates
from allegiance.coding.source_names import without_dateline
from allegiance.coding.told import Heard
from allegiance.records import Article, Attribution, EventType


@pytest.fixture
def sources(names: Gazetteer, read_at: Any) -> Callable[..., list[tuple[str, str]]]:
    """Return what tells kind and words of the sources given for a trigger, ``seen`` being what the network read."""

    def given(
        text: str, trigger: str, *seen: str, of: EventType = EventType.ASSAULT, likely: float = 0.9
    ) -> list[tuple[str, str]]:
        _, item, head = read_at(text, trigger)
        read_words = [Heard(text.index(words), text.index(words) + len(words), likely) for words in seen]
        found: tuple[Attribution, ...] = attributions(item, head, names.find_outlets, kind=of, seen=read_words)
        return [(a.kind, a.source) for a in found]

    return given


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        ("State media reported that Chad shelled a village in Niger.", "shelled", "State media"),
        ("Chad shelled a village in Niger, a news agency said.", "shelled", "a news agency"),
        ("Chad shelled a village in Niger, state television reported.", "shelled", "state television"),
    ],
)
def test_an_outlet_that_is_not_named_carries(sources: Any, text: str, trigger: str, source: str) -> None:
    assert ("carried", source) in sources(text, trigger, source)


def test_an_agency_that_is_no_outlet_speaks_for_itself(sources: Any) -> None:
    text = "Chad shelled a village in Niger, a spy agency said."
    assert sources(text, "shelled", "a spy agency") == [("said", "a spy agency")]


@pytest.mark.parametrize(
    "text",
    [
        "Chad shelled a village in Niger, according to a new Washington Post report.",
        "Chad to buy tanks from Niger: Kyodo\nChad and Niger reportedly agreed on a sale.",
    ],
)
def test_an_outlet_whose_report_is_named_carries(sources: Any, text: str) -> None:
    found = sources(text, "shelled" if "shelled" in text else "buy")
    assert [kind for kind, _ in found] == ["carried"]


def test_a_few_words_out_of_a_noun_phrase_are_no_source(sources: Any) -> None:
    text = "The foreign affairs chief will boycott the meeting after Chad attacked Niger."
    assert sources(text, "attacked", "foreign") == []
    assert sources(text, "attacked", "The foreign affairs chief") == [("said", "The foreign affairs chief")]


def test_a_statement_beside_the_event_needs_the_networks_word(sources: Any) -> None:
    text = "The mayor said on Sunday that the harvest was good, and Niger attacked Nigeria."
    assert sources(text, "attacked") == []
    assert sources(text, "attacked", "The mayor") == [("said", "The mayor")]


def test_words_that_are_far_less_likely_than_those_beside_them_are_no_part_of_a_source(
    names: Gazetteer, read_at: Any
) -> None:
    text = "The harbour master of Dakar told us of it: Niger attacked Nigeria."
    _, item, head = read_at(text, "attacked")
    odds = {"harbour": 0.9, "master": 0.9, "of": 0.1, "Dakar": 0.1, "told": 0.05}
    words = [Heard(text.index(w), text.index(w) + len(w), p) for w, p in odds.items()]
    groups = candidates(item, head, names.find_outlets, EventType.ASSAULT, {}, words, [])
    assert all("told" not in one.link.source for group in groups for one in group)
    assert any("master" in one.link.source for group in groups for one in group)


def test_one_source_under_two_names_is_one(sources: Any) -> None:
    text = (
        "Niger attacked Nigeria, Amina Bello said on Friday. Ms Bello told reporters that Niger attacked Nigeria again."
    )
    found = sources(text, "attacked", "Amina Bello", "Ms Bello")
    assert found == [("said", "Amina Bello")]


def test_the_sentences_beside_those_with_events_are_parsed(model_like: Any, read_at: Any) -> None:
    text = "The envoy spoke of the harvest. Niger attacked Nigeria. Rain fell. Trains ran."
    read, _, _ = read_at(text, "attacked", model=model_like)
    assert [item.sentence.number for item in read.parsed] == [0, 1, 2]


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Chad to attack Niger within weeks: experts", "experts"),
        ("Chad will attack Niger, its neighbour – EU minister", "EU minister"),
        ("Former Chadian PM: Niger attacked Nigeria", "Former Chadian PM"),
    ],
)
def test_who_is_set_off_at_the_edge_of_a_headline_says_it(sources: Any, headline: str, source: str) -> None:
    trigger = "attacked" if "attacked" in headline else "attack"
    assert ("said", source) in sources(f"{headline}\nMore to come.", trigger)


@pytest.mark.parametrize(
    "headline",
    [
        "Global report: Niger attacked Nigeria",
        "Niger attacked Nigeria: Chad closes its border",
        "Niger: Chad attacked it",
    ],
)
def test_a_topic_or_a_second_act_at_the_edge_of_a_headline_says_nothing(sources: Any, headline: str) -> None:
    assert sources(f"{headline}\nMore to come.", "attacked") == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The Washington Post, citing a Chadian spokesman, reported that Niger attacked Nigeria.", "attacked"),
        ("Niger attacked Nigeria, The Washington Post reported, citing a Chadian spokesman.", "attacked"),
        ("The Washington Post quoted a Chadian spokesman as saying that Niger attacked Nigeria.", "attacked"),
    ],
)
def test_whom_an_outlet_cites_or_quotes_is_a_source_too(sources: Any, text: str, trigger: str) -> None:
    assert sources(text, trigger, "The Washington Post") == [
        ("said", "a Chadian spokesman"),
        ("carried", "The Washington Post"),
    ]


def test_the_agency_is_the_news_agency_named_before(sources: Any) -> None:
    text = "KCNA told of the harvest first. Niger attacked Nigeria, the agency said."
    assert sources(text, "attacked", "the agency") == [("carried", "KCNA")]
    other = "The Washington Post told of the harvest first. Niger attacked Nigeria, the agency said."
    assert sources(other, "attacked", "the agency") == [("said", "the agency")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Amina Bello criticised Niger on Friday.", "Amina Bello"),
        ("Chad criticised Niger on Friday.", ""),
    ],
)
def test_who_accuses_is_a_source_unless_it_is_a_state_by_its_name(sources: Any, text: str, source: str) -> None:
    found = sources(text, "criticised", source or "Chad", of=EventType.ACCUSE, likely=0.15)
    assert [name for _, name in found] == ([source] if source else [])


@pytest.fixture
def model_like(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Stand in for the network: it proposes the second sentence's event."""

    def proposed(model: Any, text: str, hits: Any, cut: Any, wanted: Any, **_: Any) -> Any:
        yield SimpleNamespace(sentence=cut[1])

    monkeypatch.setattr("allegiance.coding.reader.propose", proposed)
    return object()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Chadian defence ministry said that Niger shelled a village.", "The Chadian defence ministry"),
        ("Niger shelled a village, the Foreign Ministry said.", "the Foreign Ministry"),
        ("The Chadian Foreign Minister said that Niger shelled a village.", "The Chadian Foreign Minister"),
        ("Defence Minister Issaka Maloua said that Niger shelled a village.", "Issaka Maloua"),
        ("A report of 2 May said that Niger shelled a village.", "A report of 2 May"),
        ("An article of May 2 said that Niger shelled a village.", "An article of May 2"),
    ],
)
def test_a_body_keeps_its_name_and_a_person_loses_the_title(sources: Any, text: str, source: str) -> None:
    assert sources(text, "shelled", source) == [("said", source)]


@pytest.mark.parametrize(
    "text",
    [
        "According to Le Monde, which cites army officers, Chad shelled a village in Niger.",
        "Bild, which cited army officers, wrote that Chad shelled a village in Niger.",
        "The Guardian, citing army officers, said that Chad shelled a village in Niger.",
    ],
)
def test_an_outlet_carries_what_those_it_cites_say(sources: Any, text: str) -> None:
    told = sources(text, "shelled", "army officers")
    assert [kind for kind, _ in told] == ["said", "carried"]
    assert told[0][1].lower().endswith("army officers")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Chad shelled a village in Niger, Bild reported, referring to army officers.",
            "said army officers, carried Bild",
        ),
        (
            "Bild writes, with reference to army officers, that Chad shelled a village in Niger.",
            "said army officers, carried Bild",
        ),
        (
            "The Guardian, citing a report in Le Figaro, said that Chad shelled a village in Niger.",
            "carried Le Figaro, carried The Guardian",
        ),
    ],
)
def test_whom_an_outlet_refers_to_stands_behind_it(text: str, told: str) -> None:
    article = Article(id=text, text=text, language="en", published=date(2022, 3, 2))
    (mention,) = pipeline.coder(pipeline.Setup()).code(article).mentions
    assert ", ".join(f"{link.kind} {link.source}" for link in mention.attributions) == told


def test_a_dateline_is_no_part_of_a_source() -> None:
    words = ("OSLO - Norway's minister", "NEW YORK (AP) — The envoy", "US-led forces", "The minister - a Pole")
    made = [
        without_dateline(
            Attribution(kind="said", source=w, start=5, end=5 + len(w), cue="said", cue_start=0, cue_end=0)
        )
        for w in words
    ]
    assert [a.source for a in made] == ["Norway's minister", "The envoy", *words[2:]]
    assert all(a.end - a.start == len(a.source) for a in made)


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "source"),
    [
        ("Chad, says a leaked UN report, has armed rebels in Niger.", "armed", "said", "a leaked UN report"),
        ("Chadian jets, Niamey claims, bombed a village in Niger.", "bombed", "said", "Niamey"),
        ("As the mayor put it, Chad has attacked Niger.", "attacked", "said", "the mayor"),
        ("In the words of the mayor, Chad has attacked Niger.", "attacked", "said", "the mayor"),
        (
            "Reuters reported on Monday, citing two clerks, that Chad had attacked Niger.",
            "attacked",
            "said",
            "two clerks",
        ),
        ("Chad has attacked Niger, a clerk told The Zinder Times.", "attacked", "carried", "The Zinder Times"),
    ],
)
def test_who_is_set_off_or_told(sources: Any, text: str, trigger: str, kind: str, source: str) -> None:
    found = sources(text, trigger, source)
    assert (kind, source) in found
    assert not any(words.startswith(("Chad", "reporters")) for _, words in found)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("In the dispute, officials said, and Niger agreed, Chad attacked Togo.", "attacked"),
        ("Chad, which Niger claims, has attacked Togo.", "attacked"),
    ],
)
def test_words_between_commas_that_set_nobody_off(sources: Any, text: str, trigger: str) -> None:
    assert all(source not in ("which Niger", "which", "Niger") for _, source in sources(text, trigger))


def test_hearers_are_no_source(sources: Any) -> None:
    text = "Chad has attacked Niger, a clerk told reporters."
    assert sources(text, "attacked", "a clerk", "reporters") == [("said", "a clerk")]


def test_he_is_a_person_and_no_state(sources: Any) -> None:
    text = (
        "Chad says talks with Niger go on. The foreign minister of Chad flew home. “Togo has attacked Niger,” he said."
    )
    found = sources(text, "attacked", "he")
    assert all(source != "Chad" for _, source in found)
    assert any("minister" in source for _, source in found)


def test_who_speaks_only_in_the_next_sentence_tells_another_act(sources: Any) -> None:
    text = "In it Chad warned Niger against attacks. A Togolese clerk said that Togo would reply."
    assert sources(text, "warned", "A Togolese clerk") == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The general may resign, allies say, amid a row over the response to an attack on Niger.", "attack"),
        ("The envoy will come in June, according to reports, as Chad attacked Niger.", "attacked"),
    ],
)
def test_words_set_off_tell_only_the_clause_that_they_part(sources: Any, text: str, trigger: str) -> None:
    assert sources(text, trigger) == []


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("As transmits TASS, Chad shelled a village in Niger.", ("carried", "TASS")),
        ("As informs the agency Kabar, Chad shelled a village in Niger.", ("carried", "Kabar")),
        ("Chad shelled a village in Niger, transmits Xinhua.", ("carried", "Xinhua")),
        ("Chad shelled a village in Niger, informed the agency Anadolu.", ("carried", "Anadolu")),
        ("Chad shelled a village in Niger, CTK informs with reference to officials.", ("carried", "CTK")),
        ("The Wall Street Journal with reference to officials writes that Chad shelled Niger.", ("said", "officials")),
        ("The edition Bild writes that Chad shelled a village in Niger.", ("carried", "Bild")),
        ("Chad shelled a village in Niger, declared the envoy of Niger.", ("said", "the envoy of Niger")),
        ("Chad shelled a village in Niger, declared on Monday the envoy of Niger.", ("said", "the envoy of Niger")),
        ("Chad shelled a village in Niger, told journalists the envoy.", ("said", "the envoy")),
        ("By words of the envoy, Chad shelled a village in Niger.", ("said", "the envoy")),
        ("Chad shelled a village in Niger. About this writes Bloomberg.", ("carried", "Bloomberg")),
    ],
)
def test_sources_in_the_order_of_translated_news(sources: Any, text: str, given: tuple[str, str]) -> None:
    assert given in sources(text, "shelled")


def test_a_source_goes_without_the_words_that_it_told(sources: Any) -> None:
    text = "According to the data of the border service, Chad shelled a village in Niger."
    assert ("said", "the border service") in sources(text, "shelled", "the data of the border service")


@pytest.mark.parametrize(
    "text",
    [
        "Chad shelled a village in Niger, added to its list last week.",
        "Chad shelled a village in Niger, noted for its market.",
        "Chad shelled a village in Niger, reported dead on Monday.",
        "Niger said that it saw planes, and Chad shelled a village, as expected.",
    ],
)
def test_words_behind_a_comma_that_name_nobody(sources: Any, text: str) -> None:
    assert sources(text, "shelled") == []


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("In an interview with Kommersant, the envoy said that Chad had shelled Niger.", ["Kommersant"]),
        ("Speaking to Al Jazeera, the envoy said that Chad had shelled Niger.", ["Al Jazeera"]),
        ("The envoy told the Turkish news agency Anadolu that Chad had shelled Niger.", ["Anadolu"]),
        ("Chad shelled Niger, the envoy said in a statement carried by the state news agency SANA.", ["SANA"]),
        ("Chad shelled Niger, the envoy told The New York Times and CNN.", ["The New York Times", "CNN"]),
        ("Chad shelled Niger, the envoy told state television.", ["state television"]),
        ("Chad shelled Niger, the envoy told public radio on Sunday.", ["public radio"]),
        ("According to the envoy quoted by Le Monde, Chad shelled Niger.", ["Le Monde"]),
        ("Chad shelled Niger, the envoy was quoted as saying by Le Monde.", ["Le Monde"]),
    ],
)
def test_an_outlet_through_which_a_speaker_speaks_carries(sources: Any, text: str, outlets: list[str]) -> None:
    found = sources(text, "shelled", "the envoy" if "the envoy" in text else "The envoy")
    assert [source for kind, source in found if kind == "said"] in (["the envoy"], ["The envoy"])
    assert [source for kind, source in found if kind == "carried"] == outlets


@pytest.mark.parametrize(
    "text",
    [
        "The envoy said that Chad shelled Niger after its king told Reuters that he would.",
        "The envoy, whose aide once spoke to Reuters, said that Chad shelled Niger.",
    ],
)
def test_an_outlet_to_which_another_speaks_carries_nothing(sources: Any, text: str) -> None:
    assert [kind for kind, _ in sources(text, "shelled", "The envoy")] == ["said"]


def test_who_is_said_to_act_says_nothing(sources: Any) -> None:
    assert sources("The envoy is said to have met rebels from Chad.", "met", "The envoy") == []
    assert sources("The envoy said that he had met rebels from Chad.", "met", "The envoy") == [("said", "The envoy")]


@pytest.mark.parametrize(
    ("headline", "outlet"),
    [
        ("Greece sends firefighters to Chad - Kathimerini", "Kathimerini"),
        ("Greece sends firefighters to Chad | Reuters", "Reuters"),
        ("Iran sends two Swedes - Reuters", "Reuters"),
        ("Greece sends firefighters to Chad – Al Jazeera English", "Al Jazeera English"),
    ],
)
def test_an_outlet_set_off_at_the_end_of_a_headline_carries(sources: Any, headline: str, outlet: str) -> None:
    assert sources(f"{headline}\nThey left on Monday.", "sends") == [("carried", outlet)]


def test_an_edition_of_an_outlet_is_that_outlet(sources: Any) -> None:
    text = "BBC Somali reported that Chad had shelled Niger."
    assert sources(text, "shelled", "BBC Somali") == [("carried", "BBC Somali")]
    text = "Officials told the BBC Turkish guns had shelled Niger."
    assert ("carried", "BBC") in sources(text, "shelled", "Officials")


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("It was reported by local newspapers that Chad had shelled Niger.", ("carried", "local newspapers")),
        ("It was announced on Monday by the court that Chad had shelled Niger.", ("said", "the court")),
        ("Chad shelled Niger, the envoy informed journalists.", ("said", "the envoy")),
        ("A house in Niger was shelled by Chad, declared the Nigerien envoy.", ("said", "the Nigerien envoy")),
    ],
)
def test_who_tells_stands_where_the_parse_does_not_look(sources: Any, text: str, given: tuple[str, str]) -> None:
    assert sources(text, "shelled") == [given]


@pytest.mark.parametrize(
    ("text", "seen", "outlets"),
    [
        ("Chad shelled Niger, the envoy told the BBC and CNN.", ["the envoy", "the BBC and CNN"], ["BBC", "CNN"]),
        ("Chad shelled Niger, the envoy told the newspaper Bild.", ["the envoy", "the newspaper"], ["Bild"]),
        ("The press service of the ministry said that Chad shelled Niger.", ["The press service"], []),
    ],
)
def test_outlets_are_told_one_by_one_and_by_their_names(
    sources: Any, text: str, seen: list[str], outlets: list[str]
) -> None:
    assert [source for kind, source in sources(text, "shelled", *seen) if kind == "carried"] == outlets
