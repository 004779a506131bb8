"""The field where a prompt is typed: plain text that grows with its lines."""

from PySide6.QtCore import QMimeData, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from app.ui.attaching import can_attach
from app.ui.theme import font, tokens
from app.words import _

_MOST_LINES = 8
_SLACK = 1  # Where the text fills the height exactly, Qt scrolls the first line away.
# Wrapping a run without spaces takes time that grows with its square: 12 s for 500,000 characters.
_LONGEST_WRAPPED_LINE = 20_000


class PromptEditor(QPlainTextEdit):
    """Enter submits and Shift+Enter breaks the line, but never while an input method composes.

    Signals:
        submit_requested: Enter was pressed.
        edited: The text after each edit by the person.
        attached: What was dropped or pasted holds files or a picture instead of words.
    """

    submit_requested = Signal()
    edited = Signal(str)
    attached = Signal(QMimeData)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_composing = False
        kind = tokens()["type"]
        self.setFont(font())
        # Bare, because the card around it is the frame.
        self.setStyleSheet("PromptEditor { border: none; background: transparent; padding: 0; }")
        spare_height = kind["body_px"] * kind["line_height"] - self.fontMetrics().lineSpacing()
        self.document().setDocumentMargin(max(0, round(spare_height - _SLACK) // 2))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(_("Ask anything, or drop a file"))
        self.setAccessibleName(_("Prompt"))
        self.textChanged.connect(self._on_edited)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._fit_height()

    def set_text(self, text: str) -> None:
        """Show `text` with the caret at its end; what was typed before can't be undone to.

        The same text again changes nothing, and keeps the caret and the steps to undo.
        """
        if text == self.toPlainText():
            return
        with QSignalBlocker(self):
            self.clear()
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
            self._prepare_for(text)
            self.setPlainText(text)
            self.moveCursor(self.textCursor().MoveOperation.End)
        self._fit_height()

    def insert_quotation(self, quotation: str) -> None:
        """Put lines at the caret, apart from what stands before them on its line."""
        cursor = self.textCursor()
        before = "" if cursor.atBlockStart() else "\n\n"
        self._prepare_for(quotation)
        cursor.insertText(before + quotation)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        is_enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter or self._is_composing:
            super().keyPressEvent(e)
        elif e.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            self.submit_requested.emit()

    @override
    def inputMethodEvent(self, arg__1: QInputMethodEvent) -> None:
        self._is_composing = bool(arg__1.preeditString())
        super().inputMethodEvent(arg__1)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return can_attach(source) or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if can_attach(source):
            self.attached.emit(source)
            return
        self._prepare_for(source.text())
        super().insertFromMimeData(source)

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit_height()

    def _prepare_for(self, text: str) -> None:
        if any(len(line) > _LONGEST_WRAPPED_LINE for line in text.splitlines()):
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)

    def _on_edited(self) -> None:
        self.edited.emit(self.toPlainText())

    def _fit_height(self) -> None:
        lines = round(self.document().size().height())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if lines > _MOST_LINES else policy.ScrollBarAlwaysOff
        )
        shown = max(1, min(lines, _MOST_LINES))
        margins = 2 * self.document().documentMargin()
        text_height = shown * self.fontMetrics().lineSpacing()
        self.setFixedHeight(round(text_height + margins) + _SLACK)
