"""What the provider library costs a chunk: an answer through it, and through the bare SDK."""

import httpx2

from app.domain.messages import Message
from bench.comparison import compare
from bench.server import streaming_server
from bench.wires import PROMPT, WIRES, make_provider

CHUNKS = 5_000
BOUND = 1.15
MESSAGES: list[Message] = [{"role": "user", "content": PROMPT}]


async def measure(name: str) -> str:
    """Stream the same long answer of a provider from the same server, in three ways."""
    with streaming_server(name, CHUNKS) as base_url:
        provider = make_provider(name, base_url)
        async with WIRES[name].sdk(base_url) as ask, httpx2.AsyncClient(trust_env=False) as client:

            async def through_parley() -> None:
                stream = await provider.generate_completion("model", MESSAGES, stream=True)
                texts = [chunk["content"] async for chunk in stream if chunk["content"]]
                assert len(texts) >= CHUNKS

            async def through_the_sdk() -> None:
                assert len([text async for text in ask() if text]) >= CHUNKS

            async def by_hand() -> None:
                async with client.stream("POST", base_url, json={}) as response:
                    lines = [line async for line in response.aiter_lines() if line[:5] == "data:"]
                assert len(lines) >= CHUNKS

            try:
                ours = await compare(
                    f"{name}, streaming {CHUNKS:,} chunks",
                    through_parley,
                    baseline="the bare SDK",
                    theirs=through_the_sdk,
                    bound=BOUND,
                )
                limit = await compare(
                    f"{name}, the same with bare httpx2",
                    by_hand,
                    baseline="the bare SDK",
                    theirs=through_the_sdk,
                )
            finally:
                await provider.aclose()
    return f"{ours}\n{limit}"
