"""Trying again, in sight of the person: when, how long, how often."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.domain.error_details import ErrorDetails
from app.domain.errors import ProviderError, RateLimitError
from app.domain.retry import RetryStatus
from app.words import _

T = TypeVar("T")

OnStatus = Callable[[RetryStatus], None]


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how long to try; times in seconds.

    Attributes:
        attempts: All of them, the first included.
        base_delay: Longest first wait; it doubles with each attempt.
        max_delay: Longest wait of our own choice. What a server asks for is always kept.
        max_total: No wait begins that would end later than this after the first attempt began.
    """

    attempts: int = 6
    base_delay: float = 2.0
    max_delay: float = 60.0
    max_total: float = 300.0


class Clock:
    """Time and chance; tests bring their own."""

    def now(self) -> float:
        """Seconds on a clock that only goes forward."""
        return time.monotonic()

    def random(self) -> float:
        """A number from 0 to 1."""
        # Imported late: it is a tenth of what the library's import takes.
        import random

        return random.random()  # noqa: S311 - spreads load, guards nothing

    async def wait(self, wake: asyncio.Event, seconds: float) -> None:
        """Waits until the event is set, or about that long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await wake.wait()


async def run_with_retry(
    attempt: Callable[[], Awaitable[T]],
    policy: RetryPolicy | None = None,
    *,
    on_status: OnStatus | None = None,
    wake: asyncio.Event | None = None,
    clock: Clock | None = None,
) -> T:
    """The result of the first attempt that succeeds.

    Waits what the server asks, otherwise a random time up to the doubling delay (full jitter). For
    a stream the attempt is its opening: once text has come, nothing is tried again. What a known
    limit has held back counts as no attempt: nothing was sent.

    Args:
        attempt: Makes one attempt.
        policy: The limits.
        on_status: Told when a wait begins, and once a second during it.
        wake: Set it to end a wait now.
        clock: Time and chance.

    Raises:
        ProviderError: The last failure, once the policy is used up or no retry can help.
    """
    policy = policy or RetryPolicy()
    wake = wake or asyncio.Event()
    clock = clock or Clock()
    start = clock.now()
    number = 1
    while True:
        try:
            return await attempt()
        except ProviderError as error:
            delay = _delay(error, number, policy, clock)
            late = clock.now() - start + delay > policy.max_total
            used_up = error.was_sent and number >= policy.attempts
            if not error.can_retry or used_up or late:
                raise
            number += error.was_sent
            status = _status(error, number, policy, delay)
        await _wait(status, on_status, wake, clock)


async def run_once(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine, which can't be tried again.

    Raises:
        ProviderError: It failed; a rate limit says why it was not waited for.
    """
    try:
        return await coroutine
    except RateLimitError as error:
        raise RateLimitError(
            _(
                "{message} It was not tried again, because a coroutine can only run once: "
                "pass what generate_completion returns, or a function that makes the attempt."
            ).format(message=error.message),
            provider=error.provider,
            status=error.status,
            code=error.code,
            request_id=error.request_id,
            retry_after=error.retry_after,
            detail=error.detail,
        ) from error


def _status(error: ProviderError, number: int, policy: RetryPolicy, seconds: float) -> RetryStatus:
    return RetryStatus(
        error.cause,
        number,
        policy.attempts,
        seconds,
        server_asked=error.retry_after if error.was_sent else None,
        was_sent=error.was_sent,
        details=ErrorDetails.of(error),
    )


def _delay(error: ProviderError, number: int, policy: RetryPolicy, clock: Clock) -> float:
    if error.retry_after is not None:
        return error.retry_after
    return clock.random() * min(policy.max_delay, policy.base_delay * 2 ** (number - 1))


async def _wait(
    status: RetryStatus, on_status: OnStatus | None, wake: asyncio.Event, clock: Clock
) -> None:
    """Waits as long as the status says, by the clock: Qt's timers fire up to 5 % early."""
    report = on_status or _ignore
    wake.clear()
    now = clock.now()
    end = now + status.seconds_left
    next_report = now + 1.0
    report(status)
    while now < end and not wake.is_set():
        await clock.wait(wake, min(end, next_report) - now)
        now = clock.now()
        if next_report <= now < end:
            report(replace(status, seconds_left=end - now))
            next_report += 1.0


def _ignore(status: RetryStatus) -> None:
    pass
