"""What the provider library costs: an answer through it, and through the bare openai SDK."""

import asyncio
import json
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from openai import AsyncOpenAI

from app.domain.messages import Message
from app.providers.openai_compatible import OpenAICompatibleProvider
from bench.comparison import Comparison, compare

CHUNKS = 5_000
MESSAGES: list[Message] = [{"role": "user", "content": "Count."}]


async def measure() -> Comparison:
    """Stream the same long answer from the same server both ways."""
    with answering_server() as base_url:
        provider = OpenAICompatibleProvider(base_url=base_url)
        client = AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0)

        async def through_parley() -> None:
            stream = await provider.generate_completion("model", MESSAGES, stream=True)
            pieces = [chunk["content"] async for chunk in stream if chunk["content"]]
            assert len(pieces) == CHUNKS

        async def through_the_sdk() -> None:
            stream = await client.chat.completions.create(
                model="model", messages=[{"role": "user", "content": "Count."}], stream=True
            )
            deltas = [piece.choices[0].delta async for piece in stream if piece.choices]
            assert sum(bool(delta.content) for delta in deltas) == CHUNKS

        try:
            return await compare(
                f"Streaming {CHUNKS:,} chunks",
                through_parley,
                baseline="the bare openai SDK",
                theirs=through_the_sdk,
            )
        finally:
            await provider.aclose()
            await client.close()


@contextmanager
def answering_server() -> Iterator[str]:
    """The base URL of a server in a process of its own, so that its work isn't counted."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/v1"
    finally:
        process.terminate()
        process.join()


def _serve(port: Connection) -> None:
    asyncio.run(_answer_forever(port))


async def _answer_forever(port: Connection) -> None:
    server = await asyncio.start_server(_answer, "127.0.0.1", 0)
    port.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one request with one event a write, as a model's server does."""
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split(None, 1)[0]))
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")
    for number in range(CHUNKS):
        writer.write(_event({"content": f"{number} "}, None))
        await writer.drain()
    writer.write(_event({}, "stop") + b"data: [DONE]\n\n")
    await writer.drain()
    writer.close()


def _event(delta: dict[str, str], finish_reason: str | None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    piece = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "model",
        "choices": [choice],
    }
    return b"data: " + json.dumps(piece).encode() + b"\n\n"
