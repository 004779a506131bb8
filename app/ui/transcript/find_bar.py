"""The bar above a transcript in which one types what is to be found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from app.ui.controls import IconButton
from app.ui.labels import Label
from app.ui.theme import Appearance, tokens
from app.words import _


class FindBar(QWidget):
    """Enter finds the next match, Shift+Enter the one before, Escape closes.

    Signals:
        changed: What is to be found now.
        stepped: True for the match before, False for the next.
        closed: It is no longer needed.
    """

    changed = Signal(str)
    stepped = Signal(bool)
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("Find in this conversation"))
        self._field.setAccessibleName(_("Find in this conversation"))
        self._field.textChanged.connect(self.changed)
        self._outcome = Label(appearance, px=tokens()["type"]["small_px"], color="dim")
        before = IconButton(appearance, "arrow-up", _("Previous match"))
        before.clicked.connect(lambda: self.stepped.emit(True))
        after = IconButton(appearance, "arrow-down", _("Next match"))
        after.clicked.connect(lambda: self.stepped.emit(False))
        close = IconButton(appearance, "x", _("Close find"))
        close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(6)
        row.addWidget(self._field, 1)
        for widget in (self._outcome, before, after, close):
            row.addWidget(widget)
        self.setFocusProxy(self._field)

    @property
    def text(self) -> str:
        """What is to be found."""
        return self._field.text()

    def select_all(self) -> None:
        """Take the focus, so that typing replaces what was looked for last."""
        self._field.setFocus()
        self._field.selectAll()

    def show_outcome(self, sentence: str) -> None:
        """Say what came of it; "" while there are matches."""
        self._outcome.setText(sentence)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.stepped.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            case _:
                super().keyPressEvent(event)
