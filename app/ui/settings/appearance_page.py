"""The page of the appearance: language, colours, sizes, and how close things stand."""

from collections.abc import Sequence
from functools import partial

from app.domain.settings import ColorMode, Density, Language
from app.ui.settings.percent_stepper import PercentStepper
from app.ui.settings.preferences_page import PreferencesPage
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import ZOOMS, Appearance
from app.words import _

# In all of them: who looks for it may not know the one that is spoken.
_LANGUAGE_WORDS = "language english german sprache deutsch englisch"
# At more, the smallest window no longer fits on a small screen.
_SCALES = (80, 90, 100, 110, 125, 150)


class AppearancePage(PreferencesPage):
    """What the window looks like, and what it speaks."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Appearance"), "palette")
        self.add_choice(
            self.card, "language", _("Language"), "", _languages(), found_by=_LANGUAGE_WORDS
        )
        self.add_choice(
            self.card,
            "appearance",
            _("Colours"),
            "",
            _modes(),
            found_by=_("light dark theme system mode"),
        )
        self.add_choice(
            self.card,
            "density",
            _("Density"),
            _("How close the chats in the list, the messages and the settings stand."),
            _densities(),
            found_by=_("spacing compact comfortable tight rows"),
        )
        self._add_percentage(
            "zoom",
            _("Size of the chats"),
            _(
                "What is read: prompts and answers. The zoom keys and Ctrl with the wheel set it "
                "too."
            ),
            ZOOMS,
            _("zoom text font size larger smaller transcript"),
        )
        self._add_percentage(
            "scale",
            _("Size of the window's text"),
            _("Everything, controls and lists included."),
            _SCALES,
            _("interface font size scale larger smaller controls"),
        )

    def _add_percentage(
        self, field: str, name: str, note: str, steps: Sequence[int], found_by: str
    ) -> None:
        stepper = PercentStepper(self._appearance, name, steps)
        stepper.chosen.connect(partial(self.changed.emit, field))
        row = SettingRow(self._appearance, name, note, stepper, found_by=found_by)
        self.add_row(self.card, field, row, stepper)


def _languages() -> dict[Language, str]:
    """Each in its own words."""
    return {
        Language.SYSTEM: _("System"),
        Language.ENGLISH: "English",
        Language.GERMAN: "Deutsch",
    }


def _modes() -> dict[ColorMode, str]:
    return {
        ColorMode.LIGHT: _("Light"),
        ColorMode.DARK: _("Dark"),
        ColorMode.SYSTEM: _("Follow system"),
    }


def _densities() -> dict[Density, str]:
    return {Density.COMFORTABLE: _("Comfortable"), Density.COMPACT: _("Compact")}
