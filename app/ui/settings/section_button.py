"""A section in the column at the left of Settings."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from app.ui import icons
from app.ui.controls import ICON_SIZE, Button
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font

_HEIGHT = 34
_ICON_LEFT, _TEXT_LEFT = 8, 32


class SectionButton(Button):
    """Checked while its page is shown; the arrow keys go to the next one."""

    def __init__(self, appearance: Appearance, label: str, icon: str) -> None:
        super().__init__(appearance, label)
        self._icon = icon
        self._is_found: bool | None = None
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_found(self, is_found: bool | None) -> None:
        """Show whether a search finds anything there; None while nothing is searched for."""
        self._is_found = is_found
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(176, _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        is_shown = self.isChecked() if self._is_found is None else self._is_found
        if self.isChecked() and self._is_found is None:
            paint_rounded(painter, self.rect(), theme.color("hover"), None)
        ink = theme.color("text" if is_shown or self.underMouse() else "dim")
        image = icons.pixmap(self._icon, ink, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(_ICON_LEFT, (self.height() - ICON_SIZE) // 2, image)
        painter.setPen(ink)
        painter.setFont(font(weight=500 if is_shown else 400))
        area = self.rect().adjusted(_TEXT_LEFT, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.label)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)
