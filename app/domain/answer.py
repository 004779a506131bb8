"""An answer: one attempt of one lane at one turn."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.error_details import ErrorDetails
from app.domain.lane import Candidate, ModelRef
from app.domain.merging import Merge
from app.domain.messages import FinishReason
from app.domain.metrics import Metrics


class AnswerStatus(StrEnum):
    """Where an answer stands; the last four are ends."""

    QUEUED = "queued"
    WAITING = "waiting"
    STREAMING = "streaming"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"
    INTERRUPTED = "interrupted"

    @property
    def is_live(self) -> bool:
        """Whether text may still come."""
        return self in _LIVE


_LIVE = frozenset({AnswerStatus.QUEUED, AnswerStatus.WAITING, AnswerStatus.STREAMING})


@dataclass(frozen=True, slots=True)
class Answer:
    """One attempt of one lane at one turn.

    Attributes:
        attempt: 1 for the first; regenerating adds the next.
        selected: Shown, and sent along with later prompts. One a turn and lane.
        model: The model that was asked; the lane may have changed since.
        key_id: The key that it was asked with; "" for the provider's default.
        error: The sentence of the failure, for FAILED and INTERRUPTED.
        error_details: What else is known of it; None where Parley itself was the cause.
        because: What kept the model before it from answering; "" unless the answer stands in.
        created_at: Unix seconds.
        context_limit: Estimated tokens that its context was cut to; None where all was sent.
        merge: The answers that it was made of; None unless it is a merged one.
    """

    id: str
    turn_id: str
    lane_id: str
    attempt: int
    selected: bool
    model: ModelRef
    status: AnswerStatus
    created_at: float
    text: str = ""
    reasoning: str = ""
    error: str = ""
    error_details: ErrorDetails | None = None
    because: str = ""
    key_id: str = ""
    context_limit: int | None = None
    merge: Merge | None = None
    finish_reason: FinishReason | None = None
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def asked(self) -> Candidate:
        """The model with its key."""
        return Candidate(self.model, self.key_id)
