import asyncio

import pytest

from app.providers import Call


def counting():
    attempts = []

    async def attempt() -> int:
        attempts.append(None)
        return len(attempts)

    return Call(attempt)


async def test_each_await_is_a_new_attempt():
    call = counting()
    assert [await call, await call, await call] == [1, 2, 3]


async def test_a_call_can_be_gathered_timed_and_made_a_task():
    call = counting()
    assert await asyncio.wait_for(call, 5) == 1
    assert await asyncio.gather(counting(), counting()) == [1, 1]
    assert await asyncio.ensure_future(call) == 2


async def test_cancelling_reaches_the_attempt():
    started, stopped = asyncio.Event(), asyncio.Event()

    async def attempt() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    task = asyncio.ensure_future(Call(attempt))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert stopped.is_set()


def test_a_call_that_is_never_awaited_warns_of_nothing():
    counting()
