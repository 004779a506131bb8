"""The page of the appearance: light, dark, or what the system says."""

from app.domain.settings import ColorMode
from app.ui.settings.preferences_page import PreferencesPage
from app.ui.theme import Appearance

_MODES = {
    ColorMode.LIGHT: "Light",
    ColorMode.DARK: "Dark",
    ColorMode.SYSTEM: "Follow system",
}


class AppearancePage(PreferencesPage):
    """What the window looks like."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Appearance", "palette")
        self.add_choice(
            self.card, "appearance", "Colours", "", _MODES, found_by="light dark theme system mode"
        )
