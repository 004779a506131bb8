"""How long a server asks to wait before the next attempt."""

from collections.abc import Mapping
from datetime import UTC, datetime

from app.providers.http_date import http_date


def retry_after_seconds(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds to wait, from `retry-after-ms`, or `retry-after` as seconds or as an HTTP date.

    Args:
        headers: Of the response, with names in lower case or case-insensitive.
        now: The present moment; the clock's when left out.

    Returns:
        None where the server did not ask, or asked in a way that can't be read.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    moment = http_date(value)
    return moment and max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def _number(value: str | None) -> float | None:
    try:
        number = float(value or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
