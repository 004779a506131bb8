"""The list of chats in the sidebar."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import ConversationSummary
from app.services.chat import ChatService
from app.services.conversations import Conversations
from app.services.events import AnswerChanged, ChatEvent, ConversationChanged, Events
from app.viewmodels.tasks import Tasks


class ChatsViewModel(QObject):
    """All chats, newest first, and those in which an answer is arriving."""

    changed = Signal()
    busy_changed = Signal()

    def __init__(
        self, chat: ChatService, conversations: Conversations, events: Events, tasks: Tasks
    ) -> None:
        super().__init__()
        self._chat = chat
        self._conversations = conversations
        self._tasks = tasks
        self._is_stale = False
        self.summaries: Sequence[ConversationSummary] = ()
        events.subscribe(self._on_event)

    @property
    def busy(self) -> set[str]:
        """The ids of the chats in which an answer is arriving."""
        return set(self._chat.live_conversations())

    async def refresh(self) -> None:
        """Read the list again."""
        self._is_stale = False
        self.summaries = await self._conversations.summaries()
        self.changed.emit()

    def _on_event(self, event: ChatEvent) -> None:
        if isinstance(event, ConversationChanged):
            if not self._is_stale:
                self._is_stale = True
                self._tasks.spawn(self.refresh(), "list chats")
            self.busy_changed.emit()
        elif isinstance(event, AnswerChanged):
            self.busy_changed.emit()
