"""The page of what Parley says while one is not looking at its window."""

from PySide6.QtCore import Signal

from app.ui.settings.page import Page
from app.ui.settings.segments import Segments
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

_ON, _OFF = "on", "off"
_NOTE = (
    "An icon in the system's tray says how many answers are arriving or waiting. Once they are "
    "there and the window is in the background, a notification tells it."
)


class BackgroundPage(Page):
    """One switch.

    Signals:
        tray_selected: Whether there is to be an icon in the tray.
    """

    tray_selected = Signal(bool)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "In the background", "bell")
        self._tray = Segments(appearance, "Icon in the system tray", {_ON: "On", _OFF: "Off"})
        self._tray.chosen.connect(self._on_chosen)
        row = SettingRow(
            appearance,
            "Icon and notifications",
            _NOTE,
            self._tray,
            found_by="system tray background done finished message",
        )
        self.card.put(row, 0)

    def set_tray(self, *, is_on: bool) -> None:
        """Show whether there is one."""
        self._tray.set_value(_ON if is_on else _OFF)

    def _on_chosen(self, value: str) -> None:
        self.tray_selected.emit(value == _ON)
