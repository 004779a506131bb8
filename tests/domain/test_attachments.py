"""What files are by their content, and what models are sent of them."""

import pytest

from app.domain.attachments import (
    Attachment,
    AttachmentKind,
    media_type_of,
    part_of,
    safe_name,
    size_in_words,
)
from app.domain.context import build_context
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef

NOTES = Attachment("n", "notes.txt", "text/plain", 5)
SHOT = Attachment("s", "shot.png", "image/png", 5)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\nrest", "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"GIF87arest", "image/gif"),
        (b"GIF89arest", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPrest", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        ("Grüße".encode(), "text/plain"),
        (b"RIFF and WEB", "text/plain"),
        (b"\xff\xfe", None),
        (b"a\0b", None),
    ],
)
def test_a_file_is_known_by_its_content(data, media_type):
    assert media_type_of(data) == media_type


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\a.txt", "a.txt"),
        ("a\nb\u202e.txt", "ab.txt"),
        ("/", "file"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_lose_folders_and_what_does_not_show(name, kept):
    assert safe_name(name) == kept


@pytest.mark.parametrize(("size", "words"), [(5, "5 B"), (1_500, "2 KB"), (2_340_000, "2.3 MB")])
def test_sizes_in_words(size, words):
    assert size_in_words(size) == words


def test_a_label_says_how_much_it_is():
    assert NOTES.label == "notes.txt · 5 B"
    assert Attachment("d", "a.pdf", "application/pdf", 9, pages=1).label == "a.pdf · 1 page"


def test_a_document_goes_with_its_name_and_a_lost_file_is_named():
    paper = Attachment("d", "a.pdf", "application/pdf", 9, pages=4)
    assert paper.kind is AttachmentKind.DOCUMENT
    assert part_of(paper, {"d": b"%PDF-"}) == {
        "type": "document",
        "media_type": "application/pdf",
        "name": "a.pdf",
        "data": b"%PDF-",
        "pages": 4,
    }
    assert "“a.pdf” is not at hand" in part_of(paper, {})["text"]


def test_prompts_with_files_that_meet_stay_one_message():
    lane = Lane("a", ModelRef("p", "m"))
    turns = (
        Turn("1", None, "First", 1.0, attachments=(NOTES,)),
        Turn("2", "1", "Second", 2.0),
        Turn("3", "2", "Third", 3.0, attachments=(SHOT,)),
    )
    chat = Conversation("c", 1.0, 1.0, lanes=(lane,), turns=turns, head_id="3")
    (message,) = build_context(chat, "3", "a", contents={"n": b"notes", "s": b"png"})
    assert message["content"] == [
        {"type": "text", "text": "# notes.txt\n\nnotes"},
        {"type": "text", "text": "First"},
        {"type": "text", "text": "Second"},
        {"type": "image", "media_type": "image/png", "data": b"png"},
        {"type": "text", "text": "Third"},
    ]
