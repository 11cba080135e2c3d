"""Who stands beside an act without doing it, and who acts for another or with another."""

from datetime import date
from typing import Any

import pytest

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.ballots import put_to_vote
from allegiance.coding.bystanders import (
    by_private_persons,
    bystanders,
    homes,
    in_clause_of_subject,
    owners_of_rivals,
)
from allegiance.coding.coder import Coder
from allegiance.coding.entities import Entity
from allegiance.coding.joint_acts import as_one_subject, joined_in, listed, on_behalf, target_beside_owner
from allegiance.coding.model import shipped_model
from allegiance.coding.network_candidates import _named_here
from allegiance.coding.proposals import Role
from allegiance.coding.rules import party
from allegiance.records import Article, EventType


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "beside"),
    [
        ("A Danish journalist accused Morocco of fraud.", "accused", EventType.ACCUSE, {"DNK"}),
        ("The Danish journalist Ann Lee accused Morocco of fraud.", "accused", EventType.ACCUSE, {"DNK"}),
        ("Danish students marched in Rabat.", "marched", EventType.PROTEST, set()),
        ("UN experts accused Morocco of fraud.", "accused", EventType.ACCUSE, set()),
        ("Danish police accused a Moroccan journalist.", "accused", EventType.ACCUSE, {"MAR"}),
        ("NATO member Turkey vetoed a plan.", "vetoed", EventType.REJECT, {"NATO"}),
        ("Turkey, a NATO member, vetoed a plan.", "vetoed", EventType.REJECT, {"NATO"}),
        ("NATO members vetoed a plan.", "vetoed", EventType.REJECT, set()),
        ("Malawi's former president thanked Kenya.", "thanked", EventType.SUPPORT, {"MWI"}),
        ("Malawi's former president attacked Kenya.", "attacked", EventType.ASSAULT, set()),
        ("Malawi's president thanked Kenya.", "thanked", EventType.SUPPORT, set()),
        ("Kenyan jets, Malawi claims, bombed a barn.", "bombed", EventType.ASSAULT, {"MWI"}),
        ("Kenyan jets, Malawi claims, bombed a barn of Malawi.", "bombed", EventType.ASSAULT, set()),
        ("Danish defence minister Ann Lee, a former teacher, accused Mali.", "accused", EventType.ACCUSE, set()),
        (
            "Danish Foreign Minister Ann Lee, a former prime minister, thanked Mali.",
            "thanked",
            EventType.SUPPORT,
            set(),
        ),
        (
            "Malawi's former president, who now leads its parliament, thanked Kenya.",
            "thanked",
            EventType.SUPPORT,
            set(),
        ),
        ("Malawi's former president, who now lives abroad, thanked Kenya.", "thanked", EventType.SUPPORT, {"MWI"}),
        ("Bolivia, whose pilots Brazil had trained, sent rice to Cuba.", "sent", EventType.AID, {"BRA"}),
        ("Bolivia, whose pilots Brazil had trained, sent rice to Cuba.", "trained", EventType.AID, set()),
        ("Rabat's lawyers accused Chad of theft.", "accused", EventType.ACCUSE, set()),
        ("A Moroccan lawyer accused Chad of theft.", "accused", EventType.ACCUSE, {"MAR"}),
        ("The agency's governors in Vienna accused Chad of theft.", "accused", EventType.ACCUSE, {"AUT"}),
        ("Danish envoys in Vienna accused Chad of theft.", "accused", EventType.ACCUSE, set()),
        ("Officials in Vienna accused Chad of theft.", "accused", EventType.ACCUSE, set()),
        ("Kenya condemned the shelling of a Chadian village.", "shelling", EventType.ASSAULT, {"KEN"}),
        ("Kenya condemned the shelling of a Chadian village.", "condemned", EventType.ACCUSE, set()),
        ("Kenya condemned its shelling of a Chadian village.", "shelling", EventType.ASSAULT, set()),
        ("Chile abstains in the UN vote on Chad.", "vote", EventType.VOTE, {"UN"}),
        ("The UN vote on Chad was held at noon.", "vote", EventType.VOTE, set()),
    ],
)
def test_who_does_not_act(read_at: Any, text: str, trigger: str, kind: EventType, beside: set[str]) -> None:
    _, item, place = read_at(text, trigger)
    assert bystanders(item, item.doc[place], kind) == beside


