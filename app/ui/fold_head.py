"""The line under which something is folded away."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from typing_extensions import override

from app.ui import icons
from app.ui.accessible_buttons import Kind, tell_as
from app.ui.controls import Button
from app.ui.painting import paint_focus_ring
from app.ui.theme import Looks, tokens

_ICON_SIZE = 14


class FoldHead(Button):
    """A chevron and a few words; checked while it is open.

    Args:
        words: What is folded away.
        gap: Pixels between the chevron and the words.
        height: In pixels.
        inks: Colours of the theme: at rest, and under the mouse.
    """

    def __init__(
        self,
        appearance: Looks,
        words: str,
        *,
        gap: int,
        height: int,
        inks: tuple[str, str],
    ) -> None:
        super().__init__(appearance, words)
        self._text_left = _ICON_SIZE + gap
        self._inks = inks
        self._height = height
        self.setCheckable(True)
        tell_as(self, Kind.FOLD)
        self.rescale()
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, words: str) -> None:
        """Say this."""
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def rescale(self) -> None:
        theme = self._appearance.theme
        self.setFont(theme.font(tokens()["type"]["small_px"]))
        self.setFixedHeight(theme.px(self._height))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return QSize(self._appearance.theme.px(self._text_left) + words + 4, self.height())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        ink = theme.color(self._inks[self.underMouse()])
        name = "chevron-down" if self.isChecked() else "chevron-right"
        size, left = theme.px(_ICON_SIZE), theme.px(self._text_left)
        image = icons.pixmap(name, ink, size, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - size) // 2, image)
        painter.setPen(ink)
        area = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.label)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, 4)
