"""What is said of a key's limits."""

import time
from collections.abc import Callable, Sequence

from app.domain.connection import Quota, QuotaWindow
from app.words import N_, _, number

# Below this share of a limit one had better know of it.
LOW = 0.2
_REQUESTS = N_("{n} requests left"), N_("{n} requests left of {limit}")
_TOKENS = N_("{n} tokens left"), N_("{n} tokens left of {limit}")


def quota_lines(quota: Quota, clock: Callable[[], float] = time.time) -> Sequence[str]:
    """A line for each limit that is known.

    Args:
        quota: What was said of the limits.
        clock: Seconds since the epoch.
    """
    now = clock()
    windows = ((_REQUESTS, quota.requests), (_TOKENS, quota.tokens))
    return [_line(forms, window, now) for forms, window in windows if window]


def share_left(quota: Quota, clock: Callable[[], float] = time.time) -> float | None:
    """The part of the tighter limit that is left, 0 to 1; None where no limit is known."""
    now = clock()
    windows = (quota.requests, quota.tokens)
    shares = [_left(window, now) / window.limit for window in windows if window and window.limit]
    return min(shares, default=None)


def _line(forms: tuple[str, str], window: QuotaWindow, now: float) -> str:
    alone, of_limit = forms
    words = _(of_limit if window.limit else alone)
    left = words.format(n=number(_left(window, now)), limit=number(window.limit or 0))
    until = _until(window, now)
    return _("{left}, full again in {time}").format(left=left, time=until) if until else left


def _left(window: QuotaWindow, now: float) -> int:
    is_over = window.resets_at is not None and window.resets_at <= now
    return window.limit if is_over and window.limit else window.remaining


def _until(window: QuotaWindow, now: float) -> str:
    seconds = window.resets_at - now if window.resets_at else 0
    if seconds <= 0:
        return ""
    if seconds < 100:
        return _("{n} s").format(n=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 100:
        return _("{n} min").format(n=minutes)
    return _("{n} h").format(n=minutes // 60)
