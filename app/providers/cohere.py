"""Cohere's Command models, through the official SDK."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, asynccontextmanager
from typing import TYPE_CHECKING, ClassVar, cast

from app.domain.connection import Connection
from app.domain.errors import ProviderError
from app.domain.messages import CompletionRequest, ModelInfo, TokenCount
from app.providers.base import BaseProvider, translated
from app.providers.cohere_answer import AnswerReader
from app.providers.cohere_messages import question, texts_to_count
from app.providers.completion_stream import OpenAnswer
from app.providers.once import Once
from app.providers.overriding import override
from app.providers.token_estimate import with_files
from app.words import _

if TYPE_CHECKING:
    from cohere import AsyncClientV2, GetModelResponse
    from cohere.v2.types import V2ChatStreamResponse

_MODELS_A_PAGE = 1000


class CohereProvider(BaseProvider):
    """Cohere.

    Args:
        api_key: The person's key.
        base_url: Without a version; Cohere's own when left out.
        connection: The way to the server.

    Raises:
        AuthenticationError: The key is missing, or can't be one.
    """

    name: ClassVar[str] = "cohere"
    label: ClassVar[str] = "Cohere"
    api_url: ClassVar[str] = "https://api.cohere.com"
    model_prefixes: ClassVar[tuple[str, ...]] = ("command", "c4ai-")
    takes: ClassVar[frozenset[str]] = frozenset({"image"})

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
        address = (base_url or cls.api_url).rstrip("/").removesuffix("/v1").removesuffix("/v2")
        return f"{address}/v1/models"

    @override
    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        asked = question(request, self.name)
        client = await self._client.get()
        reader = AnswerReader(self.name, request.model)
        answer = cast("AsyncGenerator[V2ChatStreamResponse]", client.chat_stream(**asked))
        async with aclosing(answer) as events:
            yield OpenAnswer(events, reader)

    @override
    @translated
    async def list_models(self) -> list[ModelInfo]:
        client = await self._client.get()
        listed: list[GetModelResponse] = []
        page_token: str | None = None
        while True:
            page = await client.models.list(
                endpoint="chat", page_size=_MODELS_A_PAGE, page_token=page_token
            )
            listed += page.models
            page_token = page.next_page_token
            if not page_token:
                return [_model_info(model) for model in listed if model.name]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        client = await self._client.get()
        # Offline it would download a tokenizer first.
        counted = [
            await client.tokenize(text=text, model=request.model, offline=False)
            for text in texts_to_count(request.messages)
        ]
        tokens = sum(len(each.tokens) for each in counted)
        texts = TokenCount(tokens, exact=True)
        return with_files(texts, request.messages, self.name, request.model)

    @override
    def map_error(self, exc: Exception) -> ProviderError | None:
        from app.providers.cohere_errors import map_cohere_error

        return map_cohere_error(
            exc, provider=self.name, subject=self.subject, api_key=self._api_key
        )

    async def _make_client(self) -> "AsyncClientV2":
        client = await asyncio.to_thread(self._load_client)
        return await self._closing.enter_async_context(client)

    def _load_client(self) -> "AsyncClientV2":
        """Imports the SDK, which takes about a second: for a worker thread."""
        from app.providers import cohere_client, cohere_errors

        del cohere_errors  # imported here so that the first error does not have to
        return cohere_client.make_client(
            self._api_key, self._base_url or self.api_url, self._connection, self._note_headers
        )


def _model_info(model: "GetModelResponse") -> ModelInfo:
    name = model.name or ""
    return ModelInfo(
        id=name,
        label=name,
        context_window=int(model.context_length) if model.context_length else None,
        note=_("Cohere is going to retire it.") if model.is_deprecated else "",
    )
