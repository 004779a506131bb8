"""Painted things for a screen reader: no widgets, so that these interfaces stand for them.

Qt keeps bare pointers to interfaces: each is kept until `forget`. Its stubs don't know that None
may stand for no interface.
"""

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextInterface, QWindow
from shiboken6 import isValid
from typing_extensions import override

from app.ui.accessible_buttons import NO_INTERFACE
from app.ui.transcript.message_view import MessageView
from app.ui.transcript.offsets import from_utf16, to_utf16


class Painted(QAccessibleInterface):
    """Something that is painted in the view.

    Attributes:
        id: Qt's number for it.
    """

    def __init__(self, view: MessageView) -> None:
        super().__init__()
        self._view = view
        self._text = _Text(self)
        self.id = QAccessible.registerAccessibleInterface(self)

    @property
    def whole_text(self) -> str:
        """All that can be read in it."""
        return ""

    @property
    def caret(self) -> int:
        """The offset of the caret in the text; -1 if it is elsewhere."""
        return -1

    def put_caret(self, offset: int) -> None:
        """Put the caret into the text, if it can be there."""

    def character_rect(self, offset: int) -> QRect:
        """Where a character of the text is on the screen."""
        return self.rect()

    def forget(self) -> None:
        """Have Qt delete it: it can't be asked for any more."""
        QAccessible.deleteAccessibleInterface(self.id)

    @override
    def isValid(self) -> bool:
        return isValid(self._view)

    @override
    def object(self) -> QObject | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return None

    @override
    def window(self) -> QWindow | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._view.window().windowHandle() if self.isValid() else None

    @override
    def setText(self, t: QAccessible.Text, text: str) -> None:
        pass

    @override
    def childCount(self) -> int:
        return 0

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return None

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return None

    @override
    def indexOfChild(self, arg__1: QAccessibleInterface) -> int:
        # What is nobody's child a screen reader takes for gone, and says nothing of it.
        return next((n for n in range(self.childCount()) if self.child(n) is arg__1), -1)

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == QAccessible.InterfaceType.TextInterface:
            return self._text
        return NO_INTERFACE

    @override
    def textInterface(self) -> QAccessibleTextInterface:
        return self.interface_cast(QAccessible.InterfaceType.TextInterface)

    def screen_rect(self, y: int, height: int) -> QRect:
        """Where a piece of the column is on the screen."""
        corner = self._view.viewport().mapToGlobal(QPoint(self._view.left, y - self._view.scrolled))
        return QRect(corner.x(), corner.y(), self._view.column.width, height)


def state_of(*, is_focused: bool) -> QAccessible.State:
    """The state of a text that the keyboard leads to."""
    state = QAccessible.State()
    # The stubs leave all of them out.
    state.focusable = state.selectableText = state.readOnly = True  # pyright: ignore[reportAttributeAccessIssue]
    state.focused = is_focused  # pyright: ignore[reportAttributeAccessIssue]
    return state


class _Text(QAccessibleTextInterface):
    """The text of something painted; apart from it, as one object can't be both.

    Offsets count UTF-16 units, as all of Qt's do. What is selected it can't say: see
    `MirroredText`.
    """

    def __init__(self, owner: Painted) -> None:
        super().__init__()
        self._owner = owner

    @override
    def text(self, startOffset: int, endOffset: int) -> str:
        text = self._owner.whole_text
        return text[from_utf16(text, startOffset) : from_utf16(text, endOffset)]

    @override
    def characterCount(self) -> int:
        text = self._owner.whole_text
        return to_utf16(text, len(text))

    @override
    def characterRect(self, offset: int) -> QRect:
        return self._owner.character_rect(from_utf16(self._owner.whole_text, offset))

    @override
    def offsetAtPoint(self, point: QPoint) -> int:
        return 0

    @override
    def cursorPosition(self) -> int:
        caret = self._owner.caret
        return caret if caret < 0 else to_utf16(self._owner.whole_text, caret)

    @override
    def setCursorPosition(self, position: int) -> None:
        self._owner.put_caret(from_utf16(self._owner.whole_text, position))

    @override
    def selectionCount(self) -> int:
        return 0

    @override
    def addSelection(self, startOffset: int, endOffset: int) -> None:
        pass

    @override
    def removeSelection(self, selectionIndex: int) -> None:
        pass

    @override
    def setSelection(self, selectionIndex: int, startOffset: int, endOffset: int) -> None:
        pass

    @override
    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        pass
