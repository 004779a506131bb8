"""The round button that leads to the end of a transcript."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Looks
from app.ui.transcript.message_view import MessageView
from app.words import _

_SIZE, _ICON_SIZE, _ABOVE = 32, 16, 12


class JumpButton(Button):
    """Says that there is more text below what a view shows.

    Args:
        parent: What it stands on, in the middle above the lower edge.
    """

    def __init__(self, appearance: Looks, view: MessageView, parent: QWidget) -> None:
        super().__init__(appearance, _("Jump to the end"), parent)
        self._view = view
        set_plain_tooltip(self, _("New text below: jump to the end"))
        self.setFixedSize(_SIZE, _SIZE)
        self.hide()
        self.clicked.connect(view.jump_to_end)
        view.place_changed.connect(self._show_or_hide)

    def stand_on(self, size: QSize) -> None:
        """Take its place on a parent of this size."""
        self.move((size.width() - _SIZE) // 2, size.height() - _SIZE - _ABOVE)

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

    def _show_or_hide(self) -> None:
        if self.isHidden() != self._view.is_at_end:
            self.setVisible(not self._view.is_at_end)
            self.raise_()
