"""A request in the words of OpenAI's Responses API."""

import re
from base64 import b64encode
from itertools import dropwhile, takewhile
from typing import Any

from app.domain.messages import CompletionRequest, Message, Parameters, Part, text_of

# The o-series, and GPT from 5 on where it is not tuned for chat.
_THINKS = re.compile(r"(ft:)?(o\d|gpt-([5-9]|\d\d)(?!.*-chat))")


def prompt(request: CompletionRequest) -> dict[str, Any]:
    """What the model reads, as keywords of `responses.create`.

    The system's words at the beginning become its instructions. Nothing is kept at OpenAI, so the
    whole conversation is sent each time.
    """
    system = "\n\n".join(text_of(m) for m in takewhile(_is_system, request.messages))
    turns = [_turn(message) for message in dropwhile(_is_system, request.messages)]
    given = {"model": request.model, "input": turns, "store": False}
    return {**given, "instructions": system} if system else given


def answering(model: str, parameters: Parameters, *, summary: bool) -> dict[str, Any]:
    """How the model answers, as further keywords of `responses.create`.

    Args:
        model: Its name.
        parameters: Those that the model takes.
        summary: Ask for the summary of its thinking, if it is one that thinks.
    """
    reasoning = {
        "effort": parameters.reasoning_effort,
        "summary": "auto" if summary and _THINKS.match(model) else None,
    }
    given = {
        "temperature": parameters.temperature,
        "top_p": parameters.top_p,
        "max_output_tokens": parameters.max_tokens,
        "reasoning": {name: value for name, value in reasoning.items() if value} or None,
    }
    return {name: value for name, value in given.items() if value is not None}


def _is_system(message: Message) -> bool:
    return message["role"] == "system"


def _turn(message: Message) -> dict[str, Any]:
    content = message["content"]
    if isinstance(content, str) or message["role"] != "user":
        return {"role": message["role"], "content": text_of(message)}
    return {"role": "user", "content": [_part(part) for part in content]}


def _part(part: Part) -> dict[str, Any]:
    if part["type"] == "text":
        return {"type": "input_text", "text": part["text"]}
    address = f"data:{part['media_type']};base64,{b64encode(part['data']).decode()}"
    if part["type"] == "image":
        return {"type": "input_image", "image_url": address, "detail": "auto"}
    return {"type": "input_file", "filename": part["name"], "file_data": address}
