"""A choice of a few things, side by side in one frame."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.controls import Button
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font, tokens

_PADDING = 12
_INSET = 2  # of a segment in the frame
_INNER_RADIUS = 6


class Segments(QWidget):
    """One is checked; the arrow keys go to the next one.

    Args:
        choices: Words for each value.

    Signals:
        chosen: The value that the person picked.
    """

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, label: str, choices: Mapping[Any, str]) -> None:
        super().__init__()
        self._appearance = appearance
        self._values = tuple(choices)
        self._group = QButtonGroup(self)
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(0)
        for number, words in enumerate(choices.values()):
            button = _Segment(appearance, words)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idClicked.connect(self._on_clicked)
        appearance.changed.connect(self.update)

    def set_value(self, value: object) -> None:
        """Check the one that holds."""
        self._group.button(self._values.index(value)).setChecked(True)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        paint_rounded(QPainter(self), self.rect(), theme.color("panel"), theme.color("line"))


class _Segment(Button):
    def __init__(self, appearance: Appearance, label: str) -> None:
        super().__init__(appearance, label)
        self.setCheckable(True)
        self.setFont(font(weight=500))
        self.setFixedSize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self.label) + 2 * _PADDING
        return QSize(width, tokens()["control_height_px"]["normal"] - 2 * _INSET)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        if self.isChecked():
            fill = theme.color("hover" if theme.is_dark else "raised")
            paint_rounded(painter, self.rect(), fill, theme.color("line"), _INNER_RADIUS)
        painter.setPen(theme.color("text" if self.isChecked() or self.underMouse() else "dim"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.label)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, _INNER_RADIUS)
