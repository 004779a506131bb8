"""The openai SDK's client as Parley wants it. Imports the SDK: only ever import this late."""

from collections.abc import AsyncIterator

import httpx2
from openai import AsyncOpenAI

from app.domain.connection import Connection
from app.providers.http import OnHeaders, hush, make_http_client
from app.providers.rehearsal import rehearse

# The SDK insists on a key; servers that need none ignore it.
NO_KEY = "not-needed"


def make_client(
    api_key: str, base_url: str, connection: Connection, on_headers: OnHeaders
) -> AsyncOpenAI:
    """A client that does what its arguments say and nothing else.

    No retries of its own, no redirects (they would carry the prompt elsewhere), nothing from the
    `OPENAI_*` variables, no limit on how long a whole answer takes.

    Raises:
        ProxyError: The proxy's address can't be used.
    """
    hush("openai")
    http_client = make_http_client(connection, base_url=base_url, on_headers=on_headers)
    client = AsyncOpenAI(
        api_key=api_key or NO_KEY,
        base_url=base_url,
        timeout=http_client.timeout,
        max_retries=0,
        http_client=http_client,
    )
    client.organization = connection.organization or None
    client.project = connection.project or None
    # The only way to refuse OPENAI_CUSTOM_HEADERS.
    client._custom_headers = {}  # pyright: ignore[reportPrivateUsage]
    # Made here, on the worker thread, as they import a good deal.
    _ = client.chat.completions, client.models
    return client


def rehearse_responses() -> None:
    """Has the SDK build its types for the Responses API, which takes it a second."""
    rehearse(_respond, 'data: {"type": "response.output_text.delta", "delta": "", "logprobs": []}')


async def _respond(carrier: httpx2.AsyncClient) -> AsyncIterator[object]:
    client = AsyncOpenAI(api_key=NO_KEY, base_url="http://none", http_client=carrier)
    async for event in await client.responses.create(model="none", input="", stream=True):
        yield event
