"""A few words on what a prompt would take; pressed, it says more."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui.controls import Button
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_focus_ring
from app.ui.theme import Appearance, tokens
from app.words import _

_HEIGHT = 24
_INSET = 4  # room for the focus ring
_LEAST_WIDTH = 60


class QuoteButton(Button):
    """Gives way where there is little room: what does not fit is cut; the tooltip has it all."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, "", parent)
        self._is_warning = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rescale()

    def set_words(self, words: str, *, is_warning: bool) -> None:
        """Show these words."""
        self._is_warning = is_warning
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("What this prompt takes"))
        set_plain_tooltip(self, _("{words}. Click for each model.").format(words=words))
        self.updateGeometry()
        self.update()

    @override
    def rescale(self) -> None:
        theme = self._appearance.theme
        self.setFont(theme.font(tokens()["type"]["small_px"]))
        self.setFixedHeight(theme.px(_HEIGHT))

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return QSize(words + 2 * _INSET + 1, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(_LEAST_WIDTH, self.sizeHint().width()), self.height())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        inside = self.rect().adjusted(_INSET, 0, -_INSET, 0)
        color = "warn" if self._is_warning else "text" if self.underMouse() else "dim"
        painter.setPen(theme.color(color))
        words = self.fontMetrics().elidedText(
            self.label, Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, _INSET)
