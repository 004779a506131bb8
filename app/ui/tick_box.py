"""A box to tick, with a dot in the colour of a provider and a name."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.painting import paint_dot, paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font

_HEIGHT, _INSET, _GAP = 30, 6, 9
_BOX, _TICK, _DOT = 17, 13, 9


class TickBox(Button):
    """Ticked by Space, Enter or a click."""

    def __init__(
        self, appearance: Appearance, label: str, provider: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, label, parent)
        self._provider = provider
        self.setCheckable(True)
        self.setFont(font(weight=500))
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return QSize(2 * _INSET + _BOX + _GAP + _DOT + _GAP + words, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        middle = self.height() // 2
        if self.underMouse():
            paint_rounded(painter, self.rect(), theme.color("hover"), None)
        box = QRect(_INSET, middle - _BOX // 2, _BOX, _BOX)
        if self.isChecked():
            paint_rounded(painter, box, theme.color("accent"), None, 4)
            tick = icons.pixmap("check", theme.color("bg"), _TICK, self.devicePixelRatioF())
            inset = (_BOX - _TICK) // 2
            painter.drawPixmap(box.left() + inset, box.top() + inset, tick)
        else:
            paint_rounded(painter, box, theme.color("bg"), theme.color("faint"), 4)
        left = box.right() + 1 + _GAP
        paint_dot(painter, QRect(left, middle - _DOT // 2, _DOT, _DOT), self._provider)
        words = self.rect().adjusted(left + _DOT + _GAP, 0, -_INSET, 0)
        painter.setPen(theme.color("text"))
        text = painter.fontMetrics().elidedText(
            self.label, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)
