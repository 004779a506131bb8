"""A few words that lead to a page on the web."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.painting import paint_focus_ring
from app.ui.theme import Appearance, font, tokens

_HEIGHT = 22
_ICON_SIZE, _GAP = 13, 4


class LinkButton(Button):
    """Small words with the sign of a page that opens elsewhere; the one who shows it opens it.

    Attributes:
        INSET: Pixels at its ends, for the focus ring.
    """

    INSET = 4

    def __init__(self, appearance: Appearance, label: str) -> None:
        super().__init__(appearance, label)
        self.setFont(font(tokens()["type"]["small_px"]))
        self.setFixedSize(self.sizeHint())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return QSize(self.INSET + words + _GAP + _ICON_SIZE + self.INSET, _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        ink = theme.color("text" if self.underMouse() or self.hasFocus() else "dim")
        painter.setPen(ink)
        words = QRect(self.INSET, 0, self.width() - self.INSET, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.label)
        image = icons.pixmap("external-link", ink, _ICON_SIZE, self.devicePixelRatioF())
        left, top = self.width() - self.INSET - _ICON_SIZE, (self.height() - _ICON_SIZE) // 2
        painter.drawPixmap(left, top, image)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, 4)
