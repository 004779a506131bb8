"""Messages to read: links are followed, words are found, and a menu says what can be done."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.markdown.prose import is_allowed_link
from app.ui.labels import set_plain_tooltip
from app.ui.theme import Looks
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.caret_moves import first_in_sight, part_of
from app.ui.transcript.caret_view import CaretView
from app.ui.transcript.citation_marks import CITATION
from app.ui.transcript.code_part import CodePart
from app.ui.transcript.column import Standing
from app.ui.transcript.copying import put
from app.ui.transcript.deed_menu import add_deeds, new_menu
from app.ui.transcript.find import matches, unfolded_match
from app.ui.transcript.link_focus import LinkFocus
from app.ui.transcript.part import Range
from app.ui.transcript.table_part import TablePart
from app.words import _

_NOTCH = 120
_FLASH_MS = 1500


class ReadingView(CaretView):
    """A view of messages with links.

    Attributes:
        link_words: What is to be said of a link, by its address.
        link: The one that has the focus of the keyboard.

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
        self.link_words: dict[str, str] = {}
        self.link = LinkFocus(self, self.link_words)
        self._pressed_link = ""
        self._turned = 0
        self._needle = ""
        self._flash: tuple[int, int, Range] | None = None
        self._flash_end = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash_end.timeout.connect(lambda: self._set_flash(None))

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
        caret = self.selection.caret or (0, 0, 0)
        start, end = self.selection.span or (caret, caret)
        place = start if backward or from_start else end
        found = unfolded_match(self.column.messages, self._needle, place, backward=backward)
        if not found:
            return False
        self.selection.select(*found)
        self.reveal(found[0])
        return True

    def flash(self, index: int, number: int, chars: Range) -> None:
        """Mark some characters of a part for a moment."""
        self._set_flash((index, number, chars))
        self._flash_end.start()

    def pick(self) -> None:
        """Have the block with the caret, or else the first in sight, picked for the tray."""
        if self.column.messages:
            place = self.selection.caret or first_in_sight(self)
            if block := self._block_at(*place[:2]):
                self.picked.emit(*block)

    @override
    def marks(self, index: int, number: int) -> tuple[Sequence[Range], Range | None]:
        found = matches(self.column.messages[index].parts[number].text, self._needle)
        if self._flash and self._flash[:2] == (index, number):
            found = [*found, self._flash[2]]
        return found, self.link.chars(index, number)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.link.clear()
            self._pressed_link = self._link_at(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.mouse.is_held:
            self._hover(self.part_under(event.position()))
        super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        link, self._pressed_link = self._pressed_link, ""
        if link and not self.selection.span and self._link_at(event.position()) == link:
            self.follow(link)

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
        key, shift = arg__1.key(), Qt.KeyboardModifier.ShiftModifier
        if self.link.href and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.follow(self.link.href)
        elif key == Qt.Key.Key_F10 and arg__1.modifiers() == shift:
            self._open_menu_at_caret()
        else:
            super().keyPressEvent(arg__1)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return self.link.step(forward=next) or super().focusNextPrevChild(next)

    @override
    def focusOutEvent(self, arg__1: QFocusEvent) -> None:
        super().focusOutEvent(arg__1)
        self.link.clear()

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu_at_caret()
        else:
            self._open_menu(arg__1.pos(), self._link_at(QPointF(arg__1.pos())))

    def _open_menu_at_caret(self) -> None:
        """Where the person is by keyboard: at the link that has the focus, or at the caret."""
        if not self.column.messages:
            return
        place = self.link.place or self.selection.caret or first_in_sight(self)
        self.reveal(place)
        caret = part_of(self, place).caret_rect(place[2])
        y = self.column.top(place[0]) + self.column.messages[place[0]].top(place[1])
        point = QPoint(self.left + int(caret.x()), y - self.scrolled + int(caret.center().y()))
        self._open_menu(point, self.link.href or self._link_at(QPointF(point)))

    def _open_menu(self, point: QPoint, link: str) -> None:
        """Show what can be done at a point of the screen, and with a link."""
        menu = new_menu(self)
        menu.addAction(_("Copy"), self.copy).setEnabled(self.selection.span is not None)
        if link and not link.startswith(CITATION):
            menu.addAction(_("Copy link address"), partial(put, link))
        if found := self.part_under(QPointF(point)):
            part = found[0].part
            if isinstance(part, TablePart):
                menu.addAction(_("Copy table"), part.copy_as_tsv)
            if isinstance(part, CodePart):
                menu.addAction(_("Copy code"), partial(put, part.text))
            if block := self._block_at(found[0].message, found[0].number):
                menu.addAction(_("Add to tray"), partial(self.picked.emit, *block))
            menu.addSeparator()
            add_deeds(menu, self.column.messages[found[0].message].deeds(self))
        menu.addSeparator()
        menu.addAction(_("Select all"), self.select_all)
        menu.addAction(_("Find…"), self.find_requested.emit)
        menu.popup(self.viewport().mapToGlobal(point))

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
