"""A frame that opens beside what was clicked and closes when one clicks elsewhere."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from app.ui.controls import paint_rounded
from app.ui.theme import Appearance, tokens

_GAP = 4


class Popup(QFrame):
    """Base of the popups: rounded, raised, with a thin border; Escape closes it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._appearance = appearance
        self._radius: int = tokens()["radius_px"]["card"]
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        appearance.changed.connect(self.update)

    def show_beside(self, anchor: QWidget) -> None:
        """Open under the anchor, or above it where that does not fit, whole on its screen."""
        self.adjustSize()
        below = anchor.mapToGlobal(QPoint(0, anchor.height() + _GAP))
        above = anchor.mapToGlobal(QPoint(0, -_GAP - self.height()))
        screen = anchor.screen().availableGeometry().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        fits_below = below.y() + self.height() <= screen.bottom()
        place = below if fits_below or above.y() < screen.top() else above
        right, bottom = screen.right() - self.width(), screen.bottom() - self.height()
        self.move(
            max(screen.left(), min(place.x(), right)), max(screen.top(), min(place.y(), bottom))
        )
        self.show()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        # Without a compositor, what is translucent turns black: cut the corners off as well.
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), self._radius - 1, self._radius - 1)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))
        super().resizeEvent(event)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        theme = self._appearance.theme
        paint_rounded(
            QPainter(self), self.rect(), theme.color("raised"), theme.color("line"), self._radius
        )
