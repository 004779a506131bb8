"""A person who can't see the window holds a conversation, with a real screen reader's means."""

import asyncio
import sys
import time
from contextlib import AsyncExitStack

import pytest

from app.domain.lane import ModelRef
from tests.storage.session_bus import session_bus
from tests.window.input_devices import Key, input_devices
from tests.window.processes import launch, screen, until, use_lanes
from tests.window.screen_reader import State, accessibility_service, screen_reader

__all__ = ["session_bus"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="AT-SPI is for Linux")

# Until one clicks again; long enough that it is not the second half of a double click.
A_MOMENT_S = 2

ANSWER = """# Waiting

See [the page](https://example.org/a).

```py
x = 1
```

| a |
|---|
| b |
"""


FOCUS = "StateChanged", 1


@pytest.fixture
async def reader(session_bus, server, tmp_path):
    """A screen reader in front of a Parley that asks one model."""
    use_lanes(tmp_path, ModelRef("openai_compatible", "alpha", server.base_url))
    async with AsyncExitStack() as stack:
        stack.enter_context(accessibility_service(session_bus))
        display, _ = await stack.enter_async_context(screen())
        reader = await stack.enter_async_context(screen_reader(session_bus))
        parley = launch(
            *(tmp_path, "-m", "app"),
            DISPLAY=display,
            QT_QPA_PLATFORM="xcb",
            QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1",
        )
        reader.devices = stack.enter_context(input_devices(display))
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
    assert [await table.name(), await table.text()] == ["Table", "a\nb"]
    assert [await part.index() for part in (heading, prose, code, table)] == [0, 1, 2, 3]
    (link,) = await prose.children()
    assert await link.index() == 0
    assert [await link.role(), await link.name()] == ["link", "the page"]
    assert await link.description() == "https://example.org/a"
    await link.press()
    assert await reader.find("label", "https://example.org/a")


async def test_the_caret_is_followed_line_by_line_and_what_is_selected_is_told(reader, server):
    await (await reader.find("text", "Prompt")).type("Long?")
    await (await reader.find("push button", "Send")).press()
    words = " ".join(f"word{n}" for n in range(60))
    await (await server.next_exchange()).finish(f"1. First\n\n{words}\n\n```py\nx = 1\n```\n")
    await reader.until_heard("alpha has finished its answer.")
    conversation = await reader.find("list", "Conversation")
    _, answer = await conversation.children()
    item, prose, code, *_ = await answer.children()
    assert [await part.caret() for part in (item, prose, code)] == [-1, -1, -1]

    await click(reader, prose)
    assert await prose.caret() > 0

    await prose.put_caret(0)
    await reader.until_told("TextCaretMoved", prose, 0)
    first = await prose.line(0)
    assert first.startswith("word0 word1 ")
    assert len(first) < len(words)

    second = len(first) + 1  # after the space at which it is broken
    reader.devices.strike(Key.DOWN)
    await reader.until_told("TextCaretMoved", prose, second)
    assert await prose.caret() == second
    assert (await prose.line(second)).startswith(words[second : second + 6])

    reader.devices.strike(Key.RIGHT, shift=True)
    await reader.until_told("TextCaretMoved", prose, second + 1)
    await reader.until_told("TextSelectionChanged", prose, 0)
    reader.devices.strike(Key.RIGHT, shift=True)
    await reader.until_told("TextSelectionChanged", prose, 0)
    assert await prose.selected() == [(second, second + 2)]

    await item.put_caret(3)
    await reader.until_told("StateChanged", item, 1)
    await reader.until_told("TextCaretMoved", item, 3)
    reader.devices.strike(Key.RIGHT)
    await reader.until_told("TextCaretMoved", item, 4)
    assert await item.line(4) == "1. First"
    assert await prose.selected() == []
    assert [await part.caret() for part in (item, prose, code)] == [4, -1, -1]


async def test_the_arrow_keys_read_to_whoever_hears_the_conversation(reader, server):
    prompt = await reader.find("text", "Prompt")
    await prompt.type("Long?")
    await (await reader.find("push button", "Send")).press()
    await (await server.next_exchange()).finish(ANSWER)
    await reader.until_heard("alpha has finished its answer.")
    assert await reader.find("frame", "Long? · Parley")
    conversation = await reader.find("list", "Conversation")
    question, answer = await conversation.children()
    asked, heading = (await question.children())[0], (await answer.children())[0]

    await click(reader, prompt)
    reader.devices.strike(Key.F6)
    await until(lambda: conversation.has(State.FOCUSED))
    reader.devices.strike(Key.DOWN)
    await reader.until_told("TextCaretMoved", asked, 0)
    reader.devices.strike(Key.DOWN)
    await reader.until_told("StateChanged", heading, 1)


async def test_a_link_that_the_keyboard_leads_to_is_told(reader, server):
    await (await reader.find("text", "Prompt")).type("Where?")
    await (await reader.find("push button", "Send")).press()
    await (await server.next_exchange()).finish(ANSWER)
    await reader.until_heard("alpha has finished its answer.")
    _, answer = await (await reader.find("list", "Conversation")).children()
    heading, prose, *_ = await answer.children()
    (link,) = await prose.children()
    await click(reader, heading)

    reader.devices.strike(Key.TAB)
    await reader.until_told("StateChanged", link, 1)

    assert await link.has(State.FOCUSED)


async def click(reader, part):
    """Click into a text until the caret is in it: a window takes its time to come to the front."""
    next_click = time.monotonic()

    async def has_caret():
        nonlocal next_click
        if await part.has(State.FOCUSED):
            return True
        if time.monotonic() >= next_click:
            reader.devices.click(*await part.middle())
            next_click = time.monotonic() + A_MOMENT_S
        return False

    await until(has_caret)


async def test_a_model_that_the_arrow_keys_come_to_is_told(reader, server):
    prompt = await reader.find("text", "Prompt")
    await prompt.type("Who?")
    await (await reader.find("push button", "Send")).press()
    await (await server.next_exchange()).finish("alpha.")
    await reader.until_heard("alpha has finished its answer.")
    await click(reader, prompt)
    await (await reader.find("push button", "alpha")).press()

    def told():
        return [source.path for kind, source, is_on in reader.happened if (kind, is_on) == FOCUS]

    await until(lambda: told()[-1:] not in ([], [prompt.path]))
    before = told()
    reader.devices.strike(Key.DOWN)

    await until(lambda: len(told()) > len(before))


async def test_what_can_be_unfolded_says_whether_it_is(reader):
    await (await reader.find("push button", "Settings")).press()
    head = await reader.find("push button", "OpenAI: Not set up")
    assert "org.a11y.atspi.Action" in await head.interfaces()
    assert not await head.has(State.EXPANDED)

    await head.press()

    await until(lambda: head.has(State.EXPANDED))


async def equals(look, expected):
    return await look() == expected
