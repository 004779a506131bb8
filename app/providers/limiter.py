"""One gate in front of all lanes of a key, so that none runs into a limit that is known."""

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from app.domain.connection import QuotaWindow
from app.providers.quota import QuotaBook

# Which attempt the present task is making: responses tell the gate of themselves by it.
_ATTEMPT: ContextVar[int] = ContextVar("attempt")


class LimitReachedError(Exception):
    """Nothing is left for now.

    Attributes:
        retry_after: Seconds until there is; None if that is not known.
    """

    def __init__(self, retry_after: float | None) -> None:
        super().__init__()
        self.retry_after = retry_after


class Limiter:
    """Counts the attempts of one key against what the provider last said of its limits.

    Args:
        book: Where that is kept.
        clock: Seconds since the epoch, as `time.time`.
    """

    def __init__(self, book: QuotaBook, clock: Callable[[], float] = time.time) -> None:
        self._book = book
        self._clock = clock
        self._sent = 0
        self._answered = 0

    @contextmanager
    def attempt(self) -> Generator[None]:
        """Surrounds one attempt, until its answer begins or it fails.

        Raises:
            LimitReachedError: The limits leave no room for it; nothing must be sent.
        """
        self._check()
        self._sent = number = self._sent + 1
        token = _ATTEMPT.set(number)
        try:
            yield
        finally:
            _ATTEMPT.reset(token)
            self._answered = max(self._answered, number)

    def note(self, headers: Mapping[str, str]) -> None:
        """Reads a response's headers, unless a later attempt's were read before.

        Args:
            headers: With names in lower case, or case-insensitive.
        """
        number = _ATTEMPT.get(self._answered)
        if number >= self._answered:
            self._answered = number
            self._book.note(headers)

    def _check(self) -> None:
        now = self._clock()
        quota = self._book.quota
        # An answer tells what is left after itself: attempts made since then are not in it yet.
        unseen = self._sent - self._answered
        for window, needed in ((quota.requests, unseen + 1), (quota.tokens, 1)):
            if window and _left(window, now) < needed:
                until = window.resets_at
                raise LimitReachedError(until - now if until and until > now else None)


def _left(window: QuotaWindow, now: float) -> float:
    """What a window leaves; all of it once it has begun anew, as much as one can tell."""
    if window.resets_at is not None and now < window.resets_at:
        return window.remaining
    return window.limit or float("inf")
