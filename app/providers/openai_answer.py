"""The events of OpenAI's Responses API, as chunks."""

from typing import TYPE_CHECKING, Any

from app.domain.messages import Chunk, FinishReason, Usage
from app.providers.completion_stream import make_chunk
from app.providers.failure import Failure

if TYPE_CHECKING:
    from openai.types.responses import Response, ResponseStreamEvent, ResponseUsage

_BETWEEN_SUMMARIES = "\n\n"


class FailedInStreamError(Exception):
    """An answer failed in the middle of its stream, where the SDK raises nothing.

    Attributes:
        failure: What OpenAI said about it.
    """

    def __init__(self, code: str | None, message: str | None) -> None:
        super().__init__(message)
        names = (str(code),) if code else ()
        self.failure = Failure(status=None, code=names, message=str(message or ""))


class AnswerReader:
    """Turns the events of one answer into chunks.

    Servers that only resemble OpenAI's leave fields out, hence the doubts.

    Args:
        provider: Registry name.
        model: As it was asked for.
        notices: What was asked differently than it was wished.
    """

    def __init__(self, provider: str, model: str, notices: list[str]) -> None:
        self._provider = provider
        self._model = model
        self._notices = notices
        self._refused = False

    def read(self, event: "ResponseStreamEvent") -> tuple[Chunk, ...]:
        """What an event says, where that is anything for the person; at last, the end.

        Raises:
            FailedInStreamError: The answer failed.
        """
        match event.type:
            case "response.output_text.delta":
                return (self._chunk(content=event.delta),)
            case "response.reasoning_summary_text.delta" | "response.reasoning_text.delta":
                return (self._chunk(reasoning=event.delta),)
            case "response.reasoning_summary_part.added" if event.summary_index:
                return (self._chunk(reasoning=_BETWEEN_SUMMARIES),)
            case "response.refusal.delta":
                self._refused = True
                return (self._chunk(content=event.delta),)
            case "response.completed" | "response.incomplete":
                return (self._last(event.response),)
            case "response.failed":
                error = event.response.error
                raise FailedInStreamError(error and error.code, error and error.message)
            case "error":
                raise FailedInStreamError(event.code, event.message)
            case _:
                return ()

    def end(self) -> None:
        """There is none but the one that an event has told."""

    def _chunk(self, *, content: str = "", reasoning: str = "") -> Chunk:
        return make_chunk(self._provider, self._model, content=content, reasoning=reasoning)

    def _last(self, response: "Response") -> Chunk:
        chunk = make_chunk(
            self._provider,
            getattr(response, "model", None) or self._model,
            finish_reason=self._finish_reason(response),
            usage=_usage(response.usage) if response.usage else None,
        )
        chunk["notices"] = self._notices
        return chunk

    def _finish_reason(self, response: "Response") -> FinishReason:
        if self._refused:
            return "refusal"
        if response.status == "incomplete":
            why = response.incomplete_details and response.incomplete_details.reason
            return "content_filter" if why == "content_filter" else "length"
        if any(item.type == "function_call" for item in response.output):
            return "tool_call"
        return "stop"


def _usage(usage: "ResponseUsage") -> Usage:
    read: Any = getattr(usage, "input_tokens_details", None)
    written: Any = getattr(usage, "output_tokens_details", None)
    return {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "reasoning_tokens": getattr(written, "reasoning_tokens", None),
        "cached_tokens": getattr(read, "cached_tokens", None),
        "cache_write_tokens": getattr(read, "cache_write_tokens", None),
    }
