"""Which files may go along with a prompt, and to which models."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from app.domain.attachments import Attachment
from app.domain.lane import ModelRef
from app.providers import PROVIDER_REGISTRY, ProviderFactory
from app.services.attachments import (
    LONGEST_FILE,
    LONGEST_TEXT,
    MOST_FILES,
    AttachmentError,
    Attachments,
    check_room,
)
from app.storage.conversations import ConversationStore
from app.storage.database import Database

SHOT = Attachment("s", "shot.png", "image/png", 5)
PAPER = Attachment("d", "a.pdf", "application/pdf", 5)
NOTES = Attachment("n", "notes.txt", "text/plain", 5)


@pytest.fixture
async def files(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    yield Attachments(ConversationStore(database), ProviderFactory(PROVIDER_REGISTRY))
    await database.aclose()


def pdf(pages, password=None) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(10, 10)
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


async def test_the_pages_of_a_pdf_are_counted(files):
    assert (await files.add("a.pdf", pdf(3))).pages == 3
    assert (await files.add("a.pdf", pdf(2, password=""))).pages == 2
    assert (await files.add("a.pdf", b"%PDF-1.7 and nothing more")).pages is None


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("big.png", b"x" * (LONGEST_FILE + 1), "larger than 20.0 MB"),
        ("long.txt", b"x" * (LONGEST_TEXT + 1), "a text of 1.0 MB"),
        ("locked.pdf", pdf(1, "open"), "locked with a password"),
    ],
    ids=["large", "long", "locked"],
)
async def test_what_no_model_could_read_is_refused(files, name, data, words):
    with pytest.raises(AttachmentError, match=words):
        await files.add(name, data)


def test_there_is_room_for_so_many_files_and_so_much():
    check_room((SHOT,), PAPER)
    with pytest.raises(AttachmentError, match="takes 10 files"):
        check_room((SHOT,) * MOST_FILES, PAPER)
    with pytest.raises(AttachmentError, match=r"more than 30\.0 MB"):
        check_room((Attachment("x", "x.pdf", "application/pdf", 29_999_999),), PAPER)


@pytest.mark.parametrize(
    ("provider", "attachment", "words"),
    [
        ("cohere", PAPER, "m takes no PDFs"),
        ("builtin", SHOT, "m takes no pictures"),
        ("cohere", SHOT, ""),
        ("builtin", NOTES, ""),
        ("anthropic", PAPER, ""),
    ],
)
async def test_models_say_what_they_take(files, provider, attachment, words):
    refusal = files.refusal([ModelRef("openai", "gpt"), ModelRef(provider, "m")], [attachment])
    assert refusal.startswith(words)
    assert bool(refusal) == bool(words)
