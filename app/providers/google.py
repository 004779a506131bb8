"""Google's Gemini and Gemma models, through the Gemini API."""

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from app.domain.connection import Connection
from app.domain.errors import ProviderError
from app.domain.messages import (
    Chunk,
    CompletionRequest,
    FinishReason,
    ModelInfo,
    TokenCount,
    Usage,
)
from app.providers.base import BaseProvider, translated
from app.providers.completion_stream import OpenAnswer, make_chunk
from app.providers.google_messages import answering, counting
from app.providers.once import Once
from app.providers.overriding import override

if TYPE_CHECKING:
    from google.genai.types import (
        GenerateContentResponse,
        GenerateContentResponseUsageMetadata,
        Model,
    )

    from app.providers.google_client import GoogleClient


# An answer that ends for any other reason has not ended well, and is treated as one without end.
_FINISH_REASONS: dict[str, FinishReason] = {
    "STOP": "stop",
    "MAX_TOKENS": "length",
    "CONTINUATION": "length",
    "SAFETY": "content_filter",
    "RECITATION": "content_filter",
    "LANGUAGE": "content_filter",
    "BLOCKLIST": "content_filter",
    "PROHIBITED_CONTENT": "content_filter",
    "SPII": "content_filter",
    "IMAGE_SAFETY": "content_filter",
    "IMAGE_PROHIBITED_CONTENT": "content_filter",
    "IMAGE_RECITATION": "content_filter",
    "ESCALATION": "content_filter",
    "PUP_LIMITED_DISABLED": "content_filter",
    "MODEL_ARMOR": "content_filter",
    "MALFORMED_FUNCTION_CALL": "tool_call",
    "UNEXPECTED_TOOL_CALL": "tool_call",
    "TOO_MANY_TOOL_CALLS": "tool_call",
}


class GoogleProvider(BaseProvider):
    """The Gemini API.

    Args:
        api_key: From Google AI Studio.
        base_url: Google's own when left out. Its last part may be a version: `v1` is stable,
            `v1beta` knows more models.
        connection: The way to the server.
    """

    name: ClassVar[str] = "google"
    label: ClassVar[str] = "Google"
    api_url: ClassVar[str] = "https://generativelanguage.googleapis.com/v1"
    model_prefixes: ClassVar[tuple[str, ...]] = ("gemini-", "gemma-")

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        super().__init__(api_key, base_url, connection)
        self._client = Once(self._make_client)
        self._closing.push_async_callback(self._client.aclose)

    @classmethod
    @override
    def models_url(cls, base_url: str | None) -> str:
        address = (base_url or cls.api_url).rstrip("/")
        has_version = re.fullmatch(r"v\d+\w*", address.rpartition("/")[2])
        return f"{address}/models" if has_version else f"{address}/v1/models"

    @override
    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        client = await self._client.get()
        reader = _AnswerReader(self.name, request.model)
        async with aclosing(client.stream(**answering(request))) as pieces:
            yield OpenAnswer(pieces, reader)

    @override
    @translated
    async def list_models(self) -> list[ModelInfo]:
        client = await self._client.get()
        return [
            _model_info(model)
            for model in await client.list_models()
            if "generateContent" in (model.supported_actions or ())
        ]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        client = await self._client.get()
        return TokenCount(await client.count_tokens(**counting(request)), exact=True)

    @override
    def map_error(self, exc: Exception) -> ProviderError | None:
        from app.providers.google_errors import map_google_error

        return map_google_error(
            exc, provider=self.name, subject=self.subject, api_key=self._api_key
        )

    async def _make_client(self) -> "GoogleClient":
        client = await asyncio.to_thread(
            _load_client,
            self._api_key,
            self._base_url or self.api_url,
            self._connection,
            self._note_headers,
        )
        self._closing.push_async_callback(client.aclose)
        return client


def _load_client(
    api_key: str,
    base_url: str,
    connection: Connection,
    on_headers: Callable[[Mapping[str, str]], None],
) -> "GoogleClient":
    """Imports the SDK, which takes over a second: for a worker thread."""
    from app.providers import google_client, google_errors, http

    del google_errors  # imported here so that the first error does not have to
    http.hush("google_genai")
    google_client.rehearse_answer()
    carrier = http.make_http_client(connection, base_url=base_url, on_headers=on_headers)
    return google_client.GoogleClient(api_key, base_url, carrier)


class _AnswerReader:
    """Turns the pieces of one answer into chunks."""

    def __init__(self, provider: str, model: str) -> None:
        self.finish_reason: FinishReason | None = None
        self._usage: GenerateContentResponseUsageMetadata | None = None
        self._calls_tool = False
        self._provider = provider
        self._model = model

    def read(self, piece: "GenerateContentResponse") -> list[Chunk]:
        """The text in a piece; its usage and finish reason are kept for the end."""
        self._model = piece.model_version or self._model
        self._usage = piece.usage_metadata or self._usage
        if piece.prompt_feedback and piece.prompt_feedback.block_reason:
            self.finish_reason = "content_filter"
        chunks: list[Chunk] = []
        for candidate in piece.candidates or ():
            if candidate.finish_reason:
                self.finish_reason = _FINISH_REASONS.get(candidate.finish_reason.value)
            for part in (candidate.content and candidate.content.parts) or ():
                if part.text:
                    chunks.append(self._chunk(part.text, is_thought=part.thought or False))
                elif part.function_call:
                    self._calls_tool = True
        return chunks

    def end(self) -> Chunk | None:
        """The last chunk, if the answer has an end."""
        if not self.finish_reason:
            return None
        reason = "tool_call" if self._calls_tool else self.finish_reason
        usage = self._usage and _usage(self._usage)
        return make_chunk(self._provider, self._model, finish_reason=reason, usage=usage)

    def _chunk(self, text: str, *, is_thought: bool) -> Chunk:
        content, reasoning = ("", text) if is_thought else (text, "")
        return make_chunk(self._provider, self._model, content=content, reasoning=reasoning)


def _usage(usage: "GenerateContentResponseUsageMetadata") -> Usage:
    """Google counts thoughts apart from the answer."""
    said, thought = usage.candidates_token_count, usage.thoughts_token_count
    return {
        "input_tokens": usage.prompt_token_count,
        "output_tokens": None if said is None and thought is None else (said or 0) + (thought or 0),
        "reasoning_tokens": thought,
        "cached_tokens": usage.cached_content_token_count,
    }


def _model_info(model: "Model") -> ModelInfo:
    name = (model.name or "").removeprefix("models/")
    return ModelInfo(
        id=name, label=model.display_name or name, context_window=model.input_token_limit
    )
