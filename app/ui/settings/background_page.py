"""The page of what Parley says while one is not looking at its window."""

from app.ui.settings.preferences_page import PreferencesPage, on_off
from app.ui.theme import Appearance
from app.words import N_, _

_NOTE = N_(
    "An icon in the system's tray says how many answers are arriving or waiting. "
    "Once they are there and the window is in the background, a notification "
    "tells it."
)


class BackgroundPage(PreferencesPage):
    """One switch."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("In the background"), "bell")
        self.add_choice(
            self.card,
            "tray",
            _("Icon and notifications"),
            _(_NOTE),
            on_off(),
            found_by=_("system tray background done finished message"),
        )
