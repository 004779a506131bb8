"""The stream that callers read: whole characters, exactly one end, nothing raised in the middle."""

import time
from asyncio import sleep
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from app.domain.errors import ProviderError
from app.domain.messages import Chunk, Completion, CompletionRequest, FinishReason, Usage
from app.providers.surrogates import SurrogateJoiner

if TYPE_CHECKING:
    from app.providers.base import BaseProvider

# A burst of buffered chunks never suspends by itself; this long it may keep the event loop.
BURST_S = 0.008


class Reader(Protocol):
    """Turns the events of one answer into chunks."""

    def read(self, event: Any, /) -> Iterable[Chunk]:
        """What an event says, if anything; it may raise anything."""
        ...

    def end(self) -> Chunk | None:
        """The last chunk, once there are no more events; None if the answer has no end."""
        ...


class OpenAnswer(NamedTuple):
    """An answer that has begun.

    Attributes:
        events: As the SDK gives them.
        reader: Reads them. A method that is called costs less than one more generator.
    """

    events: AsyncIterator[Any]
    reader: Reader


class CompletionStream:
    """An answer as it comes: an asynchronous iterator of `Chunk`.

    The last chunk has a finish reason, or `error` true; after it, iteration stops. Read it in one
    task. To stop early, cancel that task or, between two chunks, call `aclose`; either closes the
    connection at once. Leaving an `async with` block closes it too.

    Attributes:
        error: The failure that ended the stream, once it did.
        notices: What was asked differently than it was wished, in sentences.
    """

    def __init__(
        self,
        provider: "BaseProvider",
        request: CompletionRequest,
        notices: tuple[str, ...] = (),
    ) -> None:
        self.error: ProviderError | None = None
        self.notices = notices
        self._provider = provider
        self._request = request
        # One generator for all chunks: a coroutine for each would cost as much as the rest of it.
        self._chunks = self._read()
        self._content = SurrogateJoiner()
        self._reasoning = SurrogateJoiner()
        self._first: Chunk | None = None

    async def open(self) -> None:
        """Waits for the first chunk.

        Raises:
            ProviderError: The provider failed before it.
        """
        first = await anext(self._chunks)
        if self.error:
            raise self.error
        self._first = first

    def __aiter__(self) -> Self:
        return self

    def __anext__(self) -> Awaitable[Chunk]:
        return self._take_first() if self._first else anext(self._chunks)

    async def aclose(self) -> None:
        """Closes the connection; nothing comes afterwards."""
        self._first = None
        await self._chunks.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def collect(self) -> Completion:
        """The whole answer. A failure in the middle sets `error`; the text before it stands."""
        content: list[str] = []
        reasoning: list[str] = []
        last = make_chunk(self._provider.name, self._request.model)
        async with self:
            async for last in self:
                content.append(last["content"])
                reasoning.append(last["reasoning"])
        return {
            "content": "".join(content),
            "reasoning": "".join(reasoning),
            "model": last["model"],
            "provider": last["provider"],
            "finish_reason": last["finish_reason"],
            "usage": last["usage"],
            "error": last["error"],
            "error_message": last["error_message"],
            "notices": last["notices"],
        }

    async def _take_first(self) -> Chunk:
        first, self._first = self._first, None
        return first or await anext(self._chunks)

    async def _read(self) -> AsyncGenerator[Chunk, None]:
        """The chunks that say anything; failures become the last one."""
        yielded_at = time.monotonic()
        last: Chunk | None = None
        try:
            with self._provider.in_use():
                async with self._provider.stream(self._request) as (events, reader):
                    async for event in events:
                        for chunk in reader.read(event):
                            if chunk["finish_reason"]:
                                last = chunk
                            elif self._says_anything(chunk):
                                if time.monotonic() - yielded_at >= BURST_S:
                                    await sleep(0)
                                    yielded_at = time.monotonic()
                                yield chunk
                        if last:
                            break
                    last = last or reader.end()
            end = self._end(last)
        # The outermost edge of the SDKs: whatever they raise must end here.
        except Exception as exc:  # noqa: BLE001
            end = self._failure(self._provider.translate(exc))
        yield end

    def _says_anything(self, chunk: Chunk) -> bool:
        """Whether a chunk has whole characters."""
        if chunk["content"]:
            chunk["content"] = self._content.feed(chunk["content"])
        if chunk["reasoning"]:
            chunk["reasoning"] = self._reasoning.feed(chunk["reasoning"])
        return bool(chunk["content"] or chunk["reasoning"])

    def _end(self, chunk: Chunk | None) -> Chunk:
        if not chunk:
            return self._failure(self._provider.error_without_end())
        chunk["content"] = self._content.feed(chunk["content"]) + self._content.flush()
        chunk["reasoning"] = self._reasoning.feed(chunk["reasoning"]) + self._reasoning.flush()
        chunk["notices"] = [*self.notices, *chunk["notices"]]
        return chunk

    def _failure(self, error: ProviderError) -> Chunk:
        self.error = error
        chunk = make_chunk(
            self._provider.name,
            self._request.model,
            content=self._content.flush(),
            reasoning=self._reasoning.flush(),
        )
        chunk["error"] = True
        chunk["error_message"] = error.message
        chunk["notices"] = list(self.notices)
        return chunk


def make_chunk(
    provider: str,
    model: str,
    content: str = "",
    *,
    reasoning: str = "",
    finish_reason: FinishReason | None = None,
    usage: Usage | None = None,
) -> Chunk:
    """A chunk without an error."""
    return {
        "content": content,
        "reasoning": reasoning,
        "model": model,
        "provider": provider,
        "finish_reason": finish_reason,
        "usage": usage,
        "error": False,
        "error_message": None,
        "notices": [],
    }
