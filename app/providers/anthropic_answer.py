"""The events of one of Anthropic's answers, read into chunks."""

from typing import TYPE_CHECKING

from app.domain.messages import Chunk, FinishReason, Usage
from app.providers.completion_stream import make_chunk

if TYPE_CHECKING:
    from anthropic.types import (
        MessageDeltaUsage,
        RawMessageDeltaEvent,
        RawMessageStreamEvent,
    )
    from anthropic.types import Usage as MessageUsage

_FINISH_REASONS: dict[str, FinishReason] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refusal",
    "tool_use": "tool_call",
}
_COUNTS = (
    "input_tokens",
    "cache_read_input_tokens",
    "cache_creation_input_tokens",
    "output_tokens",
)


class AnswerReader:
    """Turns the events of one answer into chunks.

    Args:
        provider: Registry name.
        model: What was asked for; the answer may name it more exactly.

    Attributes:
        finish_reason: Why the answer ended, once it did.
    """

    def __init__(self, provider: str, model: str) -> None:
        self.finish_reason: FinishReason | None = None
        self._provider = provider
        self._model = model
        self._counts: dict[str, int] = {}
        self._has_text = False
        self._explanation = ""

    def read(self, event: "RawMessageStreamEvent") -> tuple[Chunk, ...]:
        """The text in an event; its usage and finish reason are kept for the end."""
        if event.type == "content_block_delta":
            delta = event.delta
            if delta.type == "text_delta":
                self._has_text = True
                return (make_chunk(self._provider, self._model, delta.text),)
            if delta.type == "thinking_delta":
                return (make_chunk(self._provider, self._model, reasoning=delta.thinking),)
            return ()
        if event.type == "message_start":
            self._model = event.message.model or self._model
            self._count(event.message.usage)
        elif event.type == "message_delta":
            self._note_end(event)
        return ()

    def end(self) -> Chunk | None:
        """The last chunk, if any; where the model refused and said why, that is its text."""
        if not self.finish_reason:
            return None
        gap = "\n\n" if self._has_text and self._explanation else ""
        return make_chunk(
            self._provider,
            self._model,
            content=gap + self._explanation,
            finish_reason=self.finish_reason,
            usage=self._usage(),
        )

    def _note_end(self, event: "RawMessageDeltaEvent") -> None:
        self._count(event.usage)
        if event.delta.stop_reason:
            self.finish_reason = _FINISH_REASONS.get(event.delta.stop_reason, "stop")
        if event.delta.stop_details:
            self._explanation = event.delta.stop_details.explanation or ""

    def _count(self, usage: "MessageUsage | MessageDeltaUsage | None") -> None:
        """Notes what an event counted so far; a later one may leave out what did not change."""
        if usage is None:
            return
        for name in _COUNTS:
            if (count := getattr(usage, name)) is not None:
                self._counts[name] = count
        if usage.output_tokens_details:
            self._counts["thinking_tokens"] = usage.output_tokens_details.thinking_tokens

    def _usage(self) -> Usage | None:
        if not self._counts:
            return None
        counts = self._counts.get
        fresh, cached, written = (counts(name) for name in _COUNTS[:3])
        return {
            # Anthropic's own count leaves out what went through the cache.
            "input_tokens": None if fresh is None else fresh + (cached or 0) + (written or 0),
            "output_tokens": counts("output_tokens"),
            "reasoning_tokens": counts("thinking_tokens"),
            "cached_tokens": cached,
            "cache_write_tokens": written,
        }
