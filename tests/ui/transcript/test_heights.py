import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.transcript.heights import Heights

_ROWS = st.lists(st.integers(0, 500), min_size=1, max_size=60)


@given(_ROWS, st.data())
def test_rows_stand_below_each_other_whatever_was_changed(heights, data):
    tree = Heights(heights)
    for _ in range(data.draw(st.integers(0, 8))):
        row = data.draw(st.integers(0, len(heights) - 1))
        heights[row] = data.draw(st.integers(0, 500))
        tree.set(row, heights[row])

    assert [tree.top(i) for i in range(len(heights))] == [
        sum(heights[:i]) for i in range(len(heights))
    ]
    assert tree.total == sum(heights)


@given(_ROWS, st.integers(0, 40_000))
def test_the_row_at_a_place_is_the_one_that_covers_it(heights, y):
    row = Heights(heights).row_at(y)

    if y < sum(heights):
        assert sum(heights[:row]) <= y < sum(heights[: row + 1])
    else:
        assert row == len(heights) - 1


def test_without_rows_no_place_has_one():
    with pytest.raises(ValueError, match="no rows"):
        Heights().row_at(0)
