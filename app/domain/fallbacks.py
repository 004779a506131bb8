"""Which model stands in where a lane's own can't answer."""

from collections.abc import Sequence
from itertools import takewhile

from app.domain import errors
from app.domain.answer import Answer
from app.domain.lane import Candidate, Lane

# Another model may do better; at any other failure it would fail as well, or the person must know.
_UNAVAILABLE = (
    errors.ConnectionFailedError,
    errors.ModelNotFoundError,
    errors.OverloadedError,
    errors.ProviderUnavailableError,
    errors.QuotaExhaustedError,
    errors.RateLimitError,
    errors.ResponseTimeoutError,
)


def is_unavailable(error: errors.ProviderError) -> bool:
    """Whether a model could not answer because it can't be had now."""
    return isinstance(error, _UNAVAILABLE)


def fallbacks_left(lane: Lane, attempts: Sequence[Answer]) -> tuple[Candidate, ...]:
    """Those of a lane's fallbacks that were not asked since its own model was, in their order.

    Args:
        lane: The lane.
        attempts: Its attempts at one turn, first to last.
    """
    own = lane.first_choice
    asked = (answer.asked for answer in reversed(attempts))
    tried = {own, *takewhile(lambda candidate: candidate != own, asked)}
    return tuple(fallback for fallback in lane.fallbacks if fallback not in tried)


def next_fallback(lane: Lane, attempts: Sequence[Answer]) -> Candidate | None:
    """The first of `fallbacks_left`; None if there is none."""
    return next(iter(fallbacks_left(lane, attempts)), None)
