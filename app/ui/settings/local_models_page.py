"""The page of the models that run on this computer."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from typing_extensions import override

from app.services.builtin_facts import BuiltinFacts
from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.settings.data_page import size_words
from app.ui.settings.list_card import ListCard
from app.ui.settings.page import Page
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance, tokens
from app.viewmodels.settings_rows import ModelServerRow
from app.words import N_, _, ngettext, number

_MOST_NAMED = 6
_WHICH = N_("Ollama, LM Studio, llama.cpp and vLLM are looked for at their usual addresses.")
_NOTHING_FOUND = N_(
    "None answers. Ollama, LM Studio, llama.cpp and vLLM are looked for at their usual addresses. "
    "Start one, then look again."
)


class LocalModelsPage(Page):
    """Shows what it is told.

    Signals:
        shown: It was turned to; what it shows may be old.
        look_requested: Servers are to be looked for again.
        servers_requested: Servers are to be added, changed or removed.
    """

    shown = Signal()
    look_requested = Signal()
    servers_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Local models"), "cpu")
        self._state = Label(appearance, px=tokens()["type"]["small_px"], color="dim")
        self._builtin = SettingRow(
            appearance, _("Built-in model"), "", self._state, found_by=_("SmolLM2 offline no key")
        )
        self._file = SettingRow(
            appearance, _("Its file"), "", found_by=_("size place path disk GGUF")
        )
        self._slots = SettingRow(
            appearance, _("Its context"), "", found_by=_("tokens slots answers at a time parallel")
        )
        built_in = self.add_card(_("Built in"))
        for place, row in enumerate((self._builtin, self._file, self._slots)):
            built_in.put(row, place)
        self._found = self.add_card(_("Found on this computer"))
        self._look = TextButton(appearance, _("Look again"), look=Look.OUTLINED, small=True)
        self._look.clicked.connect(self.look_requested)
        self._foot = SettingRow(
            appearance,
            _("Model servers"),
            "",
            self._look,
            found_by=_("Ollama LM Studio llama.cpp vLLM search find local"),
        )
        self._found.put(self._foot, 0)
        self._added = self.add_card(_("Servers you added"))
        edit = TextButton(appearance, _("Edit servers"), look=Look.OUTLINED, small=True)
        edit.clicked.connect(self.servers_requested)
        self._added_foot = SettingRow(
            appearance,
            _("Your own servers"),
            _("They are added, renamed and removed among the providers."),
            edit,
            found_by=_("custom OpenAI-compatible add address base URL"),
        )
        self._added.put(self._added_foot, 0)
        self.set_servers((), ())

    def set_builtin(self, facts: BuiltinFacts) -> None:
        """Show how the built-in model stands."""
        self._state.setText(_("Running") if facts.is_running else _("Starts when it is asked"))
        self._state.set_color("ok" if facts.is_running else "dim")
        self._builtin.set_note(f"{facts.label}. {_(facts.note)}")
        place = (
            _("{size} in {path}").format(size=size_words(facts.size), path=facts.path)
            if facts.path
            else _("It is missing. Install Parley again.")
        )
        self._file.set_note(place)
        self._slots.set_note(
            _(
                "{tokens} tokens, which up to {slots} answers at a time share; more wait for their "
                "turn."
            ).format(tokens=number(facts.context), slots=facts.slots)
        )

    def set_servers(self, found: Sequence[ModelServerRow], added: Sequence[ModelServerRow]) -> None:
        """Show the servers that were found and those that the person has added."""
        self._fill(self._found, self._foot, found)
        self._foot.set_note(_(_WHICH if found else _NOTHING_FOUND))
        self._fill(self._added, self._added_foot, added)

    def set_searching(self, *, is_searching: bool) -> None:
        """Show that servers are being looked for."""
        self._look.setEnabled(not is_searching)
        self._look.set_label(_("Looking…") if is_searching else _("Look again"))

    def _fill(self, card: ListCard, foot: SettingRow, servers: Sequence[ModelServerRow]) -> None:
        for row in card.rows():
            if row is not foot:
                card.take(row)
        for place, server in enumerate(servers):
            note = f"{server.base_url} · {server.sentence or _names(server.models)}"
            card.put(SettingRow(self._appearance, server.label, note), place)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()


def _names(models: Sequence[str]) -> str:
    more = len(models) - _MOST_NAMED
    named = ", ".join(models[:_MOST_NAMED])
    if more > 0:
        return ngettext("{named} and {n} more", "{named} and {n} more", more).format(
            named=named, n=more
        )
    return named or _("No models")
