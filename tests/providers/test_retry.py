import asyncio

import pytest

from app.providers import (
    AuthenticationError,
    OverloadedError,
    QuotaExhaustedError,
    RateLimitError,
    RetryPolicy,
    RetryStatus,
    run_with_retry,
)
from app.providers.retry import Clock


class FakeClock(Clock):
    """Time that passes only while someone waits, a little less than they asked for."""

    def __init__(self, luck: float = 1.0, early: float = 0.0) -> None:
        self.time = 100.0
        self.luck = luck
        self._early = early

    def now(self) -> float:
        return self.time

    def random(self) -> float:
        return self.luck

    async def wait(self, wake: asyncio.Event, seconds: float) -> None:
        self.time += max(seconds * (1 - self._early), 0.001)


class Attempts:
    """Fails with these errors, one an attempt, then succeeds."""

    def __init__(self, clock: FakeClock, *errors: Exception) -> None:
        self._clock = clock
        self._errors = list(errors)
        self.times: list[float] = []

    async def __call__(self) -> str:
        self.times.append(self._clock.time - 100)
        if self._errors:
            raise self._errors.pop(0)
        return "answer"


def limit(retry_after: float | None = None) -> RateLimitError:
    return RateLimitError("Too many requests.", retry_after=retry_after)


async def test_an_attempt_that_succeeds_is_the_only_one():
    clock = FakeClock()
    attempts = Attempts(clock)
    assert await run_with_retry(attempts, clock=clock) == "answer"
    assert attempts.times == [0]


async def test_the_wait_is_what_the_server_asks_even_beyond_our_own_longest():
    clock = FakeClock()
    attempts = Attempts(clock, limit(90))
    await run_with_retry(attempts, RetryPolicy(max_delay=60), clock=clock)
    assert attempts.times == pytest.approx([0, 90])


async def test_otherwise_the_wait_doubles_up_to_its_cap():
    clock = FakeClock(luck=1)
    attempts = Attempts(clock, *(OverloadedError("Busy.") for _ in range(4)))
    await run_with_retry(attempts, RetryPolicy(base_delay=2, max_delay=5), clock=clock)
    assert attempts.times == pytest.approx([0, 2, 6, 11, 16])


@pytest.mark.parametrize("luck", [0, 0.25])
async def test_the_wait_is_a_random_part_of_that(luck):
    clock = FakeClock(luck=luck)
    attempts = Attempts(clock, limit())
    await run_with_retry(attempts, RetryPolicy(base_delay=2), clock=clock)
    assert attempts.times == pytest.approx([0, 2 * luck])


async def test_timers_that_fire_early_shorten_no_wait():
    clock = FakeClock(early=0.05)
    attempts = Attempts(clock, limit(3))
    statuses: list[RetryStatus] = []
    await run_with_retry(attempts, on_status=statuses.append, clock=clock)
    assert 3 <= attempts.times[1] < 3.01
    assert [round(status.seconds_left) for status in statuses] == [3, 2, 1]


async def test_every_step_is_told():
    clock = FakeClock()
    statuses: list[RetryStatus] = []
    attempts = Attempts(clock, limit(2), limit())
    await run_with_retry(
        attempts, RetryPolicy(attempts=4, base_delay=0.5), on_status=statuses.append, clock=clock
    )
    reason = "Too many requests"
    assert statuses == [
        RetryStatus(reason, 2, 4, 2.0, 2),
        RetryStatus(reason, 2, 4, 1.0, 2),
        RetryStatus(reason, 3, 4, 1.0, None),
    ]


async def test_attempts_run_out():
    clock = FakeClock()
    attempts = Attempts(clock, limit(1), limit(1), limit(7))
    with pytest.raises(RateLimitError) as raised:
        await run_with_retry(attempts, RetryPolicy(attempts=3), clock=clock)
    assert raised.value.retry_after == 7
    assert len(attempts.times) == 3


async def test_a_wait_that_would_end_too_late_is_not_begun():
    clock = FakeClock()
    attempts = Attempts(clock, limit(40), limit(70))
    with pytest.raises(RateLimitError):
        await run_with_retry(attempts, RetryPolicy(max_total=100), clock=clock)
    assert clock.time == pytest.approx(140)


@pytest.mark.parametrize("error", [AuthenticationError("No."), QuotaExhaustedError("Empty.")])
async def test_what_waiting_cannot_help_is_not_tried_again(error):
    clock = FakeClock()
    attempts = Attempts(clock, error)
    with pytest.raises(type(error)):
        await run_with_retry(attempts, clock=clock)
    assert len(attempts.times) == 1


async def test_a_mistake_of_our_own_is_not_tried_again():
    clock = FakeClock()
    with pytest.raises(ZeroDivisionError):
        await run_with_retry(Attempts(clock, ZeroDivisionError()), clock=clock)


async def test_the_person_can_end_a_wait_now():
    wake = asyncio.Event()
    wake.set()  # pressed before there was a wait: it counts for nothing
    statuses: list[RetryStatus] = []

    def press(status: RetryStatus) -> None:
        statuses.append(status)
        asyncio.get_running_loop().call_soon(wake.set)

    attempts = Attempts(FakeClock(), limit(250), limit(250))
    async with asyncio.timeout(5):
        assert (
            await run_with_retry(attempts, RetryPolicy(max_total=600), on_status=press, wake=wake)
            == "answer"
        )
    assert [status.attempt for status in statuses] == [2, 3]


async def test_cancelling_ends_a_wait():
    waiting = asyncio.Event()
    attempts = Attempts(FakeClock(), limit(250))
    task = asyncio.create_task(run_with_retry(attempts, on_status=lambda _: waiting.set()))
    await waiting.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(attempts.times) == 1


async def test_real_time_and_chance():
    attempts = Attempts(FakeClock(), limit(0.02), limit())
    assert await run_with_retry(attempts, RetryPolicy(base_delay=0.02)) == "answer"
