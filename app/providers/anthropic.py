"""Anthropic's Claude models, through the official SDK."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from app.domain.connection import Connection
from app.domain.errors import ProviderError
from app.domain.messages import CompletionRequest, ModelInfo, TokenCount
from app.providers.anthropic_answer import AnswerReader
from app.providers.anthropic_messages import prompt, question
from app.providers.base import BaseProvider, translated
from app.providers.completion_stream import OpenAnswer
from app.providers.once import Once
from app.providers.overriding import override
from app.words import _

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic
    from anthropic.types import ModelInfo as ListedModel

_MODELS_A_PAGE = 1000


class AnthropicProvider(BaseProvider):
    """Anthropic, or a server that speaks its Messages API.

    Args:
        api_key: The person's key.
        base_url: Without a version; Anthropic's own when left out.
        connection: The way to the server.

    Raises:
        AuthenticationError: The key is missing, or can't be one.
    """

    name: ClassVar[str] = "anthropic"
    label: ClassVar[str] = "Anthropic"
    api_url: ClassVar[str] = "https://api.anthropic.com"
    model_prefixes: ClassVar[tuple[str, ...]] = ("claude-",)

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        super().__init__(api_key, base_url, connection)
        self._client = Once(self._make_client)
        self._closing.push_async_callback(self._client.aclose)
        self._longest_answers: dict[str, int] = {}

    @classmethod
    @override
    def models_url(cls, base_url: str | None) -> str:
        return f"{(base_url or cls.api_url).rstrip('/').removesuffix('/v1')}/v1/models"

    @override
    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        client = await self._client.get()
        asked = question(request, self._longest_answers.get(request.model))
        reader = AnswerReader(self.name, request.model)
        async with await client.messages.create(**asked, stream=True) as events:
            yield OpenAnswer(events, reader)

    @override
    @translated
    async def list_models(self) -> list[ModelInfo]:
        client = await self._client.get()
        listed = [model async for model in client.models.list(limit=_MODELS_A_PAGE)]
        self._longest_answers = {m.id: m.max_tokens for m in listed if m.max_tokens}
        return [_model_info(model) for model in listed if model.lifecycle != "retired"]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        client = await self._client.get()
        counted = await client.messages.count_tokens(**prompt(request))
        return TokenCount(counted.input_tokens, exact=True)

    @override
    def map_error(self, exc: Exception) -> ProviderError | None:
        from app.providers.anthropic_errors import map_anthropic_error

        return map_anthropic_error(
            exc, provider=self.name, subject=self.subject, api_key=self._api_key
        )

    async def _make_client(self) -> "AsyncAnthropic":
        client = await asyncio.to_thread(self._load_client)
        self._closing.push_async_callback(client.close)
        return client

    def _load_client(self) -> "AsyncAnthropic":
        """Imports the SDK, which takes over three seconds: for a worker thread."""
        from app.providers import anthropic_client, anthropic_errors

        del anthropic_errors  # imported here so that the first error does not have to
        return anthropic_client.make_client(
            self._api_key, self._base_url or self.api_url, self._connection, self._note_headers
        )


def _model_info(model: "ListedModel") -> ModelInfo:
    """A model as it is shown; a server that only resembles Anthropic's leaves much out."""
    return ModelInfo(
        id=model.id,
        label=model.display_name or model.id,
        context_window=model.max_input_tokens,
        note=_("Anthropic retires it on {date}.").format(date=str(model.retires_at)[:10])
        if model.retires_at
        else "",
    )
