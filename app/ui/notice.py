"""A sentence across the top of the chat: something went wrong and what to do, or what was done."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from app.ui.controls import IconButton, Look, TextButton
from app.ui.icons import pixmap
from app.ui.theme import Appearance, font
from app.words import _


class Notice(QWidget):
    """Shows the last sentence until it is closed; hidden while there is none."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel()
        self._label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._label.setFont(font(13))
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._is_done = False
        self._then: Callable[[], object] | None = None
        self._action = TextButton(appearance, "", look=Look.OUTLINED, small=True)
        self._action.clicked.connect(self._act)
        self._action.hide()
        close = IconButton(appearance, "x", _("Close this notice"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(10)
        layout.addWidget(self._icon)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._action)
        layout.addWidget(close)
        appearance.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is shown now, or last."""
        return self._label.text()

    def show_sentence(self, sentence: str) -> None:
        """Show what went wrong; it replaces the sentence before."""
        self._show(sentence, is_done=False)

    def show_done(self, sentence: str, label: str, then: Callable[[], object]) -> None:
        """Show what was done, and offer what can be done next; it replaces the sentence before.

        Args:
            sentence: What was done.
            label: What can be done next, on a button.
            then: Does it.
        """
        self._show(sentence, is_done=True)
        self._then = then
        self._action.set_label(label)
        self._action.show()

    def _show(self, sentence: str, *, is_done: bool) -> None:
        self._is_done = is_done
        self._action.hide()
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._restyle()
        self.show()

    def _act(self) -> None:
        if self._then:
            self._then()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(
            self.rect(), self._appearance.theme.color("panel" if self._is_done else "warn_bg")
        )
        painter.end()

    def _restyle(self) -> None:
        theme = self._appearance.theme
        icon, ink = ("circle-check", "ok") if self._is_done else ("circle-alert", "warn")
        self._icon.setPixmap(pixmap(icon, theme.color(ink), 16))
        self._label.setStyleSheet(f"color: {theme.text}")
        self.update()
