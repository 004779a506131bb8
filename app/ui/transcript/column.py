"""The messages of a transcript below each other: where each stands, and which are laid out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from app.ui.theme import Theme
from app.ui.transcript.allowance import Allowance
from app.ui.transcript.heights import Heights
from app.ui.transcript.message import Message
from app.ui.transcript.part import Part

GAP = 20
_BELOW = 24
# More prepared messages than these cost memory for little.
_MOST_PREPARED = 120


class Standing(NamedTuple):
    """A part and where it stands.

    Attributes:
        message: Number of its message in the column.
        number: Its own number in the message.
        y: Its place in the column.
    """

    message: int
    number: int
    y: int
    part: Part


class Column:
    """Lays out what is looked at; all else has an estimated height until then.

    Attributes:
        above: Pixels above the first message.
        waiting: The first message in sight that could not be laid out in time, if any.
    """

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.above = 0
        self.waiting: int | None = None
        self._gap, self._below, self._scale = GAP, _BELOW, 1.0
        self._width = 0
        self._heights = Heights()
        self._prepared: dict[Message, None] = {}

    @property
    def width(self) -> int:
        """How wide the messages are."""
        return self._width

    @property
    def total(self) -> int:
        """How high all of it is."""
        return self.above + self._heights.total + self._below

    def set_messages(self, messages: Sequence[Message]) -> None:
        """Hold these messages, in this order."""
        self.messages = list(messages)
        self._heights = Heights(self._height(message) for message in self.messages)
        kept = set(self.messages)
        for message in [m for m in self._prepared if m not in kept]:
            del self._prepared[message]

    def set_width(self, width: int) -> None:
        """Be so wide from now on."""
        self._width = width

    def note_height(self, index: int) -> None:
        """Take over the height of a message that changed."""
        self._heights.set(index, self._height(self.messages[index]))

    def top(self, index: int) -> int:
        """Where a message starts."""
        return self.above + self._heights.top(index)

    def index_at(self, y: int) -> int:
        """The message at a place; the first above all, the last below all."""
        return self._heights.row_at(y - self.above)

    def standing_at(self, y: int) -> Standing | None:
        """The part at a place, or the nearest."""
        if not self.messages:
            return None
        index = self.index_at(y)
        while index and not self.messages[index].parts:
            index -= 1
        message, top = self.messages[index], self.top(index)
        if not message.parts:
            return None
        number = message.part_at(y - top)
        return Standing(index, number, top + message.top(number), message.parts[number])

    def visible(self, y: int, height: int) -> Iterator[Standing]:
        """Yield the parts between y and y + height, but for those that are still to be laid out."""
        if not self.messages:
            return
        for index in range(self.index_at(y), len(self.messages)):
            top = self.top(index)
            if top >= y + height:
                return
            for number, part_top, part in self.messages[index].between(y - top, y + height - top):
                if part.width >= 0:
                    yield Standing(index, number, top + part_top, part)

    def settle_at_end(self, height: int, theme: Theme, allowance: Allowance) -> int:
        """Lay out what shows in the last `height` pixels; return where they start."""
        while True:
            y = max(0, self.total - height)
            if not self._lay_out(y, height, theme, allowance):
                return y

    def settle(self, y: int, height: int, theme: Theme, allowance: Allowance) -> int:
        """Lay out what shows in `height` pixels from y on; what is not allowed any more waits.

        Returns:
            The y that keeps in place what stood there, as heights above it may have changed.
        """
        if not self.messages:
            return 0
        y = self._prepare_at(y, theme, allowance)
        (message, part), offset = self._anchor(y, height)
        share = self._share_above(message, part, offset)
        while True:
            changed = self._lay_out(y, height, theme, allowance)
            parts = self.messages[message].parts
            top = self.messages[message].top(min(part, len(parts) - 1)) if parts else 0
            if share:
                offset = round(share * parts[part].height)
            y = min(max(0, self.top(message) + top + offset), max(0, self.total - height))
            if not changed:
                return y

    def trim(self, y: int, height: int) -> None:
        """Release messages that were looked at longest ago."""
        if len(self._prepared) <= _MOST_PREPARED:
            return
        first, last = self.index_at(y), self.index_at(y + height)
        near = set(self.messages[first : last + 1])
        for message in list(self._prepared):
            if len(self._prepared) <= _MOST_PREPARED:
                return
            if message not in near and not message.is_kept:
                message.release()
                del self._prepared[message]

    def take_on(self, theme: Theme, y: int) -> int:
        """The theme changed: make everything that depends on it again.

        Returns:
            The place where now stands what stood at y.
        """
        standing = self.standing_at(y)
        growth, self._scale = theme.scale / self._scale, theme.scale
        self._gap, self._below = theme.space(GAP), theme.px(_BELOW)
        for message in self.messages:
            message.take_on(growth)
        self._heights = Heights(self._height(message) for message in self.messages)
        if not standing:
            return y
        top = self.top(standing.message) + self.messages[standing.message].top(standing.number)
        return top + round((y - standing.y) * growth)

    def _prepare_at(self, y: int, theme: Theme, allowance: Allowance) -> int:
        """Prepare the message at a place; return the place that is as far down in it as before."""
        index = self.index_at(y)
        message, top = self.messages[index], self.top(index)
        if message.is_prepared:
            return y
        share = (y - top) / max(1, message.height)
        self._lay_out_message(index, 0, 0, theme, allowance)
        return top + round(share * message.height) if y > top else y

    def _anchor(self, y: int, height: int) -> tuple[tuple[int, int], int]:
        """The first part in sight that is exact, or else the first; and how far above it y is."""
        first: tuple[tuple[int, int], int] | None = None
        for index in range(self.index_at(y), len(self.messages)):
            top = self.top(index)
            if top >= y + height:
                break
            message = self.messages[index]
            for number in range(message.part_at(y - top), len(message.parts)):
                part, part_top = message.parts[number], top + message.top(number)
                if part_top >= y + height:
                    break
                if part_top + part.height <= y:
                    continue
                found = (index, number), y - part_top
                if part.width == self._width:
                    return found
                first = first or found
        index = self.index_at(y)
        return first or ((index, 0), y - self.top(index))

    def _share_above(self, message: int, number: int, offset: int) -> float:
        """How much of a part is above the screen, if it is about to be laid out anew."""
        parts = self.messages[message].parts
        if not parts or parts[number].width == self._width:
            return 0.0
        return offset / parts[number].height if 0 < offset < parts[number].height else 0.0

    def _height(self, message: Message) -> int:
        return message.height + self._gap if message.height else 0

    def _lay_out(self, y: int, height: int, theme: Theme, allowance: Allowance) -> bool:
        self.waiting = None
        if not self.messages:
            return False
        index = self.index_at(y)
        changed = False
        while index < len(self.messages) and self.top(index) < y + height:
            message, top = self.messages[index], self.top(index)
            if not message.is_prepared and not allowance.take():
                self.waiting = index
                break
            changed |= self._lay_out_message(index, y - top, y + height - top, theme, allowance)
            if message.is_waiting:
                self.waiting = index
                break
            index += 1
        return changed

    def _lay_out_message(
        self, index: int, top: int, bottom: int, theme: Theme, allowance: Allowance
    ) -> bool:
        message = self.messages[index]
        self._prepared.pop(message, None)
        self._prepared[message] = None
        before = self._heights[index]
        message.prepare()
        changed = message.lay_out(self._width, theme, top, bottom, allowance)
        self.note_height(index)
        return changed or self._heights[index] != before
