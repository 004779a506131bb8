"""Qt's event loop as asyncio's."""

import asyncio

import pytest

from app.viewmodels.event_loop import EventLoop


@pytest.fixture
def loop(qapp):
    loop = EventLoop(qapp)
    yield loop
    loop.close()


def test_what_is_to_run_waits_for_the_loop_even_if_qt_handles_events_without_it(qapp, loop):
    found: list[object] = []

    async def look() -> None:
        found.append(asyncio.get_running_loop())

    before = loop.create_task(look())
    qapp.processEvents()
    assert found == []
    loop.run_until_complete(before)
    assert found == [loop]

    after = loop.create_task(look())
    qapp.processEvents()
    assert found == [loop]
    loop.run_until_complete(after)
    assert found == [loop, loop]
