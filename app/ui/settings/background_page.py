"""The page of what Parley says while one is not looking at its window."""

from app.ui.settings.preferences_page import ON_OFF, PreferencesPage
from app.ui.theme import Appearance

_NOTE = (
    "An icon in the system's tray says how many answers are arriving or waiting. Once they are "
    "there and the window is in the background, a notification tells it."
)


class BackgroundPage(PreferencesPage):
    """One switch."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "In the background", "bell")
        self.add_choice(
            self.card,
            "tray",
            "Icon and notifications",
            _NOTE,
            ON_OFF,
            found_by="system tray background done finished message",
        )
