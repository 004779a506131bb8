"""What a retry is doing, as the person sees it."""

from dataclasses import dataclass, field

from app.domain.connection import Quota


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
        status: HTTP status of the failure, if there was one.
        code: The provider's own code for it, if it gave one.
        request_id: The provider's id of the request, for its support desk.
        detail: The provider's own words, without keys.
        quota: What was last said of the key's limits.
    """

    reason: str
    attempt: int
    max_attempts: int
    seconds_left: float
    server_asked: float | None
    was_sent: bool = True
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    detail: str = ""
    quota: Quota = field(default_factory=Quota)
