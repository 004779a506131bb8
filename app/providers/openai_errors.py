"""What the openai SDK raises, in our tree. Imports the SDK: only ever import this late."""

from collections.abc import Mapping
from typing import cast

import openai

from app.domain.errors import ProviderError
from app.providers.failure import Failure, make_error
from app.providers.retry_after import retry_after_seconds


def map_openai_error(
    exc: Exception, *, provider: str, subject: str, api_key: str
) -> ProviderError | None:
    """The error of our tree for one of the SDK's.

    Args:
        exc: What was raised.
        provider: Registry name.
        subject: What a sentence about the provider begins with.
        api_key: To be kept out of everything.

    Returns:
        None for an exception that is not the SDK's, and for one about the way to the server.
    """
    if not isinstance(exc, openai.APIError) or isinstance(
        exc, openai.APIConnectionError | openai.APIResponseValidationError
    ):
        return None
    response = exc.response if isinstance(exc, openai.APIStatusError) else None
    return make_error(
        _failure(exc),
        provider=provider,
        subject=subject,
        api_key=api_key,
        request_id=response.headers.get("x-request-id") if response else None,
        retry_after=retry_after_seconds(response.headers) if response else None,
    )


def _failure(exc: openai.APIError) -> Failure:
    """What the server said. Bodies come from anywhere, so nothing about them is taken for sure."""
    body: Mapping[str, object] = {}
    if isinstance(exc.body, dict):
        body = cast("dict[str, object]", exc.body)  # pyright: ignore[reportUnknownMemberType]
    code, message, parameter = body.get("code"), body.get("message"), body.get("param")
    status = exc.status_code if isinstance(exc, openai.APIStatusError) else _as_status(code)
    names = tuple(name for name in (code, body.get("type")) if isinstance(name, str))
    return Failure(
        status,
        names,
        message if isinstance(message, str) else exc.message,
        parameter if isinstance(parameter, str) else None,
    )


def _as_status(code: object) -> int | None:
    """The HTTP status that an error event in a stream gives as its code, if it does."""
    return code if isinstance(code, int) and 400 <= code < 600 else None
