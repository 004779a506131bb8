"""Painted things for a screen reader: no widgets, so that these interfaces stand for them.

Qt keeps bare pointers to interfaces: each is kept until `forget`, and `interface_cast` never
returns None, which would end the process. Its stubs don't know
that None may stand for no interface.
"""

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleTextInterface, QWindow
from shiboken6 import VoidPtr, isValid
from typing_extensions import override

from app.ui.transcript.message_view import MessageView

_NOTHING = VoidPtr(0)


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
        return -1

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == QAccessible.InterfaceType.TextInterface:
            return self._text
        return _NOTHING

    @override
    def textInterface(self) -> QAccessibleTextInterface:
        return self._text

    def screen_rect(self, y: int, height: int) -> QRect:
        """Where a piece of the column is on the screen."""
        corner = self._view.viewport().mapToGlobal(QPoint(self._view.left, y - self._view.scrolled))
        return QRect(corner.x(), corner.y(), self._view.column.width, height)


class _Text(QAccessibleTextInterface):
    """The text of something painted; apart from it, as one object can't be both."""

    def __init__(self, owner: Painted) -> None:
        super().__init__()
        self._owner = owner

    @override
    def text(self, startOffset: int, endOffset: int) -> str:
        return self._owner.whole_text[startOffset:endOffset]

    @override
    def characterCount(self) -> int:
        return len(self._owner.whole_text)

    @override
    def characterRect(self, offset: int) -> QRect:
        return self._owner.rect()

    @override
    def offsetAtPoint(self, point: QPoint) -> int:
        return 0

    @override
    def cursorPosition(self) -> int:
        return 0

    @override
    def setCursorPosition(self, position: int) -> None:
        pass

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
