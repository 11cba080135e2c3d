"""How sure a mention's parties are: by the grammar, and by what stands elsewhere in the article."""

from datetime import date

import pytest

from allegiance import pipeline
from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.decoding import FURTHER, Decoded, decodings, event
from allegiance.coding.entities import Entity
from allegiance.coding.joining import echo_features
from allegiance.coding.party_grammar import Odds, party_odds, shipped_party_weights
from allegiance.coding.party_join import joined, shipped_join_weights
from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.reader import read_many
from allegiance.coding.sentences import Sentence
from allegiance.records import Article, EventType, Status


def odds(text: str, trigger: str, kind: EventType) -> dict[str, Odds]:
    """Return how the grammar speaks for the parties of a sentence."""
    article = Article(id=text, text=text, language="en", published=date(2022, 3, 2))
    (read,) = read_many([article], names=Gazetteer.load(), nlp=load_parser())
    item = read.parsed[-1]
    place = next(token.i for token in item.doc if token.text == trigger)
    return party_odds(item, place, kind, shipped_party_weights())


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "actor", "recipient"),
    [
        ("Peru shelled Chile's border posts.", "shelled", EventType.ASSAULT, "PER", "CHL"),
        ("Peru was accused by Chile of spying.", "accused", EventType.ACCUSE, "CHL", "PER"),
        ("Peru's accusations against Chile grew louder.", "accusations", EventType.ACCUSE, "PER", "CHL"),
        ("Peru, which Chile has sanctioned, sells copper.", "sanctioned", EventType.SANCTION, "CHL", "PER"),
    ],
)
def test_grammar_tells_who_acts_on_whom(text: str, trigger: str, kind: EventType, actor: str, recipient: str) -> None:
    told = odds(text, trigger, kind)
    assert max(told, key=lambda party: told[party].actor) == actor
    assert max(told, key=lambda party: told[party].recipient) == recipient


def role(party: str, actor: float = 0.9, recipient: float = 0.9) -> Role:
    """Return a party that stands in the sentence."""
    return Role(
        Entity(id=party, text=party, start=0, end=3, head=0, sentence=0, role="state", via="name"), actor, recipient
    )


def proposed(*roles: Role, start: int = 0) -> Proposal:
    """Return a proposal with parties."""
    return Proposal(
        start=start, end=start + 5, sentence=Sentence(start=0, end=90, number=0), trigger=0.9, types=(0.9, 0.1),
        statuses=(1.0,), hedged=0.0, roles=roles, said=(), carried=(),
    )  # fmt: skip


def tried(start: int, actor: str, recipient: str, kind: str = "ACCUSE") -> tuple[Proposal, Decoded]:
    """Return a proposal at a place with its only reading."""
    return proposed(start=start), event(kind, 1.0, (), [role(actor)], [role(recipient)])


def test_an_act_told_twice_counts_at_either_place() -> None:
    first, second, turned, alone = (
        dict(found)
        for found in echo_features(
            [
                tried(0, "PER", "CHL"),
                tried(40, "PER", "CHL"),
                tried(60, "CHL", "PER", "REJECT"),
                tried(80, "BOL", "CHL"),
            ]
        )
    )
    assert first["told again"] == second["told again"] > 0
    assert first["told again turned"] == 0
    assert first["pair again turned"] > 0
    assert turned["told again"] == 0 < turned["pair again turned"]
    assert set(alone.values()) == {0.0}


def test_other_readings_of_one_trigger_are_no_second_telling() -> None:
    found = echo_features([tried(0, "PER", "CHL"), tried(0, "PER", "CHL")])
    assert {value for features in found for _, value in features} == {0.0}


def test_grammar_settles_what_the_network_leaves_open() -> None:
    proposal = proposed(role("PER", 0.5, 0.5), role("CHL", 0.5, 0.5))
    grammar = {"PER": Odds(3.0, -3.0), "CHL": Odds(-3.0, 3.0)}
    peru, chile = joined(proposal, "ACCUSE", grammar, (), verb=True, weights=shipped_join_weights())
    assert peru.actor > 2 * chile.actor
    assert chile.recipient > 2 * peru.recipient


def test_network_counts_where_the_grammar_is_silent() -> None:
    proposal = proposed(role("PER", 0.95, 0.02), role("CHL", 0.02, 0.95))
    peru, chile = joined(proposal, "ACCUSE", {}, (), verb=True, weights=shipped_join_weights())
    assert peru.actor > chile.actor
    assert chile.recipient > peru.recipient


def test_a_further_party_is_named_from_even_odds_on() -> None:
    roles = [role("PER", 0.9, 0.1), role("CHL", 0.1, 0.9), role("BOL", 0.1, FURTHER), role("ECU", 0.1, FURTHER - 0.01)]
    first = next(decodings("SANCTION", 1.0, roles))
    assert [r.hit.id for r in first.actors] == ["PER"]
    assert [r.hit.id for r in first.recipients] == ["CHL", "BOL"]


def test_likelihood_of_just_these_parties_falls_with_each_doubtful_one() -> None:
    roles = [role("PER", 0.9, 0.1), role("CHL", 0.1, 0.9), role("BOL", 0.1, 0.2)]
    pair = event("SANCTION", 1.0, roles, roles[:1], roles[1:2])
    more = event("SANCTION", 1.0, roles, roles[:1], roles[1:])
    assert pair.whole == pytest.approx(0.9**5 * 0.8)
    assert more.whole == pytest.approx(0.9**5 * 0.2)


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("All members except Ghana condemned Libya.", set()),
        ("With the exception of Ghana, every member condemned Libya.", set()),
        ("Nobody except Ghana condemned Libya.", {"GHA"}),
        ("Ghana, not Benin, condemned Libya.", {"GHA"}),
    ],
)
def test_who_is_excepted_has_no_part(text: str, actors: set[str]) -> None:
    article = Article(id=text, text=text, language="en", published=date(2022, 3, 2))
    for mention in pipeline.coder(pipeline.Setup()).code(article).mentions:
        assert {party.id for party in mention.actors} == actors
        assert mention.status is Status.ASSERTED
