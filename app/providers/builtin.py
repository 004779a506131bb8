"""The model that comes with Parley: needs no key, no network and no set-up."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from app.domain.connection import Connection
from app.domain.messages import CompletionRequest, ModelInfo, TokenCount
from app.providers.base import translated
from app.providers.builtin_model import MODEL, MODEL_ID
from app.providers.chat_messages import chat_messages
from app.providers.openai_compatible import OpenAICompatibleProvider
from app.providers.overriding import override
from app.words import N_, _

if TYPE_CHECKING:
    from openai import AsyncOpenAI

__all__ = ["MODEL_ID", "BuiltinProvider"]


class BuiltinProvider(OpenAICompatibleProvider):
    """SmolLM2-135M-Instruct, served by llama.cpp in a process of its own.

    Args:
        api_key: Not used.
        base_url: Not used; the process has an address and a token of its own.
        connection: Not used; it runs on this computer.
    """

    name: ClassVar[str] = "builtin"
    label: ClassVar[str] = N_("Built-in model")
    needs_base_url: ClassVar[bool] = False
    model_prefixes: ClassVar[tuple[str, ...]] = ("smollm2-135m",)
    takes: ClassVar[frozenset[str]] = frozenset()

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        super().__init__(base_url="http://127.0.0.1")
        # Imported late: what starts processes would slow every start of the library.
        from app.providers.llama_server import LlamaServer

        self._server = LlamaServer()
        self._closing.push_async_callback(self._server.aclose)

    @property
    @override
    def subject(self) -> str:
        return _("The built-in model")

    @property
    def is_running(self) -> bool:
        """Whether its process is there; it starts when the model is first asked."""
        return self._server.is_running

    @override
    async def list_models(self) -> list[ModelInfo]:
        return [replace(MODEL, note=_(MODEL.note))]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        client = await self._connected()
        counted = await client.post(
            "/chat/completions/input_tokens",
            body={"model": request.model, "messages": chat_messages(request.messages)},
            cast_to=object,
        )
        return TokenCount(cast("dict[str, int]", counted)["input_tokens"], exact=True)

    @override
    async def _connected(self) -> "AsyncOpenAI":
        endpoint, client = await asyncio.gather(self._server.endpoint(), super()._connected())
        client.base_url = endpoint.base_url
        client.api_key = self._api_key = endpoint.token
        return client
