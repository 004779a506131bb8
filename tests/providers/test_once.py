import asyncio

import pytest

from app.providers.once import Once


class Work:
    def __init__(self) -> None:
        self.runs = 0
        self.may_end = asyncio.Event()
        self.fails = False

    async def __call__(self) -> int:
        self.runs += 1
        await self.may_end.wait()
        if self.fails:
            raise LookupError("no luck")
        return self.runs


@pytest.fixture
async def work():
    return Work()


async def test_all_who_ask_share_one_run(work):
    once = Once(work)
    asking = asyncio.gather(*(once.get() for _ in range(8)))
    work.may_end.set()
    assert await asking == [1] * 8
    assert await once.get() == 1


async def test_one_who_gives_up_disturbs_no_other(work):
    once = Once(work)
    impatient, patient = asyncio.ensure_future(once.get()), asyncio.ensure_future(once.get())
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.sleep(0)
    work.may_end.set()
    assert await patient == 1


async def test_work_that_failed_is_done_anew(work):
    once = Once(work)
    work.may_end.set()
    work.fails = True
    with pytest.raises(LookupError):
        await once.get()
    work.fails = False
    assert await once.get() == 2


async def test_a_result_that_went_bad_is_made_anew(work):
    once = Once(work, is_good=lambda result: result > 1)
    work.may_end.set()
    assert await once.get() == 1
    assert await once.get() == 2
    assert await once.get() == 2


async def test_a_result_can_be_taken_once(work):
    once = Once(work)
    assert await once.take() is None
    asking = asyncio.ensure_future(once.get())
    await asyncio.sleep(0)
    taking = asyncio.ensure_future(once.take())
    await asyncio.sleep(0)
    work.may_end.set()
    assert await taking == 1
    assert await asking == 1
    assert await once.take() is None


async def test_nothing_can_be_taken_of_work_that_failed(work):
    once = Once(work)
    work.may_end.set()
    work.fails = True
    with pytest.raises(LookupError):
        await once.get()
    assert await once.take() is None


async def test_closing_gives_up_work_under_way(work):
    once = Once(work)
    asking = asyncio.create_task(once.get())
    await asyncio.sleep(0)
    await once.aclose()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await once.aclose()


async def test_closing_before_the_first_step_leaves_nothing_behind(work):
    once = Once(work)
    asking = asyncio.create_task(once.get())
    asking.cancel()
    await once.aclose()
    await asyncio.wait([asking])
    assert asyncio.all_tasks() == {asyncio.current_task()}
