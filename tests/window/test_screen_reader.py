"""A person who can't see the window holds a conversation, with a real screen reader's means."""

import asyncio
import sys

import pytest

from app.domain.lane import ModelRef
from tests.storage.session_bus import session_bus
from tests.window.processes import launch, screen, until, use_lanes
from tests.window.screen_reader import State, accessibility_service, screen_reader

__all__ = ["session_bus"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is for Linux")

ANSWER = """# Waiting

See [the page](https://example.org/a).

```py
x = 1
```

| a |
|---|
| b |
"""


@pytest.fixture
async def reader(session_bus, server, tmp_path):
    """A screen reader in front of a Parley that asks one model."""
    use_lanes(tmp_path, ModelRef("openai_compatible", "alpha", server.base_url))
    with accessibility_service(session_bus):
        async with screen() as (display, _), screen_reader(session_bus) as reader:
            parley = launch(
                *(tmp_path, "-m", "app"),
                DISPLAY=display,
                QT_QPA_PLATFORM="xcb",
                QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
            )
            yield reader
            parley.terminate()
            _, errors = await asyncio.to_thread(parley.communicate, timeout=60)
            assert (parley.returncode, errors) == (0, b"")


async def test_a_whole_conversation_is_held_and_read_in_order(reader, server):
    async def ask(prompt):
        await (await reader.find("text", "Prompt")).type(prompt)
        await (await reader.find("push button", "Send")).press()
        return await server.next_exchange()

    async def texts():
        return [await item.text() for item in await conversation.children()]

    exchange = await ask("How long?")
    await exchange.send("# Waiting\n")
    conversation = await reader.find("list", "Conversation")
    await until(lambda: equals(texts, ["How long?", "Waiting"]))
    _, answer = await conversation.children()
    assert await answer.has(State.BUSY)
    assert reader.heard == []

    await exchange.finish(ANSWER.removeprefix("# Waiting\n"))
    await reader.until_heard("alpha has finished its answer.")
    assert not await answer.has(State.BUSY)
    await (await ask("And then?")).finish("Then *retry*.")
    await reader.until_heard("alpha has finished its answer.", times=2)

    messages = await conversation.children()
    assert [await message.role() for message in messages] == ["list item"] * 4
    names = [(await message.name()).splitlines()[0] for message in messages]
    assert names == ["You: How long?", "alpha: Waiting", "You: And then?", "alpha: Then retry."]
    whole = [(await message.text()).splitlines() for message in messages]
    assert whole[0] + whole[2] == ["How long?", "And then?"]
    assert whole[1][:-1] == ["Waiting", "See the page.", "x = 1", "a", "b"]
    assert whole[3][:-1] == ["Then retry."]
    assert all(text[-1].startswith("7 tokens") for text in (whole[1], whole[3]))

    heading, prose, code, table, *_ = await answer.children()
    assert [await heading.role(), await heading.name()] == ["heading", "Waiting"]
    assert await heading.attributes() == {"level": "1"}
    assert [await code.name(), await code.text()] == ["Code, py", "x = 1"]
    assert [await table.role(), await table.text()] == ["table", "a\nb"]
    (link,) = await prose.children()
    assert [await link.role(), await link.name()] == ["link", "the page"]
    assert await link.description() == "https://example.org/a"
    await link.press()
    assert await reader.find("label", "https://example.org/a")


async def equals(look, expected):
    return await look() == expected
