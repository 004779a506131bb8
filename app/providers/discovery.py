"""The model servers that run on this computer."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_S = 1.0
MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class LocalServer:
    """A server, what it is called, and the address to give to `openai_compatible`."""

    name: str
    base_url: str


LOCAL_SERVERS = (
    LocalServer("Ollama", "http://127.0.0.1:11434/v1"),
    LocalServer("LM Studio", "http://127.0.0.1:1234/v1"),
    LocalServer("llama.cpp", "http://127.0.0.1:8080/v1"),
    LocalServer("vLLM", "http://127.0.0.1:8000/v1"),
)


async def find_local_servers(
    candidates: Sequence[LocalServer] = LOCAL_SERVERS,
) -> list[LocalServer]:
    """Those of the candidates that answer with a list of models within a second.

    Asks all at once, without the SDK (which would take a second to import) and without a proxy.
    """
    answers = await asyncio.gather(*(_lists_models(server) for server in candidates))
    return [server for server, answer in zip(candidates, answers, strict=True) if answer]


async def _lists_models(server: LocalServer) -> bool:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            answer: Any = json.loads(await _get(f"{server.base_url}/models"))
        return isinstance(answer["data"], list)
    except (OSError, ValueError, TypeError, KeyError):
        return False


async def _get(url: str) -> bytes:
    """The body behind an http address. HTTP/1.0, so that it ends where the connection does."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(f"GET {parts.path} HTTP/1.0\r\nHost: {parts.netloc}\r\n\r\n".encode())
        answer = bytearray()
        while len(answer) < MAX_BYTES and (piece := await reader.read(65536)):
            answer += piece
    finally:
        writer.close()
    return bytes(answer.partition(b"\r\n\r\n")[2])
