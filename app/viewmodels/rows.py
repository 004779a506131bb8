"""What a view shows, as values: built by the view models, read by the widgets."""

from dataclasses import dataclass, field

from app.domain.conversation import AnswerStatus, Metrics, ModelRef
from app.domain.messages import FinishReason
from app.domain.retry import RetryStatus


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in a transcript.

    Attributes:
        attempt: Which attempt is shown, from 1.
        attempts: How many there are.
        error: The sentence of the failure, or "".
        retry: The wait that is under way, for WAITING.
    """

    answer_id: str
    lane_id: str
    model_label: str
    status: AnswerStatus
    attempt: int = 1
    attempts: int = 1
    text: str = ""
    reasoning: str = ""
    error: str = ""
    finish_reason: FinishReason | None = None
    metrics: Metrics = field(default_factory=Metrics)
    retry: RetryStatus | None = None


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A prompt and the answer that one lane gave to it.

    Attributes:
        version: Which version of the prompt is shown, from 1.
        versions: How many there are.
        answer: None where the lane was not asked.
    """

    turn_id: str
    prompt: str
    version: int = 1
    versions: int = 1
    answer: AnswerRow | None = None


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane in the lane bar; `provider` picks the colour of its dot, `note` says what it is."""

    lane_id: str
    label: str
    provider: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model in the picker; `group` is the provider or server it stands under."""

    ref: ModelRef
    label: str
    group: str
    note: str = ""
