"""A button that stays pressed, such as "Scroll together"."""

from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.controls import Look, TextButton
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance


class ToggleButton(TextButton):
    """Tinted while it is on."""

    def __init__(
        self, appearance: Appearance, label: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, label, parent, icon=icon)
        self.setCheckable(True)

    @override
    def paint_surface(self, painter: QPainter, look: Look) -> None:
        if not self.isChecked():
            super().paint_surface(painter, look)
            return
        theme = self._appearance.theme
        paint_rounded(painter, self.rect(), theme.color("accent_bg"), None)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)

    @override
    def ink(self, look: Look) -> QColor:
        return self._appearance.theme.color("accent") if self.isChecked() else super().ink(look)
