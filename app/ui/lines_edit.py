"""A field for several lines of plain text."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override


class LinesEdit(QPlainTextEdit):
    """Has the face that a QLineEdit has for what its text is used for; Tab leaves it.

    Args:
        height: In pixels.
    """

    editingFinished = Signal()  # noqa: N815  as QLineEdit calls it

    def __init__(self, height: int) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    def text(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def setText(self, text: str) -> None:
        """Show this instead."""
        self.setPlainText(text)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.editingFinished.emit()
