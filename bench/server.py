"""A server on loopback for the benchmarks, in a process of its own or in this one."""

import asyncio
import multiprocessing
import time
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from multiprocessing.connection import Connection

from typing_extensions import override

from bench.wires import answer

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"


@contextmanager
def streaming_server(name: str, chunks: int) -> Generator[str]:
    """The base URL of a provider's server, apart from this process so that its work isn't counted.

    It sends one event a write, as a model's server does.
    """
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(theirs, name, chunks), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}/v1"
    finally:
        process.terminate()
        process.join()


def _serve(port: Connection, name: str, chunks: int) -> None:
    asyncio.run(_stream_forever(port, answer(name, chunks)))


async def _stream_forever(port: Connection, events: list[bytes]) -> None:
    async def stream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(_body_length(head))
        writer.write(_HEAD + b"Connection: close\r\n\r\n")
        for event in events:
            writer.write(event)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(stream, "127.0.0.1", 0)
    port.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()


class Doorbell(asyncio.Protocol):
    """Answers at once, on connections that stay, and knows when a request's first byte came."""

    def __init__(self, rings: list[float], reply: bytes) -> None:
        self._rings = rings
        self._reply = _HEAD + b"Content-Length: %d\r\n\r\n" % len(reply) + reply
        self._request = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        if not self._request:
            self._rings.append(time.perf_counter())
        self._request += data
        head, _, body = self._request.partition(b"\r\n\r\n")
        if body and len(body) == _body_length(head):
            self._request = b""
            self._transport.write(self._reply)


@asynccontextmanager
async def doorbell_server(name: str) -> AsyncGenerator[tuple[str, list[float]]]:
    """The base URL of a provider's server in this process, and when its requests came."""
    rings: list[float] = []
    reply = b"".join(answer(name, 1))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Doorbell(rings, reply), "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1", rings
    finally:
        server.close()


def _body_length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].split(None, 1)[0])
