"""A request in the words of Cohere's Chat API."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.domain.errors import Action, InvalidRequestError
from app.domain.messages import CompletionRequest, Message, Parameters, text_of
from app.providers.chat_messages import chat_messages
from app.words import _

# Cohere's tokenizer takes no longer text at once.
LONGEST_TEXT = 65_536


def question(request: CompletionRequest, provider: str) -> dict[str, Any]:
    """The keywords of the SDK's `chat_stream`.

    Args:
        request: With parameters that the model takes.
        provider: Registry name.

    Raises:
        InvalidRequestError: A message holds a document.
    """
    if _holds(request.messages, "document"):
        raise InvalidRequestError(
            _("Cohere's models take no PDFs. Leave the document out, or pick another model."),
            provider=provider,
            action=Action.PICK_ANOTHER_MODEL,
        )
    parameters = request.parameters
    given = {
        "model": request.model,
        "messages": chat_messages(request.messages),
        "max_tokens": parameters.max_tokens,
        "temperature": parameters.temperature,
        "p": parameters.top_p,
        "stop_sequences": list(parameters.stop) or None,
        "seed": parameters.seed,
        "thinking": _thinking(parameters),
    }
    return {name: value for name, value in given.items() if value is not None}


def texts_to_count(messages: Iterable[Message]) -> list[str]:
    """The words of all messages, in pieces that Cohere's tokenizer takes.

    Pieces begin with a space where there is one, as tokens do, so that cutting changes no count.
    """
    text = "\n".join(text_of(message) for message in messages)
    return list(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    while len(text) > LONGEST_TEXT:
        cut = text.rfind(" ", 1, LONGEST_TEXT + 1)
        cut = cut if cut > 0 else LONGEST_TEXT
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _holds(messages: Iterable[Message], kind: str) -> bool:
    """Whether any message has a part of a kind."""
    contents = (message["content"] for message in messages)
    parts = (part for content in contents if not isinstance(content, str) for part in content)
    return any(part["type"] == kind for part in parts)


def _thinking(parameters: Parameters) -> dict[str, Any] | None:
    """Models that think do so unless told not to; by how much can only be said in tokens."""
    if parameters.reasoning_effort == "none" or parameters.thinking_budget == 0:
        return {"type": "disabled"}
    if parameters.thinking_budget:
        return {"type": "enabled", "token_budget": parameters.thinking_budget}
    return None
