"""Any server that speaks OpenAI's chat completions: Ollama, LM Studio, llama.cpp, vLLM and more."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import urlsplit

from app.domain.connection import Connection
from app.domain.errors import Action, InvalidRequestError, ProviderError
from app.domain.messages import (
    Chunk,
    CompletionRequest,
    FinishReason,
    ModelInfo,
    TokenCount,
    Usage,
)
from app.providers.base import BaseProvider, translated
from app.providers.chat_messages import chat_messages
from app.providers.completion_stream import OpenAnswer, make_chunk
from app.providers.once import Once
from app.providers.overriding import override
from app.providers.token_estimate import estimate_tokens
from app.words import N_, _

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types import CompletionUsage, Model
    from openai.types.chat import ChatCompletionChunk

_FINISH_REASONS: dict[str, FinishReason] = {
    "stop": "stop",
    "length": "length",
    "content_filter": "content_filter",
    "tool_calls": "tool_call",
    "function_call": "tool_call",
}
# Where servers say how much a model reads: OpenRouter, vLLM and, inside `meta`, llama.cpp.
_CONTEXT_FIELDS = ("context_length", "max_model_len", "n_ctx")


class OpenAICompatibleProvider(BaseProvider):
    """A server at an address that the person gives.

    Args:
        api_key: Where the server wants one.
        base_url: Including the version, for instance `http://127.0.0.1:11434/v1`.
        connection: The way to the server.

    Raises:
        InvalidRequestError: The address is missing, or is none.
    """

    name: ClassVar[str] = "openai_compatible"
    label: ClassVar[str] = N_("OpenAI-compatible server")
    needs_key: ClassVar[bool] = False
    needs_base_url: ClassVar[bool] = True

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        super().__init__(api_key, base_url, connection)
        self._check_address(base_url)
        self._client = Once(self._make_client)
        self._closing.push_async_callback(self._client.aclose)

    @override
    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        reader = _AnswerReader(self.name, request.model)
        async with await self._ask(request) as pieces:
            yield OpenAnswer(pieces, reader)

    @override
    @translated
    async def list_models(self) -> list[ModelInfo]:
        client = await self._connected()
        return [_model_info(model) async for model in client.models.list()]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        return estimate_tokens(request.messages, self.name, request.model)

    @override
    def map_error(self, exc: Exception) -> ProviderError | None:
        from app.providers.openai_errors import map_openai_error

        return map_openai_error(
            exc, provider=self.name, subject=self.subject, api_key=self._api_key
        )

    async def _connected(self) -> "AsyncOpenAI":
        """The client, ready to send."""
        return await self._client.get()

    async def _make_client(self) -> "AsyncOpenAI":
        client = await asyncio.to_thread(self._load_client)
        self._closing.push_async_callback(client.close)
        return client

    async def _ask(self, request: CompletionRequest) -> "AsyncStream[ChatCompletionChunk]":
        client = await self._connected()
        parameters = request.parameters
        longest = self._capabilities.name(request.model, "max_tokens", usual="max_tokens")
        given: dict[str, Any] = {
            longest: parameters.max_tokens,
            "temperature": parameters.temperature,
            "top_p": parameters.top_p,
            "stop": list(parameters.stop) or None,
            "seed": parameters.seed,
            "reasoning_effort": parameters.reasoning_effort,
        }
        return await client.chat.completions.create(
            model=request.model,
            messages=cast("Any", chat_messages(request.messages)),
            stream=True,
            stream_options={"include_usage": True},
            **{name: value for name, value in given.items() if value is not None},
        )

    def _load_client(self) -> "AsyncOpenAI":
        """Imports the SDK, which takes over a second: for a worker thread."""
        from app.providers import openai_client, openai_errors

        del openai_errors  # imported here so that the first error does not have to
        return openai_client.make_client(
            self._api_key, self._base_url or "", self._connection, self._note_headers
        )

    def _check_address(self, base_url: str | None) -> None:
        try:
            parts = urlsplit(base_url or "")
            is_usable = parts.scheme in ("http", "https") and bool(parts.hostname)
            parts.port  # noqa: B018  Reading it checks it.
        except ValueError:
            is_usable = False
        if not is_usable:
            raise InvalidRequestError(
                _(
                    "Enter the server's address in Settings, beginning with http:// or https://, "
                    "for instance http://127.0.0.1:11434/v1."
                ),
                provider=self.name,
                action=Action.CHECK_ADDRESS,
            )


class _AnswerReader:
    """Turns the pieces of one answer into chunks.

    Servers differ from the SDK's types in what they leave out and add, hence the doubts.
    """

    def __init__(self, provider: str, model: str) -> None:
        self.finish_reason: FinishReason | None = None
        self._usage: Usage | None = None
        self._refused = False
        self._provider = provider
        self._model = model

    def read(self, piece: "ChatCompletionChunk") -> list[Chunk]:
        """The text in a piece; its usage and finish reason are kept for the end."""
        self._model = piece.model or self._model
        if piece.usage:
            self._usage = _usage(piece.usage)
        chunks: list[Chunk] = []
        for choice in piece.choices or ():
            if choice.finish_reason:
                self.finish_reason = _FINISH_REASONS.get(choice.finish_reason, "stop")
            if choice.delta:
                extra = choice.delta.model_extra or {}
                reasoning = extra.get("reasoning_content") or extra.get("reasoning") or ""
                self._refused = self._refused or bool(choice.delta.refusal)
                content = choice.delta.content or choice.delta.refusal or ""
                if content or reasoning:
                    chunks.append(self._chunk(content=content, reasoning=reasoning))
        return chunks

    def end(self) -> Chunk | None:
        """The last chunk, if the answer has an end."""
        if not self.finish_reason:
            return None
        reason = "refusal" if self._refused else self.finish_reason
        return make_chunk(self._provider, self._model, finish_reason=reason, usage=self._usage)

    def _chunk(self, *, content: str, reasoning: str) -> Chunk:
        return make_chunk(self._provider, self._model, content=content, reasoning=reasoning)


def _usage(usage: "CompletionUsage") -> Usage:
    prompt, completion = usage.prompt_tokens_details, usage.completion_tokens_details
    return {
        "input_tokens": usage.prompt_tokens,
        "output_tokens": usage.completion_tokens,
        "reasoning_tokens": completion.reasoning_tokens if completion else None,
        "cached_tokens": prompt.cached_tokens if prompt else None,
    }


def _model_info(model: "Model") -> ModelInfo:
    said: dict[str, Any] = model.model_extra or {}
    if isinstance(meta := said.get("meta"), dict):
        said = {**said, **cast("dict[str, Any]", meta)}
    windows = (said.get(field) for field in _CONTEXT_FIELDS)
    window = next((value for value in windows if isinstance(value, int)), None)
    return ModelInfo(id=model.id, label=model.id, context_window=window)
