"""Dates as HTTP headers write them."""

from datetime import UTC, datetime


def http_date(value: str) -> datetime | None:
    """The moment that a header gives; None if it can't be read."""
    # Imported late: only a limit needs it, and it would slow the start down.
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
