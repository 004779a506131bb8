"""Between the characters of Python and the UTF-16 units that Qt counts."""

from typing import Any

from PySide6.QtGui import QTextLine


def to_utf16(text: str, position: int) -> int:
    """How many UTF-16 units stand before a position."""
    if not text or max(text) <= "\uffff":
        return position
    return position + sum(char > "\uffff" for char in text[:position])


def from_utf16(text: str, offset: int) -> int:
    """The position before which so many UTF-16 units stand."""
    if not text or max(text) <= "\uffff":
        return min(offset, len(text))
    for position, char in enumerate(text):
        if offset <= 0:
            return position
        offset -= 2 if char > "\uffff" else 1
    return len(text)


def cursor_x(line: QTextLine, offset: int) -> float:
    """Where a caret before a UTF-16 unit stands; Qt for Python gives it alone or in a tuple."""
    x: Any = line.cursorToX(offset)
    try:
        return float(x)
    except TypeError:
        return float(x[0])
