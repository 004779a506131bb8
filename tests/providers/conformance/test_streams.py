"""Answers that come well: whole to the byte, with exactly one end, and closed when told to."""

import asyncio
import json

import pytest

from app.domain.connection import Connection
from tests.providers.conformance.payloads import PROVIDERS, Payloads
from tests.providers.loopback import streamed, streamed_then_silent, trickled

# The bound is 100 ms; a busy machine gets some grace. The read timeout would take 60 s.
PROMPTLY_S = 0.5

ANSWERS = [(p, name) for p in PROVIDERS for name in Payloads(p.name).json("expected")["answers"]]


def cut_up(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


@pytest.mark.parametrize(("provider_class", "name"), ANSWERS, ids=lambda v: getattr(v, "name", v))
@pytest.mark.parametrize("size", [3, 100_000], ids=["in-small-pieces", "at-once"])
async def test_an_answer_is_what_was_recorded(connect, server, provider_class, name, size):
    provider, payloads = connect(provider_class), Payloads(provider_class.name)
    server.script = [streamed(cut_up(payloads.bytes(f"{name}.sse"), size))]
    messages = [{"role": "user", "content": "Hello"}]
    completion = await provider.generate_completion("some-model", messages)
    expected = payloads.json("expected")["answers"][name]
    assert {key: completion[key] for key in expected} == expected
    assert completion["provider"] == provider.name
    assert completion["error"] is False


@pytest.mark.parametrize("connection", [Connection(read_timeout_s=0.5)], ids=["impatient"])
async def test_a_server_that_trickles_is_waited_for(ask, server, payloads):
    stream = payloads.bytes("stream.sse")
    server.script = [trickled(cut_up(stream, len(stream) // 10), seconds=0.06)]
    completion = await ask()
    expected = payloads.json("expected")["answers"]["stream"]
    assert completion["content"] == expected["content"]
    assert completion["finish_reason"] == expected["finish_reason"]


async def test_ten_megabytes_in_one_event_are_read_whole(ask, server, payloads):
    words = "Grüße 😊\n" * 750_000
    events, rest = payloads.saying([json.dumps(words, ensure_ascii=False)])
    assert max(len(event) for event in events) > 10_000_000
    server.script = [streamed(events)]
    assert (await ask())["content"] == words + rest


async def test_an_emoji_that_is_cut_in_two_escapes_is_one(ask, server, payloads):
    events, rest = payloads.saying([r'"a\ud83d"', r'"\ude0ab"'])
    server.script = [streamed(events)]
    chunks = [chunk["content"] async for chunk in await ask(stream=True)]
    assert "".join(chunks) == "a😊b" + rest


async def test_a_stream_comes_in_pieces_and_ends_once(ask, server, payloads):
    server.script = [streamed(payloads.events())]
    stream = await ask(stream=True)
    chunks = [chunk async for chunk in stream]
    expected = payloads.json("expected")["answers"]["stream"]
    assert "".join(chunk["content"] for chunk in chunks) == expected["content"]
    assert [chunk["finish_reason"] for chunk in chunks[:-1]] == [None] * (len(chunks) - 1)
    assert chunks[-1]["finish_reason"] == expected["finish_reason"]
    assert chunks[-1]["usage"] == expected["usage"]
    assert [chunk async for chunk in stream] == []
    assert stream.error is None


async def test_the_first_piece_is_there_before_the_last_one_was_sent(ask, server, payloads):
    server.script = [streamed_then_silent(payloads.opening(3))]
    async with await ask(stream=True) as stream:
        assert (await anext(stream))["content"]


async def test_cancelling_before_the_first_token_closes_the_connection(ask, server):
    server.script = [streamed_then_silent([])]
    task = asyncio.ensure_future(ask())
    await server.arrived.wait()
    await assert_closed_by_cancelling(task, server)


async def test_cancelling_in_the_middle_closes_the_connection(ask, server, payloads):
    server.script = [streamed_then_silent(payloads.opening(3))]
    begun = asyncio.Event()

    async def read() -> None:
        async for _ in await ask(stream=True):
            begun.set()

    task = asyncio.create_task(read())
    await begun.wait()
    await assert_closed_by_cancelling(task, server)


async def test_closing_a_stream_closes_the_connection(ask, server, payloads):
    server.script = [streamed_then_silent(payloads.opening(3))]
    stream = await ask(stream=True)
    await stream.aclose()
    async with asyncio.timeout(PROMPTLY_S):
        await server.exchanges[0].closed_by_client.wait()
    assert [chunk async for chunk in stream] == []


async def test_stopping_between_two_chunks_closes_the_connection(ask, server, payloads):
    server.script = [streamed_then_silent(payloads.opening(4))]
    async with await ask(stream=True) as stream:
        async for _ in stream:
            break
    async with asyncio.timeout(PROMPTLY_S):
        await server.exchanges[0].closed_by_client.wait()


async def test_a_provider_answers_many_at_once(ask, server, payloads):
    server.script = [streamed(payloads.events())]
    completions = await asyncio.gather(*(ask() for _ in range(8)))
    assert len({completion["content"] for completion in completions}) == 1


async def assert_closed_by_cancelling(task, server) -> None:
    task.cancel()
    async with asyncio.timeout(PROMPTLY_S):
        await server.exchanges[0].closed_by_client.wait()
    with pytest.raises(asyncio.CancelledError):
        await task
