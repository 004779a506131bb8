"""The conversations that are open: one current value each, stored before anyone sees it."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from time import time

from app.domain.answer import Answer
from app.domain.conversation import Conversation, ConversationSummary, Turn, new_id
from app.domain.lane import Lane
from app.services.events import ChatListChanged, ConversationChanged, Events
from app.storage.conversations import ConversationStore

Change = Callable[[Conversation], Conversation]


class Conversations:
    """Loads conversations on demand and changes them, disk first.

    Every change is stored in one transaction before it is the current value, so what the window
    shows is what a restart finds. Changes to one conversation wait for each other.
    """

    def __init__(self, store: ConversationStore, events: Events) -> None:
        self._store = store
        self._events = events
        self._current: dict[str, Conversation] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def __getitem__(self, conversation_id: str) -> Conversation:
        return self._current[conversation_id]

    async def summaries(self) -> Sequence[ConversationSummary]:
        """All chats for the sidebar, the newest first."""
        return await self._store.list_summaries()

    async def open(self, conversation_id: str) -> Conversation | None:
        """The conversation of that id; None if there is none."""
        if conversation_id not in self._current:
            conversation = await self._store.load(conversation_id)
            if conversation is None:
                return None
            self._current.setdefault(conversation_id, conversation)
        return self._current[conversation_id]

    def create(self, lanes: Iterable[Lane], line_up_id: str = "") -> Conversation:
        """A new, empty conversation with these lanes; stored once there is something in it."""
        now = time()
        conversation = Conversation(
            new_id(), created_at=now, updated_at=now, lanes=tuple(lanes), line_up_id=line_up_id
        )
        self._current[conversation.id] = conversation
        return conversation

    async def change(
        self,
        conversation_id: str,
        change: Change = lambda c: c,
        *,
        turns: Sequence[Turn] = (),
        changed_turns: Sequence[Turn] = (),
        answers: Sequence[Answer] = (),
    ) -> Conversation:
        """Store a change, then make it current and tell the listeners.

        Args:
            conversation_id: An open conversation.
            change: From the current value to the new one.
            turns: Turns to add after it.
            changed_turns: Turns to replace, such as with the answer that was chosen.
            answers: Answers to add or replace after it.

        Raises:
            StorageError: If it can't be stored; the current value is then unchanged.
        """
        async with self._locks[conversation_id]:
            conversation = change(self._current[conversation_id])
            for turn in turns:
                conversation = conversation.with_turn(turn)
            for turn in changed_turns:
                conversation = conversation.with_changed_turn(turn)
            conversation = conversation.with_answers(answers)
            if turns or answers:
                conversation = replace(conversation, updated_at=time())
            await self._store.save(conversation, turns=(*turns, *changed_turns), answers=answers)
            self._current[conversation_id] = conversation
        self._events.emit(ConversationChanged(conversation_id))
        return conversation

    async def rename(self, conversation_id: str, title: str) -> None:
        """Give a stored conversation another title.

        Raises:
            StorageError: If it can't be stored; it then keeps its title.
        """
        await self.open(conversation_id)
        await self.change(conversation_id, lambda c: replace(c, title=title))

    async def pin(self, conversation_id: str, *, pinned: bool) -> None:
        """Have a stored conversation stand above the others, or among them."""
        await self._store.set_pinned(conversation_id, pinned=pinned)
        self._events.emit(ChatListChanged())

    def forget(self, conversation_ids: Iterable[str]) -> None:
        """Let go of conversations that are no longer stored."""
        for conversation_id in conversation_ids:
            self._current.pop(conversation_id, None)
            self._locks.pop(conversation_id, None)

    async def save_draft(self, conversation_id: str, draft: str) -> None:
        """Store what is typed but not sent."""
        async with self._locks[conversation_id]:
            conversation = replace(self._current[conversation_id], draft=draft)
            await self._store.save(conversation)
            self._current[conversation_id] = conversation

    async def finish(self, conversation_id: str, answer: Answer) -> None:
        """Make an answer's end current, then store it with its whole text.

        The other order would lose the text from the window if the disk is full.

        Raises:
            StorageError: If it can't be stored; the last checkpoint is then what the disk has.
        """
        async with self._locks[conversation_id]:
            conversation = self._current[conversation_id]
            selected = conversation.answer(answer.id).selected
            answer = replace(answer, selected=selected)
            self._current[conversation_id] = conversation.with_answers([answer])
            await self._store.finish(answer)
