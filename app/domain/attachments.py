"""Files that go along with a prompt: pictures, PDFs and texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.messages import Part
from app.words import decimal, ngettext

IMAGE_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp")
PDF_TYPE = "application/pdf"
TEXT_TYPE = "text/plain"

# What the first bytes of a file say of it; of a WebP its form's name stands after the length.
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": PDF_TYPE,
}


class AttachmentKind(StrEnum):
    """What a model has to be able to read."""

    IMAGE = "image"
    DOCUMENT = "document"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along with a prompt; its content is kept apart, under its digest.

    Attributes:
        digest: SHA-256 of the content, in hexadecimal digits.
        name: As the person knows it, without a folder.
        media_type: One of `IMAGE_TYPES`, `PDF_TYPE` or `TEXT_TYPE`.
        size: Bytes.
        pages: Of a PDF, where they could be counted.
    """

    digest: str
    name: str
    media_type: str
    size: int
    pages: int | None = None

    @property
    def kind(self) -> AttachmentKind:
        """What a model has to be able to read."""
        if self.media_type in IMAGE_TYPES:
            return AttachmentKind.IMAGE
        return AttachmentKind.DOCUMENT if self.media_type == PDF_TYPE else AttachmentKind.TEXT

    @property
    def label(self) -> str:
        """Its name and how much it is: "limits.pdf · 4 pages"."""
        if self.pages is None:
            return f"{self.name} · {size_in_words(self.size)}"
        pages = ngettext("{n} page", "{n} pages", self.pages).format(n=self.pages)
        return f"{self.name} · {pages}"


def size_in_words(size: int) -> str:
    """So many bytes, in a unit that reads well."""
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:.0f} KB" if size < 1_000_000 else f"{decimal(size / 1_000_000, 1)} MB"


def media_type_of(data: bytes) -> str | None:
    """What a file is by its content, whatever its name says; None for what no model reads."""
    for beginning, media_type in _BEGINNINGS.items():
        if data.startswith(beginning):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else TEXT_TYPE


def text_in(data: bytes) -> str:
    """The words of a text file."""
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def safe_name(name: str) -> str:
    """A file's name without its folder, and without characters that don't show."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable()).strip()
    return kept[:200] or "file"


def part_of(attachment: Attachment, contents: Mapping[str, bytes]) -> Part:
    """What a model is sent of a file; a text goes under its name as heading.

    Args:
        attachment: The file.
        contents: By digest. One that is missing, as in a chat from elsewhere, is named all the
            same.
    """
    data = contents.get(attachment.digest)
    if data is None:
        return {"type": "text", "text": f"(The file “{attachment.name}” is not at hand any more.)"}
    if attachment.kind is AttachmentKind.TEXT:
        return {"type": "text", "text": f"# {attachment.name}\n\n{text_in(data)}"}
    if attachment.kind is AttachmentKind.IMAGE:
        return {"type": "image", "media_type": attachment.media_type, "data": data}
    return {
        "type": "document",
        "media_type": attachment.media_type,
        "name": attachment.name,
        "data": data,
        "pages": attachment.pages,
    }
