import numpy as np

from allegiance.merging.asking import hanging, worth_reading


def everyone(size: int) -> tuple[np.ndarray, np.ndarray]:
    pairs = np.array([(j, i) for i in range(size) for j in range(i)])
    return pairs[:, 0], pairs[:, 1]


def test_only_doubtful_pairs_are_read_and_few_of_each_report() -> None:
    first, second = np.zeros(12, dtype=np.int64), np.arange(1, 13)
    likely = np.array([0.0, 0.1, 0.99, *np.linspace(0.3, 0.9, 9)])
    rows = worth_reading(first, second, likely)
    assert set(rows.tolist()) <= set(range(3, 12))
    assert rows.tolist() == sorted(rows.tolist())
    # each of the others has this pair alone, so all are read
    assert len(rows) == 9
    few = worth_reading(*everyone(24), np.full(66, 0.5))
    assert len(few) < 66


def test_of_a_large_event_the_unlikeliest_pairs_are_read_too() -> None:
    first, second = everyone(24)
    unread = np.full(first.size, 0.6)
    scores = np.where(first == 0, 0.3, 0.9)
    none = np.zeros(0, dtype=np.int64)
    rows = hanging(first, second, unread, scores, [list(range(24))], none, likeliest=0.4)
    assert set(np.nonzero(first == 0)[0].tolist()) <= set(rows.tolist())
    assert len(rows) < first.size
    assert rows.tolist() == sorted(rows.tolist())
    read = np.array([0, 5])
    assert not set(read.tolist()) & set(hanging(first, second, unread, scores, [list(range(24))], read, likeliest=0.4))


def test_clear_pairs_and_those_not_to_be_read_are_never_asked() -> None:
    first, second = everyone(4)
    unread = np.array([0.0, 0.999, 0.01, 0.0, 0.999, 0.01])
    none = np.zeros(0, dtype=np.int64)
    assert hanging(first, second, unread, np.full(6, 0.9), [[0, 1, 2, 3]], none, likeliest=0.4).size == 0


def test_two_events_that_come_near_to_joining_are_read_further() -> None:
    first, second = everyone(6)
    unread, none = np.full(first.size, 0.5), np.zeros(0, dtype=np.int64)
    apart = (first < 3) & (second >= 3)
    near = hanging(first, second, unread, np.where(apart, 0.65, 0.0), [[0, 1, 2], [3, 4, 5]], none, likeliest=0.4)
    far = hanging(first, second, unread, np.where(apart, 0.2, 0.0), [[0, 1, 2], [3, 4, 5]], none, likeliest=0.4)
    assert 0 < apart[near].sum() < apart.sum()
    assert apart[far].sum() == 0


def test_where_many_events_are_near_to_many_few_pairs_of_each_report_are_read() -> None:
    first, second = everyone(60)
    scores, none = np.full(first.size, 0.6), np.zeros(0, dtype=np.int64)
    rows = hanging(first, second, scores, scores, [[n] for n in range(60)], none, likeliest=0.4)
    assert 60 <= len(rows) <= 60 * 16
