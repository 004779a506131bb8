"""Messages with a caret and a selection, moved by mouse and keyboard."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QAccessible,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.theme import Looks
from app.ui.transcript.caret_moves import Move, first_in_sight, last_place, move_of, moved, part_of
from app.ui.transcript.message import Message
from app.ui.transcript.message_view import MessageView
from app.ui.transcript.mouse_selection import MouseSelection
from app.ui.transcript.selection import Place, copied
from app.words import _

_KEEPING_X = (Move.UP, Move.DOWN, Move.PAGE_UP, Move.PAGE_DOWN)


class CaretView(MessageView):
    """A view of messages in which text is selected and copied.

    Attributes:
        mouse: What it selects.
    """

    def __init__(self, appearance: Looks, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self.mouse = MouseSelection(self)
        # Where the caret came to up or down, and where in its line it wanted to be.
        self._wanted: tuple[Place, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Conversation"))

    def copy(self) -> None:
        """Copy what is selected."""
        if data := copied(self.column.messages, self.selection):
            QGuiApplication.clipboard().setMimeData(data)

    def select_all(self) -> None:
        """Select everything."""
        if self.column.messages:
            self.selection.select((0, 0, 0), last_place(self))

    def reveal(self, place: Place) -> None:
        """Scroll so far that a place can be seen."""
        part = part_of(self, place)
        self.column.note_height(place[0])
        top = self.column.top(place[0]) + self.column.messages[place[0]].top(place[1])
        caret = part.caret_rect(place[2])
        y, height = top + int(caret.top()), self.viewport().height()
        if part.reveal(place[2]):
            self.viewport().update()
        if y < self.scrolled:
            self.jump_to(y - 8)
        elif y + caret.height() > self.scrolled + height:
            self.jump_to(y + int(caret.height()) + 8 - height)

    def at_caret_or_seen(self) -> Iterator[Message]:
        """Yield the messages from the caret on; without a caret those in sight, from below."""
        if self.selection.caret:
            yield from self.column.messages[self.selection.caret[0] :]
        else:
            seen = dict.fromkeys(s.message for s in self.visible_parts())
            yield from (self.column.messages[index] for index in reversed(seen))

    @override
    def paint_over(self, painter: QPainter) -> None:
        caret = self.selection.caret
        if caret is None or self.selection.span or not self.hasFocus():
            return
        for standing in self.visible_parts():
            if (standing.message, standing.number) == caret[:2]:
                rect = standing.part.caret_rect(caret[2])
                rect.translate(self.left, standing.y - self.scrolled)
                rect.setWidth(2)
                painter.fillRect(rect, self.theme.color("accent"))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.mouse.press(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.mouse.double_click(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.mouse.is_held:
            self.mouse.move(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.mouse.release(event)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape and self.selection.caret:
            self.selection.clear()
        elif not self._move_caret(arg__1):
            self._scroll_by_key(arg__1)

    def _move_caret(self, event: QKeyEvent) -> bool:
        asked = move_of(event)
        if not asked or not self.column.messages:
            return False
        move, extend = asked
        if not extend and self.selection.caret is None:
            return self._begin_reading()
        start = self.selection.caret or first_in_sight(self)
        x = part_of(self, start).caret_rect(start[2]).x()
        if self._wanted and self._wanted[0] == start and move in _KEEPING_X:
            x = self._wanted[1]
        target = moved(self, start, move, x)
        self._wanted = (target, x) if move in _KEEPING_X else None
        self.selection.select((self.selection.anchor or start) if extend else target, target)
        self.reveal(target)
        return True

    def _begin_reading(self) -> bool:
        """Put a caret where one looks, for who hears what is read: scrolling would say nothing."""
        if QAccessible.isActive():
            self.selection.move(first_in_sight(self), extend=False)
        return self.selection.caret is not None

    def _scroll_by_key(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.matches(QKeySequence.StandardKey.MoveToStartOfDocument):
            bar.setValue(0)
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfDocument):
            self.jump_to_end()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(0)
        elif event.key() == Qt.Key.Key_End:
            self.jump_to_end()
        else:
            super().keyPressEvent(event)
