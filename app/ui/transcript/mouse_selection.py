"""What the mouse selects: by clicks, by drags, and beyond the edges by scrolling."""

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.ui.transcript.caret_moves import paragraph_around, part_of, place_at, word_around
from app.ui.transcript.message_view import MessageView
from app.ui.transcript.selection import Place, copied

_SCROLL_MS = 30
# Pixels beside a place between two characters that still are on one of them.
_NEAR = 12


class MouseSelection:
    """Selects in a view, and lets what is selected be dragged out of it."""

    def __init__(self, view: MessageView) -> None:
        self._view = view
        self._is_selecting = False
        self._may_drag = False
        self._pressed_at = QPointF()
        # What a second or third click has selected, as a drag goes on by words or lines.
        self._origin: tuple[Place, Place] | None = None
        self._by_word = False
        # As long as it runs, a click after a double click is a third one.
        self._third = QTimer(view, singleShot=True)
        self._scrolling = QTimer(view, interval=_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_and_select)

    @property
    def is_held(self) -> bool:
        """Whether a drag has begun, or may begin."""
        return self._is_selecting or self._may_drag

    def press(self, event: QMouseEvent) -> None:
        """The left button goes down, once or for the third time."""
        near = (event.position() - self._pressed_at).manhattanLength()
        is_third = self._third.isActive() and near < QApplication.startDragDistance()
        self._pressed_at = event.position()
        self._origin = None
        place = place_at(self._view, event.position())
        if not place:
            return
        if is_third:
            self._begin_around(place, by_word=False)
            return
        extends = _extends(event)
        self._may_drag = not extends and self._is_selected(event.position())
        self._is_selecting = not self._may_drag
        if self._is_selecting:
            self._view.selection.move(place, extend=extends)

    def double_click(self, event: QMouseEvent) -> None:
        """The left button goes down for the second time."""
        self._third.start(QApplication.doubleClickInterval())
        self._pressed_at = event.position()
        if place := place_at(self._view, event.position()):
            self._begin_around(place, by_word=True)

    def move(self, event: QMouseEvent) -> None:
        """The mouse has moved while its button is down."""
        if self._may_drag:
            moved_by = (event.position() - self._pressed_at).manhattanLength()
            if moved_by >= QApplication.startDragDistance():
                self._drag_out()
            return
        self._select_to(event.position())
        outside = not self._view.viewport().rect().contains(event.position().toPoint())
        if outside and not self._scrolling.isActive():
            self._scrolling.start()
        elif not outside:
            self._scrolling.stop()

    def release(self, event: QMouseEvent) -> None:
        """The left button goes up; what is selected can be put elsewhere with the middle one."""
        place = place_at(self._view, event.position())
        if self._may_drag and place:  # It was a click into the selection after all.
            self._view.selection.move(place, extend=_extends(event))
        self._may_drag = self._is_selecting = False
        self._scrolling.stop()
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and (data := self._copied()):
            clipboard.setText(data.text(), clipboard.Mode.Selection)

    def _begin_around(self, place: Place, *, by_word: bool) -> None:
        self._is_selecting, self._by_word = True, by_word
        self._origin = self._around(place)
        self._view.selection.select(*self._origin)

    def _around(self, place: Place) -> tuple[Place, Place]:
        """Start and end of the word at a place, or of the line between two breaks."""
        part = part_of(self._view, place)
        around = word_around if self._by_word else paragraph_around
        start, end = around(part.text, place[2])
        first = (*place[:2], part.outside(start, forward=False))
        return first, (*place[:2], part.outside(end, forward=True))

    def _is_selected(self, point: QPointF) -> bool:
        """Whether a point is on text that is selected, and not only nearest to it."""
        found = self._view.part_under(point)
        if not found:
            return False
        standing, inside = found
        part, position = standing.part, standing.part.position_at(inside)
        chars = self._view.selection.within(standing.message, standing.number, len(part.text))
        is_near = part.caret_rect(position).adjusted(-_NEAR, 0, _NEAR, 0).contains(inside)
        return chars is not None and chars[0] <= position <= chars[1] and is_near

    def _drag_out(self) -> None:
        """Let what is selected be dropped elsewhere, also in other programs.

        Qt runs a loop of its own until the drop. The mouse begins it and no task, so tasks go on.
        """
        self._may_drag = False
        if data := self._copied():
            drag = QDrag(self._view)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def _copied(self) -> QMimeData | None:
        return copied(self._view.column.messages, self._view.selection)

    def _select_to(self, point: QPointF) -> None:
        place = place_at(self._view, point)
        if place and self._origin:
            start, end = self._around(place)
            if start < self._origin[0]:
                self._view.selection.select(self._origin[1], start)
            else:
                self._view.selection.select(self._origin[0], max(end, self._origin[1]))
        elif place:
            self._view.selection.move(place, extend=True)

    def _scroll_and_select(self) -> None:
        viewport, bar = self._view.viewport(), self._view.verticalScrollBar()
        point = QPointF(viewport.mapFromGlobal(self._view.cursor().pos()))
        over = min(point.y(), 0) + max(point.y() - viewport.height(), 0)
        bar.setValue(bar.value() + round(over / 2))
        self._select_to(point)


def _extends(event: QMouseEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
