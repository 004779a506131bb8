"""A request in the words of Google's Gemini API."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from app.domain.messages import CompletionRequest, Message, Parameters, Part, text_of

# What they think comes along only when asked for; others refuse a request that asks.
_THINKS = re.compile(r"gemini-(2\.5-(pro|flash)|[3-9])(?!.*(lite|image|tts|audio|live))")
# These know a level of thinking by its number of tokens only, as Google's own compatibility
# layer for OpenAI's requests translates it.
_COUNTS_THOUGHTS = re.compile(r"gemini-2\.5-")
_BUDGETS = {"minimal": 1024, "low": 1024, "medium": 8192}
_LARGEST_BUDGET = 24_576
# This one can't be kept from thinking, only from thinking long.
_ALWAYS_THINKS = re.compile(r"gemini-2\.5-pro")
_SMALLEST_BUDGET = 128
_LEVELS = {"none": "MINIMAL", "max": "XHIGH"}
# They refuse a system instruction, and read it at the top of the prompt instead.
_WITHOUT_SYSTEM = re.compile(r"gemma-[1-3]")


def answering(request: CompletionRequest) -> dict[str, Any]:
    """A request for an answer, as arguments of `GoogleClient.stream`."""
    contents, system = list(_turns(request)), _system(request)
    if not contents or _WITHOUT_SYSTEM.match(request.model):
        contents, system = _with_system(contents, system), ""
    parameters = request.parameters
    given = {
        "system_instruction": system or None,
        "max_output_tokens": parameters.max_tokens,
        "temperature": parameters.temperature,
        "top_p": parameters.top_p,
        "stop_sequences": list(parameters.stop) or None,
        "seed": parameters.seed,
        "thinking_config": _thinking(request.model, parameters) or None,
    }
    config = {name: value for name, value in given.items() if value is not None}
    return {"model": request.model, "contents": contents, "config": config}


def counting(request: CompletionRequest) -> dict[str, Any]:
    """A request for a count, as arguments of `GoogleClient.count_tokens`.

    The SDK has no place here for a system instruction, which counts the same as contents.
    """
    contents = _with_system(list(_turns(request)), _system(request))
    return {"model": request.model, "contents": contents}


def _system(request: CompletionRequest) -> str:
    return "\n\n".join(text_of(m) for m in request.messages if m["role"] == "system").strip()


def _with_system(contents: list[dict[str, Any]], system: str) -> list[dict[str, Any]]:
    """The contents with a system instruction at the top of them."""
    return [{"role": "user", "parts": [{"text": system}]}, *contents] if system else contents


def _turns(request: CompletionRequest) -> Iterator[dict[str, Any]]:
    """The messages without the system's; neighbours of one role are one turn, empty ones none."""
    messages = (m for m in request.messages if m["role"] != "system")
    for role, neighbours in groupby(messages, key=lambda message: message["role"]):
        if parts := [part for message in neighbours for part in _parts(message)]:
            yield {"role": "model" if role == "assistant" else role, "parts": parts}


def _parts(message: Message) -> Iterator[Mapping[str, Any]]:
    content = message["content"]
    parts: tuple[Part, ...] = (
        ({"type": "text", "text": content},) if isinstance(content, str) else tuple(content)
    )
    for part in parts:
        if part["type"] != "text":
            yield {"inline_data": {"mime_type": part["media_type"], "data": part["data"]}}
        elif part["text"].strip():
            yield {"text": part["text"]}


def _thinking(model: str, parameters: Parameters) -> dict[str, Any]:
    """The SDK's `ThinkingConfig`: thoughts are wished for wherever there are any."""
    effort, budget = parameters.reasoning_effort, parameters.thinking_budget
    if budget is None and effort and _COUNTS_THOUGHTS.match(model):
        least = _SMALLEST_BUDGET if _ALWAYS_THINKS.match(model) else 0
        budget = least if effort == "none" else _BUDGETS.get(effort, _LARGEST_BUDGET)
    if budget is not None:
        return {"thinking_budget": budget, **({"include_thoughts": True} if budget else {})}
    if effort:
        level = _LEVELS.get(effort, effort.upper())
        return {"thinking_level": level, "include_thoughts": True}
    return {"include_thoughts": True} if _THINKS.match(model) else {}
