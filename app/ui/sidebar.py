"""The sidebar: a new chat, a search, the chats by day, and the settings at its foot."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.conversation import ConversationSummary
from app.ui.chat_list import ChatList
from app.ui.chat_list_model import ChatListModel
from app.ui.controls import Look, TextButton
from app.ui.search_field import SearchField
from app.ui.theme import Appearance, tokens
from app.ui.undo_bar import UndoBar
from app.ui.usage_button import UsageButton
from app.viewmodels.activity import ChatState
from app.words import _

_MARGIN = 12


class Sidebar(QWidget):
    """The column at the left of the window.

    Attributes:
        usage: The way to the usage; it shows what this month has cost.

    Signals:
        rename_requested: Id of a chat, and its new title.
        pin_requested: Id of a chat, and whether it is to stand above the others.
        delete_requested: Id of a chat.
        undo_requested: What was deleted is wanted back.
    """

    new_chat_requested = Signal()
    conversation_selected = Signal(str)
    rename_requested = Signal(str, str)
    pin_requested = Signal(str, bool)
    delete_requested = Signal(str)
    undo_requested = Signal()
    ranking_requested = Signal()
    usage_requested = Signal()
    settings_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._model = ChatListModel(self)
        self._new_chat = TextButton(
            appearance, _("New chat"), icon="square-pen", look=Look.OUTLINED
        )
        self._search = SearchField(appearance, _("Find a chat"))
        self._list = ChatList(appearance, self._model)
        self._undo = UndoBar(appearance)
        self._ranking = TextButton(appearance, _("Ranking"), icon="trophy", weight=400, padding=8)
        self.usage = UsageButton(appearance)
        self._settings = TextButton(
            appearance, _("Settings"), icon="settings", weight=400, padding=8
        )
        self.setFixedWidth(tokens()["width_px"]["sidebar"])
        self._lay_out()
        self._connect()

    def set_conversations(self, conversations: Sequence[ConversationSummary], today: date) -> None:
        """Show these chats; `today` is the local day that "Today" means."""
        bar = self._list.verticalScrollBar()
        scrolled_to = bar.value()
        self._model.set_conversations(conversations, today)
        if scrolled_to:
            self._list.doItemsLayout()
            bar.setValue(scrolled_to)

    def set_current(self, conversation_id: str | None) -> None:
        """Mark the chat that is open."""
        self._list.set_current(conversation_id)

    def set_states(self, states: Mapping[str, ChatState]) -> None:
        """Mark the chats where answers arrive, wait or have failed."""
        self._model.set_states(states)

    def show_deleted(self, count: int) -> None:
        """Offer to bring back so many chats that were deleted."""
        self._undo.show_deleted(count)

    def show_keys(self, new_chat: str, search: str) -> None:
        """Show which keys do what is offered here; "" for none."""
        self._new_chat.set_badge(new_chat)
        self._search.set_badge(search)

    def focus_search(self) -> None:
        """Put the caret in the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN + 1, _MARGIN)
        layout.setSpacing(0)
        layout.addWidget(self._new_chat)
        layout.addSpacing(10)
        layout.addWidget(self._search)
        layout.addSpacing(10)
        layout.addWidget(self._list, 1)
        layout.addSpacing(8)
        layout.addWidget(self._undo)
        layout.addSpacing(4)
        layout.addWidget(self._ranking)
        layout.addWidget(self.usage)
        layout.addWidget(self._settings)

    def _connect(self) -> None:
        self._new_chat.clicked.connect(self.new_chat_requested)
        self._search.textChanged.connect(self._model.set_filter)
        self._search.textChanged.connect(self._list.scrollToTop)
        self._search.installEventFilter(self)
        self._list.chosen.connect(self.conversation_selected)
        self._list.pin_requested.connect(self.pin_requested)
        self._list.delete_requested.connect(self.delete_requested)
        self._list.undo_requested.connect(self.undo_requested)
        self._undo.undo_requested.connect(self.undo_requested)
        self._model.renamed.connect(self.rename_requested)
        self._ranking.clicked.connect(self.ranking_requested)
        self.usage.clicked.connect(self.usage_requested)
        self._settings.clicked.connect(self.settings_requested)
        self._appearance.changed.connect(self.update)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if is_down and event.type() == QEvent.Type.KeyPress:
            self._list.enter()
            return True
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("line"))
