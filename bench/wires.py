"""What each provider's server sends, and how its bare SDK reads it."""

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.providers import PROVIDER_REGISTRY, BaseProvider

PAYLOADS = Path(__file__).parent.parent / "tests" / "providers" / "payloads"
PROMPT = "Count."
Ask = Callable[[], AsyncIterator[str | None]]


@dataclass(frozen=True, slots=True)
class Wire:
    """How one provider is spoken to without Parley.

    Attributes:
        delta: What tells an event with text from others.
        sdk: Given the server's address, opens the SDK; asking it gives the text as it comes.
    """

    delta: bytes
    sdk: Callable[[str], AbstractAsyncContextManager[Ask]]


def make_provider(name: str, base_url: str) -> BaseProvider:
    """Our own way to the same server."""
    return PROVIDER_REGISTRY[name]("key", base_url)


def answer(name: str, chunks: int) -> list[bytes]:
    """The events of an answer: as recorded, but its first piece of text comes that many times."""
    recorded = (PAYLOADS / name / "stream.sse").read_bytes().split(b"\n\n")
    events = [event + b"\n\n" for event in recorded if event]
    first = next(at for at, event in enumerate(events) if WIRES[name].delta in event)
    return [*events[:first], *[events[first]] * chunks, *events[first + 1 :]]


@asynccontextmanager
async def _anthropic(base_url: str) -> AsyncGenerator[Ask]:
    from anthropic import AsyncAnthropic

    client: Any = AsyncAnthropic(
        api_key="key", base_url=base_url.removesuffix("/v1"), max_retries=0
    )

    async def ask() -> AsyncIterator[str | None]:
        async for event in await client.messages.create(
            model="claude",
            max_tokens=100,
            messages=[{"role": "user", "content": PROMPT}],
            stream=True,
        ):
            if event.type == "content_block_delta":
                yield event.delta.text

    yield ask
    await client.close()


@asynccontextmanager
async def _cohere(base_url: str) -> AsyncGenerator[Ask]:
    from cohere import AsyncClientV2

    async with AsyncClientV2(api_key="key", base_url=base_url) as opened:
        client: Any = opened

        async def ask() -> AsyncIterator[str | None]:
            messages = [{"role": "user", "content": PROMPT}]
            async for event in client.chat_stream(model="command", messages=messages):
                if event.type == "content-delta":
                    yield event.delta.message.content.text

        yield ask


@asynccontextmanager
async def _google(base_url: str) -> AsyncGenerator[Ask]:
    from google.genai import Client, types

    client: Any = Client(api_key="key", http_options=types.HttpOptions(base_url=base_url))

    async def ask() -> AsyncIterator[str | None]:
        async for piece in await client.aio.models.generate_content_stream(
            model="gemini", contents=PROMPT
        ):
            yield piece.text

    yield ask
    await client.aio.aclose()


@asynccontextmanager
async def _openai(base_url: str) -> AsyncGenerator[Ask]:
    from openai import AsyncOpenAI

    client = AsyncOpenAI(api_key="key", base_url=base_url, max_retries=0)

    async def ask() -> AsyncIterator[str | None]:
        async for event in await client.responses.create(model="gpt", input=PROMPT, stream=True):
            if event.type == "response.output_text.delta":
                yield event.delta

    yield ask
    await client.close()


@asynccontextmanager
async def _openai_compatible(base_url: str) -> AsyncGenerator[Ask]:
    from openai import AsyncOpenAI

    client = AsyncOpenAI(api_key="key", base_url=base_url, max_retries=0)

    async def ask() -> AsyncIterator[str | None]:
        async for piece in await client.chat.completions.create(
            model="model", messages=[{"role": "user", "content": PROMPT}], stream=True
        ):
            if piece.choices:
                yield piece.choices[0].delta.content

    yield ask
    await client.close()


WIRES = {
    "anthropic": Wire(b'"text_delta"', _anthropic),
    "cohere": Wire(b'"content-delta"', _cohere),
    "google": Wire(b'"text"', _google),
    "openai": Wire(b'"response.output_text.delta"', _openai),
    "openai_compatible": Wire(b'"content":', _openai_compatible),
}
