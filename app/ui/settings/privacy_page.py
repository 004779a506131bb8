"""The page of the privacy: what leaves this computer, and what does not."""

from app.ui.settings.preferences_page import PreferencesPage, on_off
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance
from app.words import N_, _

_GUARD = N_(
    "A prompt that seems to hold a key or a token is asked about before it goes "
    "to any model: mask it, send it anyway, or cancel."
)
_FACTS = (
    (
        N_("No account, no telemetry"),
        N_(
            "Parley has no server of its own and reports nothing to anyone. It looks for "
            "no updates."
        ),
        N_("tracking analytics usage"),
    ),
    (
        N_("To the models you pick"),
        N_(
            "A prompt goes, with the chat before it, the system prompt and the "
            "parameters, only to the providers whose models you picked for it; models "
            "see each other's answers only where you ask for it. What a provider does "
            "with it is in its terms."
        ),
        N_("what is sent network data providers prompt chat"),
    ),
    (
        N_("To the providers you have keys for"),
        N_(
            "Parley asks them for their list of models, with your key: when it starts, "
            "when you check a key, and when you look again. Nothing of your chats goes "
            "along."
        ),
        N_("what is sent network models list key"),
    ),
    (
        N_("On this computer"),
        N_(
            "It asks the usual addresses of Ollama, LM Studio, llama.cpp and vLLM on "
            "this computer whether a server answers. The built-in model needs no network."
        ),
        N_("local servers find ports"),
    ),
    (
        N_("What is kept"),
        N_(
            "Chats and settings lie in the data folder on this computer, as they are: "
            "whoever can read your files can read them. Keys are in your system's "
            "keyring, or last until you quit; they are never written to a file. The log "
            "holds neither keys nor chats."
        ),
        N_("storage secrets encryption log files"),
    ),
)


class PrivacyPage(PreferencesPage):
    """Says it, and lets one switch the guard off."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Privacy"), "shield")
        self.add_choice(
            self.card,
            "secret_guard",
            _("Ask before a secret is sent"),
            _(_GUARD),
            on_off(),
            found_by=_("guard key token password mask on off"),
        )
        facts = self.add_card(_("What goes where"))
        for place, (name, note, found_by) in enumerate(_FACTS):
            row = SettingRow(appearance, _(name), _(note), found_by=_(found_by))
            facts.put(row, place)
