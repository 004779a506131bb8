"""Tasks that are spawned from Qt."""

import asyncio

from app.viewmodels.event_loop import EventLoop
from app.viewmodels.tasks import Tasks


def test_what_qt_asks_for_while_the_loop_rests_begins_when_it_runs_again(qapp):
    async def make() -> Tasks:
        return Tasks()

    async def work() -> None:
        done.append("saved")

    done = []
    loop = EventLoop(qapp)
    tasks = loop.run_until_complete(make())
    task = tasks.spawn(work(), "save a draft")
    qapp.processEvents()
    assert done == []
    loop.run_until_complete(asyncio.wait_for(task, 10))
    assert done == ["saved"]
    loop.close()
