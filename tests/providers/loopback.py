"""An HTTP server on loopback that gives exactly the bytes, and the faults, that a test wants."""

import asyncio
import contextlib
import json
import ssl
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Self

KEY = "sk-canary-3f9c1d7e5b8a"


@dataclass
class Exchange:
    """A request, and the means to answer it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    writer: asyncio.StreamWriter
    closed_by_client: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    async def head(self, status: int, headers: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} Status", *(f"{k}: {v}" for k, v in headers.items())]
        await self.write("\r\n".join([*lines, "Connection: close", "", ""]).encode())

    async def write(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def begin_stream(self, content_type: str = "text/event-stream") -> None:
        await self.head(200, {"Content-Type": content_type, "Transfer-Encoding": "chunked"})

    async def piece(self, data: bytes) -> None:
        await self.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    async def end_stream(self) -> None:
        await self.write(b"0\r\n\r\n")

    def cut(self) -> None:
        """Breaks the connection off."""
        self.writer.transport.abort()


Reply = Callable[[Exchange], Awaitable[None]]


def answer(
    status: int, body: Any, headers: dict[str, str] | None = None, kind: str = "application/json"
) -> Reply:
    """A whole answer; a body that is not bytes is sent as JSON."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def reply(exchange: Exchange) -> None:
        given = {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}
        await exchange.head(status, given)
        await exchange.write(data)

    return reply


def streamed(pieces: Iterable[bytes]) -> Reply:
    """A stream that ends well, whatever its bytes say."""

    async def reply(exchange: Exchange) -> None:
        await exchange.begin_stream()
        for piece in pieces:
            await exchange.piece(piece)
        await exchange.end_stream()

    return reply


def trickled(pieces: Iterable[bytes], seconds: float) -> Reply:
    """A stream that takes its time before each of these pieces."""

    async def reply(exchange: Exchange) -> None:
        await exchange.begin_stream()
        for piece in pieces:
            await asyncio.sleep(seconds)
            await exchange.piece(piece)
        await exchange.end_stream()

    return reply


def streamed_then_cut(pieces: Iterable[bytes]) -> Reply:
    """A stream that breaks off after these pieces were read."""

    async def reply(exchange: Exchange) -> None:
        await exchange.begin_stream()
        for piece in pieces:
            await exchange.piece(piece)
        # Let the client read them; an abort would take them back.
        await asyncio.sleep(0.05)
        exchange.cut()

    return reply


def streamed_then_silent(pieces: Iterable[bytes]) -> Reply:
    """A stream that goes on without end after these pieces."""

    async def reply(exchange: Exchange) -> None:
        await exchange.begin_stream()
        for piece in pieces:
            await exchange.piece(piece)
        await exchange.closed_by_client.wait()

    return reply


async def hang_up(exchange: Exchange) -> None:
    """No byte at all."""
    exchange.cut()


class LoopbackServer:
    """Answers each request with the next reply of `script`, and with its last one from then on.

    With `tls` it speaks https.
    """

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.tls = tls
        self.script: list[Reply] = []
        self.exchanges: list[Exchange] = []
        self.arrived = asyncio.Event()
        self._server: asyncio.Server
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def base_url(self) -> str:
        host, port = self._server.sockets[0].getsockname()
        return f"http{'s' if self.tls else ''}://{host}:{port}/v1"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self.tls)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            exchange = await _read_request(reader, writer)
            reply = self.script[min(len(self.exchanges), len(self.script) - 1)]
            self.exchanges.append(exchange)
            self.arrived.set()
            watcher = asyncio.create_task(_watch(reader, exchange))
            try:
                await reply(exchange)
            finally:
                watcher.cancel()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client went away
        finally:
            self._tasks.discard(task)
            writer.close()


async def _read_request(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Exchange:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Exchange(method, path, headers, body, writer)


async def _watch(reader: asyncio.StreamReader, exchange: Exchange) -> None:
    with contextlib.suppress(ConnectionError):
        await reader.read()
    exchange.closed_by_client.set()
