"""How sure a mention's parties are: by the grammar, and by what stands elsewhere in the article."""

from datetime import date

import pytest

from allegiance.actors import Gazetteer
from allegiance.coding import load_parser
from allegiance.coding.decoding import Decoded
from allegiance.coding.entities import Entity
from allegiance.coding.joining import echo_features
from allegiance.coding.party_grammar import Odds, party_odds, shipped_party_weights
from allegiance.coding.proposals import Proposal, Role
from allegiance.coding.reader import read_many
from allegiance.coding.sentences import Sentence
from allegiance.records import Article, EventType


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


def tried(start: int, actor: str, recipient: str, kind: str = "ACCUSE") -> tuple[Proposal, Decoded]:
    """Return a proposal at a place with its only reading."""

    def role(party: str) -> Role:
        hit = Entity(id=party, text=party, start=0, end=3, head=0, sentence=0, role="state", via="name")
        return Role(hit, 0.9, 0.9)

    proposal = Proposal(
        start=start, end=start + 5, sentence=Sentence(start=0, end=90, number=0), trigger=0.9, types=(0.9, 0.1),
        statuses=(1.0,), hedged=0.0, roles=(), said=(), carried=(),
    )  # fmt: skip
    return proposal, Decoded(kind, 1.0, (role(actor),), (role(recipient),), 0.9, 0.9, mutual=False)


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
