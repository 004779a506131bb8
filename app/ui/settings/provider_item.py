"""A provider in the list, with its keys and its connection folded away under it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from app.domain.connection import ConnectionSecrets
from app.ui.settings.connection_check import ConnectionCheck
from app.ui.settings.connection_form import ConnectionForm
from app.ui.settings.key_entry import KeyEntry
from app.ui.settings.list_card import CardRow
from app.ui.settings.provider_details import ProviderDetails
from app.ui.settings.provider_head import ProviderHead
from app.ui.theme import Appearance
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.settings_rows import ProviderRow
from app.words import N_, _

_FOUND_BY = N_(
    "key API endpoint base URL address organisation project proxy headers limits time-outs"
)


class ProviderItem(CardRow):
    """Unfolds when it is pressed; its details are made when they are first needed.

    Signals:
        key_entered: Label (or "") and key to check and save.
        key_chosen: Id of the key to ask with.
        key_check_requested: Id of the key to ask the provider about.
        key_renamed: Id of a key, and what to call it.
        key_kept: Id of the key to put into the keyring.
        key_removed: Id of the key to forget.
        connection_changed: As `ConnectionForm.changed`.
        test_requested, test_cancelled: The way to it is to be tested, or no longer.
        renamed: The new name of an added server.
        removed: An added server is to be forgotten.
        link_activated: An address to open.
        unfolded: It was opened.
    """

    key_entered = Signal(str, str)
    key_chosen = Signal(str)
    key_check_requested = Signal(str)
    key_renamed = Signal(str, str)
    key_kept = Signal(str)
    key_removed = Signal(str)
    connection_changed = Signal(dict, ConnectionSecrets)
    test_requested = Signal()
    test_cancelled = Signal()
    renamed = Signal(str)
    removed = Signal()
    link_activated = Signal(str)
    unfolded = Signal()

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__()
        self._appearance = appearance
        self._row = row
        self._details: ProviderDetails | None = None
        self._head = ProviderHead(appearance, row)
        self._head.toggled.connect(self._on_toggled)
        self._head.help_link.clicked.connect(lambda: self.link_activated.emit(self._row.help_url))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._head)
        self.set_row(row)

    @property
    def entry(self) -> KeyEntry:
        """Where a key is entered."""
        return self._made_details().entry

    @property
    def check(self) -> ConnectionCheck:
        """Where the way to it is tested."""
        return self._made_details().check

    def set_row(self, row: ProviderRow) -> None:
        """Show how it stands now; what one is typing stays."""
        self._row = row
        self.words = f"{row.label} {row.status} {_(row.state)} {row.base_url} {_(_FOUND_BY)}"
        self._head.set_row(row)
        if self._details:
            self._details.set_row(row)

    @override
    def mark(self, search: str) -> None:
        self._head.mark(search)

    def open_up(self) -> None:
        """Unfold it."""
        self._head.setChecked(True)

    def open_connection(self) -> ConnectionForm:
        """Unfold it, and the way to it, which is returned."""
        self.open_up()
        self._made_details().open_connection()
        return self._made_details().form

    def _carry_out(self, remedy: Remedy) -> None:
        if remedy is Remedy.ENTER_KEY:
            self.entry.focus_field()
            return
        form = self.open_connection()
        match remedy:
            case Remedy.CHECK_PROXY:
                form.focus_proxy()
            case Remedy.TEST_CONNECTION:
                self.test_requested.emit()
            case _:
                form.focus_address()

    def _made_details(self) -> ProviderDetails:
        if not self._details:
            details = self._details = ProviderDetails(self._appearance, self._row)
            details.entry.entered.connect(self.key_entered)
            details.entry.remedy_chosen.connect(self._carry_out)
            details.keys.chosen.connect(self.key_chosen)
            details.keys.checked.connect(self.key_check_requested)
            details.keys.renamed.connect(self.key_renamed)
            details.keys.kept.connect(self.key_kept)
            details.keys.removed.connect(self.key_removed)
            details.form.changed.connect(self.connection_changed)
            details.check.requested.connect(self.test_requested)
            details.check.remedy_chosen.connect(self._carry_out)
            details.check.cancelled.connect(self.test_cancelled)
            details.server.renamed.connect(self.renamed)
            details.server.removed.connect(self.removed)
            details.hide()
            self._layout.addWidget(details)
        return self._details

    def _on_toggled(self, is_open: bool) -> None:
        self.is_open = is_open
        self._made_details().setVisible(is_open)
        if is_open:
            if self._row.takes_key:
                self.entry.focus_field()
            self.unfolded.emit()
