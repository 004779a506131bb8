"""The public shapes of the provider library: messages in, chunks and completions out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NotRequired, TypedDict

Role = Literal["system", "user", "assistant"]
ReasoningEffort = Literal["none", "minimal", "low", "medium", "high", "xhigh", "max"]
FinishReason = Literal["stop", "length", "content_filter", "refusal", "tool_call"]


class TextPart(TypedDict):
    """Words in a message."""

    type: Literal["text"]
    text: str


class ImagePart(TypedDict):
    """A picture in a message: PNG, JPEG, GIF or WebP."""

    type: Literal["image"]
    media_type: str
    data: bytes


class DocumentPart(TypedDict):
    """A PDF in a message, with its pages where they are known."""

    type: Literal["document"]
    media_type: str
    name: str
    data: bytes
    pages: NotRequired[int | None]


Part = TextPart | ImagePart | DocumentPart


class Message(TypedDict):
    """One message of a conversation, oldest first in a request."""

    role: Role
    content: str | Sequence[Part]


class Usage(TypedDict):
    """Token counts as the provider reported them; None where it said nothing.

    `input_tokens` includes the cached ones and those written to the cache, which some providers
    bill higher; `output_tokens` includes the reasoning ones.
    """

    input_tokens: int | None
    output_tokens: int | None
    reasoning_tokens: int | None
    cached_tokens: int | None
    cache_write_tokens: NotRequired[int | None]


class Chunk(TypedDict):
    """One piece of a streamed answer.

    The last chunk has a `finish_reason`, or `error` true and an `error_message`; no other has.
    Nor has any other `notices`: sentences on what was asked differently than it was wished.
    """

    content: str
    reasoning: str
    model: str
    provider: str
    finish_reason: FinishReason | None
    usage: Usage | None
    error: bool
    error_message: str | None
    notices: list[str]


class Completion(TypedDict):
    """A whole answer; its `notices` say what was asked differently than it was wished."""

    content: str
    reasoning: str
    model: str
    provider: str
    finish_reason: FinishReason | None
    usage: Usage | None
    error: bool
    error_message: str | None
    notices: list[str]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How a model is asked; None leaves the choice to the provider.

    Attributes:
        temperature: Randomness, usually 0 to 2.
        top_p: Nucleus sampling, 0 to 1.
        max_tokens: Longest answer, in tokens.
        stop: Texts that end the answer.
        seed: Same seed, same answer, where the provider supports it.
        reasoning_effort: How hard to think before answering, for models that think.
        thinking_budget: Tokens to think with at most, for models that count them.
    """

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    stop: tuple[str, ...] = ()
    seed: int | None = None
    reasoning_effort: ReasoningEffort | None = None
    thinking_budget: int | None = None


@dataclass(frozen=True, slots=True)
class CompletionRequest:
    """Everything a provider needs to answer once."""

    model: str
    messages: tuple[Message, ...]
    parameters: Parameters = field(default_factory=Parameters)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model that a provider offers.

    Attributes:
        id: The name to send to the provider.
        label: The name to show.
        context_window: Tokens that it reads at most; None if the provider doesn't say.
        note: One honest sentence about it, or "".
    """

    id: str
    label: str
    context_window: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TokenCount:
    """Tokens of a request.

    Attributes:
        exact: False for an estimate.
        uncounted: Pictures and PDFs that are not in it, as nobody says what they count.
    """

    tokens: int
    exact: bool
    uncounted: int = 0


def text_of(message: Message) -> str:
    """The words of a message, without its pictures and documents."""
    content = message["content"]
    if isinstance(content, str):
        return content
    return "\n\n".join(part["text"] for part in content if part["type"] == "text")
