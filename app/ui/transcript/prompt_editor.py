"""Edits a prompt in place: Enter sends, Escape gives up."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import Look, TextButton
from app.ui.theme import Looks
from app.words import _

_LEAST_HEIGHT, _GREATEST_HEIGHT, _PADDING = 64, 240, 20


class PromptEditor(QWidget):
    """A plain-text editor with Send and Cancel.

    Signals:
        submitted: The new prompt, never empty.
        cancelled: The old prompt stays.
    """

    submitted = Signal(str)
    cancelled = Signal()

    def __init__(self, appearance: Looks, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_edit = _Editor(appearance)
        self.text_edit.setPlainText(prompt)
        self.text_edit.moveCursor(QTextCursor.MoveOperation.End)
        self.text_edit.submitted.connect(self._submit)
        self.text_edit.cancelled.connect(self.cancelled)
        self.text_edit.textChanged.connect(self._fit)
        self._send = TextButton(
            appearance, _("Send"), icon="arrow-up", look=Look.PRIMARY, small=True
        )
        self._send.clicked.connect(self._submit)
        cancel = TextButton(appearance, _("Cancel"), small=True)
        cancel.clicked.connect(self.cancelled)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(cancel)
        buttons.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.text_edit)
        layout.addLayout(buttons)
        self.setFocusProxy(self.text_edit)
        self._fit()

    def _submit(self) -> None:
        if prompt := self.text_edit.toPlainText().strip():
            self.submitted.emit(prompt)

    def _fit(self) -> None:
        lines = self.text_edit.document().size().height()
        height = round(lines * self.text_edit.fontMetrics().lineSpacing()) + _PADDING
        self.text_edit.setFixedHeight(min(max(height, _LEAST_HEIGHT), _GREATEST_HEIGHT))
        self._send.setEnabled(bool(self.text_edit.toPlainText().strip()))


class _Editor(QPlainTextEdit):
    submitted = Signal()
    cancelled = Signal()

    def __init__(self, appearance: Looks) -> None:
        super().__init__()
        self._appearance = appearance
        self._is_composing = False
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("Edit prompt"))

    def _restyle(self) -> None:
        self.setFont(self._appearance.theme.font())

    @override
    def inputMethodEvent(self, arg__1: QInputMethodEvent) -> None:
        self._is_composing = bool(arg__1.preeditString())
        super().inputMethodEvent(arg__1)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        self._is_composing = False
        super().focusOutEvent(e)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        is_enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._is_composing:
            super().keyPressEvent(e)
        elif is_enter and not e.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.submitted.emit()
        elif e.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(e)
