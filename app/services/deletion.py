"""Deleting chats, with a while in which they can be brought back."""

from collections.abc import Sequence

from app.services.conversations import Conversations
from app.services.events import ChatListChanged, Events
from app.services.running_answers import RunningAnswers
from app.storage.conversations import ConversationStore


class Deletion:
    """Takes chats out of the list at once, and removes them when nobody wants them back."""

    def __init__(
        self,
        store: ConversationStore,
        conversations: Conversations,
        running: RunningAnswers,
        events: Events,
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._running = running
        self._events = events
        self._deleted: dict[str, None] = {}

    @property
    def count(self) -> int:
        """How many chats can be brought back."""
        return len(self._deleted)

    async def delete(self, conversation_ids: Sequence[str]) -> None:
        """Stop what runs in chats, and take them out of the list.

        Raises:
            StorageError: If that can't be stored; they are then still there.
        """
        await self._stop(conversation_ids)
        await self._store.set_deleted(conversation_ids, deleted=True)
        self._deleted |= dict.fromkeys(conversation_ids)
        self._events.emit(ChatListChanged(frozenset(conversation_ids)))

    async def undo(self) -> None:
        """Bring back all that was deleted since the last `finish`, as it was.

        Raises:
            StorageError: If that can't be stored; it can be tried again.
        """
        await self._store.set_deleted(tuple(self._deleted), deleted=False)
        self._deleted.clear()
        self._events.emit(ChatListChanged())

    async def finish(self) -> None:
        """Remove for good what was deleted.

        Raises:
            StorageError: If that can't be stored; the next start removes it.
        """
        deleted, self._deleted = tuple(self._deleted), {}
        if deleted:
            # A prompt may have been on its way when its chat was deleted.
            await self._stop(deleted)
            await self._store.drop_deleted()
            self._conversations.forget(deleted)

    async def _stop(self, conversation_ids: Sequence[str]) -> None:
        for conversation_id in conversation_ids:
            live = self._running.live_answers(conversation_id)
            await self._running.stop([answer.id for answer in live])
