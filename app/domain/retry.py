"""What a retry is doing, as the person sees it."""

from dataclasses import dataclass, field

from app.domain.connection import Quota
from app.domain.error_details import ErrorDetails


@dataclass(frozen=True, slots=True)
class RetryStatus:
    """One step of a retry: sent when a wait begins and once a second while it lasts.

    Attributes:
        reason: What happened, in a few words.
        attempt: The attempt that comes next; the first retry is attempt 2.
        max_attempts: All attempts together, the first included.
        seconds_left: Seconds until the attempt starts.
        server_asked: Seconds that the server asked to wait, if it did.
        was_sent: Whether the failed attempt reached the server; False where it only waits its turn.
        details: What else is known of the failure.
        quota: What was last said of the key's limits.
    """

    reason: str
    attempt: int
    max_attempts: int
    seconds_left: float
    server_asked: float | None
    was_sent: bool = True
    details: ErrorDetails | None = field(default=None, compare=False)
    quota: Quota = field(default_factory=Quota)
