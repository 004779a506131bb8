from hypothesis import given
from hypothesis import strategies as st

from app.ui.transcript.table_columns import NARROWEST, column_widths

_NATURAL = st.lists(st.integers(1, 3000), min_size=1, max_size=8)


def test_room_to_spare_is_shared_in_proportion():
    assert column_widths([100, 300], 800) == [200, 600]


def test_narrow_columns_keep_what_they_need_and_wide_ones_share_the_rest():
    assert column_widths([50, 1000, 2000], 650) == [50, 300, 300]


@given(_NATURAL, st.integers(1, 4000))
def test_columns_fill_the_width_and_never_vanish(natural, available):
    widths = column_widths(natural, available)

    assert all(
        width >= min(needed, NARROWEST) for width, needed in zip(widths, natural, strict=True)
    )
    if available >= NARROWEST * len(natural):
        assert sum(widths) <= available
