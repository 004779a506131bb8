"""One tree for everything that can go wrong between Parley and a model.

ProviderError
├── AuthenticationError        the key is missing or refused
├── PermissionDeniedError      the key is valid but may not do this
├── QuotaExhaustedError        no credit left; never retried
├── RateLimitError             too many requests for now; `retry_after` says how long to wait
├── OverloadedError            the provider is busy
├── InvalidRequestError        the request itself is wrong
│   ├── ContextLengthError     the conversation is longer than the model can read
│   ├── UnsupportedParameterError
│   └── ModelNotFoundError
├── ContentFilteredError       the provider declined to answer
├── ConnectionFailedError      no connection, or it broke
│   └── CertificateError       the server can't prove who it is
├── ResponseTimeoutError       connected, but nothing came for too long
├── MalformedResponseError     an answer that is not what the protocol promises
└── ProviderUnavailableError   the provider failed on its side, or can't be started

StorageError stands beside the tree: chats or settings could not be read or written.

Every error holds a sentence for the person; `str(error)` is that sentence and never holds a key.
"""

from typing import ClassVar


class ProviderError(Exception):
    """Base of the tree.

    Attributes:
        provider: Registry name of the provider, "" where none was involved.
        status: HTTP status, if there was one.
        code: The provider's own code for the failure, if it gave one.
        request_id: The provider's id of the request, for its support desk.
        retry_after: Seconds the server asked to wait, if it said so.
        detail: The provider's own words, without keys; shown behind a fold.
        can_retry: Whether the same request may succeed a little later.
    """

    can_retry: ClassVar[bool] = False

    def __init__(
        self,
        message: str,
        *,
        provider: str = "",
        status: int | None = None,
        code: str | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
        detail: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.provider = provider
        self.status = status
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after
        self.detail = detail


class AuthenticationError(ProviderError):
    """The key is missing, malformed or refused."""


class PermissionDeniedError(ProviderError):
    """The key is valid but may not use this model or endpoint."""


class QuotaExhaustedError(ProviderError):
    """No credit or monthly budget left; waiting does not help."""


class RateLimitError(ProviderError):
    """Too many requests or tokens for now; waiting helps."""

    can_retry = True


class OverloadedError(ProviderError):
    """The provider is too busy to answer (503, 529)."""

    can_retry = True


class InvalidRequestError(ProviderError):
    """The provider refused the request as it stands."""


class ContextLengthError(InvalidRequestError):
    """The conversation is longer than the model's context window."""


class UnsupportedParameterError(InvalidRequestError):
    """The model does not take one of the parameters that were sent."""


class ModelNotFoundError(InvalidRequestError):
    """The provider has no model of that name."""


class ContentFilteredError(ProviderError):
    """The provider's filter stopped the prompt or the answer."""


class ConnectionFailedError(ProviderError):
    """No connection could be made, or it broke."""

    can_retry = True


class CertificateError(ConnectionFailedError):
    """The server's certificate is not trusted; trying again changes nothing."""

    can_retry = False


class ResponseTimeoutError(ProviderError):
    """Connected, but no byte came for too long."""

    can_retry = True


class MalformedResponseError(ProviderError):
    """The answer is not what the protocol promises (a login page, broken JSON, no end)."""


class ProviderUnavailableError(ProviderError):
    """The provider failed on its side (500, 502, 504), or could not be started."""

    can_retry = True


class StorageError(Exception):
    """What the person has can't be read or written.

    Attributes:
        message: What happened, what is safe, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
