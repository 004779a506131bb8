"""A box to choose one of a few things from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font, tokens

_PADDING = 10
_ICON_SIZE = 15


class ChoiceBox(QComboBox):
    """A combo box that looks like the other controls."""

    def __init__(self, appearance: Appearance, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.setAccessibleName(label)
        self.setFixedHeight(tokens()["control_height_px"]["normal"])
        appearance.changed.connect(self.update)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        fill = theme.color("hover" if self.underMouse() else "raised")
        paint_rounded(painter, self.rect(), fill, theme.color("line"))
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)
        content = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        image = icons.pixmap("chevron-down", theme.dim, _ICON_SIZE, self.devicePixelRatioF())
        left, top = content.right() - _ICON_SIZE, (self.height() - _ICON_SIZE) // 2
        painter.drawPixmap(left, top, image)
        content.setRight(left - _PADDING)
        painter.setFont(font(weight=500))
        painter.setPen(theme.color("text"))
        text = painter.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, content.width()
        )
        painter.drawText(content, Qt.AlignmentFlag.AlignVCenter, text)
