"""A provider without a network, for what the base gives to every provider."""

from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, asynccontextmanager

from app.domain.errors import ProviderError
from app.domain.messages import Chunk, CompletionRequest, ModelInfo, TokenCount
from app.providers import BaseProvider
from app.providers.base import translated
from app.providers.completion_stream import OpenAnswer, make_chunk

Step = str | Chunk | Exception | Callable[[], None]


class AsItIs:
    """Reads events that are chunks."""

    def read(self, event: Chunk) -> tuple[Chunk]:
        return (event,)

    def end(self) -> None:
        return None


class ScriptedProvider(BaseProvider):
    name = "scripted"
    label = "Scripted"
    model_prefixes = ("script-",)

    def __init__(self, api_key: str | None = "key", base_url=None, connection=None) -> None:
        super().__init__(api_key, base_url, connection)
        self.requests: list[CompletionRequest] = []
        self.scripts: list[Sequence[Step]] = []
        self.closed = False
        self._closing.callback(self._close)

    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        async with aclosing(self._answer(request)) as chunks:
            yield OpenAnswer(chunks, AsItIs())

    async def _answer(self, request: CompletionRequest) -> AsyncGenerator[Chunk]:
        steps = self.scripts[min(len(self.requests), len(self.scripts) - 1)]
        self.requests.append(request)
        for step in steps:
            if isinstance(step, Exception):
                raise step
            if isinstance(step, str):
                yield make_chunk(self.name, request.model, content=step)
            elif callable(step):
                step()
            else:
                yield dict(step)

    @translated
    async def list_models(self) -> list[ModelInfo]:
        raise LookupError("no such thing")

    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        return TokenCount(len(request.messages), exact=True)

    def map_error(self, exc: Exception) -> ProviderError | None:
        return None

    def _close(self) -> None:
        self.closed = True


END = make_chunk("scripted", "script-1", finish_reason="stop")