@pytest.mark.parametrize(
    ("text", "trigger", "owners"),
    [
        ("Kenya has widened its ties with Malawi's rivals.", "ties", {"MWI"}),
        ("Kenya sent rice to Malawi's old enemies in the region.", "sent", {"MWI"}),
        ("Kenya sent rice to Malawi and to Malawi's enemies.", "sent", set()),
        ("Kenya sent rice to Malawi's allies.", "sent", set()),
    ],
)
def test_whose_rivals_are_told_of_is_no_party(read_at: Any, text: str, trigger: str, owners: set[str]) -> None:
    _, item, _ = read_at(text, trigger)
    assert owners_of_rivals(item) == owners


def test_what_a_private_person_says_is_no_other_party_of_the_sentence(names: Gazetteer) -> None:
    coder = Coder(gazetteer=names, nlp=load_parser(), model=shipped_model())
    for text, told in (
        ("A Syrian official spoke on Monday, and a French journalist condemned Iran.", []),
        ("The ousted president of Niger, Mohamed Bazoum, urged Iran to help.", [("NER", "IRN")]),
    ):
        coded = coder.code(Article(id=text, text=text, language="en", published=date(2023, 8, 6)))
        assert [(m.actors[0].id, m.recipients[0].id) for m in coded.mentions] == told


def test_a_crowd_is_no_state(read_at: Any) -> None:
    for text, private in (("It was attacked by a mob in Oslo.", True), ("It was attacked by troops in Oslo.", False)):
        _, item, place = read_at(text, "attacked")
        assert by_private_persons(item.doc[place]) is private


@pytest.mark.parametrize(
    ("text", "trigger", "body"),
    [
        ("On behalf of the European Union, Malta's minister urged Georgia to act.", "urged", ["EU"]),
        ("Speaking on behalf of the African Union, Ghana's president condemned Eritrea.", "condemned", ["AU"]),
        ("On behalf of the European Union, a firm urged Georgia to act.", "urged", []),
        ("Malta's minister urged Georgia to act.", "urged", []),
    ],
)
def test_for_whom_an_official_acts(read_at: Any, text: str, trigger: str, body: list[str]) -> None:
    _, item, place = read_at(text, trigger)
    assert [entity.id for entity in on_behalf(item, item.doc[place])] == body


def test_who_joins_another(read_at: Any) -> None:
    _, item, place = read_at("Estonia joined Lithuania in recalling its envoy from Iran.", "recalling")
    assert {entity.id for entity in joined_in(item, item.doc[place])} == {"EST", "LTU"}


def test_owner_and_target_of_strikes(read_at: Any) -> None:
    _, item, place = read_at("Ethiopia's Sudan strikes killed nine people.", "strikes")
    owner, target = target_beside_owner(item, item.doc[place])
    assert ([e.id for e in owner], [e.id for e in target]) == (["ETH"], ["SDN"])


def test_she_is_the_only_woman_named(read_at: Any) -> None:
    read, item, _ = read_at("Macron called Meloni. She promised him two ships.", "promised")
    told = {entity.text: (entity.id, entity.alone) for entity in read.entities.by_sentence[item.number]}
    assert told == {"She": ("ITA", True), "him": ("FRA", True)}


def test_the_two_sides_are_not_the_one_that_the_clause_is_about(read_at: Any) -> None:
    text = "Congo accused Rwanda. Angola, on whose territory the two sides met, urged them to stop."
    read, item, _ = read_at(text, "urged")
    sides = {entity.id for entity in read.entities.by_sentence[item.number] if "sides" in entity.text}
    assert "AGO" not in sides


def role(party: str, actor: float, recipient: float) -> Role:
    """Return a party with how likely it is on either side."""
    hit = Entity(id=party, text=party, start=0, end=3, head=0, sentence=0, role="state", via="name")
    return Role(hit, actor, recipient)


