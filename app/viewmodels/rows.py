"""What a chat shows, as values: built by the view models, read by the widgets."""

from dataclasses import dataclass, field

from app.domain.answer import AnswerStatus
from app.domain.conversation import ContextPolicy
from app.domain.error_details import ErrorDetails
from app.domain.lane import Candidate, ModelRef
from app.domain.marks import Mark
from app.domain.messages import FinishReason
from app.domain.metrics import Metrics
from app.domain.retry import RetryStatus


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer in a transcript.

    Attributes:
        attempt: Which attempt is shown, from 1.
        attempts: How many there are.
        model: The model that was asked.
        error: The sentence of the failure, or "".
        error_details: What else is known of the failure, if a provider was its cause.
        retry: The wait that is under way, for WAITING.
        because: What kept the lane's own model from answering; "" unless this one stands in.
        stand_in: The model that could answer in its place; "" if there is none.
        has_other_key: Whether its provider could be asked with another key.
        marks: What it did better than all other lanes, once they are done.
    """

    answer_id: str
    lane_id: str
    model_label: str
    status: AnswerStatus
    attempt: int = 1
    attempts: int = 1
    text: str = ""
    reasoning: str = ""
    model: ModelRef | None = None
    error: str = ""
    error_details: ErrorDetails | None = None
    finish_reason: FinishReason | None = None
    metrics: Metrics = field(default_factory=Metrics)
    retry: RetryStatus | None = None
    because: str = ""
    stand_in: str = ""
    has_other_key: bool = False
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that would go along with the prompt.

    Attributes:
        label: Its name and how much it is.
        icon: What stands for its kind.
    """

    file_id: str
    name: str
    label: str
    icon: str


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A prompt and the answer that one lane gave to it.

    Attributes:
        version: Which version of the prompt is shown, from 1.
        versions: How many there are.
        answer: None where the lane was not asked.
        files: What went along with the prompt, each with how much it is.
        policy: What of earlier answers went along.
    """

    turn_id: str
    prompt: str
    version: int = 1
    versions: int = 1
    answer: AnswerRow | None = None
    files: tuple[str, ...] = ()
    policy: ContextPolicy = ContextPolicy.OWN


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane in the lane bar; `provider` picks the colour of its dot, `note` says what it is."""

    lane_id: str
    label: str
    provider: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class VoteBarRow:
    """What is said of the vote on the answers that are shown last.

    Attributes:
        can_call_none_best: They can be called a tie, or all bad.
        can_reveal: Names are hidden and can be shown.
        can_take_back: There is a vote, which can be given tags, too.
        tags: Those that it has.
    """

    sentence: str
    can_call_none_best: bool = False
    can_reveal: bool = False
    can_take_back: bool = False
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LineUpRow:
    """A named set of lanes in the menu of line-ups.

    Attributes:
        labels: What its lanes are called, left to right; how many while names are hidden.
        providers: Their dots; none meanwhile.
        is_default: New chats start with it.
        is_current: The lanes of the chat were taken from it.
        is_changed: They are others by now.
    """

    id: str
    name: str
    labels: tuple[str, ...]
    providers: tuple[str, ...]
    is_default: bool = False
    is_current: bool = False
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A model in the picker; `group` is the provider or server it stands under."""

    ref: ModelRef
    label: str
    group: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeyChoice:
    """A key that a lane may ask with, by its name."""

    key_id: str
    name: str


@dataclass(frozen=True, slots=True)
class FallbackRow:
    """A model that may stand in for a lane's own; `keys` are those it can be asked with."""

    candidate: Candidate
    label: str
    keys: tuple[KeyChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class LaneAccessRow:
    """How a lane's model is reached, and which ones stand in for it.

    Attributes:
        key_id: The chosen key; "" for the provider's default.
        keys: Those it can be asked with, the default first.
        fallbacks: In the order they are asked.
        switches: They are asked without a question.
    """

    lane_id: str
    label: str
    key_id: str = ""
    keys: tuple[KeyChoice, ...] = ()
    fallbacks: tuple[FallbackRow, ...] = ()
    switches: bool = False
