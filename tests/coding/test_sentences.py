"""Cutting an article into sentences."""

from allegiance.coding.sentences import blanked, promising, sentences, unwrapped

WRAPPED = """Peru and Chile said on Monday that they had agreed to open
their border again, and that the foreign ministers of both
states would meet in La Paz.
    A spokesman for Peru's government said in a statement that
the talks had been useful."""


def cut(text: str) -> list[str]:
    """Return the sentences of a text."""
    ready = blanked(text, ())
    return [ready[s.start : s.end] for s in sentences(ready)]


def test_lines_broken_at_a_width_are_one_sentence() -> None:
    first, second = cut(WRAPPED)
    assert first.endswith(
        "agreed to open their border again, and that the foreign ministers of both states would meet in La Paz."
    )
    assert second.startswith("A spokesman")
    assert second.endswith("had been useful.")
    assert len(unwrapped(WRAPPED)) == len(WRAPPED)


def test_a_heading_above_broken_lines_stays_a_line() -> None:
    assert cut("Border to open again\n" + WRAPPED)[0] == "Border to open again"


def test_points_of_a_list_below_broken_lines_stay_apart() -> None:
    assert cut(WRAPPED + "\nThey named:\n- trade\n- fish")[-3:] == ["They named:", "- trade", "- fish"]


def test_a_list_of_headlines_stays_a_list() -> None:
    lines = [
        "Peru and Chile agree to open their border after talks",
        "Bolivia's president warns of a shortage of fuel",
        "Ecuador sends aid after the flood in northern Peru",
        "Chile recalls its ambassador for consultations",
        "Argentina and Brazil sign a treaty on shared rivers",
    ]
    assert cut("\n".join(lines)) == lines


def test_lines_of_whole_paragraphs_stay_apart() -> None:
    text = "Peru said that it would " + "gladly " * 30 + "agree.\nand so did Chile\nand Bolivia\nand Brazil\nand others"
    assert unwrapped(text) == text


def test_a_sentence_after_one_with_a_party_is_read() -> None:
    text = "Peru met Chile. The talks went well. Nobody spoke afterwards."
    found = sentences(text)
    assert [s.number for s in promising(text, found, [0, 9])] == [0, 1]


def test_the_hour_of_an_entry_is_no_part_of_its_sentence() -> None:
    entries = "20:14 Peru refuses to join.\n\n19:50 GMT – Chile leaves.\n18:05 delegates met at 9:30 Lima time."
    assert cut(entries) == ["Peru refuses to join.", "Chile leaves.", "18:05 delegates met at 9:30 Lima time."]
