"""Chats out to files, and files in as chats."""

from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.services.sharing.exchange import Exchange
from app.services.sharing.page import SUFFIX as PAGE
from app.services.sharing.parley_file import SUFFIX as FILE
from app.services.sharing.parley_file import Shared, UnreadableFileError, suggested_name
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.tasks import Tasks


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A file that was read and not yet opened, as its models are at addresses of their own.

    Attributes:
        title: What its chat is called.
        addresses: The servers that a prompt in it would be sent to.
    """

    title: str
    addresses: tuple[str, ...]


class SharingViewModel(QObject):
    """Writes the chat that is open to files, and opens files as new chats.

    Signals:
        saved: The path of a file that is written.
        refused: A sentence that says why a file can't be opened.
        asked: An `OpenQuestion`; answer it with `agree`, or leave it.
    """

    saved = Signal(Path)
    refused = Signal(str)
    asked = Signal(OpenQuestion)

    def __init__(self, exchange: Exchange, chat: ChatViewModel, tasks: Tasks) -> None:
        super().__init__()
        self._exchange = exchange
        self._chat = chat
        self._tasks = tasks
        self._waiting: Shared | None = None

    @property
    def can_save(self) -> bool:
        """Whether there is anything to be saved."""
        return bool(self._chat.conversation.turns)

    @property
    def hides_names(self) -> bool:
        """Whether a page or a file would tell names that are hidden yet."""
        return self._chat.hides_names

    @property
    def page_name(self) -> str:
        """What a page of this chat could be called."""
        return suggested_name(self._chat.conversation, PAGE)

    @property
    def file_name(self) -> str:
        """What a file of this chat could be called."""
        return suggested_name(self._chat.conversation, FILE)

    def save_page(self, path: Path) -> None:
        """Write the chat as a page for any browser."""
        names = {lane.lane_id: lane.label for lane in self._chat.lanes}
        saving = self._exchange.save_page(self._chat.conversation.id, path, names)
        self._tasks.spawn(self._save(saving, path), "save a page")

    def save_file(self, path: Path) -> None:
        """Write the chat, whole, for another Parley."""
        saving = self._exchange.save_file(self._chat.conversation.id, path)
        self._tasks.spawn(self._save(saving, path), "save a file")

    def open_file(self, path: Path) -> None:
        """Read a file; it is opened at once, or asked about first."""
        self._tasks.spawn(self._read(path), "read a file")

    def agree(self) -> None:
        """Open what was asked about."""
        shared, self._waiting = self._waiting, None
        if shared:
            self._tasks.spawn(self._add(shared), "open a file")

    async def _save(self, saving: Coroutine[Any, Any, None], path: Path) -> None:
        await saving
        self.saved.emit(path)

    async def _read(self, path: Path) -> None:
        try:
            shared = await self._exchange.read(path)
        except UnreadableFileError as error:
            self.refused.emit(f"{path.name}: {error}")
            return
        if shared.addresses:
            self._waiting = shared
            self.asked.emit(OpenQuestion(shared.conversation.title, shared.addresses))
        else:
            await self._add(shared)

    async def _add(self, shared: Shared) -> None:
        self._chat.open(await self._exchange.add(shared))
