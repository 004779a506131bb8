"""The sidebar's way to the usage, with what this month has cost at its end."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from typing_extensions import override

from app.ui.controls import TextButton
from app.ui.labels import set_plain_tooltip
from app.ui.theme import Appearance, font, tokens
from app.words import _

_PADDING = 8
_GAP = 12


class UsageButton(TextButton):
    """Cuts its note where it does not fit; the tooltip has all of it."""

    def __init__(self, appearance: Appearance) -> None:
        icon = "chart-column"
        super().__init__(appearance, _("Usage"), icon=icon, weight=400, padding=_PADDING)
        self._note = ""

    @property
    def note(self) -> str:
        """What stands at its end."""
        return self._note

    def set_note(self, note: str, in_full: str) -> None:
        """Show what this month has cost: in a few words, and in sentences."""
        self._note = note
        self.setAccessibleDescription(f"{note}. {in_full}" if note else "")
        set_plain_tooltip(self, in_full)
        self.update()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        painter = QPainter(self)
        painter.setFont(font(tokens()["type"]["small_px"]))
        painter.setPen(self._appearance.theme.color("faint"))
        right = self.width() - _PADDING
        left = min(right, self.full_width - _PADDING + _GAP)
        area = QRect(left, 0, right - left, self.height())
        cut = painter.fontMetrics().elidedText(
            self._note, Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, cut)
