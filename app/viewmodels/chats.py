"""The list of chats in the sidebar."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import ConversationSummary
from app.services.conversations import Conversations
from app.services.events import ChatEvent, ConversationChanged, Events
from app.viewmodels.tasks import Tasks


class ChatsViewModel(QObject):
    """All chats, newest first."""

    changed = Signal()

    def __init__(self, conversations: Conversations, events: Events, tasks: Tasks) -> None:
        super().__init__()
        self._conversations = conversations
        self._tasks = tasks
        self._is_stale = False
        self.summaries: Sequence[ConversationSummary] = ()
        events.subscribe(self._on_event)

    async def refresh(self) -> None:
        """Read the list again."""
        self._is_stale = False
        self.summaries = await self._conversations.summaries()
        self.changed.emit()

    def _on_event(self, event: ChatEvent) -> None:
        if isinstance(event, ConversationChanged) and not self._is_stale:
            self._is_stale = True
            self._tasks.spawn(self.refresh(), "list chats")
