"""Blind mode of the chat that is open."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.blind import hides_names, with_names
from app.services.conversations import Conversations
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.tasks import Tasks


class BlindViewModel(QObject):
    """Hides who answers the prompts from now on, and tells it again.

    What is hidden, and where, is up to the rows (`Veil`): widgets are never told names meanwhile.

    Signals:
        changed: Read the properties again.
    """

    changed = Signal()

    def __init__(self, chat: ChatViewModel, conversations: Conversations, tasks: Tasks) -> None:
        super().__init__()
        self._chat = chat
        self._conversations = conversations
        self._tasks = tasks
        chat.opened.connect(self.changed)
        chat.changed.connect(self.changed)

    @property
    def is_on(self) -> bool:
        """Whether the next prompt hides who answers it."""
        return self._chat.conversation.is_blind

    @property
    def hides_names(self) -> bool:
        """Whether names are hidden now."""
        return hides_names(self._chat.conversation)

    def toggle(self) -> None:
        """Hide names from the next prompt on; or hide none any more, and show those hidden."""
        self._tasks.spawn(self._set_on(not self.is_on), "switch blind mode")

    def reveal(self) -> None:
        """Show the names that are hidden."""
        self._tasks.spawn(self.show_names(), "reveal names")

    async def show_names(self) -> None:
        """As `reveal`; returns once that is stored."""
        conversation = self._chat.conversation
        await self._conversations.change(conversation.id, changed_turns=with_names(conversation))

    async def _set_on(self, is_on: bool) -> None:
        conversation = self._chat.conversation
        await self._conversations.change(
            conversation.id,
            lambda c: replace(c, is_blind=is_on),
            changed_turns=() if is_on else with_names(conversation),
        )
