"""What pictures and PDFs count, by what the vendors publish of it; nothing where they don't.

Sources, as of November 2026: OpenAI "Images and vision: calculating costs", Anthropic "Vision:
evaluate image size", Google "Understand and count tokens" and "Media resolution". How many tokens
a PDF has at OpenAI and Anthropic depends on the text in it, so that they publish no rule.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from app.domain.messages import DocumentPart, ImagePart, Message, Part

_Rule = Callable[[int, int], int]
_PATCH, _MOST_PATCHES = 32, 1536
_CLAUDE_SIDE, _CLAUDE_MOST = 1568, 1600


@dataclass(frozen=True, slots=True)
class _Kind:
    """How models of one kind count.

    Attributes:
        provider: Registry name.
        models: A pattern for the beginning of their names.
        picture: Tokens by width and height in pixels.
        page: Tokens of a page of a PDF; None where no rule is published.
    """

    provider: str
    models: str
    picture: _Rule
    page: int | None = None


def file_tokens(part: Part, provider: str, model: str) -> int | None:
    """The tokens of a picture or a PDF; None where they can't be known.

    Args:
        part: Of a message; texts are not counted here.
        provider: Registry name.
        model: Its name at the provider.
    """
    kinds = (k for k in _KINDS if k.provider == provider and re.match(k.models, model))
    kind = next(kinds, None)
    if kind is None or part["type"] == "text":
        return None
    if part["type"] == "image":
        return _of_picture(part, kind.picture)
    return _of_document(part, kind.page)


def files_in(messages: Sequence[Message]) -> list[Part]:
    """The pictures and PDFs of messages."""
    contents = [message["content"] for message in messages]
    parts = (part for content in contents if not isinstance(content, str) for part in content)
    return [part for part in parts if part["type"] != "text"]


def _of_picture(part: ImagePart, rule: _Rule) -> int | None:
    # It loads what can fetch a picture, which takes long and is not used.
    import imagesize

    width, height = imagesize.get(BytesIO(part["data"]))  # -1 for what it can't read
    return rule(width, height) if width > 0 and height > 0 else None


def _of_document(part: DocumentPart, tokens: int | None) -> int | None:
    pages = part.get("pages")
    return pages * tokens if pages and tokens else None


def _tiled(base: int, tile: int) -> _Rule:
    """OpenAI's tiles of 512 pixels, in a picture within 2,048 whose shorter side has 768."""

    def rule(width: int, height: int) -> int:
        scale = min(1.0, 2048 / max(width, height))
        scale = min(scale, 768 / min(width, height))
        across, down = math.ceil(width * scale / 512), math.ceil(height * scale / 512)
        return base + tile * across * down

    return rule


def _patched(factor: float) -> _Rule:
    """OpenAI's patches of 32 pixels, which the smaller models count dearer."""

    def rule(width: int, height: int) -> int:
        patches = math.ceil(width / _PATCH) * math.ceil(height / _PATCH)
        return round(min(patches, _MOST_PATCHES) * factor)

    return rule


def _claude(width: int, height: int) -> int:
    scale = min(1.0, _CLAUDE_SIDE / max(width, height))
    return min(_CLAUDE_MOST, math.ceil(width * scale * height * scale / 750))


def _gemini(width: int, height: int) -> int:
    if max(width, height) <= 384:
        return 258
    unit = max(1, math.floor(min(width, height) / 1.5))
    return 258 * math.ceil(width / unit) * math.ceil(height / unit)


_KINDS = (
    _Kind("openai", r"(ft:)?gpt-4o-mini", _tiled(2833, 5667)),
    _Kind("openai", r"(ft:)?gpt-(4\.1|5)-mini", _patched(1.62)),
    _Kind("openai", r"(ft:)?gpt-(4\.1|5)-nano", _patched(2.46)),
    _Kind("openai", r"o4-mini", _patched(1.72)),
    _Kind("openai", r"(ft:)?(chatgpt-4o|gpt-4o|gpt-4\.[15])", _tiled(85, 170)),
    _Kind("openai", r"o[13](?!-mini)", _tiled(75, 150)),
    _Kind("openai", r"gpt-5(?!\.)", _tiled(70, 140)),
    # What came after 4.6 sees larger pictures.
    _Kind("anthropic", r"claude-(3|(opus|sonnet|haiku)-4-([0-6]\b|20))", _claude),
    _Kind("google", r"gemini-[12]", _gemini, page=258),
    _Kind("google", r"gemini-3", lambda _width, _height: 1120, page=560),
)
