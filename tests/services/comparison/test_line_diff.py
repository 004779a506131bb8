from app.services.comparison.line_diff import changed_lines, pair_lines


def test_equal_lines_stand_beside_each_other_and_so_do_those_between_them():
    pairs = list(pair_lines("a\nb\nc\nd", "a\nx\nd\ne"))
    assert pairs == [(0, 0), (1, 1), (2, None), (3, 2), (None, 3)]


def test_lines_that_only_one_has_are_told():
    assert changed_lines("a\nb\nc", "a\nc\nd\n") == ((1,), (2,))


def test_equal_texts_have_no_changed_lines():
    assert changed_lines("a\nb", "a  \nb\n\n") == ((), ())


def test_nothing_beside_nothing():
    assert list(pair_lines("", "")) == [(0, 0)]
