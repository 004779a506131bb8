"""What happens in conversations, and who is told."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.answer import Answer
from app.domain.retry import RetryStatus


@dataclass(frozen=True, slots=True)
class TextArrived:
    """More of a streaming answer."""

    conversation_id: str
    lane_id: str
    answer_id: str
    text: str
    reasoning: str


@dataclass(frozen=True, slots=True)
class AnswerChanged:
    """An answer was queued, began to wait or to stream, or ended.

    Attributes:
        answer: With everything that has arrived.
        retry: The wait that is under way, for WAITING.
    """

    conversation_id: str
    answer: Answer
    retry: RetryStatus | None = None


@dataclass(frozen=True, slots=True)
class ConversationChanged:
    """Turns, lanes, attempts or the title of a conversation changed."""

    conversation_id: str


@dataclass(frozen=True, slots=True)
class ChatListChanged:
    """Chats were pinned, deleted or brought back.

    Attributes:
        deleted: The ids of those that are gone now.
    """

    deleted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that the person should read: text that could not be saved, say."""

    sentence: str


ChatEvent = TextArrived | AnswerChanged | ConversationChanged | ChatListChanged | Remark


class Events:
    """Passes events on to whoever subscribed, at once and in the event loop's thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[ChatEvent], None]] = []

    def subscribe(self, listener: Callable[[ChatEvent], None]) -> None:
        """Call a function with every event from now on."""
        self._listeners.append(listener)

    def emit(self, event: ChatEvent) -> None:
        """Tell all listeners."""
        for listener in self._listeners:
            listener(event)
