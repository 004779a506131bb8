"""What is said of a key's limits."""

import time
from collections.abc import Callable, Sequence

from app.domain.connection import Quota, QuotaWindow

# Below this share of a limit one had better know of it.
LOW = 0.2


def quota_lines(quota: Quota, clock: Callable[[], float] = time.time) -> Sequence[str]:
    """A line for each limit that is known.

    Args:
        quota: What was said of the limits.
        clock: Seconds since the epoch.
    """
    now = clock()
    windows = (("requests", quota.requests), ("tokens", quota.tokens))
    return [_line(name, window, now) for name, window in windows if window]


def share_left(quota: Quota, clock: Callable[[], float] = time.time) -> float | None:
    """The part of the tighter limit that is left, 0 to 1; None where no limit is known."""
    now = clock()
    windows = (quota.requests, quota.tokens)
    shares = [_left(window, now) / window.limit for window in windows if window and window.limit]
    return min(shares, default=None)


def _line(name: str, window: QuotaWindow, now: float) -> str:
    left = f"{_left(window, now):,} {name} left"
    of = f" of {window.limit:,}" if window.limit else ""
    return f"{left}{of}{_until(window, now)}"


def _left(window: QuotaWindow, now: float) -> int:
    is_over = window.resets_at is not None and window.resets_at <= now
    return window.limit if is_over and window.limit else window.remaining


def _until(window: QuotaWindow, now: float) -> str:
    seconds = window.resets_at - now if window.resets_at else 0
    if seconds <= 0:
        return ""
    if seconds < 100:
        return f", full again in {max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    words = f"{minutes} min" if minutes < 100 else f"{minutes // 60} h"
    return f", full again in {words}"
