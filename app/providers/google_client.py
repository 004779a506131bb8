"""The google-genai SDK's client as Parley wants it. Imports the SDK: only ever import this late."""

import re
from collections.abc import AsyncGenerator, AsyncIterator
from contextvars import ContextVar
from typing import Any, cast

import httpx2
from google.genai import Client, client, types

from app.providers.rehearsal import rehearse

_VERSION = re.compile(r"(?P<address>.*)/(?P<version>v\d+\w*)")

# Where the present task wants the response that it waits for; the SDK keeps it to itself.
_WANTED: ContextVar[list[httpx2.Response] | None] = ContextVar("wanted", default=None)


class GoogleClient:
    """Does what its arguments say and nothing else.

    No retries of the SDK's own, no function calls, no request that nobody made, and nothing from
    the `GOOGLE_*` and `GEMINI_*` variables.

    Args:
        api_key: The person's key.
        base_url: Including the version, for instance `https://…/v1beta`; `v1` when left out.
        http: Carries the requests; closed with this.
    """

    def __init__(self, api_key: str, base_url: str, http: httpx2.AsyncClient) -> None:
        self._http = http
        http.event_hooks["request"].append(self._restore_timeout)
        http.event_hooks["response"].append(_hand_over)
        parts = _VERSION.fullmatch(base_url.rstrip("/"))
        # Kept: the SDK closes a client that nobody refers to.
        self._client = Client(
            enterprise=False,
            api_key=api_key,
            debug_config=client.DebugConfig(client_mode=None),
            http_options=types.HttpOptions(
                base_url=parts["address"] if parts else base_url,
                api_version=parts["version"] if parts else "v1",
                retry_options=types.HttpRetryOptions(attempts=1),
                httpx_async_client=http,
            ),
        )
        # Its types name packages that are not installed.
        self._models: Any = self._client.aio.models

    async def list_models(self) -> list[types.Model]:
        """All models on offer, for whatever they are."""
        return [model async for model in await self._models.list(config={"page_size": 1000})]

    async def count_tokens(self, model: str, contents: list[dict[str, Any]]) -> int:
        """The tokens of what a model would read."""
        counted = await self._models.count_tokens(model=model, contents=contents)
        return cast("int", counted.total_tokens)

    async def stream(
        self, model: str, contents: list[dict[str, Any]], config: dict[str, Any]
    ) -> AsyncGenerator[types.GenerateContentResponse, None]:
        """The pieces of an answer. Closing it closes the connection at once.

        Closing the SDK's own iterator would not: the response and its reader refer to each other,
        and go with the next garbage collection.

        Args:
            model: Its name.
            contents: What it reads.
            config: Fields of the SDK's `GenerateContentConfig`.
        """
        pieces = await self._models.generate_content_stream(
            model=model,
            contents=contents,
            config=types.GenerateContentConfig(
                automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
                automatic_continuation=False,
                **config,
            ),
        )
        responses: list[httpx2.Response] = []
        try:
            first = await _first(pieces, responses)
            if first is not None:
                yield first
            async for piece in pieces:
                yield piece
        finally:
            for response in responses:
                await response.aclose()

    async def aclose(self) -> None:
        """Closes all connections."""
        self._client.close()
        await self._http.aclose()

    async def _restore_timeout(self, request: httpx2.Request) -> None:
        """Has a request use the HTTP client's timeouts.

        The SDK asks for none. Told of one it would use it for connecting too, and send it along as
        the time that the whole answer may take.
        """
        request.extensions["timeout"] = self._http.timeout.as_dict()


def rehearse_answer() -> None:
    """Has the SDK build its types for an answer."""
    rehearse(_ask, 'data: {"candidates": [{"content": {"parts": [{"text": ""}]}}]}')


async def _ask(carrier: httpx2.AsyncClient) -> AsyncIterator[object]:
    client = GoogleClient("none", "http://none", carrier)
    contents = [{"role": "user", "parts": [{"text": ""}]}]
    async for piece in client.stream("none", contents, {}):
        yield piece


async def _first(
    pieces: AsyncIterator[types.GenerateContentResponse], responses: list[httpx2.Response]
) -> types.GenerateContentResponse | None:
    """Sends the request, and waits for the first piece; None if there is none."""
    token = _WANTED.set(responses)
    try:
        return await anext(pieces, None)
    finally:
        _WANTED.reset(token)


async def _hand_over(response: httpx2.Response) -> None:
    wanted = _WANTED.get()
    if wanted is not None:
        wanted.append(response)
