"""Places in a document are counted in UTF-16 units, and what is drawn there is one of them."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.transcript.offsets import OBJECT, Offsets

TEXTS = st.text(st.sampled_from("ab 😀ש\n"), max_size=6)
PIECES = st.lists(st.tuples(TEXTS, st.booleans()), max_size=8)


def _built(pieces):
    """The text, the drawn ranges in it, and what a document holds."""
    text, written, ranges = "", "", []
    for piece, is_drawn in pieces:
        if is_drawn and piece:
            ranges.append((len(text), len(text) + len(piece)))
        text += piece
        written += OBJECT if is_drawn and piece else piece
    return text, ranges, written


def _units(text):
    return len(text.encode("utf-16-le")) // 2


@given(PIECES)
def test_a_place_and_a_position_lead_to_each_other(pieces):
    text, ranges, written = _built(pieces)
    offsets = Offsets(text, ranges)

    assert offsets.to_document(0) == 0
    assert offsets.to_document(len(text)) == _units(written)
    for position in range(len(text) + 1):
        place = offsets.to_document(position)
        assert offsets.from_document(place) == offsets.outside(position, forward=False)


@given(PIECES)
def test_what_is_drawn_is_taken_as_a_whole(pieces):
    text, ranges, _ = _built(pieces)
    offsets = Offsets(text, ranges)

    for start, end in ranges:
        for within in range(start + 1, end):
            assert offsets.outside(within, forward=True) == end
            assert offsets.to_document(within) == offsets.to_document(start)
            assert offsets.to_document(within, round_up=True) == offsets.to_document(end)
