"""What sentences count."""

from time import process_time

from allegiance.merging.counts import counts


def test_the_end_of_a_capitalised_word_names_nothing() -> None:
    (expelled,) = counts("Norway Expels 15 Diplomats")
    (killed,) = counts("They killed Norway's 15 spies")
    assert expelled.of == frozenset()
    assert killed.of == {"kill", "spie"}


def test_a_table_in_one_line_is_counted_in_time_that_grows_with_it() -> None:
    begun = process_time()
    assert len(counts("12 " * 20_000)) == 20_000
    assert process_time() - begun < 5


def test_a_day_in_figures_counts_nothing() -> None:
    assert counts("On 05.02.2021 the ministry of Chad protested") == []
    assert [count.figure for count in counts("It lost 2.5 million dollars and 7. Then 9.")] == ["2.5 million", "7", "9"]
