"""The page of the providers: their keys, their connections and where keys are kept."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from app.domain.connection import ConnectionSecrets
from app.domain.error_details import ErrorDetails
from app.domain.hops import HopReport
from app.ui.controls import TextButton
from app.ui.settings.connection_form import ConnectionForm
from app.ui.settings.list_card import CardRow
from app.ui.settings.page import Page
from app.ui.settings.provider_item import ProviderItem
from app.ui.settings.secret_store_note import SecretStoreNote
from app.ui.tab_order import chain
from app.ui.theme import Appearance
from app.viewmodels.settings_rows import ProviderRow, SecretStoreRow
from app.words import _


class ProvidersPage(Page):
    """Lists them; a provider is named by its registry name and its base URL ("" for its own).

    Signals:
        key_entered: Provider, base URL, label (or "") and key to check and save.
        key_chosen: Id of the key that its provider is to be asked with.
        key_check_requested: Id of the key that its provider is to be asked about.
        key_renamed: Id of a key, and what to call it.
        key_kept: Id of the key to put into the keyring.
        key_removed: Id of the key to forget.
        connection_changed: Provider, base URL, and the arguments of `ConnectionForm.changed`.
        test_requested, test_cancelled: Provider and base URL: the way there is to be tested, or no
            longer.
        server_renamed: Base URL of an added server, and its new name.
        server_removed: Base URL of an added server that is to be forgotten.
        link_activated: An address to open in the browser.
        server_requested: A server is to be added.
        store_retried: The keyring is to be looked at again.
    """

    key_entered = Signal(str, str, str, str)
    key_chosen = Signal(str)
    key_check_requested = Signal(str)
    key_renamed = Signal(str, str)
    key_kept = Signal(str)
    key_removed = Signal(str)
    connection_changed = Signal(str, str, dict, ConnectionSecrets)
    test_requested = Signal(str, str)
    test_cancelled = Signal(str, str)
    server_renamed = Signal(str, str)
    server_removed = Signal(str)
    link_activated = Signal(str)
    server_requested = Signal()
    store_retried = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Providers"), "key-round")
        self._items: dict[tuple[str, str], ProviderItem] = {}
        self._store = SecretStoreNote(appearance)
        self._store.retried.connect(self.store_retried)
        self.lead.addWidget(self._store)
        add = _AddServerRow(appearance)
        add.button.clicked.connect(self.server_requested)
        self.card.put(add, 0)

    def set_providers(self, rows: Sequence[ProviderRow]) -> None:
        """Show these, in this order; what one is typing stays."""
        for gone in self._items.keys() - {(row.name, row.base_url) for row in rows}:
            self.card.take(self._items.pop(gone))
        for place, row in enumerate(rows):
            item = self._items.get((row.name, row.base_url)) or self._new_item(row)
            item.set_row(row)
            self.card.put(item, place)
        self._chain_rows()

    def set_secret_store(self, row: SecretStoreRow) -> None:
        """Say where keys are kept, or why they can't be."""
        self._store.set_store(row)

    def show_checking(self, provider: str, base_url: str) -> None:
        """Say that a key is being checked; its provider takes no other until there is a result."""
        self._items[provider, base_url].entry.show_checking()

    def show_key_result(
        self,
        provider: str,
        base_url: str,
        sentence: str,
        is_error: bool,
        failure: ErrorDetails | None = None,
    ) -> None:
        """Say what came of the check, unless the provider has gone meanwhile."""
        if item := self._items.get((provider, base_url)):
            item.entry.show_result(sentence, is_error=is_error, failure=failure)

    def show_test(self, provider: str, base_url: str) -> None:
        """Say that the way to a provider is being tested, unless it is not shown."""
        if item := self._items.get((provider, base_url)):
            item.check.start()

    def show_hop(self, provider: str, base_url: str, report: HopReport) -> None:
        """Say how a hop goes, unless the provider has gone meanwhile."""
        if item := self._items.get((provider, base_url)):
            item.check.show_hop(report)

    def show_test_end(self, provider: str, base_url: str, sentence: str, is_error: bool) -> None:
        """Say that the test is over, unless the provider has gone meanwhile."""
        if item := self._items.get((provider, base_url)):
            item.check.end(sentence, is_error=is_error)

    def open_provider(self, provider: str, base_url: str) -> None:
        """Unfold a provider that is shown, with the caret where its key goes."""
        if item := self._items.get((provider, base_url)):
            item.open_up()

    def open_connection(self, provider: str, base_url: str) -> ConnectionForm | None:
        """Unfold a provider and the way to it, which is returned; None if it is not shown."""
        item = self._items.get((provider, base_url))
        return item.open_connection() if item else None

    def _on_unfolded(self, item: ProviderItem) -> None:
        self._chain_rows()
        self.unfolded.emit(item)

    def _chain_rows(self) -> None:
        previous = None
        for row in self.card.rows():
            previous = chain(previous, row)

    def _new_item(self, row: ProviderRow) -> ProviderItem:
        item = self._items[row.name, row.base_url] = ProviderItem(self._appearance, row)
        item.key_entered.connect(partial(self.key_entered.emit, row.name, row.base_url))
        item.test_requested.connect(partial(self.test_requested.emit, row.name, row.base_url))
        item.test_cancelled.connect(partial(self.test_cancelled.emit, row.name, row.base_url))
        item.renamed.connect(partial(self.server_renamed.emit, row.base_url))
        item.removed.connect(partial(self.server_removed.emit, row.base_url))
        item.connection_changed.connect(
            partial(self.connection_changed.emit, row.name, row.base_url)
        )
        item.key_chosen.connect(self.key_chosen)
        item.key_check_requested.connect(self.key_check_requested)
        item.key_renamed.connect(self.key_renamed)
        item.key_kept.connect(self.key_kept)
        item.key_removed.connect(self.key_removed)
        item.link_activated.connect(self.link_activated)
        item.unfolded.connect(partial(self._on_unfolded, item))
        return item


class _AddServerRow(CardRow):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__(_("Add an OpenAI-compatible server local address base URL"))
        self.button = TextButton(
            appearance, _("Add an OpenAI-compatible server…"), icon="plus", weight=400, padding=10
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 6)
        layout.addWidget(self.button)
