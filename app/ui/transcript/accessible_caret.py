"""Where the caret is, what is selected and which link has the focus, told to screen readers."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
    QAccessibleTextSelectionEvent,
)

from app.ui.transcript.mirrored_text import MirroredText
from app.ui.transcript.offsets import from_utf16, to_utf16
from app.ui.transcript.part import Part, Range
from app.ui.transcript.reading_view import ReadingView
from app.ui.transcript.selection import Place

# What is longer is told without its lines and its selection: it would take too long to hold it.
_LONGEST = 20_000


class AccessibleCaret(QObject):
    """Follows the caret of a view.

    Args:
        find: The interface of the part at a place.
    """

    def __init__(self, view: ReadingView, find: Callable[[Place], QAccessibleInterface]) -> None:
        super().__init__(view)
        self._view = view
        self._find = find
        self._focused: tuple[int, int] | None = None
        self._had_span = False
        self._mirror: MirroredText | None = None
        self._mirrored: tuple[int, int] = (0, 0)
        view.selection.changed.connect(self._tell_caret)
        view.link.changed.connect(self._tell_link)

    @property
    def item(self) -> QAccessibleInterface | None:
        """The part with the caret."""
        caret = self._view.selection.caret
        return self._find(caret) if caret else None

    def offset_in(self, part: Part, place: tuple[int, int]) -> int:
        """Where the caret is in what is read of the part at a place; -1 if it is elsewhere."""
        caret = self._view.selection.caret
        return part.spoken_place(caret[2]) if caret and caret[:2] == place else -1

    def put(self, place: Place) -> None:
        """Put the caret somewhere, as a screen reader wants it."""
        self._view.selection.move(place, extend=False)
        self._view.reveal(place)

    def interface(
        self, part: Part, place: tuple[int, int], where: QRect
    ) -> QAccessibleTextInterface | None:
        """What tells caret, lines and selection of a part; None where neither is in it.

        Args:
            part: The part.
            place: Its message, and which of that one's parts it is.
            where: Its rectangle on the screen.
        """
        chosen = self._chosen(part, place) if len(part.text) <= _LONGEST else None
        if chosen is None:
            return None
        viewport = self._view.viewport()
        if self._mirror is None:
            self._mirror = MirroredText(viewport, self._select)
        self._mirrored = place
        text = part.spoken
        anchor, caret = (to_utf16(text, offset) for offset in chosen)
        inside = where.translated(-viewport.mapToGlobal(QPoint(0, 0)))
        self._mirror.fill(text, _soft_breaks(part), (anchor, caret), inside)
        return self._mirror.interface

    def _chosen(self, part: Part, place: tuple[int, int]) -> Range | None:
        """Anchor and caret in what is read of a part, or where they leave it."""
        selection = self._view.selection
        if selection.caret is None or selection.anchor is None:
            return None
        chars = selection.within(*place, len(part.text))
        if chars is None and selection.caret[:2] != place:
            return None
        if chars is None:
            chars = (selection.caret[2], selection.caret[2])
        start, end = (part.spoken_place(position) for position in chars)
        return (end, start) if selection.caret < selection.anchor else (start, end)

    def _select(self, anchor: int, caret: int) -> None:
        """A screen reader has put the caret somewhere."""
        index, number = self._mirrored
        part = self._view.column.messages[index].parts[number]
        ends = [part.position_of_spoken(from_utf16(part.spoken, n)) for n in (anchor, caret)]
        self._view.selection.select((index, number, ends[0]), (index, number, ends[1]))
        self._view.reveal((index, number, ends[1]))

    def _tell_caret(self) -> None:
        caret, span = self._view.selection.caret, self._view.selection.span
        had_span, self._had_span = self._had_span, span is not None
        if caret is None or not QAccessible.isActive():
            self._focused = None
            return
        item = self._find(caret)
        part = self._view.column.messages[caret[0]].parts[caret[1]]
        if caret[:2] != self._focused:
            self._focused = caret[:2]
            QAccessible.updateAccessibility(QAccessibleEvent(item, QAccessible.Event.Focus))
        offset = to_utf16(part.spoken, part.spoken_place(caret[2]))
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(item, offset))
        if span or had_span:
            start, end = self._chosen(part, caret[:2]) or (offset, offset)
            start, end = (to_utf16(part.spoken, n) for n in sorted((start, end)))
            QAccessible.updateAccessibility(QAccessibleTextSelectionEvent(item, start, end))

    def _tell_link(self) -> None:
        place = self._view.link.place
        if place is None or not QAccessible.isActive():
            return
        links = self._view.column.messages[place[0]].parts[place[1]].links
        number = next(n for n, link in enumerate(links) if link.start == place[2])
        self._focused = None
        event = QAccessibleEvent(self._find(place).child(number), QAccessible.Event.Focus)
        QAccessible.updateAccessibility(event)


def _soft_breaks(part: Part) -> list[int]:
    """The spaces in what is read of a part at which its lines are broken on the screen."""
    if part.width < 0:
        return []
    breaks: list[int] = []
    text = part.text
    for position, letter in enumerate(text[:-1]):
        if letter == " ":
            line, following = part.caret_rect(position), part.caret_rect(position + 1)
            if following.top() > line.top():
                breaks.append(part.spoken_place(position))
    return breaks
