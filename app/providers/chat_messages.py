"""Messages as OpenAI's chat completions take them."""

from base64 import b64encode
from collections.abc import Iterable
from typing import Any

from app.domain.messages import Message, Part


def chat_messages(messages: Iterable[Message]) -> list[dict[str, Any]]:
    """The messages, their pictures and documents as data URLs."""
    return [
        {"role": message["role"], "content": _content(message["content"])} for message in messages
    ]


def data_url(media_type: str, data: bytes) -> str:
    """Bytes as an address that holds them."""
    return f"data:{media_type};base64,{b64encode(data).decode()}"


def _content(content: str | Iterable[Part]) -> str | list[dict[str, Any]]:
    return content if isinstance(content, str) else [_part(part) for part in content]


def _part(part: Part) -> dict[str, Any]:
    if part["type"] == "text":
        return {"type": "text", "text": part["text"]}
    url = data_url(part["media_type"], part["data"])
    if part["type"] == "image":
        return {"type": "image_url", "image_url": {"url": url}}
    return {"type": "file", "file": {"filename": part["name"], "file_data": url}}
