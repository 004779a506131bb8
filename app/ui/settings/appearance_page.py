"""The page of the appearance: light, dark, or what the system says."""

from PySide6.QtCore import Signal

from app.ui.settings.page import Page
from app.ui.settings.segments import Segments
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

_MODES = {"light": "Light", "dark": "Dark", "system": "Follow system"}


class AppearancePage(Page):
    """Shows what it is told; what is picked comes back that way.

    Signals:
        mode_selected: "light", "dark" or "system".
    """

    mode_selected = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Appearance", "palette")
        self._modes = Segments(appearance, "Colours", _MODES)
        self._modes.chosen.connect(self.mode_selected)
        colours = SettingRow(
            appearance, "Colours", "", self._modes, found_by="light dark theme system mode"
        )
        self.card.put(colours, 0)
        self.set_mode(appearance.mode)

    def set_mode(self, mode: str) -> None:
        """Show which colours hold: "light", "dark" or "system"."""
        self._modes.set_value(mode)
