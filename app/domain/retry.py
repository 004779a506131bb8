"""What a retry is doing, as the person sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetryStatus:
    """One step of a retry: sent when a wait begins and once a second while it lasts.

    Attributes:
        reason: What happened, in a few words.
        attempt: The attempt that comes next; the first retry is attempt 2.
        max_attempts: All attempts together, the first included.
        seconds_left: Seconds until the attempt starts.
        server_asked: Seconds that the server asked to wait, if it did.
    """

    reason: str
    attempt: int
    max_attempts: int
    seconds_left: float
    server_asked: float | None
