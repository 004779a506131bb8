"""The page of the appearance: colours, sizes, and how close things stand."""

from collections.abc import Sequence
from functools import partial

from app.domain.settings import ColorMode, Density
from app.ui.settings.percent_stepper import PercentStepper
from app.ui.settings.preferences_page import PreferencesPage
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import ZOOMS, Appearance

_MODES = {
    ColorMode.LIGHT: "Light",
    ColorMode.DARK: "Dark",
    ColorMode.SYSTEM: "Follow system",
}
_DENSITIES = {Density.COMFORTABLE: "Comfortable", Density.COMPACT: "Compact"}
# At more, the smallest window no longer fits on a small screen.
_SCALES = (80, 90, 100, 110, 125, 150)


class AppearancePage(PreferencesPage):
    """What the window looks like."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Appearance", "palette")
        self.add_choice(
            self.card, "appearance", "Colours", "", _MODES, found_by="light dark theme system mode"
        )
        self.add_choice(
            self.card,
            "density",
            "Density",
            "How close the chats in the list, the messages and the settings stand.",
            _DENSITIES,
            found_by="spacing compact comfortable tight rows",
        )
        self._add_percentage(
            "zoom",
            "Size of the chats",
            "What is read: prompts and answers. The zoom keys and Ctrl with the wheel set it, too.",
            ZOOMS,
            "zoom text font size larger smaller transcript",
        )
        self._add_percentage(
            "scale",
            "Size of the window's text",
            "Everything, controls and lists included. It holds from the next start on.",
            _SCALES,
            "interface font size scale larger smaller controls",
        )

    def _add_percentage(
        self, field: str, name: str, note: str, steps: Sequence[int], found_by: str
    ) -> None:
        stepper = PercentStepper(self._appearance, name, steps)
        stepper.chosen.connect(partial(self.changed.emit, field))
        row = SettingRow(self._appearance, name, note, stepper, found_by=found_by)
        self.add_row(self.card, field, row, stepper)
