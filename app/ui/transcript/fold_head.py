"""The line under which something is folded away."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.painting import paint_focus_ring
from app.ui.theme import Appearance, font, tokens

_ICON_SIZE, _TEXT_LEFT = 14, 24


class FoldHead(Button):
    """A chevron and a few words; checked while it is open."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Thought")
        self.setCheckable(True)
        self.setFont(font(tokens()["type"]["small_px"]))
        self.setFixedHeight(20)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, words: str) -> None:
        """Say this."""
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_TEXT_LEFT + QFontMetrics(self.font()).horizontalAdvance(self.label), 20)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        ink = theme.color("dim" if self.underMouse() else "faint")
        name = "chevron-down" if self.isChecked() else "chevron-right"
        image = icons.pixmap(name, ink, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - _ICON_SIZE) // 2, image)
        painter.setPen(ink)
        area = QRect(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.label)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, 4)
