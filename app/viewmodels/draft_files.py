"""The files that would go along with the prompt that is being written."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImageReader

from app.domain.attachments import IMAGE_TYPES, Attachment, media_type_of
from app.domain.conversation import Conversation
from app.services.attachments import AttachmentError, Attachments, check_room
from app.services.conversations import Conversations
from app.viewmodels.rows import FileRow
from app.viewmodels.tasks import Tasks
from app.words import _, number

# Providers refuse larger pictures, or send them back without a word of why.
MOST_PIXELS_A_SIDE = 8_000


class DraftFiles(QObject):
    """Adds files to the draft of a chat, and removes them; each is kept before it is shown.

    Signals:
        refused: Why a file was not added, in sentences.

    Attributes:
        conversation_id: The chat that is open.
    """

    refused = Signal(str)

    def __init__(
        self, conversation_id: str, files: Attachments, conversations: Conversations, tasks: Tasks
    ) -> None:
        super().__init__()
        self.conversation_id = conversation_id
        self._files = files
        self._conversations = conversations
        self._tasks = tasks
        self._texts: dict[str, str] = {}

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files, in the order in which they were added."""
        return self._conversations[self.conversation_id].draft_attachments

    @property
    def rows(self) -> list[FileRow]:
        """The files as they are shown."""
        return [
            FileRow(
                a.digest, a.name, a.label, "image" if a.media_type in IMAGE_TYPES else "file-text"
            )
            for a in self.attachments
        ]

    @property
    def texts(self) -> tuple[str, ...]:
        """What the text files among them hold."""
        return tuple(self._texts[a.digest] for a in self.attachments if a.digest in self._texts)

    @property
    def refusal(self) -> str:
        """Why these files can't be sent to the lanes of the chat; "" if they can."""
        lanes = self._conversations[self.conversation_id].active_lanes
        return self._files.refusal([lane.model for lane in lanes], self.attachments)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files from the disk."""
        work = self._add_files(self.conversation_id, tuple(paths))
        self._tasks.spawn(work, "attach files")

    def add_picture(self, png: bytes) -> None:
        """Add a picture that was pasted."""
        self._tasks.spawn(self._add_picture(self.conversation_id, png), "attach a picture")

    def remove(self, digest: str) -> None:
        """Let a file not go along after all."""
        self._tasks.spawn(self._remove(self.conversation_id, {digest}), "remove a file")

    async def load_texts(self, conversation: Conversation) -> None:
        """Read the text files of a chat before it is opened, so that they can be looked over."""
        self._texts |= await self._files.texts(conversation.draft_attachments)

    async def masked(self) -> tuple[Attachment, ...]:
        """The files with the secrets in texts masked; the draft keeps its own."""
        return await self._files.masked(self.attachments)

    async def clear(self, conversation_id: str, sent: Sequence[Attachment]) -> None:
        """Forget the files that were sent."""
        if sent:
            await self._remove(conversation_id, {attachment.digest for attachment in sent})

    async def _add_files(self, conversation_id: str, paths: Sequence[Path]) -> None:
        for path in paths:
            try:
                await self._add(conversation_id, path.name, await self._files.read(path))
            except AttachmentError as error:
                self.refused.emit(error.message)

    async def _add_picture(self, conversation_id: str, png: bytes) -> None:
        taken = {attachment.name for attachment in self.attachments}
        names = (_("Picture {n}.png").format(n=n) for n in count(1))
        try:
            await self._add(conversation_id, next(n for n in names if n not in taken), png)
        except AttachmentError as error:
            self.refused.emit(error.message)

    async def _add(self, conversation_id: str, name: str, data: bytes) -> None:
        if media_type_of(data[:16]) in IMAGE_TYPES:
            _check_picture(name, data)
        attachment = await self._files.add(name, data)
        present = self._conversations[conversation_id].draft_attachments
        if any(a.digest == attachment.digest for a in present):
            return
        check_room(present, attachment)
        self._texts |= await self._files.texts((attachment,))
        await self._conversations.change(
            conversation_id,
            lambda c: replace(c, draft_attachments=(*c.draft_attachments, attachment)),
        )

    async def _remove(self, conversation_id: str, digests: set[str]) -> None:
        await self._conversations.change(
            conversation_id,
            lambda c: replace(
                c,
                draft_attachments=tuple(a for a in c.draft_attachments if a.digest not in digests),
            ),
        )


def _check_picture(name: str, data: bytes) -> None:
    """See whether a picture can be read at all, and isn't too large."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    size = QImageReader(buffer).size()
    if not size.isValid():
        raise AttachmentError(
            _("“{name}” is damaged, so no model could see it. Save it anew.").format(name=name)
        )
    if max(size.width(), size.height()) > MOST_PIXELS_A_SIDE:
        raise AttachmentError(
            _(
                "“{name}” is {width} by {height} pixels; models take at most {most} a side. Make "
                "it smaller."
            ).format(
                name=name,
                width=number(size.width()),
                height=number(size.height()),
                most=number(MOST_PIXELS_A_SIDE),
            )
        )
