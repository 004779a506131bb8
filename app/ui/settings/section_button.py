"""A section in the column at the left of Settings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from app.ui import icons
from app.ui.accessible_buttons import Kind, tell_as
from app.ui.controls import ICON_SIZE, Button
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font

_WIDTH, _HEIGHT = 176, 34
_ICON_LEFT, _TEXT_LEFT = 8, 32


class SectionButton(Button):
    """Checked while its page is shown; the arrow keys go to the next one."""

    def __init__(self, appearance: Appearance, label: str, icon: str) -> None:
        super().__init__(appearance, label)
        self._icon = icon
        self._is_found: bool | None = None
        self.setCheckable(True)
        tell_as(self, Kind.TAB)
        self.set_compact(is_compact=False)

    def set_found(self, is_found: bool | None) -> None:
        """Show whether a search finds anything there; None while nothing is searched for."""
        self._is_found = is_found
        self.update()

    def set_compact(self, *, is_compact: bool) -> None:
        """Show the icon alone, where there is little room, or the words too."""
        self._is_compact = is_compact
        self.setFixedSize(_HEIGHT if is_compact else _WIDTH, _HEIGHT)
        set_plain_tooltip(self, self.label if is_compact else "")

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        is_shown = self.isChecked() if self._is_found is None else self._is_found
        if self.isChecked() and self._is_found is None:
            paint_rounded(painter, self.rect(), theme.color("hover"), None)
        ink = theme.color("text" if is_shown or self.underMouse() else "dim")
        image = icons.pixmap(self._icon, ink, ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(_ICON_LEFT, (self.height() - ICON_SIZE) // 2, image)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)
        if self._is_compact:
            return
        painter.setPen(ink)
        painter.setFont(font(weight=500 if is_shown else 400))
        area = self.rect().adjusted(_TEXT_LEFT, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.label)
