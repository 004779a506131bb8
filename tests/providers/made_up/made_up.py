"""A provider that nobody has, written as CONTRIBUTING says; a test adds it to a copy of the code.

It answers with events, each with a piece of the text; the last one says why it ended.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from app.domain.connection import Connection
from app.domain.errors import ProviderError
from app.domain.messages import Chunk, CompletionRequest, ModelInfo, TokenCount, text_of
from app.providers.base import BaseProvider, translated
from app.providers.completion_stream import OpenAnswer, make_chunk
from app.providers.failure import Failure, make_error
from app.providers.once import Once
from app.providers.overriding import override
from app.providers.retry_after import retry_after_seconds
from app.providers.token_estimate import estimate_tokens

if TYPE_CHECKING:
    from httpx2 import AsyncClient, Response


class MadeUpError(Exception):
    """What the server refused."""

    def __init__(self, failure: Failure, headers: Mapping[str, str]) -> None:
        super().__init__(failure.message)
        self.failure = failure
        self.headers = headers


class MadeUpProvider(BaseProvider):
    """A server with events."""

    name: ClassVar[str] = "made_up"
    label: ClassVar[str] = "Made up"
    model_prefixes: ClassVar[tuple[str, ...]] = ("made-up-",)

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        super().__init__(api_key, base_url, connection)
        self._client = Once(self._make_client)
        self._closing.push_async_callback(self._client.aclose)

    @override
    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        client = await self._client.get()
        said = [{"role": m["role"], "text": text_of(m)} for m in request.messages]
        body = {"model": request.model, "messages": said}
        async with client.stream("POST", "answers", json=body) as response:
            await _check(response)
            yield OpenAnswer(response.aiter_lines(), AnswerReader(request.model))

    @override
    @translated
    async def list_models(self) -> list[ModelInfo]:
        client = await self._client.get()
        response = await client.get("models")
        await _check(response)
        return [ModelInfo(name, name) for name in response.json()["models"]]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        return estimate_tokens(request.messages)

    @override
    def map_error(self, exc: Exception) -> ProviderError | None:
        if not isinstance(exc, MadeUpError):
            return None
        return make_error(
            exc.failure,
            provider=self.name,
            subject=self.subject,
            api_key=self._api_key,
            request_id=exc.headers.get("x-request-id"),
            retry_after=retry_after_seconds(exc.headers),
        )

    async def _make_client(self) -> "AsyncClient":
        client = await asyncio.to_thread(
            _load_client,
            self._api_key,
            self._base_url or "https://made-up.example/v1",
            self._connection,
            self._note_headers,
        )
        self._closing.push_async_callback(client.aclose)
        return client


class AnswerReader:
    """Turns the lines of one answer into chunks."""

    def __init__(self, model: str) -> None:
        self._model = model

    def read(self, line: str) -> tuple[Chunk, ...]:
        """What a line says."""
        if not line.startswith("data: "):
            return ()
        event: dict[str, str] = json.loads(line.removeprefix("data: "))
        if error := event.get("error"):
            raise MadeUpError(Failure(None, (error,), error), {})
        chunk = make_chunk(MadeUpProvider.name, self._model, content=event["text"])
        if end := event.get("end"):
            chunk["finish_reason"] = "length" if end == "full" else "stop"
            tokens = int(event["tokens"])
            chunk["usage"] = {
                "input_tokens": tokens,
                "output_tokens": tokens,
                "reasoning_tokens": None,
                "cached_tokens": None,
            }
        return (chunk,)

    def end(self) -> None:
        """There is none but the one that an event has told."""


async def _check(response: "Response") -> None:
    if response.status_code != 200:
        await response.aread()
        failure = Failure(response.status_code, (), response.text)
        raise MadeUpError(failure, response.headers)


def _load_client(
    api_key: str,
    base_url: str,
    connection: Connection,
    on_headers: Callable[[Mapping[str, str]], None],
) -> "AsyncClient":
    from app.providers.http import make_http_client

    client = make_http_client(connection, base_url=base_url, on_headers=on_headers)
    client.base_url = base_url
    client.headers["x-made-up-key"] = api_key
    return client
