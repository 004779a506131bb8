"""The page of the keyboard shortcuts: all there are."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.painting import paint_badge
from app.ui.settings.page import Page
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.rows import ShortcutRow

_BADGE_ROOM = 16
_BADGE_HEIGHT = 20


class ShortcutsPage(Page):
    """A list to read."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Shortcuts", "keyboard")

    def set_shortcuts(self, rows: Sequence[ShortcutRow]) -> None:
        """Show these, in this order."""
        for old in self.card.rows():
            self.card.take(old)
        for place, row in enumerate(rows):
            keys = QKeySequence(row.keys).toString(QKeySequence.SequenceFormat.NativeText)
            badge = _KeysBadge(self._appearance, keys)
            found_by = f"{keys} keyboard keys"
            self.card.put(
                SettingRow(self._appearance, row.name, "", badge, found_by=found_by), place
            )


class _KeysBadge(QWidget):
    def __init__(self, appearance: Appearance, keys: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._keys = keys
        self.setAccessibleName(keys)
        self.setFixedSize(self.sizeHint())
        appearance.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(tokens()["type"]["caption_px"], mono=True))
        return QSize(metrics.horizontalAdvance(self._keys) + _BADGE_ROOM, _BADGE_HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_badge(QPainter(self), self.rect(), self._keys, self._appearance.theme)
