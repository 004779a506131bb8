"""What is typed but not sent, kept with its chat."""

from PySide6.QtCore import QObject, QTimer

from app.services.conversations import Conversations
from app.viewmodels.tasks import Tasks

PAUSE_MS = 400


class DraftKeeper(QObject):
    """Stores drafts at the pauses of typing."""

    def __init__(self, conversations: Conversations, tasks: Tasks) -> None:
        super().__init__()
        self._conversations = conversations
        self._tasks = tasks
        self._unsaved: tuple[str, str] | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._save_soon)

    def keep(self, conversation_id: str, text: str) -> None:
        """Keep a conversation's draft; stored at the next pause."""
        self._unsaved = (conversation_id, text)
        self._timer.start()

    async def save(self) -> None:
        """Store what is unsaved now."""
        self._timer.stop()
        unsaved, self._unsaved = self._unsaved, None
        if unsaved and self._conversations[unsaved[0]].draft != unsaved[1]:
            await self._conversations.save_draft(*unsaved)

    def _save_soon(self) -> None:
        self._tasks.spawn(self.save(), "save a draft")
