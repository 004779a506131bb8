"""A sentence under a field: what came of what was entered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui import icons
from app.ui.labels import Label
from app.ui.theme import Appearance, tokens

_ICON_SIZE = 15


class OutcomeLine(QWidget):
    """A small sentence with its sign before it; hidden while there is none."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._color = "error"
        self._icon = QLabel()
        self._label = Label(appearance, px=tokens()["type"]["small_px"], wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        appearance.changed.connect(self._recolour)
        self.hide()

    def show_sentence(self, sentence: str, *, is_error: bool) -> None:
        """Say it; an empty sentence says nothing."""
        self._color = "error" if is_error else "ok"
        self._label.setText(sentence)
        self._recolour()
        self.setVisible(bool(sentence))

    def _recolour(self) -> None:
        name = "circle-alert" if self._color == "error" else "check"
        ink = self._appearance.theme.color(self._color)
        self._icon.setPixmap(icons.pixmap(name, ink, _ICON_SIZE, self.devicePixelRatioF()))
        self._label.set_color(self._color)
