"""The events of one of Cohere's answers, read into chunks."""

from typing import TYPE_CHECKING

from app.domain.messages import Chunk, FinishReason, Usage
from app.providers.completion_stream import make_chunk

if TYPE_CHECKING:
    from cohere.types import Usage as CountedUsage
    from cohere.v2.types import V2ChatStreamResponse

_FINISH_REASONS: dict[str, FinishReason] = {
    "COMPLETE": "stop",
    "STOP_SEQUENCE": "stop",
    "MAX_TOKENS": "length",
    "TOOL_CALL": "tool_call",
}
_FAILURES = ("ERROR", "TIMEOUT")


class GenerationError(Exception):
    """Cohere ended an answer with a failure, for which the SDK raises nothing.

    Attributes:
        reason: ERROR or TIMEOUT.
        words: Cohere's own, or "".
    """

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words or reason)
        self.reason = reason
        self.words = words


class AnswerReader:
    """Turns the events of one answer into chunks.

    Args:
        provider: Registry name.
        model: What was asked for; the events don't name it.

    Attributes:
        finish_reason: Why the answer ended, once it did.
    """

    def __init__(self, provider: str, model: str) -> None:
        self.finish_reason: FinishReason | None = None
        self._usage: Usage | None = None
        self._provider = provider
        self._model = model

    def read(self, event: "V2ChatStreamResponse") -> tuple[Chunk, ...]:
        """The text in an event; its usage and finish reason are kept for the end.

        Raises:
            GenerationError: The answer failed.
            ValueError: The event is no JSON.
        """
        if event.type == "content-delta":
            message = event.delta and event.delta.message
            content = message and message.content
            if content and (content.text or content.thinking):
                chunk = make_chunk(
                    self._provider,
                    self._model,
                    content=content.text or "",
                    reasoning=content.thinking or "",
                )
                return (chunk,)
        elif event.type == "message-end" and event.delta:
            reason = event.delta.finish_reason
            if reason in _FAILURES:
                raise GenerationError(reason, event.delta.error or "")
            if reason:
                self.finish_reason = _FINISH_REASONS.get(reason, "stop")
            self._usage = _usage(event.delta.usage)
        # The SDK makes an event of this type of what it can't read.
        elif event.type == "message-start" and "data" in (event.model_extra or {}):
            raise ValueError("An event of the answer is no JSON.")
        return ()

    def end(self) -> Chunk | None:
        """The last chunk, if the answer has an end."""
        if not self.finish_reason:
            return None
        return make_chunk(
            self._provider, self._model, finish_reason=self.finish_reason, usage=self._usage
        )


def _usage(usage: "CountedUsage | None") -> Usage | None:
    """What is paid for, which is less than what was read: Cohere adds instructions of its own."""
    counted = usage and (usage.billed_units or usage.tokens)
    if usage is None or counted is None:
        return None
    all_read = (usage.tokens or counted).input_tokens or 0
    free = all_read - (counted.input_tokens or 0)
    cached = usage.cached_tokens
    return {
        "input_tokens": _whole(counted.input_tokens),
        "output_tokens": _whole(counted.output_tokens),
        "reasoning_tokens": None,
        # Its instructions stand first, so they are what is cached first.
        "cached_tokens": _whole(None if cached is None else max(0.0, cached - free)),
    }


def _whole(number: float | None) -> int | None:
    """Cohere counts in floating point."""
    return None if number is None else int(number)
