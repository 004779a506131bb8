import pytest

from app.providers.scrub import MAX_LENGTH, scrub


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("key sk-1234 is wrong", "key ••• is wrong"),
        ("Authorization: Bearer other", "Authorization: Bearer •••"),
        ('{"authorization": "Bearer other"}', '{"authorization": "Bearer •••"}'),
        ("authorization=other; next", "authorization=••• next"),
        ("bearer other, next", "bearer •••, next"),
        ("not ghp_" + "a1B2c3" * 6, "not [GitHub token masked]"),
        ("nothing secret", "nothing secret"),
    ],
)
def test_keys_are_taken_out(text, scrubbed):
    assert scrub(text, "sk-1234") == scrubbed


def test_no_key_is_no_key():
    assert scrub("as it is", "") == "as it is"


def test_a_web_page_is_cut_short():
    assert len(scrub("x" * 100_000, "key")) == MAX_LENGTH
