"""The round button that leads to the end of a transcript."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Looks
from app.words import _

_SIZE, _ICON_SIZE = 32, 16


class JumpButton(Button):
    """Says that there is more text below."""

    def __init__(self, appearance: Looks, parent: QWidget) -> None:
        super().__init__(appearance, _("Jump to the end"), parent)
        set_plain_tooltip(self, _("New text below: jump to the end"))
        self.setFixedSize(_SIZE, _SIZE)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        fill = theme.color("hover" if self.underMouse() else "raised")
        paint_rounded(painter, self.rect(), fill, theme.color("line"), _SIZE // 2)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, _SIZE // 2)
        image = icons.pixmap("arrow-down", theme.color("dim"), _ICON_SIZE, self.devicePixelRatioF())
        inset = (_SIZE - _ICON_SIZE) // 2
        painter.drawPixmap(inset, inset, image)
