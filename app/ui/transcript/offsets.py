"""Between the characters of a text and the places in a document, which counts UTF-16 units."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QTextLine

# What a document holds for what is drawn in place of its text.
OBJECT = "\ufffc"


def has_pairs(text: str) -> bool:
    """Whether a text has characters that Qt counts as two."""
    return not text.isascii() and max(text) > "\uffff"


def to_utf16(text: str, position: int) -> int:
    """How many UTF-16 units stand before a position."""
    if not has_pairs(text):
        return position
    return position + sum(char > "\uffff" for char in text[:position])


def from_utf16(text: str, offset: int) -> int:
    """The position before which so many UTF-16 units stand."""
    if not has_pairs(text):
        return min(offset, len(text))
    for position, char in enumerate(text):
        if offset <= 0:
            return position
        offset -= 2 if char > "\uffff" else 1
    return len(text)


class Offsets:
    """Between a text and a document in which some pieces of the text are one character each.

    Args:
        drawn: Start and end of each such piece, in order.
    """

    def __init__(self, text: str, drawn: Sequence[tuple[int, int]] = ()) -> None:
        self._drawn = drawn
        pieces: list[str] = []
        last = 0
        for start, end in drawn:
            pieces += [text[last:start], OBJECT]
            last = end
        self._written = "".join((*pieces, text[last:])) if drawn else text
        # Else each place would have all of it looked through.
        self._is_wide = has_pairs(self._written)

    def to_document(self, position: int, *, round_up: bool = False) -> int:
        """The place for a position; within a drawn piece before it, or after it if rounded up."""
        less = 0
        for start, end in self._drawn:
            if position <= start:
                break
            if position < end:
                position = end if round_up else start
                less += end - start - 1 if round_up else 0
                break
            less += end - start - 1
        position -= less
        return to_utf16(self._written, position) if self._is_wide else position

    def from_document(self, offset: int) -> int:
        """The position for a place."""
        position = min(offset, len(self._written))
        if self._is_wide:
            position = from_utf16(self._written, offset)
        for start, end in self._drawn:
            if position <= start:
                break
            position += end - start - 1
        return position

    def outside(self, position: int, *, forward: bool) -> int:
        """The nearest position that is not within a drawn piece."""
        for start, end in self._drawn:
            if start < position < end:
                return end if forward else start
        return position


def cursor_x(line: QTextLine, offset: int) -> float:
    """Where a caret before a UTF-16 unit stands; Qt for Python gives it alone or in a tuple."""
    x: Any = line.cursorToX(offset)
    try:
        return float(x)
    except TypeError:
        return float(x[0])
