"""An OpenAI-compatible server on loopback that says what a test tells it to, when it does."""

import asyncio
import json
from typing import Any, Self


class Exchange:
    """One request and the answer that a test gives to it, piece by piece.

    Attributes:
        headers: Further ones of an answer that begins well, each with its line break.
    """

    def __init__(self, head: str, body: dict[str, Any], writer: asyncio.StreamWriter) -> None:
        self.head = head
        self.authorization = head.split("authorization: ")[1].split("\r\n")[0]
        self.body = body
        self.closed_by_client = asyncio.Event()
        self.ended = asyncio.Event()
        self.headers = ""
        self._writer = writer
        self._has_begun = False

    @property
    def texts(self) -> list[str]:
        """The contents of the messages that were sent, oldest first."""
        return [message["content"] for message in self.body["messages"]]

    async def send(self, text: str) -> None:
        """Stream a piece of the answer."""
        await self._event({"choices": [{"index": 0, "delta": {"content": text}}]})

    async def finish(self, text: str = "", output_tokens: int = 7) -> None:
        """Stream a last piece and end the answer well."""
        if text:
            await self.send(text)
        await self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        usage = {"prompt_tokens": 11, "completion_tokens": output_tokens, "total_tokens": 18}
        await self._event({"choices": [], "usage": usage})
        self._writer.write(b"data: [DONE]\n\n")
        await self.cut()

    async def replay(self, events: bytes) -> None:
        """Answer with what another server was recorded to send."""
        head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
        self._writer.write(head + events)
        await self.cut()

    async def fail(self, status: int, message: str, headers: str = "") -> None:
        """Refuse the request."""
        body = json.dumps({"error": {"message": message}})
        self._writer.write(
            f"HTTP/1.1 {status} Error\r\ncontent-type: application/json\r\n{headers}"
            f"content-length: {len(body)}\r\n\r\n{body}".encode()
        )
        await self.cut()

    async def cut(self) -> None:
        """End the connection here."""
        await self._writer.drain()
        self._writer.close()
        self.ended.set()

    async def _event(self, data: dict[str, Any]) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._writer.write(
                f"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{self.headers}\r\n".encode()
            )
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"} | data
        self._writer.write(f"data: {json.dumps(chunk)}\n\n".encode())
        await self._writer.drain()


class ModelServer:
    """Listens on a free port; `next_exchange` waits for the next request.

    Attributes:
        windows: How many tokens models read at most, where the server is to say so.
        was_asked_for_models: What a window does as soon as it is shown.
    """

    def __init__(self, models: tuple[str, ...] = ("alpha", "beta")) -> None:
        self.models = models
        self.refuses_keys = False
        self.windows: dict[str, int] = {}
        self.exchanges: list[Exchange] = []
        self.was_asked_for_models = asyncio.Event()
        self._arrived: asyncio.Queue[Exchange] = asyncio.Queue()
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._connections:
            task.cancel()
        if self._connections:
            await asyncio.wait(self._connections)

    @property
    def base_url(self) -> str:
        """The address to give to an OpenAI client."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def next_exchange(self) -> Exchange:
        """The next request that asks for an answer."""
        async with asyncio.timeout(60):
            return await self._arrived.get()

    async def exchanges_by_model(self, count: int) -> dict[str, Exchange]:
        """The next requests, by the model that each asks."""
        found = [await self.next_exchange() for _ in range(count)]
        return {exchange.body["model"]: exchange for exchange in found}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            if head.startswith("GET") and self.refuses_keys:
                await Exchange(head, {}, writer).fail(401, "no such key")
                return
            if head.startswith("GET"):
                await self._list_models(writer)
                return
            length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
            exchange = Exchange(head, json.loads(await reader.readexactly(length)), writer)
            self.exchanges.append(exchange)
            self._arrived.put_nowait(exchange)
            await reader.read()  # returns once the client is gone
            exchange.closed_by_client.set()
        except (asyncio.CancelledError, ConnectionError):
            pass
        finally:
            self._connections.discard(task)
            writer.close()

    async def _list_models(self, writer: asyncio.StreamWriter) -> None:
        self.was_asked_for_models.set()
        models = [
            {"id": m, "object": "model", "created": 0, "owned_by": "x"}
            | ({"context_length": self.windows[m]} if m in self.windows else {})
            for m in self.models
        ]
        body = json.dumps({"object": "list", "data": models})
        writer.write(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n{body}".encode()
        )
        await writer.drain()
