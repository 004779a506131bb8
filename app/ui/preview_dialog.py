"""Exactly what each model will receive, and what would be left out to fit."""

from collections.abc import Sequence

from PySide6.QtGui import QFont, QHideEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.domain.messages import Message, Part
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.theme import Appearance
from app.viewmodels.quote_rows import QuoteRow
from app.words import N_, _, number

_SIZE = (820, 560)
_ROLES = {"system": N_("System prompt"), "user": N_("You"), "assistant": N_("Its answer")}


class PreviewDialog(QDialog):
    """A tab a lane; shows it as it is when it is opened."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(_("Models"))
        close = TextButton(appearance, _("Close"), look=Look.PRIMARY)
        close.clicked.connect(self.accept)
        self.setWindowTitle(_("What each model will receive"))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(12)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(row)

    def show_rows(self, rows: Sequence[QuoteRow]) -> None:
        """Open with what these lanes will receive."""
        for row in rows:
            self.tabs.addTab(_Page(self._appearance, row), row.label.replace("&", "&&"))
        parent = self.parentWidget()
        room = parent.window().size() if parent else None
        width, height = _SIZE
        if room:
            width, height = min(width, room.width() - 40), min(height, room.height() - 60)
        self.resize(width, height)
        self.tabs.setFocus()
        self.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # What is not open tells nothing: names may be hidden by the time it is opened again.
        while not event.spontaneous() and (page := self.tabs.widget(0)):
            self.tabs.removeTab(0)
            page.deleteLater()


class _Page(QWidget):
    def __init__(self, appearance: Appearance, row: QuoteRow) -> None:
        super().__init__()
        self._text = QPlainTextEdit(readOnly=True)
        self._text.setFrameShape(QFrame.Shape.NoFrame)
        self._text.setAccessibleName(_("What {model} will receive").format(model=row.label))
        faint = QTextCharFormat()
        faint.setForeground(appearance.theme.color("dim"))
        if row.dropped and row.choice is None:
            self._write(_("It does not fit: these would have to be left out"), faint)
        elif row.dropped:
            self._write(_("Left out, so that it fits"), faint)
        for message in row.dropped:
            self._write_message(message, faint)
        if row.dropped:
            self._write(_("Sent"), faint)
        for message in row.messages:
            self._write_message(message, QTextCharFormat())
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        facts = " · ".join(part for part in (row.tokens, row.fit, row.price) if part)
        if row.is_veiled:
            facts = _("What it is told before the prompt is shown with the names.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(Label(appearance, facts, color="dim", wrap=True))
        layout.addWidget(self._text, 1)

    def _write_message(self, message: Message, shade: QTextCharFormat) -> None:
        heading = QTextCharFormat(shade)
        heading.setFontWeight(QFont.Weight.DemiBold)
        role = _ROLES[message["role"]]
        self._write(_(role), heading)
        self._write(content_words(message), shade)

    def _write(self, text: str, shape: QTextCharFormat) -> None:
        cursor = self._text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text + "\n", shape)
        if shape.fontWeight() != QFont.Weight.DemiBold:
            cursor.insertText("\n", shape)


def content_words(message: Message) -> str:
    """The text of a message; files that are no text by their kind and size."""
    content = message["content"]
    return content if isinstance(content, str) else "\n".join(_part_words(p) for p in content)


def _part_words(part: Part) -> str:
    match part["type"]:
        case "text":
            return part["text"]
        case "image":
            return _file_words(_("Picture"), part["data"])
        case "document":
            return _file_words(part["name"], part["data"])


def _file_words(name: str, data: bytes) -> str:
    return _("[{name}, {n} bytes]").format(name=name, n=number(len(data)))
