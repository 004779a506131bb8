"""From a provider's own account of a failure to the error and the sentence for the person."""

import re
from dataclasses import dataclass

from app.domain import errors
from app.domain.errors import ProviderError
from app.providers.parameter_names import is_refusal, named_parameter
from app.providers.scrub import scrub
from app.words import N_, _

# What is waited for longer is no matter of a moment.
_LONG_MINUTES = 5

_CONTEXT = re.compile(
    r"context.?(length|limit|size|window)|prompt is too long|too many tokens"
    r"|maximum number of tokens",
    re.IGNORECASE,
)
_STATUS_ERRORS: dict[int, type[ProviderError]] = {
    401: errors.AuthenticationError,
    402: errors.QuotaExhaustedError,
    403: errors.PermissionDeniedError,
    404: errors.ModelNotFoundError,
    407: errors.ProxyError,
    408: errors.ResponseTimeoutError,
    413: errors.ContextLengthError,
    429: errors.RateLimitError,
    503: errors.OverloadedError,
    529: errors.OverloadedError,
}
_CODE_ERRORS: dict[str, type[ProviderError]] = {
    "API_KEY_INVALID": errors.AuthenticationError,
    "FAILED_PRECONDITION": errors.PermissionDeniedError,
    "authentication_error": errors.AuthenticationError,
    "billing_error": errors.QuotaExhaustedError,
    "billing_hard_limit_reached": errors.QuotaExhaustedError,
    "bio_policy": errors.ContentFilteredError,
    "content_filter": errors.ContentFilteredError,
    "content_policy_violation": errors.ContentFilteredError,
    "context_length_exceeded": errors.ContextLengthError,
    "contract_spend_limit_reached": errors.QuotaExhaustedError,
    "empty_image_file": errors.InvalidRequestError,
    "enforced_spend_limit_reached": errors.QuotaExhaustedError,
    "exceed_context_size_error": errors.ContextLengthError,
    "image_content_policy_violation": errors.ContentFilteredError,
    "image_file_too_large": errors.InvalidRequestError,
    "image_parse_error": errors.InvalidRequestError,
    "image_too_large": errors.InvalidRequestError,
    "image_too_small": errors.InvalidRequestError,
    "insufficient_quota": errors.QuotaExhaustedError,
    "invalid_api_key": errors.AuthenticationError,
    "invalid_base64_image": errors.InvalidRequestError,
    "invalid_image": errors.InvalidRequestError,
    "invalid_image_format": errors.InvalidRequestError,
    "invalid_prompt": errors.ContentFilteredError,
    "linked_organization_spend_limit_reached": errors.QuotaExhaustedError,
    "misalignment_policy_violation": errors.ContentFilteredError,
    "model_not_found": errors.ModelNotFoundError,
    "organization_on_hold": errors.PermissionDeniedError,
    "overloaded_error": errors.OverloadedError,
    "rate_limit_error": errors.RateLimitError,
    "rate_limit_exceeded": errors.RateLimitError,
    "server_error": errors.ProviderUnavailableError,
    "timeout_error": errors.ResponseTimeoutError,
    "unsupported_parameter": errors.UnsupportedParameterError,
    "unsupported_value": errors.UnsupportedParameterError,
}
_SENTENCES: dict[type[ProviderError], str] = {
    errors.AuthenticationError: N_("{subject} refused the key. Check it in Settings."),
    errors.QuotaExhaustedError: N_(
        "{subject} says that no credit is left. Add some in your account there, or pick another "
        "model."
    ),
    errors.ProxyError: N_(
        "The proxy wants a name and a password. Enter them in Settings: the name in its address, "
        "as in http://name@proxy:port, and the password below it."
    ),
    errors.PermissionDeniedError: N_(
        "{subject} does not let this key use this model. Pick another model or another key."
    ),
    errors.ModelNotFoundError: N_(
        "{subject} does not know this model. Pick another one, or check the address in Settings."
    ),
    errors.ResponseTimeoutError: N_("{subject} took too long. Try again in a moment."),
    errors.ContextLengthError: N_(
        "The conversation is too long for this model. Shorten it, or pick a model that reads more."
    ),
    errors.RateLimitError: N_("Rate limited by {subject}. Wait a moment, then try again."),
    errors.OverloadedError: N_("{subject} is too busy right now. Wait a moment, then try again."),
    errors.ProviderUnavailableError: N_("{subject} failed on its side. Try again in a moment."),
    errors.ContentFilteredError: N_(
        "{subject} declined to answer this. Put the prompt differently, or pick another model."
    ),
    errors.UnsupportedParameterError: N_(
        "This model does not take one of the lane's parameters. Change them, or pick another model."
    ),
    errors.InvalidRequestError: N_(
        "{subject} refused the request. Check the lane's parameters, or pick another model."
    ),
    errors.MalformedResponseError: N_(
        "{subject} sends on to another address, where Parley takes neither keys nor prompts. If "
        "this network wants you to sign in first, do so in your browser; else check the address "
        "in Settings."
    ),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What a provider said about a failure; whatever it left out is None.

    Attributes:
        status: HTTP status, or a code in the body that means the same.
        code: Its own names for the failure, the narrowest first.
        message: Its own words.
        parameter: Its own name of the parameter that is at fault.
    """

    status: int | None
    code: tuple[str, ...]
    message: str
    parameter: str | None = None


def error_class(failure: Failure) -> type[ProviderError]:
    """The narrowest error of our tree that a failure fits."""
    status = failure.status
    if status in (400, 422, 500, None) and _CONTEXT.search(failure.message):
        return errors.ContextLengthError
    if status in (400, 422) and is_refusal(failure.message) and _parameter(failure):
        return errors.UnsupportedParameterError
    for code in failure.code:
        if code in _CODE_ERRORS:
            return _CODE_ERRORS[code]
    if status in _STATUS_ERRORS:
        return _STATUS_ERRORS[status]
    if status is None or status >= 500:
        return errors.ProviderUnavailableError
    return errors.InvalidRequestError if status >= 400 else errors.MalformedResponseError


def make_error(
    failure: Failure,
    *,
    provider: str,
    subject: str,
    api_key: str,
    request_id: str | None = None,
    retry_after: float | None = None,
) -> ProviderError:
    """The error of our tree for a failure.

    Args:
        failure: What the provider said.
        provider: Registry name.
        subject: What a sentence about the provider begins with.
        api_key: To be kept out of everything.
        request_id: The provider's id of the request.
        retry_after: Seconds that the provider asked to wait.
    """
    error = error_class(failure)
    return error(
        _sentence(error, subject),
        provider=provider,
        status=failure.status,
        code=scrub(failure.code[0], api_key) if failure.code else None,
        request_id=scrub(request_id, api_key) if request_id else None,
        retry_after=retry_after,
        detail=scrub(failure.message, api_key),
        parameter=_parameter(failure) if error is errors.UnsupportedParameterError else None,
    )


def limit_error(retry_after: float | None, provider: str, subject: str) -> errors.RateLimitError:
    """The error of what a known limit held back.

    Args:
        retry_after: Seconds until there is room again, if that is known.
        provider: Registry name.
        subject: What a sentence about the provider begins with.
    """
    minutes = (retry_after or 0.0) / 60
    words = _sentence(errors.RateLimitError, subject)
    if minutes > _LONG_MINUTES:
        words = _(
            "{subject} gives this key no more for another {minutes} minutes. Pick "
            "another model or another key meanwhile."
        ).format(subject=subject, minutes=f"{minutes:.0f}")
    return errors.RateLimitError(
        words,
        provider=provider,
        retry_after=retry_after,
        detail=_("Not sent: the last answer said that nothing is left for now."),
        was_sent=False,
    )


def _sentence(error: type[ProviderError], subject: str) -> str:
    """What the person reads: what happened, and what to do."""
    words = _(_SENTENCES[error])
    if not words.startswith("{subject}"):
        subject = re.sub("^The ", "the ", subject)
    return words.format(subject=subject)


def _parameter(failure: Failure) -> str | None:
    return named_parameter(failure.parameter, failure.message)
