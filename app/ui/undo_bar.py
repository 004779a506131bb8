"""What was just deleted, and a way to have it back."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import TextButton
from app.ui.labels import ElidedLabel
from app.ui.painting import paint_rounded
from app.ui.theme import Appearance, tokens
from app.words import _, ngettext


class UndoBar(QWidget):
    """Hidden while there is nothing to undo.

    Signals:
        undo_requested: It is to be as it was before.
    """

    undo_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._label = ElidedLabel(appearance, px=tokens()["type"]["small_px"])
        undo = TextButton(appearance, _("Undo"), small=True, padding=8)
        undo.clicked.connect(self.undo_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 4, 4)
        layout.addWidget(self._label, 1)
        layout.addWidget(undo)
        appearance.changed.connect(self.update)
        self.hide()

    def show_deleted(self, count: int) -> None:
        """Say how many chats can be brought back; none hides it."""
        words = ngettext("{n} chat deleted", "{n} chats deleted", count)
        sentence = words.format(n=count)
        self.setVisible(bool(count))
        if count and sentence != self._label.text():
            self._label.setText(sentence)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        elif not count:
            self._label.setText("")

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        paint_rounded(QPainter(self), self.rect(), theme.color("raised"), theme.color("line"))
