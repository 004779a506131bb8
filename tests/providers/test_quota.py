"""Limits read from headers, however oddly they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.connection import Quota, QuotaWindow
from app.providers.quota import QuotaBook

NOW = 1_800_000_000.0


@pytest.fixture
def book():
    return QuotaBook(clock=lambda: NOW)


def test_the_limits_of_openais_family(book):
    book.note(
        {
            "x-ratelimit-limit-requests": "500",
            "x-ratelimit-remaining-requests": "499",
            "x-ratelimit-reset-requests": "120ms",
            "x-ratelimit-limit-tokens": "30000",
            "x-ratelimit-remaining-tokens": "17",
            "x-ratelimit-reset-tokens": "6m0s",
        }
    )
    assert book.quota == Quota(
        requests=QuotaWindow(500, 499, pytest.approx(NOW + 0.12)),
        tokens=QuotaWindow(30_000, 17, NOW + 360),
    )


def test_the_limits_of_anthropics_family(book):
    book.note(
        {
            "anthropic-ratelimit-requests-limit": "50",
            "anthropic-ratelimit-requests-remaining": "0",
            "anthropic-ratelimit-requests-reset": "2027-01-15T08:00:30Z",
            "anthropic-ratelimit-input-tokens-limit": "40000",
            "anthropic-ratelimit-input-tokens-remaining": "39000",
            "anthropic-ratelimit-output-tokens-limit": "8000",
            "anthropic-ratelimit-output-tokens-remaining": "7000",
        }
    )
    assert book.quota.requests == QuotaWindow(50, 0, NOW + 30)
    assert book.quota.tokens == QuotaWindow(8_000, 7_000, None), "the one that is used up first"


def test_a_moment_is_read_by_the_servers_clock(book):
    book.note(
        {
            "date": "Fri, 15 Jan 2027 09:00:00 GMT",
            "anthropic-ratelimit-requests-remaining": "0",
            "anthropic-ratelimit-requests-reset": "2027-01-15T09:00:20Z",
        }
    )
    assert book.quota.requests == QuotaWindow(None, 0, NOW + 20)


@pytest.mark.parametrize(
    ("reset", "seconds"),
    [
        ("1h2m3.5s", 3723.5),
        ("1d", 86400),
        ("12", 12),
        ("0", 0),
        ("2027-01-15T08:00:07", 7),
        ("2027-01-15T07:00:00Z", 0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("nan", None),
        ("9" * 500 + "s", None),
        ("1800000060", None),
    ],
)
def test_resets(book, reset, seconds):
    book.note({"x-ratelimit-remaining-requests": "1", "x-ratelimit-reset-requests": reset})
    window = book.quota.requests
    assert window.resets_at == (None if seconds is None else NOW + seconds)


@pytest.mark.parametrize("remaining", ["", "many", "-1", "nan", "inf"])
def test_a_window_without_a_count_is_none(book, remaining):
    book.note({"x-ratelimit-remaining-requests": remaining})
    assert book.quota == Quota()


def test_what_an_answer_does_not_mention_stays(book):
    book.note({"x-ratelimit-remaining-requests": "3"})
    book.note({"x-ratelimit-remaining-tokens": "9"})
    book.note({"content-type": "application/json"})
    assert book.quota == Quota(QuotaWindow(None, 3, None), QuotaWindow(None, 9, None))


NAMES = [
    "date",
    "x-ratelimit-limit-requests",
    "x-ratelimit-remaining-requests",
    "x-ratelimit-reset-requests",
    "anthropic-ratelimit-tokens-limit",
    "anthropic-ratelimit-tokens-remaining",
    "anthropic-ratelimit-tokens-reset",
]
PIECES = [
    "1",
    "9" * 30,
    "ms",
    "h",
    "s",
    "-",
    "+",
    ":",
    ".",
    "T",
    "Z",
    " ",
    "2027-01-15",
    "Fri,",
    "Jan",
]
VALUES = st.one_of(
    st.text(),
    st.from_regex(r"\d{1,40}(\.\d+)?(ms|s|m|h|d)?"),
    st.from_regex(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?"),
    st.datetimes(timezones=st.timezones()).map(lambda moment: moment.isoformat()),
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
    st.integers().map("Fri, 15 Jan 2027 09:00:00 {}".format),
    st.integers().map("{} Jan 2027 09:00:00 GMT".format),
)


@given(st.dictionaries(st.sampled_from(NAMES), VALUES))
def test_no_header_is_too_odd(headers):
    book = QuotaBook(clock=lambda: NOW)
    book.note(headers)
    for window in (book.quota.requests, book.quota.tokens):
        assert window is None or window.remaining >= 0
        assert window is None or window.resets_at is None or window.resets_at >= NOW
