"""The first answer of the openai SDK takes it a second: this one is for a worker thread.

Imports the SDK: only ever import this late.
"""

import asyncio

import httpx2
from openai import AsyncOpenAI

_EVENT = b'data: {"type": "response.output_text.delta", "delta": "", "logprobs": []}\n\n'


def rehearse_responses() -> None:
    """Reads an event that was never sent, so that all that the SDK builds for it is there."""
    asyncio.run(_read_an_event())


async def _read_an_event() -> None:
    transport = httpx2.MockTransport(_reply)
    async with (
        httpx2.AsyncClient(transport=transport) as http_client,
        AsyncOpenAI(api_key="none", base_url="http://none", http_client=http_client) as client,
    ):
        async for _ in await client.responses.create(model="none", input="", stream=True):
            pass


def _reply(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=_EVENT)
