import pytest

from app.domain.key_shapes import KeyShape, recognise


@pytest.mark.parametrize(
    ("key", "provider", "is_certain"),
    [
        ("sk-ant-api03-" + "x" * 93 + "AA", "anthropic", True),
        ("sk-proj-" + "a1_-" * 30, "openai", True),
        ("sk-svcacct-" + "a1_-" * 30, "openai", True),
        ("sk-" + "a" * 20 + "T3BlbkFJ" + "b" * 20, "openai", True),
        ("sk-" + "0123456789abcdef" * 2, "openai", False),
        ("AIza" + "x" * 35, "google", True),
        ("x" * 40, "cohere", False),
        ("  sk-ant-api03-pasted-with-blanks\n", "anthropic", True),
    ],
)
def test_a_key_is_recognised_by_its_shape(key: str, provider: str, is_certain: bool):
    assert recognise(key) == KeyShape(provider, is_certain)


@pytest.mark.parametrize(
    "key",
    ["", "hello", "sk-", "sk-or-v1-" + "0" * 64, "gsk_" + "a" * 52, "AIza", "two words", "x" * 41],
)
def test_what_is_nobodys_shape_is_not_guessed(key: str):
    assert recognise(key) is None
