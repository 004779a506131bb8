import pytest

from app.domain.keys import KeyPlace, KeyRecord, Secret
from app.services.environment_keys import keys_in


@pytest.mark.parametrize(
    ("variable", "provider"),
    [
        ("OPENAI_API_KEY", "openai"),
        ("ANTHROPIC_API_KEY", "anthropic"),
        ("GOOGLE_API_KEY", "google"),
        ("GEMINI_API_KEY", "google"),
        ("CO_API_KEY", "cohere"),
        ("COHERE_API_KEY", "cohere"),
    ],
)
def test_a_key_in_the_environment_is_known_by_its_variable(variable: str, provider: str):
    assert list(keys_in({variable: " 0123456789abcdef\n", "HOME": "/home"})) == [
        (
            KeyRecord(variable, provider, "", variable, "cdef", KeyPlace.ENVIRONMENT),
            Secret("0123456789abcdef"),
        )
    ]


def test_an_empty_variable_is_no_key():
    assert list(keys_in({"OPENAI_API_KEY": "  "})) == []
