"""The list of chats in the sidebar."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.conversation import ConversationSummary
from app.services.conversations import Conversations
from app.services.deletion import Deletion
from app.services.events import ChatEvent, ChatListChanged, ConversationChanged, Events
from app.viewmodels.tasks import Tasks

UNDO_MS = 15_000


class ChatsViewModel(QObject):
    """All chats, newest first.

    Signals:
        changed: Read `summaries` again.
        deleted_changed: Read `deleted_count` again.
    """

    changed = Signal()
    deleted_changed = Signal()

    def __init__(
        self, conversations: Conversations, deletion: Deletion, events: Events, tasks: Tasks
    ) -> None:
        super().__init__()
        self._conversations = conversations
        self._deletion = deletion
        self._tasks = tasks
        self._undo_timer = QTimer(self, singleShot=True, interval=UNDO_MS)
        self._undo_timer.timeout.connect(self._end_undo)
        self._is_stale = False
        self.summaries: Sequence[ConversationSummary] = ()
        events.subscribe(self._on_event)

    async def refresh(self) -> None:
        """Read the list again."""
        self._is_stale = False
        self.summaries = await self._conversations.summaries()
        self.changed.emit()

    @property
    def deleted_count(self) -> int:
        """How many chats `undo` would bring back."""
        return self._deletion.count

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a chat another title."""
        self._tasks.spawn(self._conversations.rename(conversation_id, title), "rename a chat")

    def pin(self, conversation_id: str, pinned: bool) -> None:
        """Have a chat stand above the others, or among them."""
        self._tasks.spawn(self._conversations.pin(conversation_id, pinned=pinned), "pin a chat")

    def delete(self, conversation_id: str) -> None:
        """Delete a chat; `undo` brings it back for a while."""
        self._tasks.spawn(self._delete([conversation_id]), "delete a chat")

    def delete_all(self) -> None:
        """Delete all chats; `undo` brings them back for a while."""
        self._tasks.spawn(self._delete([chat.id for chat in self.summaries]), "delete all chats")

    def undo(self) -> None:
        """Bring back what was deleted."""
        if self.deleted_count:
            self._undo_timer.stop()
            self._tasks.spawn(self._undo(), "bring chats back")

    def close(self) -> None:
        """Wait for no undo any more: what was deleted goes with the end of the program."""
        self._undo_timer.stop()

    async def _delete(self, conversation_ids: Sequence[str]) -> None:
        # None of those deleted before may be lost while the others are being deleted.
        self._undo_timer.stop()
        try:
            await self._deletion.delete(conversation_ids)
        finally:
            self._undo_timer.start()
            self.deleted_changed.emit()

    async def _undo(self) -> None:
        try:
            await self._deletion.undo()
        finally:
            if self.deleted_count:
                self._undo_timer.start()
            self.deleted_changed.emit()

    def _end_undo(self) -> None:
        self._tasks.spawn(self._finish_deletion(), "delete for good")

    async def _finish_deletion(self) -> None:
        try:
            await self._deletion.finish()
        finally:
            self.deleted_changed.emit()

    def _on_event(self, event: ChatEvent) -> None:
        changes = isinstance(event, ConversationChanged | ChatListChanged)
        if changes and not self._is_stale:
            self._is_stale = True
            self._tasks.spawn(self.refresh(), "list chats")
