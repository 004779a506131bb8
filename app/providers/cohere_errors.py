"""What the cohere SDK raises, in our tree. Imports the SDK: only ever import this late."""

import re
from collections.abc import Mapping
from typing import cast

from cohere.core.api_error import ApiError
from cohere.core.http_sse import SSEError

from app.domain.errors import MalformedResponseError, ProviderError
from app.providers.cohere_answer import GenerationError
from app.providers.failure import Failure, make_error
from app.providers.retry_after import retry_after_seconds
from app.providers.scrub import scrub
from app.words import _

_REQUEST_ID = "x-debug-trace-id"
# Cohere tells the kinds of 429 apart in words alone.
_USED_UP = re.compile(r"calls? ?/ ?month|per month|monthly|billing|credit", re.IGNORECASE)
_PARAMETER = re.compile(r"\b(thinking|token_budget|temperature|seed|stop_sequences|max_tokens)\b")
# Where a status is Cohere's own, or an answer failed.
_CODES = {
    498: "invalid_api_key",
    499: "timeout_error",
    "ERROR": "server_error",
    "TIMEOUT": "timeout_error",
}


def map_cohere_error(
    exc: Exception, *, provider: str, subject: str, api_key: str
) -> ProviderError | None:
    """The error of our tree for one of the SDK's, or for an answer that failed.

    Args:
        exc: What was raised.
        provider: Registry name.
        subject: What a sentence about the provider begins with.
        api_key: To be kept out of everything.

    Returns:
        None for any other exception.
    """
    headers: Mapping[str, str] = {}
    if isinstance(exc, ApiError):
        failure, headers = _failure(exc), exc.headers or {}
    elif isinstance(exc, GenerationError):
        failure = Failure(None, (_CODES[exc.reason],), exc.words or exc.reason)
    elif isinstance(exc, SSEError):
        # A kind of transport error to the SDK, but nothing is wrong with the way to the server.
        return MalformedResponseError(
            _("{subject} sent something that is no answer. Check the address in Settings.").format(
                subject=subject
            ),
            provider=provider,
            detail=scrub(str(exc), api_key),
        )
    else:
        return None
    return make_error(
        failure,
        provider=provider,
        subject=subject,
        api_key=api_key,
        request_id=headers.get(_REQUEST_ID),
        retry_after=retry_after_seconds(headers),
    )


def _failure(exc: ApiError) -> Failure:
    """What the server said. Bodies come from anywhere, so nothing about them is taken for sure."""
    body, status = cast("Mapping[str, object] | object", exc.body), exc.status_code
    said = cast("Mapping[str, object]", body).get("message") if isinstance(body, dict) else body
    message = said if isinstance(said, str) else str(cast("object", body))
    codes = [code] if (code := _CODES.get(status or 0)) else []
    if status == 429 and _USED_UP.search(message):
        codes.append("insufficient_quota")
    named = _PARAMETER.search(message)
    return Failure(status, tuple(codes), message, named[0] if named else None)