def test_a_party_of_another_sentence_is_no_further_one() -> None:
    roles = (role("PER", 0.9, 0.1), role("CHL", 0.1, 0.9), role("BOL", 0.1, 0.7))
    found = {r.party: r.recipient for r in _named_here(roles, frozenset({"BOL"}), "ACCUSE")}
    assert found["BOL"] < 0.1 < 0.9 == found["CHL"]
    assert _named_here(roles, frozenset({"BOL"}), "CONSULT") == roles
    assert _named_here(roles, frozenset({"BOL", "CHL"}), "ACCUSE") == roles


@pytest.mark.parametrize(
    ("text", "trigger", "inside"),
    [
        ("Chile, which armed the Houthis, praises a truce in Yemen.", "praises", {"Houthis"}),
        ("Chile, which armed the Houthis, praises a truce in Yemen.", "armed", set()),
        ("Chile, which armed the Houthis, praises the Houthis.", "praises", set()),
    ],
)
def test_a_clause_about_who_acts_names_no_party_of_the_act(
    read_at: Any, text: str, trigger: str, inside: set[str]
) -> None:
    _, item, place = read_at(text, trigger)
    assert in_clause_of_subject(item, item.doc[place]) == inside


@pytest.mark.parametrize(
    ("text", "word", "owners"),
    [
        ("Chile broke off talks with Sudan's Rapid Support Forces.", "broke", {"SDN"}),
        ("Chile thanked Lebanese Hezbollah.\nIt sent Hezbollah a letter.", "sent", {"LBN"}),
        ("Chile told Sudan to disarm Sudan's Rapid Support Forces.", "told", set()),
        ("Chile warned Sudan and the Rapid Support Forces.", "warned", set()),
    ],
)
def test_the_home_of_a_group_is_no_party(read_at: Any, text: str, word: str, owners: set[str]) -> None:
    _, item, _ = read_at(text, word)
    assert homes(item) == owners


def roles_of(item: Any, parts: dict[str, tuple[float, float]]) -> tuple[Role, ...]:
    """Return roles for the parties of a sentence, with how likely each acts and undergoes."""
    named = {entity.id: entity for entity in item.article.by_sentence[item.number]}
    return tuple(Role(party(named[id]), *parts[id]) for id in parts)


def test_names_side_by_side_have_one_part(read_at: Any) -> None:
    _, item, _ = read_at("Lima warns Quito, Bogota over cod", "warns")
    roles = roles_of(item, {"PER": (0.9, 0.1), "ECU": (0.1, 0.9), "COL": (0.1, 0.2)})
    assert [role.recipient for role in listed(roles, item)] == [0.1, 0.9, 0.9]
    _, item, _ = read_at("Lima meets Quito, Ecuador, over cod", "meets")
    roles = roles_of(item, {"PER": (0.9, 0.1), "ECU": (0.1, 0.9)})
    assert listed(roles, item) == roles


@pytest.mark.parametrize(
    ("text", "word", "subjects"),
    [
        ("Peru and Chile call for an end to the war in Mali.", "call", {"PER", "CHL"}),
        ("Peru, Mali and Chile issued a warning to Chad.", "warning", {"PER", "CHL", "MLI"}),
        ("Peru and Chile accused each other of theft.", "accused", set()),
        ("Peru accused Chile of theft.", "accused", set()),
    ],
)
def test_who_acts_as_one(read_at: Any, text: str, word: str, subjects: set[str]) -> None:
    _, item, place = read_at(text, word)
    assert as_one_subject(item, item.doc[place]) == subjects


@pytest.mark.parametrize(
    ("text", "word", "put"),
    [
        ("Peru votes against a UN call for talks", "call", True),
        ("Peru abstained in the vote on a UN demand for talks.", "demand", True),
        ("Peru votes after a UN call for talks", "call", False),
        ("Peru voted for the resolution.", "resolution", False),
    ],
)
def test_what_is_voted_on_is_not_told_by_the_vote(read_at: Any, text: str, word: str, put: bool) -> None:
    _, item, place = read_at(text, word)
    assert put_to_vote(item.doc[place]) is put
