"""Settings, wired to the view models."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from app.domain.messages import Parameters
from app.ui.link_question import ask_to_open
from app.ui.settings.preferences_page import PreferencesPage
from app.ui.settings.settings_view import SettingsView
from app.ui.shortcuts import Shortcuts
from app.viewmodels.view_models import ViewModels


class SettingsWiring(QObject):
    """Shows the pages what there is, and does what is asked on them; belongs to the view."""

    def __init__(self, view: SettingsView, shortcuts: Shortcuts, models: ViewModels) -> None:
        super().__init__(view)
        self._view = view
        self._shortcuts = shortcuts
        self._models = models.models
        self._local_models = models.local_models
        self._providers = models.providers
        self._connections = models.connections
        self._preferences = models.preferences
        self._presets = models.presets
        self._data = models.data
        self._chats = models.chats
        view.shown.connect(models.providers.refresh)
        self._connect_providers()
        self._connect_local_models()
        self._connect_presets()
        self._connect_connections()
        self._connect_preferences()
        self._connect_shortcuts()
        self._connect_data()

    def _connect_providers(self) -> None:
        page, providers = self._view.providers, self._providers
        page.key_entered.connect(providers.save_key)
        page.key_chosen.connect(providers.choose_key)
        page.key_check_requested.connect(providers.check_key)
        page.key_renamed.connect(providers.rename_key)
        page.key_kept.connect(providers.keep_key)
        page.key_removed.connect(providers.remove_key)
        page.store_retried.connect(providers.refresh)
        page.link_activated.connect(partial(ask_to_open, self._view))
        providers.checking.connect(page.show_checking)
        providers.key_checked.connect(page.show_key_result)
        providers.keys_changed.connect(self._models.look)
        providers.changed.connect(self._show_providers)
        self._models.changed.connect(self._show_providers)
        self._show_providers()

    def _connect_local_models(self) -> None:
        page, local = self._view.local_models, self._local_models
        page.shown.connect(local.refresh)
        page.look_requested.connect(self._models.look)
        page.servers_requested.connect(lambda: self._view.show_page(self._view.providers))
        self._models.searching_changed.connect(self._show_searching)
        self._models.changed.connect(self._show_servers)
        local.changed.connect(self._show_builtin)
        self._show_servers()

    def _connect_presets(self) -> None:
        page, presets = self._view.presets, self._presets
        page.preset_changed.connect(presets.change)
        page.preset_moved.connect(presets.move)
        page.preset_removed.connect(presets.remove)
        page.add_requested.connect(self._add_preset)
        page.restore_requested.connect(presets.restore_usual)
        presets.changed.connect(self._show_presets)
        self._show_presets()

    def _connect_connections(self) -> None:
        page, connections = self._view.providers, self._connections
        page.connection_changed.connect(connections.change)
        page.test_requested.connect(connections.test)
        page.test_cancelled.connect(connections.cancel_test)
        page.server_renamed.connect(connections.rename_server)
        page.server_removed.connect(connections.remove_server)
        connections.test_started.connect(page.show_test)
        connections.hop_reported.connect(page.show_hop)
        connections.test_ended.connect(page.show_test_end)
        connections.changed.connect(self._show_providers)
        connections.changed.connect(self._models.look)

    def _connect_preferences(self) -> None:
        for page in self._preference_pages:
            page.changed.connect(self._change)
            page.reset_requested.connect(self._preferences.reset)
        self._preferences.changed.connect(self._show_preferences)
        self._show_preferences()

    @property
    def _preference_pages(self) -> tuple[PreferencesPage, ...]:
        return self._view.looks, self._view.background, self._view.budget, self._view.privacy

    def _change(self, name: str, value: object) -> None:
        self._preferences.change(**{name: value})

    def _connect_shortcuts(self) -> None:
        page = self._view.shortcuts
        page.keys_chosen.connect(self._shortcuts.choose)
        page.reset_requested.connect(self._shortcuts.reset)
        page.all_reset_requested.connect(partial(self._preferences.reset, "shortcuts"))
        self._shortcuts.changed.connect(self._show_shortcuts)
        self._show_shortcuts()

    def _connect_data(self) -> None:
        page, data = self._view.data, self._data
        page.set_data_folder(str(data.folder))
        page.shown.connect(data.refresh)
        page.folder_requested.connect(lambda: _open(data.folder))
        page.logs_requested.connect(lambda: _open(data.logs))
        page.backups_requested.connect(lambda: _open(data.backups))
        page.backup_requested.connect(data.back_up)
        page.delete_all_requested.connect(self._chats.delete_all)
        page.diagnostics_requested.connect(
            lambda: QGuiApplication.clipboard().setText(data.diagnostics)
        )
        data.backed_up.connect(page.show_backup)
        data.changed.connect(self._show_sizes)

    def _show_sizes(self) -> None:
        if self._data.sizes:
            self._view.data.set_sizes(self._data.sizes)

    def _show_providers(self) -> None:
        self._view.providers.set_providers(self._providers.providers)
        self._view.providers.set_secret_store(self._providers.secret_store)

    def _show_searching(self, is_searching: bool) -> None:
        self._view.local_models.set_searching(is_searching=is_searching)

    def _show_servers(self) -> None:
        self._view.local_models.set_servers(self._local_models.found, self._local_models.added)

    def _show_builtin(self) -> None:
        if facts := self._local_models.builtin:
            self._view.local_models.set_builtin(facts)

    def _add_preset(self) -> None:
        self._view.presets.open_preset(self._presets.add(Parameters(), "").id)

    def _show_presets(self) -> None:
        self._view.presets.set_presets(self._presets.presets, lacks_usual=self._presets.lacks_usual)

    def _show_shortcuts(self) -> None:
        self._view.shortcuts.set_shortcuts(self._shortcuts.rows)

    def _show_preferences(self) -> None:
        for page in self._preference_pages:
            page.set_settings(self._preferences.settings)


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
