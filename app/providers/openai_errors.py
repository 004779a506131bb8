"""What the openai SDK raises, in our tree. Imports the SDK: only ever import this late."""

from collections.abc import Mapping
from typing import cast

import httpx2
import openai

from app.domain.errors import (
    CertificateError,
    ConnectionFailedError,
    ProviderError,
    ResponseTimeoutError,
)
from app.providers.failure import Failure, error_class, sentence
from app.providers.retry_after import retry_after_seconds
from app.providers.scrub import scrub


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
        None for an exception that is not the SDK's.
    """
    if isinstance(exc, openai.APIConnectionError):
        return _connection_error(exc, provider, subject, api_key)
    if isinstance(exc, openai.APIResponseValidationError) or not isinstance(exc, openai.APIError):
        return None
    failure = _failure(exc)
    error = error_class(failure)
    response = exc.response if isinstance(exc, openai.APIStatusError) else None
    request_id = response.headers.get("x-request-id") if response else None
    return error(
        sentence(error, subject),
        provider=provider,
        status=failure.status,
        code=scrub(failure.code[0], api_key) if failure.code else None,
        request_id=scrub(request_id, api_key) if request_id else None,
        retry_after=retry_after_seconds(response.headers) if response else None,
        detail=scrub(failure.message, api_key),
    )


def _failure(exc: openai.APIError) -> Failure:
    """What the server said. Bodies come from anywhere, so nothing about them is taken for sure."""
    body: Mapping[str, object] = {}
    if isinstance(exc.body, dict):
        body = cast("dict[str, object]", exc.body)  # pyright: ignore[reportUnknownMemberType]
    code, message = body.get("code"), body.get("message")
    status = exc.status_code if isinstance(exc, openai.APIStatusError) else _as_status(code)
    names = tuple(name for name in (code, body.get("type")) if isinstance(name, str))
    return Failure(status, names, message if isinstance(message, str) else exc.message)


def _as_status(code: object) -> int | None:
    """The HTTP status that an error event in a stream gives as its code, if it does."""
    return code if isinstance(code, int) and 400 <= code < 600 else None


def _connection_error(
    exc: openai.APIConnectionError, provider: str, subject: str, api_key: str
) -> ProviderError:
    cause = exc.__cause__
    error: type[ProviderError] = ConnectionFailedError
    if "CERTIFICATE_VERIFY" in str(cause):
        error = CertificateError
        message = (
            f"{subject} has a certificate that this computer does not trust. "
            "Check the address in Settings, and your network's certificates."
        )
    elif isinstance(cause, httpx2.ProxyError):
        message = "The proxy refused the connection. Check the system's proxy settings."
    elif isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout):
        message = (
            f"{subject} can't be reached. Check that it runs, the address in Settings and your "
            "network."
        )
    elif isinstance(exc, openai.APITimeoutError):
        error = ResponseTimeoutError
        message = f"{subject} sent nothing for too long. Try again in a moment."
    else:
        message = f"{subject} broke the connection. Try again in a moment."
    return error(message, provider=provider, detail=scrub(str(cause or exc), api_key))
