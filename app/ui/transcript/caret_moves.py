"""Where a caret goes: by characters, words, lines and pages, over all messages."""

import re
from enum import Enum

from PySide6.QtCore import QPointF, QTextBoundaryFinder
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.ui.transcript.message_view import MessageView
from app.ui.transcript.offsets import from_utf16
from app.ui.transcript.part import Part
from app.ui.transcript.selection import Place

_WORD = re.compile(r"\w+|[^\w\s]+")
_FAR = 1_000_000
# No letter is made of more characters than these.
_LONGEST_LETTER = 64


class Move(Enum):
    """One way to go."""

    LEFT = "left"
    RIGHT = "right"
    WORD_LEFT = "word left"
    WORD_RIGHT = "word right"
    UP = "up"
    DOWN = "down"
    LINE_START = "line start"
    LINE_END = "line end"
    START = "start"
    END = "end"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"


_MIRRORED = {
    Move.LEFT: Move.RIGHT,
    Move.RIGHT: Move.LEFT,
    Move.WORD_LEFT: Move.WORD_RIGHT,
    Move.WORD_RIGHT: Move.WORD_LEFT,
    Move.LINE_START: Move.LINE_END,
    Move.LINE_END: Move.LINE_START,
}
_Key = QKeySequence.StandardKey
_KEYS = (
    (_Key.MoveToNextChar, _Key.SelectNextChar, Move.RIGHT),
    (_Key.MoveToPreviousChar, _Key.SelectPreviousChar, Move.LEFT),
    (_Key.MoveToNextWord, _Key.SelectNextWord, Move.WORD_RIGHT),
    (_Key.MoveToPreviousWord, _Key.SelectPreviousWord, Move.WORD_LEFT),
    (_Key.MoveToNextLine, _Key.SelectNextLine, Move.DOWN),
    (_Key.MoveToPreviousLine, _Key.SelectPreviousLine, Move.UP),
    (_Key.MoveToStartOfLine, _Key.SelectStartOfLine, Move.LINE_START),
    (_Key.MoveToEndOfLine, _Key.SelectEndOfLine, Move.LINE_END),
    (_Key.MoveToStartOfDocument, _Key.SelectStartOfDocument, Move.START),
    (_Key.MoveToEndOfDocument, _Key.SelectEndOfDocument, Move.END),
    (_Key.MoveToPreviousPage, _Key.SelectPreviousPage, Move.PAGE_UP),
    (_Key.MoveToNextPage, _Key.SelectNextPage, Move.PAGE_DOWN),
)


def move_of(event: QKeyEvent) -> tuple[Move, bool] | None:
    """The move that keys ask for, and whether it selects."""
    for plain, selecting, move in _KEYS:
        if event.matches(selecting):
            return move, True
        if event.matches(plain):
            return move, False
    return None


def moved(view: MessageView, place: Place, move: Move, x: float) -> Place:
    """Where a caret at a place goes.

    Args:
        view: What it is in; it scrolls by pages.
        place: Where the caret is.
        move: The way to go.
        x: Where in its line it wants to be; only going up and down asks for that.
    """
    if part_of(view, place).is_rtl(place[2]):
        move = _MIRRORED.get(move, move)
    match move:
        case Move.LEFT | Move.WORD_LEFT:
            return _backward(view, place, by_word=move is Move.WORD_LEFT)
        case Move.RIGHT | Move.WORD_RIGHT:
            return _forward(view, place, by_word=move is Move.WORD_RIGHT)
        case Move.START:
            return (0, 0, 0)
        case Move.END:
            return last_place(view)
        case Move.LINE_START | Move.LINE_END:
            x = -_FAR if move is Move.LINE_START else _FAR
            part = part_of(view, place)
            middle = part.caret_rect(place[2]).center()
            return (place[0], place[1], part.position_at(QPointF(x, middle.y())))
        case Move.UP | Move.DOWN:
            return _vertical(view, place, -1 if move is Move.UP else 1, x)
        case Move.PAGE_UP | Move.PAGE_DOWN:
            return _by_page(view, place, -1 if move is Move.PAGE_UP else 1, x)


def last_place(view: MessageView) -> Place:
    """The end of the last message."""
    messages = view.column.messages
    last = len(messages) - 1
    messages[last].prepare()
    parts = messages[last].parts
    return (last, max(0, len(parts) - 1), len(parts[-1].text) if parts else 0)


