import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.providers.surrogates import SurrogateJoiner


@pytest.mark.parametrize(
    ("pieces", "texts", "rest"),
    [
        (["a", "b"], ["a", "b"], ""),
        (["x\ud83d", "\ude0ay"], ["x", "😊y"], ""),
        (["\ud83d", "", "\ude0a"], ["", "", "😊"], ""),
        (["\ud83d\ude0a"], ["😊"], ""),
        (["\ud83d", "x"], ["", "\ufffdx"], ""),
        (["\ude0a"], ["\ufffd"], ""),
        (["a\ud83d"], ["a"], "\ufffd"),
    ],
)
def test_halves_are_joined(pieces, texts, rest):
    joiner = SurrogateJoiner()
    assert [joiner.feed(piece) for piece in pieces] == texts
    assert joiner.flush() == rest


@given(st.text(), st.integers(1, 5))
def test_any_text_survives_being_cut_between_its_utf_16_units(text, size):
    units = text.encode("utf-16-le", "surrogatepass")
    joiner = SurrogateJoiner()
    pieces = [units[i : i + 2 * size] for i in range(0, len(units), 2 * size)]
    joined = "".join(joiner.feed(p.decode("utf-16-le", "surrogatepass")) for p in pieces)
    assert joined + joiner.flush() == text
