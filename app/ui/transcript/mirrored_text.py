"""The part with the caret, as a text field of Qt's own tells it to a screen reader.

What Qt for Python has of `QAccessibleTextInterface` can't say what is selected, nor where a line
ends: these methods answer through pointers and are left out. A text field that nobody sees has all
of them, so it holds the text and answers for the part.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleTextInterface, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui.transcript.part import Range

# A line that ends without a break in the text; a space stands there.
_SOFT_BREAK = "\u2028"


class MirroredText(QObject):
    """Holds one text at a time: offsets are those of UTF-16, as Qt's are.

    Args:
        select: Called with an anchor and a caret that a screen reader has chosen.
    """

    def __init__(self, parent: QWidget, select: Callable[[int, int], None]) -> None:
        super().__init__(parent)
        self._select = select
        self._is_filling = False
        self._text = ""
        self._edit = QTextEdit(parent)
        self._edit.hide()
        self._edit.setReadOnly(True)
        self._edit.setUndoRedoEnabled(False)
        self._edit.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self._edit.cursorPositionChanged.connect(self._pass_on)
        self._edit.selectionChanged.connect(self._pass_on)

    def fill(self, text: str, breaks: list[int], chosen: Range, where: QRect) -> None:
        """Hold this text.

        Args:
            text: All of it.
            breaks: The spaces in it after which a new line begins.
            chosen: Anchor and caret, in UTF-16 units.
            where: Its place in the parent.
        """
        letters = list(text)
        for place in breaks:
            letters[place] = _SOFT_BREAK
        text = "".join(letters)
        self._is_filling = True
        if text != self._text:
            self._text = text
            self._edit.setPlainText(text)
        cursor = self._edit.textCursor()
        if (cursor.anchor(), cursor.position()) != chosen:
            cursor.setPosition(chosen[0])
            cursor.setPosition(chosen[1], QTextCursor.MoveMode.KeepAnchor)
            self._edit.setTextCursor(cursor)
        self._edit.setGeometry(where)
        self._is_filling = False

    @property
    def interface(self) -> QAccessibleTextInterface:
        """What answers for the text."""
        return QAccessible.queryAccessibleInterface(self._edit).textInterface()

    def _pass_on(self) -> None:
        if not self._is_filling:
            cursor = self._edit.textCursor()
            self._select(cursor.anchor(), cursor.position())
