"""The page of the privacy: what leaves this computer, and what does not."""

from app.ui.settings.preferences_page import ON_OFF, PreferencesPage
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

_GUARD = (
    "A prompt that seems to hold a key or a token is asked about before it goes to any model: mask "
    "it, send it anyway, or cancel."
)
_FACTS = (
    (
        "No account, no telemetry",
        "Parley has no server of its own and reports nothing to anyone. It looks for no updates.",
        "tracking analytics usage",
    ),
    (
        "To the models you pick",
        "A prompt goes, with the chat before it, the system prompt and the parameters, only to the "
        "providers whose models you picked for it; models see each other's answers only "
        "where you ask for it. What a provider does with it is in its terms.",
        "what is sent network data providers prompt chat",
    ),
    (
        "To the providers you have keys for",
        "Parley asks them for their list of models, with your key: when it starts, when you check "
        "a key, and when you look again. Nothing of your chats goes along.",
        "what is sent network models list key",
    ),
    (
        "On this computer",
        "It asks the usual addresses of Ollama, LM Studio, llama.cpp and vLLM on this computer "
        "whether a server answers. The built-in model needs no network.",
        "local servers find ports",
    ),
    (
        "What is kept",
        "Chats and settings lie in the data folder on this computer, as they are: whoever can read "
        "your files can read them. Keys are in your system's keyring, or last until you quit; they "
        "are never written to a file. The log holds neither keys nor chats.",
        "storage secrets encryption log files",
    ),
)


class PrivacyPage(PreferencesPage):
    """Says it, and lets one switch the guard off."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Privacy", "shield")
        self.add_choice(
            self.card,
            "secret_guard",
            "Ask before a secret is sent",
            _GUARD,
            ON_OFF,
            found_by="guard key token password mask on off",
        )
        facts = self.add_card("What goes where")
        for place, (name, note, found_by) in enumerate(_FACTS):
            facts.put(SettingRow(appearance, name, note, found_by=found_by), place)
