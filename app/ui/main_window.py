"""The window: the sidebar beside the chat that is open."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from app.ui.attaching import parley_files
from app.ui.budget_question import BudgetQuestion
from app.ui.chat_view import ChatView
from app.ui.merging import Merging
from app.ui.ranking_view import RankingView
from app.ui.settings.settings_view import SettingsView
from app.ui.settings.wiring import SettingsWiring
from app.ui.sharing import Sharing
from app.ui.shortcuts import Group, Shortcuts
from app.ui.sidebar import Sidebar
from app.ui.theme import Appearance
from app.ui.transcript.answer_notice import Remedy
from app.ui.tray import Tray
from app.ui.usage_view import UsageView
from app.viewmodels.view_models import ViewModels
from app.words import _

DEFAULT_SIZE = (1440, 900)
MINIMUM_SIZE = (720, 480)


class MainWindow(QMainWindow):
    """Shows the list of chats and one of them.

    Attributes:
        views: What stands beside the sidebar: the chat, or a page in its place.

    Signals:
        closed: The person closed the window.
    """

    closed = Signal()

    def __init__(self, appearance: Appearance, models: ViewModels) -> None:
        super().__init__()
        self._reading = appearance.reading
        self._chat = models.chat
        self._connections = models.connections
        self._chats = models.chats
        self._activity = models.activity
        self._open_file = models.sharing.open_file
        self.sidebar = Sidebar(appearance)
        self.chat_view = ChatView(appearance, models)
        self.settings_view = SettingsView(appearance)
        self.ranking_view = RankingView(appearance, models.ranking)
        self._usage = models.usage
        self.usage_view = UsageView(appearance, models.usage)
        self.shortcuts = Shortcuts(self, models.preferences)
        self.merging = Merging(appearance, models.merging, models.tray, self.chat_view)
        share_menu = self.chat_view.lane_bar.share_menu
        self._sharing = Sharing(models.sharing, share_menu, self.chat_view.notice, self)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        Tray(appearance, models.activity, models.preferences, self)
        BudgetQuestion(models.over_budget, self)
        SettingsWiring(self.settings_view, self.shortcuts, models)
        self._look_at_chat()
        self._show_chats()
        self._show_states()
        self._show_deleted()
        self._show_month()
        self._show_title()
        self.chat_view.composer.focus_editor()

    def _lay_out(self) -> None:
        self.setWindowTitle("Parley")
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*DEFAULT_SIZE)
        self.setAcceptDrops(True)
        self.views = QStackedWidget()
        for view in (self.chat_view, self.settings_view, self.ranking_view, self.usage_view):
            self.views.addWidget(view)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self.views, 1)
        self.setCentralWidget(content)

    def _connect(self) -> None:
        self.sidebar.new_chat_requested.connect(self._chat.new_chat)
        self.sidebar.conversation_selected.connect(self._chat.open)
        self.sidebar.rename_requested.connect(self._chats.rename)
        self.sidebar.pin_requested.connect(self._chats.pin)
        self.sidebar.delete_requested.connect(self._chats.delete)
        self.sidebar.undo_requested.connect(self._chats.undo)
        self._chats.deleted_changed.connect(self._show_deleted)
        self._chats.changed.connect(self._show_chats)
        self._activity.changed.connect(self._show_states)
        self._chat.opened.connect(self._show_title)
        self._chat.opened.connect(self._look_at_chat)
        self._chat.opened.connect(self.close_settings)
        self._chat.changed.connect(self._show_title)
        self._chat.changed.connect(self._show_month)
        self.sidebar.settings_requested.connect(self.open_settings)
        self.settings_view.closed.connect(self.close_settings)
        self.sidebar.ranking_requested.connect(self.open_ranking)
        self.chat_view.lane_bar.menu.addAction(_("Ranking of models…"), self.open_ranking)
        self.ranking_view.closed.connect(self.close_settings)
        self.sidebar.usage_requested.connect(self.open_usage)
        self._usage.month_changed.connect(self._show_month)
        self.usage_view.closed.connect(self.close_settings)
        self.usage_view.budget_requested.connect(self.open_budget)
        self.chat_view.composer.chat_dropped.connect(self._open_file)
        self.chat_view.preset_menu.edit_requested.connect(self.open_presets)
        self.chat_view.remedies.settings_requested.connect(self.open_settings_of)
        self.chat_view.first_start.settings_requested.connect(self.open_settings_of)
        self.settings_view.providers.server_requested.connect(
            self.chat_view.model_choice.open_server_dialog
        )

    def _add_shortcuts(self) -> None:
        keys, shortcuts = QKeySequence.StandardKey, self.shortcuts
        add_everywhere = partial(shortcuts.add, in_lane_windows=True)
        shortcuts.add("new_chat", Group.CHATS, _("New chat"), keys.New, self._chat.new_chat)
        shortcuts.add(
            "find_chat", Group.CHATS, _("Find a chat"), "Ctrl+K", self.sidebar.focus_search
        )
        add_everywhere("composer", Group.CHATS, _("To the composer"), "Ctrl+L", self._to_composer)
        add_everywhere("find", Group.READING, _("Find in what is shown"), keys.Find, self._find)
        self._sharing.add_shortcuts(shortcuts)
        self.merging.add_shortcuts(shortcuts)
        self.chat_view.add_shortcuts(shortcuts)
        shortcuts.add("ranking", Group.WINDOW, _("Ranking of models"), "", self.open_ranking)
        shortcuts.add("usage", Group.WINDOW, _("Usage"), "Ctrl+Shift+Y", self.open_usage)
        shortcuts.add("settings", Group.WINDOW, _("Settings"), "Ctrl+,", self.open_settings)
        reading, group = self._reading, Group.WINDOW
        add_everywhere("zoom_in", group, _("Larger text"), keys.ZoomIn, reading.zoom_in)
        add_everywhere("zoom_out", group, _("Smaller text"), keys.ZoomOut, reading.zoom_out)
        add_everywhere("zoom_back", group, _("Text at 100 %"), "Ctrl+0", reading.zoom_back)
        shortcuts.changed.connect(self._show_keys)
        self._show_keys()

    def _to_composer(self) -> None:
        self.activateWindow()
        self.close_settings()

    def _find(self) -> None:
        if self.settings_view.isVisible() and self.isActiveWindow():
            self.settings_view.focus_search()
        else:
            self.chat_view.open_find()

    def _show_keys(self) -> None:
        self.sidebar.show_keys(self.shortcuts.text("new_chat"), self.shortcuts.text("find_chat"))

    def open_settings(self) -> None:
        """Show the settings in the place of the chat."""
        self.views.setCurrentWidget(self.settings_view)
        self.settings_view.focus_section()

    def open_ranking(self) -> None:
        """Show the ranking of models in the place of the chat."""
        self.views.setCurrentWidget(self.ranking_view)
        self.ranking_view.setFocus()

    def open_usage(self) -> None:
        """Show what was asked and spent in the place of the chat."""
        self.views.setCurrentWidget(self.usage_view)
        self.usage_view.setFocus()

    def open_budget(self) -> None:
        """Show the budgets in the settings."""
        self.open_settings()
        self.settings_view.show_page(self.settings_view.budget)

    def open_settings_of(self, provider: str, base_url: str, remedy: Remedy) -> None:
        """Show the settings at a provider: its key, or what is amiss on the way to it."""
        self.open_settings()
        self.settings_view.show_page(self.settings_view.providers)
        page = self.settings_view.providers
        if remedy is Remedy.OPEN_SETTINGS:
            page.open_provider(provider, base_url)
        elif form := page.open_connection(provider, base_url):
            match remedy:
                case Remedy.CHECK_PROXY:
                    form.focus_proxy()
                case Remedy.TEST_CONNECTION:
                    self._connections.test(provider, base_url)
                case _:
                    form.focus_address()

    def open_presets(self, preset_id: str) -> None:
        """Show the presets in the settings, one of them unfolded unless it is ""."""
        self.open_settings()
        self.settings_view.show_page(self.settings_view.presets)
        if preset_id:
            self.settings_view.presets.open_preset(preset_id)

    def close_settings(self) -> None:
        """Show the chat again."""
        self.views.setCurrentWidget(self.chat_view)
        self.chat_view.composer.focus_editor()

    def _show_chats(self) -> None:
        self.sidebar.set_conversations(self._chats.summaries, date.today())
        self.sidebar.set_current(self._chat.conversation.id)

    def _look_at_chat(self) -> None:
        self._activity.look_at(self._chat.conversation.id)

    def _show_states(self) -> None:
        self.sidebar.set_states(self._activity.states)

    def _show_month(self) -> None:
        # While names are hidden, by how much it grows with an answer would tell its price.
        if not self._chat.hides_names:
            self.sidebar.usage.set_note(self._usage.month, self._usage.month_in_full)

    def _show_deleted(self) -> None:
        self.sidebar.show_deleted(self._chats.deleted_count)

    def _show_title(self) -> None:
        title = self._chat.conversation.title
        self.setWindowTitle(f"{title} · Parley" if title else "Parley")
        self.sidebar.set_current(self._chat.conversation.id)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if parley_files(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._open_file(parley_files(event.mimeData())[0])

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()
