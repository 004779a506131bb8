from datetime import UTC, datetime

import pytest

from app.providers.http_date import http_date

MOMENT = datetime(2027, 1, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["GMT", "+0000", "-0000", ""])
def test_a_date_is_read_in_universal_time(zone):
    assert http_date(f"Fri, 15 Jan 2027 09:00:00 {zone}") == MOMENT


@pytest.mark.parametrize(
    "value", ["", "soon", "Fri, 99 Jan 2027 09:00:00 GMT", f"{'9' * 30} Jan 2027 09:00:00 GMT"]
)
def test_what_is_no_date_is_none(value):
    assert http_date(value) is None
