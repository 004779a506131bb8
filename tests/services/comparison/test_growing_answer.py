"""An answer that is read again and again while it grows."""

from hypothesis import given
from hypothesis import strategies as st

from app.services.comparison.growing_answer import GrowingAnswer
from app.services.comparison.pieces import answer_text

TEXT = "# Title\n\nSee [it][1].\n\n- one\n- two\n\n```py\nx = 1\n```\n\n[1]: https://example.org\n"


@given(st.lists(st.integers(0, len(TEXT))))
def test_it_is_read_as_if_it_had_come_at_once(places):
    growing = GrowingAnswer()
    for place in sorted(places):
        assert not growing.read(TEXT[:place], is_whole=False).is_whole
    for _ in range(2):
        assert growing.read(TEXT, is_whole=True) == answer_text(TEXT)


def test_another_text_is_read_anew():
    growing = GrowingAnswer()
    growing.read("One.\n\nTwo.", is_whole=False)
    assert growing.read("Other.", is_whole=True) == answer_text("Other.")


def test_an_answer_that_goes_on_after_its_end_is_read_anew():
    growing = GrowingAnswer()
    growing.read("One.", is_whole=True)
    assert growing.read("One. Two.", is_whole=True) == answer_text("One. Two.")
    assert growing.read("One. Two.", is_whole=False) == answer_text("One. Two.", is_whole=False)
