"""What the google-genai SDK raises, in our tree. Imports the SDK: only ever import this late."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from google.genai.errors import APIError

from app.domain.errors import ProviderError, QuotaExhaustedError
from app.providers.failure import Failure, make_error
from app.providers.retry_after import retry_after_seconds
from app.words import _

Detail = Mapping[str, object]

# Google names a parameter in its sentences, without quotation marks.
_PARAMETER = re.compile(
    r"thinking.?(level|budget)|thinking|temperature|top.?p\b|max.?output.?tokens|stop.?sequences"
    r"|\bseed\b",
    re.IGNORECASE,
)


def map_google_error(
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
    if not isinstance(exc, APIError):
        return None
    said: Any = exc  # its types name packages that are not installed
    details = tuple(_details(said.details))
    headers: Mapping[str, str] = getattr(said.response, "headers", {})
    error = make_error(
        _failure(said, details),
        provider=provider,
        subject=subject,
        api_key=api_key,
        request_id=headers.get("x-request-id"),
        retry_after=_retry_after(details, headers),
    )
    return _used_up_today(error, subject) if _is_daily(details) else error


def _failure(said: Any, details: Iterable[Detail]) -> Failure:
    """What the server said. Bodies come from anywhere, so nothing about them is taken for sure."""
    reasons = (detail.get("reason") for detail in details)
    names = tuple(name for name in (*reasons, said.status) if isinstance(name, str))
    message = said.message if isinstance(said.message, str) else str(said)
    named = _PARAMETER.search(message)
    return Failure(said.code, names, message, re.sub(r"\W", "_", named[0]) if named else None)


def _used_up_today(error: ProviderError, subject: str) -> QuotaExhaustedError:
    return QuotaExhaustedError(
        _(
            "{subject} lets this key ask this model no more today. Pick another model, "
            "or raise the quota in your account there."
        ).format(subject=subject),
        provider=error.provider,
        status=error.status,
        code=error.code,
        request_id=error.request_id,
        detail=error.detail,
    )


def _is_daily(details: Iterable[Detail]) -> bool:
    """Whether one of the limits that were reached lasts until tomorrow."""
    violations = (_dicts(detail.get("violations")) for detail in details)
    return any("PerDay" in str(each.get("quotaId")) for some in violations for each in some)


def _retry_after(details: Iterable[Detail], headers: Mapping[str, str]) -> float | None:
    asked = retry_after_seconds(headers)
    if asked is not None:
        return asked
    delays = (re.fullmatch(r"(\d+(?:\.\d+)?)s", str(each.get("retryDelay"))) for each in details)
    return next((float(delay[1]) for delay in delays if delay), None)


def _details(body: object) -> Iterator[Detail]:
    """Google's structured details: ErrorInfo, RetryInfo, QuotaFailure and more."""
    for whole in _dicts([body]):
        for error in _dicts([whole.get("error")]):
            yield from _dicts(error.get("details"))


def _dicts(value: object) -> Iterator[Detail]:
    """The JSON objects in what may be a JSON array."""
    if isinstance(value, list):
        for item in cast("list[object]", value):
            if isinstance(item, dict):
                yield cast("Detail", item)
