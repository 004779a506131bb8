"""Conversations out to files and in from files."""

import asyncio
import os
from pathlib import Path

from app.domain.errors import StorageError
from app.services.conversations import Conversations
from app.services.events import ConversationChanged, Events
from app.services.sharing.page import write_page
from app.services.sharing.parley_file import LONGEST, Shared, read_file, write_file
from app.services.votes import Votes
from app.storage.conversations import ConversationStore
from app.storage.votes import VoteStore
from app.words import _


class Exchange:
    """Writes open conversations to files and opens files as new conversations."""

    def __init__(
        self,
        conversations: Conversations,
        store: ConversationStore,
        votes: Votes,
        vote_store: VoteStore,
        events: Events,
    ) -> None:
        self._conversations = conversations
        self._store = store
        self._votes = votes
        self._vote_store = vote_store
        self._events = events

    async def save_file(self, conversation_id: str, path: Path) -> None:
        """Write a conversation with its votes for another Parley; `suggested_name` has a name.

        Raises:
            StorageError: It can't be written; a file that was there is then as it was.
        """
        conversation = self._conversations[conversation_id]
        votes = await self._votes.of(conversation_id)
        wanted = {file.digest for turn in conversation.turns for file in turn.attachments}
        files = await self._store.contents(wanted)
        data = await asyncio.to_thread(write_file, conversation, votes, files)
        await asyncio.to_thread(_replace, path, data)

    async def save_page(self, conversation_id: str, path: Path, names: dict[str, str]) -> None:
        """Write a conversation as one HTML page.

        Args:
            conversation_id: An open conversation.
            path: Where to.
            names: What each lane is called on screen, by its id.

        Raises:
            StorageError: It can't be written; a file that was there is then as it was.
        """
        conversation = self._conversations[conversation_id]
        votes = await self._votes.of(conversation_id)
        page = await asyncio.to_thread(write_page, conversation, votes, names)
        await asyncio.to_thread(_replace, path, page.encode("utf-8", "replace"))

    async def read(self, path: Path) -> Shared:
        """What is in a file, to be shown and asked about before it is added.

        Raises:
            UnreadableFileError: It is no conversation, or damaged, or a newer Parley's.
            StorageError: It can't be read at all.
        """
        return read_file(await asyncio.to_thread(_read, path))

    async def add(self, shared: Shared) -> str:
        """Store what was read as a new conversation.

        Returns:
            Its id; `Conversations.open` opens it.

        Raises:
            StorageError: It can't be stored.
        """
        conversation = shared.conversation
        for digest, content in shared.files.items():
            await self._store.add_content(digest, content)
        await self._store.add_from_elsewhere(conversation)
        await self._vote_store.save(shared.votes)
        self._events.emit(ConversationChanged(conversation.id))
        return conversation.id


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1)
    except OSError as error:
        raise StorageError(
            _("{path} could not be read. Check that it is there and that you may read it.").format(
                path=path
            )
        ) from error


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageError(
            _(
                "{path} could not be written. Check that the disk has space and the folder "
                "is writable, or choose another one."
            ).format(path=path)
        ) from error
