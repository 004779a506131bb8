"""What the chats are doing, wherever one is looking: for the sidebar and the system's tray."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.domain.answer import Answer, AnswerStatus
from app.domain.retry import RetryStatus
from app.services.conversations import Conversations
from app.services.events import AnswerChanged, ChatEvent, Events
from app.services.running_answers import RunningAnswers
from app.words import N_, ngettext


class ChatState(StrEnum):
    """How a chat stands, in the words that are read aloud."""

    STREAMING = N_("answers are arriving")
    WAITING = N_("waiting to retry")
    FAILED = N_("an answer failed")


class ActivityViewModel(QObject):
    """Follows all answers.

    Signals:
        changed: Read `states` and `summary` again.
        finished: Title of a chat whose last running answer has ended, and a sentence about it.
    """

    changed = Signal()
    finished = Signal(str, str)

    def __init__(
        self, running: RunningAnswers, conversations: Conversations, events: Events
    ) -> None:
        super().__init__()
        self._running = running
        self._conversations = conversations
        self._waits: dict[str, RetryStatus] = {}
        self._failed: set[str] = set()
        self._seen_id = ""
        events.subscribe(self._on_event)

    @property
    def states(self) -> Mapping[str, ChatState]:
        """The chats with something to say: a failure until it is seen."""
        result = dict.fromkeys(self._failed, ChatState.FAILED)
        for conversation_id in self._running.live_conversations():
            live = self._running.live_answers(conversation_id)
            waits = all(answer.status is AnswerStatus.WAITING for answer in live)
            result[conversation_id] = ChatState.WAITING if waits else ChatState.STREAMING
        return result

    @property
    def summary(self) -> str:
        """All of it in a few words, such as "2 answers arriving, 1 waiting 8 s"; "" if nothing."""
        live = [
            answer
            for conversation_id in self._running.live_conversations()
            for answer in self._running.live_answers(conversation_id)
        ]
        waits = [self._waits[answer.id] for answer in live if answer.id in self._waits]
        arriving = len(live) - len(waits)
        parts: list[str] = []
        if arriving:
            words = ngettext("{n} answer arriving", "{n} answers arriving", arriving)
            parts.append(words.format(n=arriving))
        if waits:
            soonest = max(0, round(min(wait.seconds_left for wait in waits)))
            words = ngettext("{n} waiting {seconds} s", "{n} waiting {seconds} s", len(waits))
            parts.append(words.format(n=len(waits), seconds=soonest))
        return ", ".join(parts)

    def look_at(self, conversation_id: str) -> None:
        """The person sees this chat now, and what has failed there."""
        self._seen_id = conversation_id
        self._failed.discard(conversation_id)
        self.changed.emit()

    def _on_event(self, event: ChatEvent) -> None:
        if not isinstance(event, AnswerChanged):
            return
        answer, conversation_id = event.answer, event.conversation_id
        if event.retry:
            self._waits[answer.id] = event.retry
        else:
            self._waits.pop(answer.id, None)
        if answer.status is AnswerStatus.QUEUED:
            self._failed.discard(conversation_id)
        if not answer.status.is_live:
            self._on_end(conversation_id, answer)
        self.changed.emit()

    def _on_end(self, conversation_id: str, answer: Answer) -> None:
        conversation = self._conversations[conversation_id]
        # One that another model stands in for is over, but nobody has to look at it.
        is_shown = conversation.answer(answer.id).selected
        has_failed = answer.status is AnswerStatus.FAILED and is_shown
        if has_failed and conversation_id != self._seen_id:
            self._failed.add(conversation_id)
        if conversation_id not in self._running.live_conversations():
            ends = Counter(a.status for a in conversation.asked(answer.turn_id))
            self.finished.emit(conversation.title, _ends_in_words(ends))


def _ends_in_words(ends: Counter[AnswerStatus]) -> str:
    done, failed = ends[AnswerStatus.DONE], ends[AnswerStatus.FAILED]
    parts: list[str] = []
    if done:
        parts.append(ngettext("{n} answer is there", "{n} answers are there", done).format(n=done))
    if failed:
        parts.append(ngettext("{n} failed", "{n} failed", failed).format(n=failed))
    return f"{', '.join(parts)}." if parts else ""
