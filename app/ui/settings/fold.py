"""A line under which something is folded away."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.painting import paint_focus_ring
from app.ui.theme import Appearance, font, tokens

_HEIGHT = 24
_ICON_SIZE, _TEXT_LEFT = 14, 19


class Fold(QWidget):
    """Words with a chevron; pressed, they show or hide what is under them."""

    def __init__(self, appearance: Appearance, words: str, inside: QWidget) -> None:
        super().__init__()
        self._head = _FoldHead(appearance, words)
        self._head.toggled.connect(inside.setVisible)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(inside)
        inside.hide()

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide what is inside."""
        self._head.setChecked(is_open)


class _FoldHead(Button):
    def __init__(self, appearance: Appearance, words: str) -> None:
        super().__init__(appearance, words)
        self.setCheckable(True)
        self.setFont(font(tokens()["type"]["small_px"]))
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return QSize(_TEXT_LEFT + words + 4, _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        ink = theme.color("text" if self.underMouse() else "dim")
        name = "chevron-down" if self.isChecked() else "chevron-right"
        image = icons.pixmap(name, ink, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - _ICON_SIZE) // 2, image)
        painter.setPen(ink)
        area = QRect(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.label)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, 4)
