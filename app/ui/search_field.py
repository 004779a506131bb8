"""A line to type a search in, with a magnifying glass before it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.painting import paint_badge
from app.ui.theme import Appearance

_ICON_LEFT = 12
_ICON_SIZE = 15
_TEXT_LEFT = 22


class SearchField(QLineEdit):
    """A search field; Escape clears it, and means something to its surroundings when empty.

    Args:
        placeholder: What to find, in words.
    """

    def __init__(
        self,
        appearance: Appearance,
        placeholder: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._badge = ""
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTextMargins(_TEXT_LEFT, 0, 0, 0)
        appearance.changed.connect(self.update)

    def set_badge(self, badge: str) -> None:
        """Show another keyboard shortcut; "" for none."""
        self._badge = badge
        self.update()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(arg__1)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        painter, theme = QPainter(self), self._appearance.theme
        image = icons.pixmap("search", theme.faint, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(_ICON_LEFT, (self.height() - _ICON_SIZE) // 2, image)
        if self._badge and not self.text():
            paint_badge(painter, self.rect().adjusted(0, 0, -_ICON_LEFT, 0), self._badge, theme)
