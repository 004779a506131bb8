"""What the openai SDK raises that is no answer of a server."""

import httpx2
import openai
import pytest

from app.providers.openai_errors import map_openai_error

REQUEST = httpx2.Request("POST", "https://models.example/v1/chat/completions")


@pytest.mark.parametrize(
    "exc",
    [
        ValueError("no exception of the SDK"),
        openai.OpenAIError("of the SDK, but not of a request"),
        openai.APIResponseValidationError(httpx2.Response(200, request=REQUEST), body=None),
    ],
    ids=lambda exc: type(exc).__name__,
)
def test_what_it_does_not_know_is_left_to_the_base(exc):
    assert map_openai_error(exc, provider="p", subject="The server", api_key="sk-1") is None
