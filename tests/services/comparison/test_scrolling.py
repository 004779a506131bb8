import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.comparison.lens import compare
from app.services.comparison.pieces import answer_text
from app.services.comparison.scrolling import anchors, follow


def aligned(left: str, right: str):
    return anchors(compare([answer_text(left), answer_text(right)]), 0, 1)


def answer(order: str) -> str:
    return "\n\n".join(f"{letter * 3} {letter * 5} {letter * 7}." for letter in order)


def test_pieces_that_say_the_same_belong_together():
    assert aligned(answer("abc"), answer("xbyc")) == ((1, 1), (2, 3))


def test_of_points_in_another_order_the_most_that_fit_are_kept():
    assert aligned(answer("abcd"), answer("dabc")) == ((0, 1), (1, 2), (2, 3))


def test_answers_with_nothing_in_common_have_no_anchors():
    assert aligned("Alpha beta gamma.", "Delta epsilon zeta.") == ()


@given(st.permutations("abcdef"), st.permutations("abcdef"))
def test_anchors_rise_on_both_sides_and_are_the_same_from_either(left, right):
    comparison = compare([answer_text(answer("".join(side))) for side in (left, right)])
    found = anchors(comparison, 0, 1)
    assert [a for a, _ in found] == sorted({a for a, _ in found})
    assert [b for _, b in found] == sorted({b for _, b in found})
    assert len(anchors(comparison, 1, 0)) == len(found)


def test_between_anchors_the_other_pane_moves_evenly():
    rows = [(100.0, 50.0), (200.0, 350.0)]
    assert follow(rows, 150, (400, 500)) == 200
    assert follow(rows, 50, (400, 500)) == 25
    assert follow(rows, 300, (400, 500)) == 425


def test_both_ends_belong_together():
    assert follow([(10.0, 20.0)], 0, (100, 900)) == 0
    assert follow([(10.0, 20.0)], 100, (100, 900)) == 900
    assert follow([], 0, (0, 0)) == 0


def test_a_place_above_the_beginning_stays_at_the_beginning():
    assert follow([(10.0, 20.0)], -5, (100, 900)) == 0


@given(
    st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=6),
    st.floats(0, 1000),
    st.floats(0, 1000),
)
def test_scrolling_down_never_leads_up(pairs, one, other):
    rows = list(zip(sorted(a for a, _ in pairs), sorted(b for _, b in pairs), strict=True))
    low, high = sorted((one, other))
    upper, lower = (follow(rows, place, (1000, 1000)) for place in (low, high))
    assert upper <= lower or upper == pytest.approx(lower)
