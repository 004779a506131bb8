"""Files on their way into a prompt: looked at, limited, and kept before they are shown."""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from app.domain.attachments import (
    PDF_TYPE,
    TEXT_TYPE,
    Attachment,
    AttachmentKind,
    media_type_of,
    safe_name,
    size_in_words,
    text_in,
)
from app.domain.lane import ModelRef
from app.domain.secrets import mask
from app.providers.factory import ProviderFactory
from app.storage.conversations import ConversationStore
from app.words import N_, _

LONGEST_FILE = 20_000_000
LONGEST_TEXT = 1_000_000
MOST_FILES = 10
MOST_IN_ALL = 30_000_000
# All models read text.
_REFUSALS = {
    AttachmentKind.IMAGE: N_(
        "{model} takes no pictures, so “{name}” can't go to it. Remove the file, or pick another "
        "model."
    ),
    AttachmentKind.DOCUMENT: N_(
        "{model} takes no PDFs, so “{name}” can't go to it. Remove the file, or pick another model."
    ),
}


class AttachmentError(Exception):
    """A file can't go along with a prompt.

    Attributes:
        message: Why, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Attachments:
    """Keeps the contents of files under their digests."""

    def __init__(self, store: ConversationStore, factory: ProviderFactory) -> None:
        self._store = store
        self._factory = factory

    async def read(self, path: Path) -> bytes:
        """What a file holds; of one that is too large, a little more than would do.

        Raises:
            AttachmentError: It can't be read.
        """
        return await asyncio.to_thread(_read, path)

    async def add(self, name: str, data: bytes) -> Attachment:
        """Keep the content of a file.

        Raises:
            AttachmentError: It is empty or too large, or no model could read it.
            StorageError: It can't be kept.
        """
        attachment = await asyncio.to_thread(_described, safe_name(name), data)
        await self._store.add_content(attachment.digest, data)
        return attachment

    def refusal(self, models: Iterable[ModelRef], attachments: Iterable[Attachment]) -> str:
        """Why files can't go to all of these models, with what to do; "" if they can."""
        attachments = tuple(attachments)
        for model in models:
            for attachment in attachments:
                if not self._factory.takes(model.provider, attachment.kind):
                    sentence = _(_REFUSALS[attachment.kind])
                    return sentence.format(model=model.model, name=attachment.name)
        return ""

    async def texts(self, attachments: tuple[Attachment, ...]) -> dict[str, str]:
        """What the text files among these hold, by digest."""
        wanted = [a.digest for a in attachments if a.kind is AttachmentKind.TEXT]
        contents = await self._store.contents(wanted)
        return {digest: text_in(data) for digest, data in contents.items()}

    async def contents(self, digests: Iterable[str]) -> dict[str, bytes]:
        """What the files of these digests hold."""
        return await self._store.contents(digests)

    async def masked(self, attachments: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
        """The same, but with the secrets in text files masked."""
        texts = await self.texts(attachments)
        return tuple(
            [
                await self.add(a.name, mask(texts[a.digest]).encode()) if a.digest in texts else a
                for a in attachments
            ]
        )


def check_room(attachments: tuple[Attachment, ...], new: Attachment) -> None:
    """See whether one more file may go along with a prompt.

    Raises:
        AttachmentError: There are too many, or they are too much together.
    """
    if len(attachments) >= MOST_FILES:
        raise AttachmentError(
            _("A prompt takes {n} files. Remove one before you add “{name}”.").format(
                n=MOST_FILES, name=new.name
            )
        )
    if sum(a.size for a in attachments) + new.size > MOST_IN_ALL:
        raise AttachmentError(
            _(
                "With “{name}”, the files would be more than {size} together, which "
                "providers refuse. Remove one, or send them in several prompts."
            ).format(name=new.name, size=size_in_words(MOST_IN_ALL))
        )


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise AttachmentError(
                _("“{name}” is a folder. Drop the files in it instead.").format(name=path.name)
            )
        with path.open("rb") as file:
            return file.read(LONGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AttachmentError(
            _(
                "“{name}” can't be read: {reason}. Check that it is still there and that you "
                "may open it."
            ).format(name=path.name, reason=reason)
        ) from error


def _described(name: str, data: bytes) -> Attachment:
    if not data:
        raise AttachmentError(
            _("“{name}” is empty, so there is nothing to send.").format(name=name)
        )
    if len(data) > LONGEST_FILE:
        raise AttachmentError(
            _(
                "“{name}” is larger than {size}, the most that can go along with a prompt. "
                "Send a part of it."
            ).format(name=name, size=size_in_words(LONGEST_FILE))
        )
    media_type = media_type_of(data)
    if media_type is None:
        raise AttachmentError(
            _(
                "“{name}” is of a kind that models don't read. Attach a PNG, JPEG, GIF or "
                "WebP picture, a PDF, or a text in UTF-8."
            ).format(name=name)
        )
    if media_type == TEXT_TYPE and len(data) > LONGEST_TEXT:
        raise AttachmentError(
            _(
                "“{name}” is a text of {size}, more than models read at once. Send a part of it."
            ).format(name=name, size=size_in_words(len(data)))
        )
    digest = hashlib.sha256(data).hexdigest()
    attachment = Attachment(digest, name, media_type, len(data))
    return replace(attachment, pages=_pages(name, data)) if media_type == PDF_TYPE else attachment


def _pages(name: str, data: bytes) -> int | None:
    """The pages of a PDF; None where a damaged one hides them."""
    # Imported late: it is only wanted for PDFs.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise AttachmentError(
                _(
                    "“{name}” is locked with a password, so no model can read it. Save it without."
                ).format(name=name)
            )
        return len(reader.pages)
    # A PDF can be broken in more ways than the library has errors for.
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
