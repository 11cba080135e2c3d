"""Names that nothing is known of are listed, wherever they stand. All texts are invented."""

from datetime import date

import pytest

from allegiance import pipeline
from allegiance.records import Article


def listed(text: str) -> dict[str, str]:
    article = Article(id=text, text=text, language="en", published=date(2022, 4, 5))
    return {name.text: name.why for name in pipeline.coder(pipeline.Setup()).code(article).unresolved}


def test_names_in_a_text_without_a_known_party() -> None:
    found = listed("The army of Syldavia moved at dawn. On Monday Syldavia attacked Borduria, its neighbour, and left.")
    assert found == {"Syldavia": "actor", "Borduria": "recipient"}


def test_names_beside_known_ones() -> None:
    assert "Borduria" in listed("France condemned Borduria on Monday. Borduria had attacked a ship of Germany.")


def test_all_of_many_names() -> None:
    names = [
        f"{first}{last}ia" for first in ("Bord", "Syld", "Rurit", "Zubr") for last in ("ar", "ov", "un", "el", "im")
    ]
    text = " ".join(f"In May the state of {name} protested, and then {name} attacked a ship." for name in names)
    assert set(names) <= set(listed(text))


@pytest.mark.parametrize(
    "text",
    ["Officials attacked the plan. They met on Monday. Prices rose.", "POLICE ARREST MAN IN TOWN HALL AFTER MEETING",
     "France met Germany on Monday.", "NBC News attacked the plan. The Washington Post accused nobody.",
     "In the end President accused nobody, and I've rejected it; so What followed?"],
)  # fmt: skip
def test_words_that_are_no_unknown_names(text: str) -> None:
    assert listed(text) == {}
