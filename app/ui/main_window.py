"""The window: the sidebar beside the chat that is open."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.ui.chat_view import ChatView
from app.ui.sidebar import Sidebar
from app.ui.theme import Appearance
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.chats import ChatsViewModel
from app.viewmodels.models import ModelsViewModel
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
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._chat = chat
        self._chats = chats
        self.sidebar = Sidebar(appearance)
        self.chat_view = ChatView(appearance, chat, models, tasks)
        self.setWindowTitle("Parley")
        self.setMinimumSize(*MINIMUM_SIZE)
        self.resize(*DEFAULT_SIZE)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addWidget(self.chat_view, 1)
        self._connect()
        self._show_chats()
        self._show_title()
        self.chat_view.composer.focus_editor()

    def _connect(self) -> None:
        self.sidebar.new_chat_requested.connect(self._chat.new_chat)
        self.sidebar.conversation_selected.connect(self._chat.open)
        self.sidebar.mode_selected.connect(self._appearance.set_mode)
        self.sidebar.set_mode(self._appearance.mode)
        self._appearance.changed.connect(lambda: self.sidebar.set_mode(self._appearance.mode))
        self._chats.changed.connect(self._show_chats)
        self._chats.busy_changed.connect(lambda: self.sidebar.set_busy(self._chats.busy))
        self._chat.opened.connect(self._show_title)
        self._chat.changed.connect(self._show_title)
        for keys, action in {
            QKeySequence.StandardKey.New: self._chat.new_chat,
            QKeySequence("Ctrl+K"): self.sidebar.focus_search,
            QKeySequence("Ctrl+L"): self.chat_view.composer.focus_editor,
            QKeySequence("Ctrl+."): self._chat.stop_all,
        }.items():
            QShortcut(keys, self).activated.connect(action)

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
