"""The first answer that an SDK reads takes it long: this one is for a worker thread.

Only ever import this late.
"""

import asyncio
from collections.abc import AsyncIterator, Callable

import httpx2

Ask = Callable[[httpx2.AsyncClient], AsyncIterator[object]]


def rehearse(ask: Ask, *events: str) -> None:
    """Reads an answer that was never sent, so that all that the SDK builds for it is there.

    Args:
        ask: Yields what the SDK makes of the answer to a request that the client carries.
        events: The answer's, as they come over the wire.
    """
    asyncio.run(_read(ask, "".join(f"{event}\n\n" for event in events)))


async def _read(ask: Ask, stream: str) -> None:
    def reply(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, text=stream)

    async with httpx2.AsyncClient(transport=httpx2.MockTransport(reply)) as carrier:
        async for _ in ask(carrier):
            pass
