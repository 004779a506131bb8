"""The anthropic SDK's client as Parley wants it. Imports the SDK: only ever import this late."""

from collections.abc import AsyncIterator

import httpx2
from anthropic import AsyncAnthropic

from app.domain.connection import Connection
from app.providers.http import OnHeaders, hush, make_http_client
from app.providers.rehearsal import rehearse

_START = (
    'data: {"type": "message_start", "message": {"id": "", "type": "message", "role": "assistant",'
    ' "model": "", "content": [], "stop_reason": null, "stop_sequence": null, "usage":'
    ' {"input_tokens": 0, "output_tokens": 0}}}'
)
_DELTA = (
    'data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": ""}}'
)


def make_client(
    api_key: str, base_url: str, connection: Connection, on_headers: OnHeaders
) -> AsyncAnthropic:
    """A client that does what its arguments say and nothing else.

    No retries of its own, no redirects (they would carry the prompt elsewhere), no telemetry, and
    nothing from the `ANTHROPIC_*` variables.
    """
    hush("anthropic")
    client = AsyncAnthropic(
        api_key=api_key,
        # The SDK adds the version itself; people paste addresses with it.
        base_url=base_url.rstrip("/").removesuffix("/v1"),
        max_retries=0,
        open_telemetry=False,
        http_client=make_http_client(connection, base_url=base_url, on_headers=on_headers),
    )
    # The only way to refuse ANTHROPIC_CUSTOM_HEADERS.
    client._custom_headers = {}  # pyright: ignore[reportPrivateUsage]
    # Made here, on the worker thread, as they import a good deal.
    _ = client.messages, client.models
    rehearse(_ask, f"event: message_start\n{_START}", f"event: content_block_delta\n{_DELTA}")
    return client


async def _ask(carrier: httpx2.AsyncClient) -> AsyncIterator[object]:
    client = AsyncAnthropic(api_key="none", base_url="http://none", http_client=carrier)
    async for event in await client.messages.create(
        model="none", max_tokens=1, messages=[], stream=True
    ):
        yield event
