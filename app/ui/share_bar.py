"""A small bar that says how much of something is taken."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui.theme import Appearance

_NEAR = 0.9


class ShareBar(QWidget):
    """Warns when it is nearly full, and shows what is over as an error.

    Args:
        size: In pixels; a width of 0 is as wide as there is room.
    """

    def __init__(self, appearance: Appearance, size: QSize) -> None:
        super().__init__()
        self._appearance = appearance
        self._share = 0.0
        self.setFixedHeight(size.height())
        if size.width():
            self.setFixedWidth(size.width())
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def set_share(self, share: float) -> None:
        """Fill it so far: 1.0 is full; more shows as full, too."""
        self._share = share
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        over, near = self._share > 1, self._share > _NEAR
        color = "error" if over else "warn" if near else "accent"
        radius = self.height() / 2
        for name, part in (("line", 1.0), (color, min(self._share, 1.0))):
            painter.setBrush(theme.color(name))
            width = self.width() * part
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), radius, radius)
