"""What is said of a key's limits."""

import pytest

from app.domain.connection import Quota, QuotaWindow
from app.viewmodels.quota_words import quota_lines, share_left

NOW = 1_800_000_000.0


def lines(requests=None, tokens=None):
    return quota_lines(Quota(requests, tokens), lambda: NOW)


def test_nothing_is_said_of_what_is_unknown():
    assert lines() == []
    assert share_left(Quota(), lambda: NOW) is None


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.2, ", full again in 1 s"),
        (12.4, ", full again in 12 s"),
        (99.9, ", full again in 100 s"),
        (100, ", full again in 2 min"),
        (86_400, ", full again in 24 h"),
    ],
)
def test_each_limit_has_a_line(seconds, words):
    assert lines(QuotaWindow(60, 3, NOW + seconds)) == [f"3 requests left of 60{words}"]


def test_a_limit_without_a_size_or_an_end_says_what_is_left():
    assert lines(tokens=QuotaWindow(None, 12_000, None)) == ["12,000 tokens left"]


def test_a_window_that_is_over_is_full_again():
    quota = Quota(QuotaWindow(60, 0, NOW - 1))
    assert quota_lines(quota, lambda: NOW) == ["60 requests left of 60"]
    assert share_left(quota, lambda: NOW) == 1


def test_the_tighter_limit_counts():
    quota = Quota(QuotaWindow(10, 5, NOW + 9), QuotaWindow(1000, 100, NOW + 9))
    assert share_left(quota, lambda: NOW) == 0.1