def place_at(view: MessageView, point: QPointF) -> Place | None:
    """The place nearest to a point of the screen; None if there is nothing."""
    found = view.part_under(point)
    if not found:
        return None
    standing, inside = found
    return standing.message, standing.number, standing.part.position_at(inside)


def first_in_sight(view: MessageView) -> Place:
    """Where the first text starts that can be seen from its start."""
    for standing in view.visible_parts():
        if standing.part.text and standing.y >= view.scrolled:
            return standing.message, standing.number, 0
    return (0, 0, 0)


def part_of(view: MessageView, place: Place) -> Part:
    """The part in which a place lies, laid out."""
    message = view.column.messages[place[0]]
    message.prepare()
    part = message.parts[place[1]]
    if part.width < 0:
        part.lay_out(view.column.width, view.theme)
    return part


def word_around(text: str, position: int) -> tuple[int, int]:
    """Start and end of the word at a position; of nothing where there is none."""
    for found in _WORD.finditer(text):
        if found.start() <= position <= found.end():
            return found.span()
        if found.start() > position:
            break
    return position, position


def paragraph_around(text: str, position: int) -> tuple[int, int]:
    """Start and end of the line of text, between two breaks, at a position."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def _forward(view: MessageView, place: Place, *, by_word: bool) -> Place:
    message, number, position = place
    part = part_of(view, place)
    text = part.text
    if position < len(text):
        if not by_word:
            return (message, number, part.outside(_after(text, position), forward=True))
        found = _WORD.search(text, position)
        end = found.end() if found else len(text)
        return (message, number, part.outside(end, forward=True))
    following = _neighbour(view, message, number, 1)
    return (*following, 0) if following else place


def _backward(view: MessageView, place: Place, *, by_word: bool) -> Place:
    message, number, position = place
    part = part_of(view, place)
    text = part.text
    if position > 0:
        if not by_word:
            return (message, number, part.outside(_before(text, position), forward=False))
        starts = [found.start() for found in _WORD.finditer(text) if found.start() < position]
        start = starts[-1] if starts else 0
        return (message, number, part.outside(start, forward=False))
    before = _neighbour(view, message, number, -1)
    if not before:
        return place
    return (*before, len(view.column.messages[before[0]].parts[before[1]].text))


def _neighbour(view: MessageView, message: int, number: int, step: int) -> tuple[int, int] | None:
    """The next part with text, up or down."""
    messages = view.column.messages
    number += step
    while 0 <= message < len(messages):
        messages[message].prepare()
        parts = messages[message].parts
        while 0 <= number < len(parts):
            if parts[number].text:
                return message, number
            number += step
        message += step
        number = 0
        if step < 0 and message >= 0:
            messages[message].prepare()
            number = len(messages[message].parts) - 1
    return None


def _after(text: str, position: int) -> int:
    """The end of the letter after a position; it may be of several characters."""
    ahead = text[position : position + _LONGEST_LETTER]
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, ahead)
    return position + max(1, from_utf16(ahead, finder.toNextBoundary()))


def _before(text: str, position: int) -> int:
    """The start of the letter before a position."""
    behind = text[max(0, position - _LONGEST_LETTER) : position]
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, behind)
    finder.toEnd()
    return position - max(1, len(behind) - from_utf16(behind, finder.toPreviousBoundary()))


def _by_page(view: MessageView, place: Place, step: int, x: float) -> Place:
    """As far down or up as the screen is high; the caret stays where it is on the screen."""
    part, before = part_of(view, place), view.scrolled
    top = view.column.top(place[0]) + view.column.messages[place[0]].top(place[1])
    y = top + part.caret_rect(place[2]).center().y() - before
    view.jump_to(before + step * view.viewport().height())
    if view.scrolled == before:
        return (0, 0, 0) if step < 0 else last_place(view)
    y = min(max(y, 0), view.viewport().height() - 1)
    return place_at(view, QPointF(view.left + x, y)) or place


def _vertical(view: MessageView, place: Place, step: int, x: float) -> Place:
    part = part_of(view, place)
    rect = part.caret_rect(place[2])
    middle = rect.center().y()
    position = part.position_at(QPointF(x, middle + step * rect.height()))
    if (part.caret_rect(position).center().y() - middle) * step > rect.height() / 2:
        return (place[0], place[1], position)
    beside = _neighbour(view, place[0], place[1], step)
    if not beside:
        return place
    other = part_of(view, (*beside, 0))
    line = other.caret_rect(len(other.text) if step < 0 else 0)
    return (*beside, other.position_at(QPointF(x, line.center().y())))
