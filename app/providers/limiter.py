"""One gate in front of all lanes of a key, so that none runs into a limit that is known."""

import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from app.domain.connection import Quota, QuotaWindow
from app.providers.quota import QuotaBook

# Which attempt the present task is making: responses tell the gate of themselves by it.
_ATTEMPT: ContextVar[int] = ContextVar("attempt")
# The place that it has in the line of a gate that has refused it.
_PLACE: ContextVar["tuple[Limiter, int] | None"] = ContextVar("place", default=None)

# One that does not come back when it was told to may be waiting a little longer by chance.
_GRACE_S = 3.0


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

    Who was refused stands in a line: whoever comes later is let through only if there is room for
    those before it, too.

    Args:
        book: Where that is kept.
        clock: Seconds since the epoch, as `time.time`.
    """

    def __init__(self, book: QuotaBook, clock: Callable[[], float] = time.time) -> None:
        self._book = book
        self._clock = clock
        self._sent = 0
        # Attempts that no reading of the limits tells of yet.
        self._pending: set[int] = set()
        # The last attempt that had begun when the limits were read.
        self._begun_when_read = 0
        self._places = 0
        # Until when each place is kept, first come first.
        self._line: dict[int, float] = {}

    @property
    def quota(self) -> Quota:
        """What was last said of the limits."""
        return self._book.quota

    @contextmanager
    def attempt(self, *, insist: bool = False) -> Generator[None]:
        """Surrounds one attempt, until its answer begins or it fails.

        Args:
            insist: Let it through whatever the limits say.

        Raises:
            LimitReachedError: The limits leave no room for it; nothing must be sent.
        """
        place = self._place()
        if not insist:
            self._check(place)
        self._line.pop(place, None)
        self._sent = number = self._sent + 1
        self._pending.add(number)
        token = _ATTEMPT.set(number)
        try:
            yield
        finally:
            _ATTEMPT.reset(token)
            self._pending.discard(number)

    def note(self, headers: Mapping[str, str]) -> None:
        """Reads a response's headers.

        Args:
            headers: With names in lower case, or case-insensitive.
        """
        number = _ATTEMPT.get(self._sent + 1)
        self._pending.discard(number)
        # In which order the provider took attempts that overlap, nobody here knows.
        self._book.note(headers, may_be_old=number <= self._begun_when_read)
        self._begun_when_read = self._sent

    def _place(self) -> int:
        """The place of the present task; at the end of the line if it has none."""
        held = _PLACE.get()
        if held and held[0] is self and held[1] in self._line:
            return held[1]
        return self._places + 1

    def _check(self, place: int) -> None:
        now = self._clock()
        quota = self._book.quota
        self._line = {p: until for p, until in self._line.items() if until > now}
        ahead = sum(1 for other in self._line if other < place)
        requests_needed = len(self._pending) + ahead + 1
        for window, needed in ((quota.requests, requests_needed), (quota.tokens, 1)):
            if window and _left(window, now) < needed:
                until = window.resets_at
                retry_after = until - now if until and until > now else None
                self._stand_in_line(place, now + (retry_after or 0.0) + _GRACE_S)
                raise LimitReachedError(retry_after)

    def _stand_in_line(self, place: int, until: float) -> None:
        self._places = max(self._places, place)
        self._line[place] = until
        _PLACE.set((self, place))


def _left(window: QuotaWindow, now: float) -> float:
    """What a window leaves; all of it once it has begun anew, as much as one can tell."""
    if window.resets_at is not None and now < window.resets_at:
        return window.remaining
    return window.limit or float("inf")
