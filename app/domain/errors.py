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
│   ├── CertificateError       the server can't prove who it is
│   └── ProxyError             the proxy does not let the request through
├── ResponseTimeoutError       connected, but nothing came for too long
├── MalformedResponseError     an answer that is not what the protocol promises
└── ProviderUnavailableError   the provider failed on its side, or can't be started

StorageError stands beside the tree: chats or settings could not be read or written.
└── KeyringError               a key could not be read from the system's keyring, or kept in it

BudgetReachedError stands there, too: the person's own limit, before anything was sent.

Every error holds a sentence for the person; `str(error)` is that sentence and never holds a key.
"""

from enum import StrEnum
from typing import ClassVar


class Action(StrEnum):
    """What the person is best advised to do about an error."""

    CHANGE_PARAMETERS = "change_parameters"
    CHANGE_PROMPT = "change_prompt"
    CHECK_ADDRESS = "check_address"
    CHECK_CERTIFICATE = "check_certificate"
    CHECK_NETWORK = "check_network"
    CHECK_PROXY = "check_proxy"
    OPEN_SETTINGS = "open_settings"
    PICK_ANOTHER_MODEL = "pick_another_model"
    SHORTEN = "shorten"
    TRY_AGAIN = "try_again"
    WAIT = "wait"


class ProviderError(Exception):
    """Base of the tree.

    Attributes:
        provider: Registry name of the provider, "" where none was involved.
        status: HTTP status, if there was one.
        code: The provider's own code for the failure, if it gave one.
        request_id: The provider's id of the request, for its support desk.
        retry_after: Seconds the server asked to wait, if it said so.
        detail: The provider's own words, without keys; shown behind a fold.
        parameter: Field of `Parameters` that the provider refuses, if it named one.
        action: What the person is best advised to do.
        can_retry: Whether the same request may succeed a little later.
        was_sent: Whether the request went out; False where a known limit leaves no room for it.
    """

    action: Action = Action.TRY_AGAIN
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
        parameter: str | None = None,
        action: Action | None = None,
        was_sent: bool = True,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.provider = provider
        self.status = status
        self.code = code
        self.request_id = request_id
        self.retry_after = retry_after
        self.detail = detail
        self.parameter = parameter
        self.action = action or self.action
        self.was_sent = was_sent

    @property
    def cause(self) -> str:
        """What happened, without what to do about it."""
        return self.message.split(". ", 1)[0].rstrip(".")


class AuthenticationError(ProviderError):
    """The key is missing, malformed or refused."""

    action = Action.OPEN_SETTINGS


class PermissionDeniedError(ProviderError):
    """The key is valid but may not use this model or endpoint."""

    action = Action.PICK_ANOTHER_MODEL


class QuotaExhaustedError(ProviderError):
    """No credit or monthly budget left; waiting does not help."""

    action = Action.PICK_ANOTHER_MODEL


class RateLimitError(ProviderError):
    """Too many requests or tokens for now; waiting helps."""

    action = Action.WAIT
    can_retry = True


class OverloadedError(ProviderError):
    """The provider is too busy to answer (503, 529)."""

    action = Action.WAIT
    can_retry = True


class InvalidRequestError(ProviderError):
    """The provider refused the request as it stands."""

    action = Action.CHANGE_PARAMETERS


class ContextLengthError(InvalidRequestError):
    """The conversation is longer than the model's context window."""

    action = Action.SHORTEN


class UnsupportedParameterError(InvalidRequestError):
    """The model does not take one of the parameters that were sent."""


class ModelNotFoundError(InvalidRequestError):
    """The provider has no model of that name."""

    action = Action.PICK_ANOTHER_MODEL


class ContentFilteredError(ProviderError):
    """The provider's filter stopped the prompt or the answer."""

    action = Action.CHANGE_PROMPT


class ConnectionFailedError(ProviderError):
    """No connection could be made, or it broke."""

    action = Action.CHECK_NETWORK
    can_retry = True


class CertificateError(ConnectionFailedError):
    """The server's certificate is not trusted; trying again changes nothing."""

    action = Action.CHECK_CERTIFICATE
    can_retry = False


class ProxyError(ConnectionFailedError):
    """The proxy can't be reached or refuses; trying again changes nothing."""

    action = Action.CHECK_PROXY
    can_retry = False


class ResponseTimeoutError(ProviderError):
    """Connected, but no byte came for too long."""

    can_retry = True


class MalformedResponseError(ProviderError):
    """The answer is not what the protocol promises (a login page, broken JSON, no end)."""

    action = Action.CHECK_ADDRESS


class ProviderUnavailableError(ProviderError):
    """The provider failed on its side (500, 502, 504), or could not be started."""

    can_retry = True


class BudgetReachedError(Exception):
    """The person's budget stops a prompt; nothing was stored and no model was asked.

    Attributes:
        message: Which budget, what was spent, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class StorageError(Exception):
    """What the person has can't be read or written.

    Attributes:
        message: What happened, what is safe, and what to do.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class KeyringProblem(StrEnum):
    """What can be wrong with the system's keyring."""

    NO_BACKEND = "no_backend"
    LOCKED = "locked"
    PROMPT_DISMISSED = "prompt_dismissed"
    BUS_GONE = "bus_gone"
    ENTRY_VANISHED = "entry_vanished"
    TOO_LONG = "too_long"
    NOT_KEPT = "not_kept"
    TIMED_OUT = "timed_out"
    OTHER = "other"


class KeyringError(StorageError):
    """The system's keyring did not do what it was asked; nothing was deleted.

    Attributes:
        problem: Which of the known cases it is.
    """

    def __init__(self, message: str, problem: KeyringProblem) -> None:
        super().__init__(message)
        self.problem = problem
