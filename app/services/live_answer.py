"""An answer while it arrives: its text so far, what of it is on the disk, and its clock."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from app.domain.answer import Answer, AnswerStatus
from app.domain.error_details import ErrorDetails
from app.domain.errors import ProviderError
from app.domain.messages import Chunk, FinishReason, Usage
from app.domain.metrics import Metrics
from app.domain.retry import RetryStatus
from app.storage.conversations import TextPiece

Clock = Callable[[], float]


class LiveAnswer:
    """Collects the chunks of one answer.

    Attributes:
        conversation_id: Where the answer belongs.
        retry_now: Set to end a wait before a retry.
        stopped_as: What the answer becomes if its task is cancelled, and the sentence why.
        waits_because: What the last wait before a retry was for; "" if there was none.
    """

    def __init__(self, conversation_id: str, answer: Answer, clock: Clock) -> None:
        self.conversation_id = conversation_id
        self.retry_now = asyncio.Event()
        self.stopped_as: tuple[AnswerStatus, str] = (AnswerStatus.STOPPED, "")
        self.waits_because = ""
        self._answer = answer
        self._clock = clock
        self._started = clock()
        self._first_token_at: float | None = None
        self._pieces = 0
        self._attempts = 0
        self._was_sent = True
        self._waited_s = 0.0
        self._waiting_since: float | None = None
        self._usage: Usage | None = None
        self._finish_reason: FinishReason | None = None
        self._text = [answer.text]
        self._reasoning = [answer.reasoning]
        self._unsaved: list[tuple[str, str]] = []

    @property
    def id(self) -> str:
        """The answer's id."""
        return self._answer.id

    @property
    def lane_id(self) -> str:
        """The lane that answers."""
        return self._answer.lane_id

    @property
    def is_ending(self) -> bool:
        """Whether it has its end, which is being stored."""
        return not self._answer.status.is_live

    def start_attempt(self) -> None:
        """Start the clock: metrics are those of the attempt that answered."""
        self._started = self._clock()
        self._attempts += self._was_sent
        self._was_sent = True
        if self._waiting_since is not None:
            self._waited_s += self._started - self._waiting_since
            self._waiting_since = None
        self.retry_now.clear()

    def set_status(self, status: AnswerStatus) -> None:
        """Queued, waiting or streaming."""
        self._answer = replace(self._answer, status=status)
        if status is AnswerStatus.WAITING and self._waiting_since is None:
            self._waiting_since = self._clock()

    def wait(self, retry: RetryStatus) -> None:
        """Wait for a retry."""
        self.waits_because = retry.reason
        self._was_sent = retry.was_sent
        self.set_status(AnswerStatus.WAITING)

    def feed(self, chunk: Chunk) -> None:
        """Take in one chunk."""
        if chunk["content"] or chunk["reasoning"]:
            self._text.append(chunk["content"])
            self._reasoning.append(chunk["reasoning"])
            self._unsaved.append((chunk["content"], chunk["reasoning"]))
            self._pieces += 1
            if self._first_token_at is None:
                self._first_token_at = self._clock()
        self._usage = chunk["usage"] or self._usage
        self._finish_reason = chunk["finish_reason"] or self._finish_reason

    def snapshot(self) -> Answer:
        """The answer as it stands."""
        now = self._clock()
        first, waiting_since = self._first_token_at, self._waiting_since
        waited_s = self._waited_s + (now - waiting_since if waiting_since is not None else 0.0)
        return replace(
            self._answer,
            text="".join(self._text),
            reasoning="".join(self._reasoning),
            finish_reason=self._finish_reason,
            metrics=Metrics(
                first_token_s=first - self._started if first is not None else None,
                total_s=now - self._started,
                usage=self._usage,
                pieces=self._pieces,
                retries=max(0, self._attempts - 1),
                waited_s=waited_s,
            ),
        )

    def end(self, status: AnswerStatus, error: str = "") -> Answer:
        """The answer with its end."""
        self._answer = replace(self._answer, status=status, error=error)
        return self.snapshot()

    def fail(self, error: ProviderError) -> Answer:
        """The answer with its end, which is a provider's failure."""
        self._answer = replace(self._answer, error_details=ErrorDetails.of(error))
        return self.end(AnswerStatus.FAILED, error.message)

    def take_unsaved(self) -> TextPiece | None:
        """What has arrived since the last time; None if nothing has.

        An answer that has its end is stored whole: a piece written after that would double it.
        """
        if self.is_ending or not self._unsaved:
            return None
        text, reasoning = zip(*self._unsaved, strict=True)
        self._unsaved = []
        return TextPiece(self.id, "".join(text), "".join(reasoning))

    def put_back(self, piece: TextPiece) -> None:
        """Count a piece as unsaved again: it could not be written."""
        self._unsaved.insert(0, (piece.text, piece.reasoning))
