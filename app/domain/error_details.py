"""What is known of a failure beside its sentence, as a value that can be kept."""

from dataclasses import dataclass
from typing import Self

from app.domain.errors import Action, ProviderError


@dataclass(frozen=True, slots=True)
class ErrorDetails:
    """A `ProviderError` without its sentence; nothing in it holds a key.

    Attributes:
        kind: The error's name in our tree, such as "RateLimitError".
        action: What the person is best advised to do.
        status: HTTP status, if there was one.
        code: The provider's own code for the failure, if it gave one.
        request_id: The provider's id of the request, for its support desk.
        words: The provider's own words.
    """

    kind: str
    action: Action
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    words: str = ""

    @classmethod
    def of(cls, error: ProviderError) -> Self:
        """Those of an error."""
        return cls(
            type(error).__name__,
            error.action,
            error.status,
            error.code,
            error.request_id,
            error.detail,
        )
