"""How a candidate stands beside the others of its trigger."""

from __future__ import annotations

from allegiance.coding.decoding import Decoded
from allegiance.coding.proposals import Role
from allegiance.coding.rivals import PREFIXES, rival_features
from allegiance.records import Party

NUMBERS = {"all": 1.0, "just these": -0.5, "share": 2.0, "rules same": 0.0}


def party(name: str) -> Role:
    return Role(Party(id=name, text=name, start=0, end=3, role="state", via="name"), 0.9, 0.9)


def decoded(kind: str, actors: str, recipients: str, *, mutual: bool = False) -> Decoded:
    acting, undergoing = (tuple(party(name) for name in side.split()) for side in (actors, recipients))
    return Decoded(kind, 0.8, acting, undergoing, 0.9, 0.9, mutual, 0.5)


def test_a_candidate_is_measured_against_the_best_of_each_kind_of_rival() -> None:
    tried = [
        (decoded("AID", "FRA", "UKR"), NUMBERS),
        (decoded("AID", "FRA DEU", "UKR"), NUMBERS | {"all": 3.0, "just these": -2.0}),
        (decoded("AID", "UKR", "FRA"), NUMBERS | {"all": -4.0}),
        (decoded("AID", "FRA", ""), NUMBERS | {"all": -2.0}),
        (decoded("COOPERATE", "FRA UKR", "", mutual=True), NUMBERS | {"all": 2.5, "share": -1.0, "rules same": 4.0}),
    ]
    assert dict(next(rival_features(tried))) == {
        "beside rivals": 4.0,
        "beside all": 1.0 - 3.0,
        "beside all of its type": 1.0 - 3.0,
        "beside all of another type": 1.0 - 2.5,
        "beside just these": -0.5 + 0.5,
        "beside share": 2.0 + 1.0,
        "beside more parties": 1.0 - 3.0,
        "beside fewer parties": 1.0 + 2.0,
        "beside same parties": 1.0 + 4.0,
        "beside rules": 0.0 - 4.0,
        "beside mutual": 2.5,
    }


def test_without_rivals_a_candidate_is_far_ahead_and_its_features_can_be_told_from_others() -> None:
    ((*found,),) = rival_features([(decoded("AID", "FRA", "UKR"), NUMBERS)])
    assert dict(found)["beside rivals"] == 0.0
    assert dict(found)["beside all"] == 13.0
    assert all(name.startswith(PREFIXES) for name, _ in found)
