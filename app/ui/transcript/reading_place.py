"""Where one reads: the line at the top of a transcript, told so that another one can follow."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.message_view import MessageView


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """A line in a message.

    Attributes:
        is_answer: Whether it is in the answer to the turn, or in its prompt.
        y: Pixels between the top of the message and the line; it may stand in a gap around it.
        height: Of the message, in pixels.
    """

    turn_id: str
    is_answer: bool
    y: float
    height: int


class ReadingPlaces:
    """Finds places in a view, whose messages are known by turn and kind.

    Attributes:
        keys: For each message its turn and whether it is the answer.
    """

    def __init__(self, view: MessageView) -> None:
        self._view = view
        self._column = view.column
        self.keys: list[tuple[str, bool]] = []

    def at_top(self) -> ReadingPlace | None:
        """The place that stands at the top of the screen; None if there is nothing."""
        if not self.keys:
            return None
        y = self._view.scrolled
        index = self._column.index_at(y)
        top, height = self._column.top(index), self._column.messages[index].height
        return ReadingPlace(*self.keys[index], y - top, height)

    def height_of(self, turn_id: str, *, is_answer: bool) -> int | None:
        """How high a message is; None if there is none."""
        index = self.index_of(turn_id, is_answer=is_answer)
        return None if index is None else self._column.messages[index].height

    def show_at_top(self, turn_id: str, y: float, *, is_answer: bool) -> None:
        """Scroll so that a place in a message is at the top, unless there is no such message."""
        index = self.index_of(turn_id, is_answer=is_answer)
        if index is None:
            return
        place = self._column.top(index) + round(y)
        if place != self._view.scrolled:
            self._view.jump_to(place)

    def show(self, place: ReadingPlace) -> None:
        """Scroll to a place, unless there is no such message."""
        self.show_at_top(place.turn_id, place.y, is_answer=place.is_answer)

    def turns_in_sight(self) -> list[str]:
        """The turns of which something is shown, from the top."""
        if not self.keys:
            return []
        y = self._view.scrolled
        first = self._column.index_at(y)
        last = self._column.index_at(y + self._view.viewport().height())
        return list(dict.fromkeys(turn_id for turn_id, _ in self.keys[first : last + 1]))

    def tops_of(self, turn_id: str, places: Sequence[tuple[int, int]]) -> list[float]:
        """Where blocks and their paragraphs start in an answer, rising."""
        index = self.index_of(turn_id, is_answer=True)
        message = None if index is None else self._column.messages[index]
        if not isinstance(message, AnswerMessage):
            return [0.0] * len(places)
        tops: list[float] = []
        for block, paragraph in places:
            top = message.top_of(block, paragraph)
            tops.append(max(top, tops[-1] if tops else 0.0))
        return tops

    def index_of(self, turn_id: str, *, is_answer: bool) -> int | None:
        """The number of a message in the column; None if there is none."""
        key = (turn_id, is_answer)
        return self.keys.index(key) if key in self.keys else None
