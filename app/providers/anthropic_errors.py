"""What the anthropic SDK raises, in our tree. Imports the SDK: only ever import this late."""

from typing import cast

import anthropic

from app.domain.errors import ProviderError
from app.providers.failure import Failure, make_error
from app.providers.retry_after import retry_after_seconds

# Anthropic has no field for the parameter at fault; where it names two, the first here is left out.
_WORDS = {
    "budget_tokens": "thinking_budget",
    "thinking.type.enabled": "thinking_budget",
    "effort": "reasoning_effort",
    "thinking": "reasoning_effort",
    "top_p": "top_p",
    "temperature": "temperature",
}
_NO_CREDIT = "credit balance"


def map_anthropic_error(
    exc: Exception, *, provider: str, subject: str, api_key: str
) -> ProviderError | None:
    """The error of our tree for a failure that the server told of, by a status or in a stream.

    Args:
        exc: What was raised.
        provider: Registry name.
        subject: What a sentence about the provider begins with.
        api_key: To be kept out of everything.

    Returns:
        None for any other exception.
    """
    if not isinstance(exc, anthropic.APIStatusError):
        return None
    return make_error(
        _failure(exc),
        provider=provider,
        subject=subject,
        api_key=api_key,
        request_id=exc.request_id,
        retry_after=retry_after_seconds(exc.response.headers),
    )


def _failure(exc: anthropic.APIStatusError) -> Failure:
    """What the server said. Bodies come from anywhere, so nothing about them is taken for sure."""
    # An error within a stream comes with the status 200, which says nothing of it.
    status = None if exc.status_code == 200 else exc.status_code
    said = cast("object", exc.api_message)
    message = said if isinstance(said, str) else exc.message
    names = tuple(name for name in (exc.error_code, exc.type) if isinstance(name, str))
    if _NO_CREDIT in message:
        names = ("billing_error", *names)
    return Failure(status, names, message, _parameter(message))


def _parameter(message: str) -> str | None:
    """The parameter that the server's words are about."""
    return next((name for word, name in _WORDS.items() if word in message), None)
