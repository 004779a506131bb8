"""A sentence across the top of the chat: something went wrong and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from app.ui.controls import IconButton
from app.ui.icons import pixmap
from app.ui.theme import Appearance, font


class Notice(QWidget):
    """Shows the last sentence until it is closed; hidden while there is none."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel()
        self._label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._label.setFont(font(13))
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = IconButton(appearance, "x", "Close this notice")
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(close)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now, or last."""
        return self._label.text()

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence; it replaces the one before."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._appearance.theme.color("warn_bg"))
        painter.end()

    def _restyle(self) -> None:
        theme = self._appearance.theme
        self._icon.setPixmap(pixmap("circle-alert", theme.color("warn"), 16))
        self._label.setStyleSheet(f"color: {theme.text}")
        self.update()
