"""A request in the words of Anthropic's Messages API."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.domain.messages import (
    CompletionRequest,
    DocumentPart,
    ImagePart,
    Message,
    Parameters,
    Part,
    text_of,
)
from app.providers.anthropic_thinking import thinking

# The API wants a limit; every model that its SDK 2.12 names may write at least twice as much.
DEFAULT_MAX_TOKENS = 32_000


def prompt(request: CompletionRequest) -> dict[str, Any]:
    """What the model reads, as keywords of `messages.create` and of `messages.count_tokens`."""
    system = "\n\n".join(text_of(m) for m in request.messages if m["role"] == "system").strip()
    given = {
        "model": request.model,
        "messages": list(_turns(request)),
        "system": system,
        **thinking(request.model, request.parameters),
    }
    return {name: value for name, value in given.items() if value}


def question(request: CompletionRequest, longest: int | None) -> dict[str, Any]:
    """All keywords of `messages.create`.

    Args:
        request: With parameters that the model takes.
        longest: Tokens that the model can write at most, if known.
    """
    parameters, read = request.parameters, prompt(request)
    given = {
        **read,
        "max_tokens": _room(parameters, read, longest),
        "stop_sequences": list(parameters.stop),
        "extra_body": _sampling(parameters),
    }
    return {name: value for name, value in given.items() if value}


def _room(parameters: Parameters, read: Mapping[str, Any], longest: int | None) -> int:
    """Tokens for the answer and, before it, for thinking by a budget."""
    budget = read.get("thinking", {}).get("budget_tokens", 0)
    wanted = (parameters.max_tokens or longest or DEFAULT_MAX_TOKENS) + budget
    return min(wanted, longest or wanted)


def _turns(request: CompletionRequest) -> Iterator[dict[str, Any]]:
    """The messages without the system's; neighbours of one role are one turn, empty ones none."""
    messages = (message for message in request.messages if message["role"] != "system")
    said = ((message["role"], block) for message in messages for block in _blocks(message))
    for role, neighbours in groupby(said, key=itemgetter(0)):
        yield {"role": role, "content": [block for _, block in neighbours]}


def _blocks(message: Message) -> Iterator[dict[str, Any]]:
    content = message["content"]
    parts: tuple[Part, ...] = (
        ({"type": "text", "text": content},) if isinstance(content, str) else tuple(content)
    )
    for part in parts:
        if part["type"] != "text":
            yield _file_block(part)
        elif part["text"].strip():
            yield {"type": "text", "text": part["text"]}


def _sampling(parameters: Parameters) -> dict[str, float]:
    """What the SDK has no keywords for."""
    given = {"temperature": parameters.temperature, "top_p": parameters.top_p}
    return {name: value for name, value in given.items() if value is not None}


def _file_block(part: ImagePart | DocumentPart) -> dict[str, Any]:
    source = {
        "type": "base64",
        "media_type": part["media_type"],
        "data": b64encode(part["data"]).decode(),
    }
    if part["type"] == "image":
        return {"type": "image", "source": source}
    return {"type": "document", "title": part["name"], "source": source}
