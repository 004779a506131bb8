"""Messages to read: text is selected and copied, links are followed, by mouse and keyboard."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from typing_extensions import override

from app.markdown.prose import is_allowed_link
from app.ui.controls import plain_tooltip, set_plain_tooltip
from app.ui.theme import Looks
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.caret_moves import (
    last_place,
    move_of,
    moved,
    paragraph_around,
    part_of,
    word_around,
)
from app.ui.transcript.citation_marks import CITATION
from app.ui.transcript.code_part import CodePart
from app.ui.transcript.column import Standing
from app.ui.transcript.copying import put
from app.ui.transcript.deed_menu import add_deeds, new_menu
from app.ui.transcript.find import matches, next_match
from app.ui.transcript.message import Message
from app.ui.transcript.message_view import MessageView
from app.ui.transcript.part import Link, Range
from app.ui.transcript.selection import Place, copied
from app.ui.transcript.table_part import TablePart

_SCROLL_MS = 30
_NOTCH = 120
# Pixels beside a place between two characters that still are on one of them.
_NEAR = 12
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_FLASH_MS = 1500


class ReadingView(MessageView):
    """A view of messages with a caret, a selection and links.

    Attributes:
        link_words: What is to be said of a link, by its address.

    Signals:
        link_activated: The address of a link that was clicked or chosen with the keyboard.
        picked: The id of an answer, and the Markdown of a block of it that is wanted in the tray.
        citation_activated: The address of a citation, likewise.
        find_requested: Something is to be found.
        zoom_requested: How many steps to zoom in, or out for fewer than none.
    """

    link_activated = Signal(str)
    picked = Signal(str, str)
    citation_activated = Signal(str)
    find_requested = Signal()
    zoom_requested = Signal(int)

    def __init__(self, appearance: Looks, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._pressed_link = ""
        self._is_selecting = False
        self._may_drag = False
        self._clicks = 0
        self._turned = 0
        self._last_press = QPointF()
        self._link: tuple[int, int, Link] | None = None
        self._needle = ""
        # As long as it runs, a click after a double click is a third one.
        self._third = QTimer(self, singleShot=True)
        self._flash: tuple[int, int, Range] | None = None
        self._flash_end = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash_end.timeout.connect(lambda: self._set_flash(None))
        self.link_words: dict[str, str] = {}
        self._scrolling = QTimer(self, interval=_SCROLL_MS)
        self._scrolling.timeout.connect(self._scroll_and_select)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Conversation")

    def copy(self) -> None:
        """Copy what is selected."""
        if data := copied(self.column.messages, self.selection):
            QGuiApplication.clipboard().setMimeData(data)

    def select_all(self) -> None:
        """Select everything."""
        if self.column.messages:
            self.selection.anchor = (0, 0, 0)
            self.selection.caret = last_place(self)
            self.viewport().update()

    def follow(self, address: str) -> None:
        """Ask for what is at an address, if it is one that may be opened."""
        if address.startswith(CITATION):
            self.citation_activated.emit(address)
        elif is_allowed_link(address):
            self.link_activated.emit(address)

    def set_needle(self, needle: str) -> None:
        """Mark every place where this stands; "" for none."""
        self._needle = needle
        self.viewport().update()

    def find_next(self, *, backward: bool = False, from_start: bool = False) -> bool:
        """Select the next place where the needle stands; return whether there is one."""
        start, end = self.selection.span or ((0, 0, 0), (0, 0, 0))
        place = start if backward or from_start else end
        found = self._found_from(place, backward=backward) if self.column.messages else None
        if not found:
            return False
        self.selection.anchor, self.selection.caret = found
        self.reveal(found[0])
        self.viewport().update()
        return True

    def _found_from(self, place: Place, *, backward: bool) -> tuple[Place, Place] | None:
        """The next match from a place on; what it is folded away under is unfolded."""
        messages = self.column.messages
        while found := next_match(messages, self._needle, place, backward=backward):
            index, number, _ = found[0]
            parts = messages[index].parts
            if not parts[number].folded:
                return found
            after = len(parts) - number
            parts[number].unfold()
            last = len(messages[index].parts) - after + 1
            place = (index, last if backward else number, 0)
        return None

    def reveal(self, place: Place) -> None:
        """Scroll so far that a place can be seen."""
        part = part_of(self, place)
        self.column.note_height(place[0])
        top = self.column.top(place[0]) + self.column.messages[place[0]].top(place[1])
        caret = part.caret_rect(place[2])
        y, height = top + int(caret.top()), self.viewport().height()
        if isinstance(part, CodePart) and part.reveal(place[2]):
            self.viewport().update()
        if y < self.scrolled:
            self.jump_to(y - 8)
        elif y + caret.height() > self.scrolled + height:
            self.jump_to(y + int(caret.height()) + 8 - height)

    def flash(self, index: int, number: int, chars: Range) -> None:
        """Mark some characters of a part for a moment."""
        self._set_flash((index, number, chars))
        self._flash_end.start()

    @override
    def marks(self, index: int, number: int) -> tuple[Sequence[Range], Range | None]:
        found = matches(self.column.messages[index].parts[number].text, self._needle)
        if self._flash and self._flash[:2] == (index, number):
            found = [*found, self._flash[2]]
        if self._link and self._link[:2] == (index, number) and self.hasFocus():
            return found, (self._link[2].start, self._link[2].end)
        return found, None

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
        if event.button() != Qt.MouseButton.LeftButton:
            return
        near = (event.position() - self._last_press).manhattanLength()
        again = self._third.isActive() and near < QApplication.startDragDistance()
        self._clicks = 3 if again else 1
        self._press(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._clicks = 2
            self._third.start(QApplication.doubleClickInterval())
            self._press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._may_drag:
            moved_by = (event.position() - self._last_press).manhattanLength()
            if moved_by >= QApplication.startDragDistance():
                self._drag_out()
            return
        found = self.part_under(event.position())
        if not self._is_selecting:
            self._hover(found)
            return
        self._select_to(event.position())
        outside = not self.viewport().rect().contains(event.position().toPoint())
        if outside and not self._scrolling.isActive():
            self._scrolling.start()
        elif not outside:
            self._scrolling.stop()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._may_drag:  # It was a click into the selection after all.
            self._may_drag = False
            self._put_caret(event)
        self._is_selecting = False
        self._scrolling.stop()
        link, self._pressed_link = self._pressed_link, ""
        if link and not self.selection.span and self._link_at(event.position()) == link:
            self.follow(link)
        if self.selection.span and QGuiApplication.clipboard().supportsSelection():
            data = copied(self.column.messages, self.selection)
            if data:
                QGuiApplication.clipboard().setText(
                    data.text(), QGuiApplication.clipboard().Mode.Selection
                )

    @override
    def wheelEvent(self, arg__1: QWheelEvent) -> None:
        if not arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(arg__1)
            return
        # A touchpad turns by less than a notch at a time.
        self._turned += arg__1.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self.zoom_requested.emit(steps)
        arg__1.accept()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if self._link and arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.follow(self._link[2].href)
        elif arg__1.key() == Qt.Key.Key_Escape and self.selection.caret:
            self.selection.clear()
            self.viewport().update()
        elif arg__1.key() == Qt.Key.Key_F10 and arg__1.modifiers() == _SHIFT:
            self._open_menu_at_caret()
        elif not self._move_caret(arg__1):
            self._scroll_by_key(arg__1)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        links = [(s.message, s.number, link) for s in self.visible_parts() for link in s.part.links]
        keys = [(index, number, link.start) for index, number, link in links]
        here = (self._link[0], self._link[1], self._link[2].start) if self._link else None
        if here in keys:
            wanted = keys.index(here) + (1 if next else -1)
        else:
            wanted = 0 if next else len(links) - 1
        self._link = links[wanted] if self.hasFocus() and 0 <= wanted < len(links) else None
        self.viewport().update()
        self._tell_link()
        return True if self._link else super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self._link = None
        self.viewport().update()

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu_at_caret()
        else:
            self._open_menu(arg__1.pos(), self._link_at(QPointF(arg__1.pos())))

    def at_caret_or_seen(self) -> Iterator[Message]:
        """Yield the messages from the caret on; without a caret those in sight, from below."""
        if self.selection.caret:
            yield from self.column.messages[self.selection.caret[0] :]
        else:
            seen = dict.fromkeys(s.message for s in self.visible_parts())
            yield from (self.column.messages[index] for index in reversed(seen))

    def _open_menu_at_caret(self) -> None:
        """Where the person is by keyboard: at the link that has the focus, or at the caret."""
        place, link = self.selection.caret or self._first_visible(), ""
        if self._link:
            place, link = (*self._link[:2], self._link[2].start), self._link[2].href
        if not self.column.messages:
            return
        self.reveal(place)
        caret = part_of(self, place).caret_rect(place[2])
        y = self.column.top(place[0]) + self.column.messages[place[0]].top(place[1])
        point = QPoint(self.left + int(caret.x()), y - self.scrolled + int(caret.center().y()))
        self._open_menu(point, link or self._link_at(QPointF(point)))

    def _open_menu(self, point: QPoint, link: str) -> None:
        """Show what can be done at a point of the screen, and with a link."""
        menu = new_menu(self)
        menu.addAction("Copy", self.copy).setEnabled(self.selection.span is not None)
        if link and not link.startswith(CITATION):
            menu.addAction("Copy link address", partial(put, link))
        if found := self.part_under(QPointF(point)):
            part = found[0].part
            if isinstance(part, TablePart):
                menu.addAction("Copy table", part.copy_as_tsv)
            if isinstance(part, CodePart):
                menu.addAction("Copy code", partial(put, part.text))
            if block := self._block_at(found[0].message, found[0].number):
                menu.addAction("Add to tray", partial(self.picked.emit, *block))
            menu.addSeparator()
            add_deeds(menu, self.column.messages[found[0].message].deeds(self))
        menu.addSeparator()
        menu.addAction("Select all", self.select_all)
        menu.addAction("Find…", self.find_requested.emit)
        menu.popup(self.viewport().mapToGlobal(point))

    def _press(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._last_press = event.position()
        self._link = None
        place = self._place_at(event.position())
        if not place:
            return
        self._pressed_link = self._link_at(event.position()) if self._clicks == 1 else ""
        shift = bool(event.modifiers() & _SHIFT)
        self._may_drag = self._clicks == 1 and not shift and self._is_selected(event.position())
        self._is_selecting = self._clicks == 1 and not self._may_drag
        if self._may_drag:
            return
        if self._clicks == 1:
            self._put_caret(event)
        else:
            part = part_of(self, place)
            around = word_around if self._clicks == 2 else paragraph_around
            start, end = around(part.text, place[2])
            self.selection.anchor = (*place[:2], part.outside(start, forward=False))
            self.selection.caret = (*place[:2], part.outside(end, forward=True))
        self.viewport().update()

    def _put_caret(self, event: QMouseEvent) -> None:
        if place := self._place_at(event.position()):
            self.selection.move(place, extend=bool(event.modifiers() & _SHIFT))
            self.viewport().update()

    def _is_selected(self, point: QPointF) -> bool:
        """Whether a point is on text that is selected, and not only nearest to it."""
        found = self.part_under(point)
        if not found:
            return False
        standing, inside = found
        part, position = standing.part, standing.part.position_at(inside)
        chars = self.selection.within(standing.message, standing.number, len(part.text))
        is_near = part.caret_rect(position).adjusted(-_NEAR, 0, _NEAR, 0).contains(inside)
        return chars is not None and chars[0] <= position <= chars[1] and is_near

    def _drag_out(self) -> None:
        """Let what is selected be dropped elsewhere, also in other programs.

        Qt runs a loop of its own until the drop. The mouse begins it and no task, so tasks go on.
        """
        self._may_drag = False
        if data := copied(self.column.messages, self.selection):
            drag = QDrag(self)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def _select_to(self, point: QPointF) -> None:
        if place := self._place_at(point):
            self.selection.move(place, extend=True)
            self.viewport().update()

    def _scroll_and_select(self) -> None:
        point = QPointF(self.viewport().mapFromGlobal(self.cursor().pos()))
        over = min(point.y(), 0) + max(point.y() - self.viewport().height(), 0)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(over / 2))
        self._select_to(point)

    def _place_at(self, point: QPointF) -> Place | None:
        found = self.part_under(point)
        if not found:
            return None
        standing, inside = found
        return standing.message, standing.number, standing.part.position_at(inside)

    def _link_at(self, point: QPointF) -> str:
        found = self.part_under(point)
        return found[0].part.link_at(found[1]) if found else ""

    def _hover(self, found: tuple[Standing, QPointF] | None) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if found:
            standing, inside = found
            within = 0 <= inside.y() < standing.part.height and 0 <= inside.x() < self.column.width
            if within and standing.part.text:
                shape = Qt.CursorShape.IBeamCursor
            if within and standing.part.link_at(inside):
                shape = Qt.CursorShape.PointingHandCursor
            words = self.link_words.get(standing.part.link_at(inside), "") if within else ""
            set_plain_tooltip(self.viewport(), words)
            self.controls.set_hovered(self.column.messages[standing.message].parts)
        self.viewport().setCursor(shape)

    def _tell_link(self) -> None:
        """Say what the link with the focus leads to, where it stands."""
        words = self.link_words.get(self._link[2].href, "") if self._link else ""
        if self._link and words:
            index, number, link = self._link
            message = self.column.messages[index]
            top = self.column.top(index) + message.top(number) - self.scrolled
            place = message.parts[number].caret_rect(link.start).bottomLeft().toPoint()
            point = self.viewport().mapToGlobal(place + QPoint(self.left, top))
            QToolTip.showText(point, plain_tooltip(words), self)
        else:
            QToolTip.hideText()

    def pick(self) -> None:
        """Have the block with the caret, or else the first in sight, picked for the tray."""
        if self.column.messages:
            place = self.selection.caret or self._first_visible()
            if block := self._block_at(*place[:2]):
                self.picked.emit(*block)

    def _block_at(self, index: int, number: int) -> tuple[str, str] | None:
        """The id of the answer that a part is a block of, and its Markdown; None for others."""
        message = self.column.messages[index]
        source = message.parts[number].source.strip("\n")
        if isinstance(message, AnswerMessage) and source:
            return message.row.answer_id, source
        return None

    def _set_flash(self, flash: tuple[int, int, Range] | None) -> None:
        self._flash = flash
        self.viewport().update()

    def _move_caret(self, event: QKeyEvent) -> bool:
        asked = move_of(event)
        if not asked or not self.column.messages:
            return False
        move, extend = asked
        if not extend and self.selection.caret is None:
            return False
        start = self.selection.caret or self._first_visible()
        self.selection.move(start, extend=extend)
        self.selection.move(moved(self, start, move), extend=extend)
        self.reveal(self.selection.caret or start)
        self.viewport().update()
        return True

    def _first_visible(self) -> Place:
        for standing in self.visible_parts():
            if standing.part.text and standing.y >= self.scrolled:
                return standing.message, standing.number, 0
        return (0, 0, 0)

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
