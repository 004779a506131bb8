"""The page of the privacy: what leaves this computer, and what does not."""

from app.ui.settings.page import Page
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

_FACTS = (
    (
        "No account, no telemetry",
        "Parley has no server of its own and reports nothing to anyone.",
        "tracking analytics usage",
    ),
    (
        "What is sent",
        "A prompt goes, with the chat before it, only to the providers whose models you picked "
        "for it. What they do with it is in their terms. A model on this computer gets it here.",
        "network data providers",
    ),
    (
        "What is kept",
        "Chats and settings lie in the data folder on this computer. Keys are in your system's "
        "keyring, or last until you quit; they are never written to a file.",
        "storage secrets",
    ),
)


class PrivacyPage(Page):
    """Says it, and has nothing to switch off."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Privacy", "shield")
        for place, (name, note, found_by) in enumerate(_FACTS):
            self.card.put(SettingRow(appearance, name, note, found_by=found_by), place)
