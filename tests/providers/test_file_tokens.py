"""What pictures and PDFs count, checked against the vendors' own examples."""

import struct
import zlib

import pytest

from app.domain.messages import TokenCount
from app.providers.file_tokens import file_tokens
from app.providers.token_estimate import estimate_tokens


def picture(width: int, height: int) -> dict:
    """The head of a PNG, which says how large it is."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return {"type": "image", "media_type": "image/png", "data": data}


def document(pages: int | None) -> dict:
    pdf = {"type": "document", "media_type": "application/pdf", "name": "a.pdf", "data": b"%PDF-"}
    return pdf | {"pages": pages}


@pytest.mark.parametrize(
    ("provider", "model", "size", "tokens"),
    [
        # Two examples of OpenAI's for GPT-4o: 4 tiles, and 6.
        ("openai", "gpt-4o", (1024, 1024), 765),
        ("openai", "gpt-4o", (2048, 4096), 1105),
        ("openai", "gpt-4o", (300, 200), 255),
        ("openai", "gpt-4o-mini-2024-07-18", (1024, 1024), 2833 + 4 * 5667),
        ("openai", "gpt-4.1", (1024, 1024), 765),
        ("openai", "o3", (1024, 1024), 675),
        ("openai", "gpt-5", (1024, 1024), 630),
        # 32 by 32 patches, and the most that there are.
        ("openai", "gpt-4.1-mini", (1024, 1024), 1659),
        ("openai", "gpt-5-nano", (4096, 4096), 3779),
        ("openai", "o4-mini", (32, 33), 3),
        # The examples of Anthropic's.
        ("anthropic", "claude-sonnet-4-5", (200, 200), 54),
        ("anthropic", "claude-3-5-haiku-latest", (1000, 1000), 1334),
        ("anthropic", "claude-opus-4-1-20250805", (1092, 1092), 1590),
        ("anthropic", "claude-opus-4-20250514", (6000, 6000), 1600),
        # Google's: 6 tiles.
        ("google", "gemini-2.5-flash", (384, 384), 258),
        ("google", "gemini-2.5-flash", (960, 540), 1548),
        ("google", "gemini-3-pro-preview", (960, 540), 1120),
    ],
)
def test_a_picture_counts_as_its_vendor_publishes(provider, model, size, tokens):
    assert file_tokens(picture(*size), provider, model) == tokens


@pytest.mark.parametrize(
    ("part", "provider", "model"),
    [
        (picture(10, 10), "openai", "gpt-5.4"),  # no rule is published
        (picture(10, 10), "anthropic", "claude-opus-4-8"),
        (picture(10, 10), "cohere", "command-a-vision-07-2025"),
        (picture(10, 10), "openai_compatible", "gpt-4o"),
        ({"type": "image", "media_type": "image/png", "data": b"broken"}, "openai", "gpt-4o"),
        ({"type": "image", "media_type": "image/png", "data": b"\x89PNG"}, "openai", "gpt-4o"),
        (document(3), "openai", "gpt-4o"),  # it depends on the text in it
        (document(3), "anthropic", "claude-sonnet-4-5"),
        (document(None), "google", "gemini-2.5-pro"),
        ({"type": "text", "text": "hi"}, "openai", "gpt-4o"),
    ],
)
def test_what_nobody_publishes_is_not_guessed(part, provider, model):
    assert file_tokens(part, provider, model) is None


def test_a_page_of_a_pdf_counts_at_google():
    assert file_tokens(document(4), "google", "gemini-2.5-pro") == 4 * 258
    assert file_tokens(document(4), "google", "gemini-3-pro-preview") == 4 * 560


def test_an_estimate_has_the_files_whose_count_is_known_and_says_how_many_are_not():
    said = {"type": "text", "text": "four"}
    files = [picture(1024, 1024), document(2), said]
    messages = [{"role": "user", "content": files}, {"role": "assistant", "content": "four"}]
    assert estimate_tokens(messages, "openai", "gpt-4o") == TokenCount(10 + 765, False, 1)
    assert estimate_tokens(messages) == TokenCount(10, False, 2)
