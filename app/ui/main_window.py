"""The window: the sidebar beside the chat that is open."""

from datetime import date
from functools import partial

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from app.ui.chat_view import ChatView
from app.ui.link_question import ask_to_open
from app.ui.settings.settings_view import SettingsView
from app.ui.sidebar import Sidebar
from app.ui.theme import Appearance
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.chats import ChatsViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.rows import ShortcutRow
from app.viewmodels.settings import SettingsViewModel
from app.viewmodels.tasks import Tasks

DEFAULT_SIZE = (1440, 900)
MINIMUM_SIZE = (720, 480)


class MainWindow(QWidget):
    """Shows the list of chats and one of them.

    Signals:
        closed: The person closed the window.
    """

    closed = Signal()

    def __init__(
        self,
        appearance: Appearance,
        chat: ChatViewModel,
        chats: ChatsViewModel,
        models: ModelsViewModel,
        settings: SettingsViewModel,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._chat = chat
        self._chats = chats
        self._models = models
        self._settings = settings
        self.sidebar = Sidebar(appearance)
        self.chat_view = ChatView(appearance, chat, models, settings, tasks)
        self.settings_view = SettingsView(appearance)
        self._views = QStackedWidget()
        self._views.addWidget(self.chat_view)
        self._views.addWidget(self.settings_view)
        self.setWindowTitle("Parley")
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*DEFAULT_SIZE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self._views, 1)
        self._connect()
        self._connect_settings()
        self._show_chats()
        self._show_title()
        self.chat_view.composer.focus_editor()

    def _connect(self) -> None:
        self.sidebar.new_chat_requested.connect(self._chat.new_chat)
        self.sidebar.conversation_selected.connect(self._chat.open)
        self._chats.changed.connect(self._show_chats)
        self._chats.busy_changed.connect(lambda: self.sidebar.set_busy(self._chats.busy))
        self._chat.opened.connect(self._show_title)
        self._chat.opened.connect(self.close_settings)
        self._chat.changed.connect(self._show_title)
        self._shortcuts = {
            "New chat": (QKeySequence(QKeySequence.StandardKey.New), self._chat.new_chat),
            "Find a chat": (QKeySequence("Ctrl+K"), self.sidebar.focus_search),
            "Find in this chat": (
                QKeySequence(QKeySequence.StandardKey.Find),
                self.chat_view.open_find,
            ),
            "To the composer": (QKeySequence("Ctrl+L"), self.chat_view.composer.focus_editor),
            "Stop all answers": (QKeySequence("Ctrl+."), self._chat.stop_all),
            "Settings": (QKeySequence("Ctrl+,"), self.open_settings),
        }
        for keys, action in self._shortcuts.values():
            QShortcut(keys, self).activated.connect(action)

    def open_settings(self) -> None:
        """Show the settings in the place of the chat."""
        self._settings.refresh()
        self._views.setCurrentWidget(self.settings_view)
        self.settings_view.focus_section()

    def close_settings(self) -> None:
        """Show the chat again."""
        self._views.setCurrentWidget(self.chat_view)
        self.chat_view.composer.focus_editor()

    def _connect_settings(self) -> None:
        settings, page = self._settings, self.settings_view.providers
        self.sidebar.settings_requested.connect(self.open_settings)
        self.settings_view.closed.connect(self.close_settings)
        page.key_entered.connect(settings.save_key)
        page.key_chosen.connect(settings.choose_key)
        page.key_removed.connect(settings.remove_key)
        page.store_retried.connect(settings.refresh)
        page.server_requested.connect(self.chat_view.model_choice.open_server_dialog)
        page.link_activated.connect(partial(ask_to_open, self))
        self.settings_view.looks.mode_selected.connect(self._appearance.set_mode)
        self._appearance.changed.connect(self._show_mode)
        self._show_mode()
        self.settings_view.shortcuts.set_shortcuts(
            [
                ShortcutRow(name, keys.toString(QKeySequence.SequenceFormat.NativeText))
                for name, (keys, _) in self._shortcuts.items()
            ]
        )
        data = self.settings_view.data
        data.set_data_folder(str(settings.data_folder))
        data.folder_requested.connect(self._open_data_folder)
        data.diagnostics_requested.connect(
            lambda: QGuiApplication.clipboard().setText(settings.diagnostics)
        )
        settings.checking.connect(page.show_checking)
        settings.key_checked.connect(self._show_key_result)
        settings.keys_changed.connect(self._models.look)
        settings.changed.connect(self._show_providers)
        self._models.changed.connect(self._show_providers)
        self._show_providers()

    def _open_data_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._settings.data_folder)))

    def _show_mode(self) -> None:
        self.settings_view.looks.set_mode(self._appearance.mode)

    def _show_providers(self) -> None:
        self.settings_view.providers.set_providers(self._settings.providers)
        self.settings_view.providers.set_secret_store(self._settings.secret_store)

    def _show_key_result(self, provider: str, base_url: str, sentence: str, is_error: bool) -> None:
        self.settings_view.providers.show_key_result(
            provider, base_url, sentence, is_error=is_error
        )

    def _show_chats(self) -> None:
        self.sidebar.set_conversations(self._chats.summaries, date.today())
        self.sidebar.set_current(self._chat.conversation.id)

    def _show_title(self) -> None:
        title = self._chat.conversation.title
        self.setWindowTitle(f"{title} · Parley" if title else "Parley")
        self.sidebar.set_current(self._chat.conversation.id)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()
