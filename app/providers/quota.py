"""What a provider says of its limits in the headers of its answers."""

import math
import re
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from app.domain.connection import Quota, QuotaWindow
from app.providers.http_date import http_date

# A reset further away than any provider's longest window is a mistake.
_LONGEST_S = 7 * 24 * 3600.0
_UNITS = {"d": 86400.0, "h": 3600.0, "m": 60.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
_PIECE = r"(\d+(?:\.\d+)?)(ms|us|ns|d|h|m|s)"
_DURATION = re.compile(f"(?:{_PIECE})+")

_REQUESTS = ("x-ratelimit-{}-requests", "anthropic-ratelimit-requests-{}")
_TOKENS = (
    "x-ratelimit-{}-tokens",
    "anthropic-ratelimit-tokens-{}",
    "anthropic-ratelimit-input-tokens-{}",
    "anthropic-ratelimit-output-tokens-{}",
)


class QuotaBook:
    """Keeps what was last said of one key's limits.

    Args:
        clock: Seconds since the epoch, as `time.time`.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._quota = Quota()

    @property
    def quota(self) -> Quota:
        """The last known limits."""
        return self._quota

    def note(self, headers: Mapping[str, str], *, may_be_old: bool = False) -> None:
        """Reads a response's headers; what they don't mention stays.

        Args:
            headers: With names in lower case, or case-insensitive.
            may_be_old: They may have been written before those that were read last; then the
                tighter ones hold.
        """
        now, known = self._clock(), self._quota
        requests = self._tightest(headers, _REQUESTS, now)
        tokens = self._tightest(headers, _TOKENS, now)
        if may_be_old:
            requests = _tighter(known.requests, requests, now)
            tokens = _tighter(known.tokens, tokens, now)
        if requests or tokens:
            self._quota = Quota(requests or known.requests, tokens or known.tokens)

    def _tightest(
        self, headers: Mapping[str, str], names: Iterable[str], now: float
    ) -> QuotaWindow | None:
        windows = [window for name in names if (window := _window(headers, name, now))]
        return min(windows, key=lambda window: window.remaining, default=None)


def _tighter(known: QuotaWindow | None, read: QuotaWindow | None, now: float) -> QuotaWindow | None:
    """Which of two readings of a window leaves less, as long as the known one lasts."""
    if known is None or read is None or known.resets_at is None or known.resets_at <= now:
        return read
    return min(known, read, key=lambda window: window.remaining)


def _window(headers: Mapping[str, str], name: str, now: float) -> QuotaWindow | None:
    remaining = _count(headers.get(name.format("remaining")))
    if remaining is None:
        return None
    seconds = _seconds_until(headers.get(name.format("reset"), ""), headers.get("date", ""), now)
    resets_at = now + seconds if seconds is not None and seconds <= _LONGEST_S else None
    return QuotaWindow(_count(headers.get(name.format("limit"))), remaining, resets_at)


def _count(value: str | None) -> int | None:
    number = _number(value)
    return None if number is None else int(number)


def _number(value: str | None) -> float | None:
    """A number from zero up."""
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < math.inf else None


def _seconds_until(reset: str, date: str, now: float) -> float | None:
    """Seconds to a reset given as a duration, a number of seconds or a moment."""
    reset = reset.strip()
    if _DURATION.fullmatch(reset):
        return sum(float(n) * _UNITS[unit] for n, unit in re.findall(_PIECE, reset))
    number = _number(reset)
    if number is not None:
        return number
    moment = _moment(reset)
    if moment is None:
        return None
    # By the server's clock where it tells the time: this computer's may be wrong.
    server_time = http_date(date)
    return max(0.0, moment - (server_time.timestamp() if server_time else now))


def _moment(value: str) -> float | None:
    """An RFC 3339 date in seconds since the epoch."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
