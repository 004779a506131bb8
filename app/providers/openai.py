"""OpenAI, through its Responses API: its chat completions never tell what a model thought."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, ClassVar

from app.domain.connection import Connection
from app.domain.errors import ProviderError
from app.domain.messages import CompletionRequest, ModelInfo, TokenCount
from app.providers.base import translated
from app.providers.completion_stream import OpenAnswer
from app.providers.failure import make_error
from app.providers.openai_answer import AnswerReader, FailedInStreamError
from app.providers.openai_compatible import OpenAICompatibleProvider
from app.providers.openai_request import answering, prompt
from app.providers.overriding import override
from app.providers.tokenizer import count_messages
from app.words import N_, _

if TYPE_CHECKING:
    from openai import AsyncOpenAI, AsyncStream
    from openai.types import Model
    from openai.types.responses import ResponseStreamEvent


# OpenAI lists whatever its key may use and does not say what for. These words stand in the names of
# models that embed, listen, speak, paint or moderate, that only complete, or that need a tool.
_CANNOT_ANSWER = re.compile(
    r"\b(audio|babbage|computer|dall|davinci|deep|embedding|image|instruct|live|moderation"
    r"|realtime|search|sora|transcribe|translate|tts|whisper)\b"
)
_O_SERIES = re.compile(r"(ft:)?o\d+(?![a-z\d])")
_UNSUMMARISED = N_(
    "OpenAI does not tell this key what the model thinks. To see it, verify your "
    "organisation in your account there."
)


class OpenAIProvider(OpenAICompatibleProvider):
    """OpenAI, or a server that speaks its Responses API.

    Args:
        api_key: The person's key.
        base_url: Including the version; OpenAI's own when left out.
        connection: The way to the server, with organisation and project.

    Raises:
        AuthenticationError: The key is missing, or can't be one.
        InvalidRequestError: The address is none.
    """

    name: ClassVar[str] = "openai"
    label: ClassVar[str] = "OpenAI"
    api_url: ClassVar[str] = "https://api.openai.com/v1"
    needs_key: ClassVar[bool] = True
    needs_base_url: ClassVar[bool] = False
    model_prefixes: ClassVar[tuple[str, ...]] = ("gpt-", "chatgpt-", "codex-", "ft:gpt-")

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        connection: Connection | None = None,
    ) -> None:
        super().__init__(api_key, base_url or self.api_url, connection)
        self._unsummarised: set[str] = set()

    @classmethod
    @override
    def has_model(cls, model: str) -> bool:
        return _O_SERIES.match(model.lower()) is not None or super().has_model(model)

    @override
    @asynccontextmanager
    async def stream(self, request: CompletionRequest) -> AsyncGenerator[OpenAnswer]:
        notices: list[str] = []
        reader = AnswerReader(self.name, request.model, notices)
        async with await self._respond(request, notices) as events:
            yield OpenAnswer(events, reader)

    @override
    @translated
    async def list_models(self) -> list[ModelInfo]:
        from app.providers.prices import load_prices

        client = await self._connected()
        _, listed = await asyncio.gather(load_prices(), client.models.list())
        return [_model_info(model) async for model in listed if _can_answer(model.id)]

    @override
    @translated
    async def count_tokens(self, request: CompletionRequest) -> TokenCount:
        return await count_messages(request.messages, request.model)

    @override
    def map_error(self, exc: Exception) -> ProviderError | None:
        if isinstance(exc, FailedInStreamError):
            return make_error(
                exc.failure, provider=self.name, subject=self.subject, api_key=self._api_key
            )
        return super().map_error(exc)

    @override
    def _load_client(self) -> "AsyncOpenAI":
        client = super()._load_client()
        from app.providers.openai_client import rehearse_responses

        rehearse_responses()
        return client

    async def _respond(
        self, request: CompletionRequest, notices: list[str]
    ) -> "AsyncStream[ResponseStreamEvent]":
        """Asks with a summary of the thinking; without, where this key may not have any."""
        client = await self._connected()
        from openai import BadRequestError

        model, given = request.model, prompt(request)
        if model not in self._unsummarised:
            how = answering(model, request.parameters, summary=True)
            try:
                return await client.responses.create(**given, **how, stream=True)
            except BadRequestError as refusal:
                if refusal.param != "reasoning.summary":
                    raise
            self._unsummarised.add(model)
            notices.append(_(_UNSUMMARISED))
        how = answering(model, request.parameters, summary=False)
        return await client.responses.create(**given, **how, stream=True)


def _can_answer(model: str) -> bool:
    # The name of a tuned model goes on with words of its owner's.
    kind = model.removeprefix("ft:").partition(":")[0]
    return not _CANNOT_ANSWER.search(kind)


def _model_info(model: "Model") -> ModelInfo:
    from app.providers.prices import price_of

    price = price_of(OpenAIProvider.name, model.id)
    shutdown: str | None = getattr(model, "shutdown_date", None)
    return ModelInfo(
        id=model.id,
        label=model.id,
        context_window=price.context_window if price else None,
        note=_("OpenAI retires it on {date}.").format(date=shutdown) if shutdown else "",
    )
