"""The difference lens over a transcript: what is read and selected stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from app.ui.transcript.answer_body import Spot
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.caret_moves import part_of
from app.ui.transcript.message_view import MessageView
from app.ui.transcript.selection import Place
from app.viewmodels.lens import LensRow


@dataclass(frozen=True, slots=True)
class _Held:
    """A place in the text of an answer, and how far the top of the screen is below its line."""

    message: int
    spot: Spot
    below: int = 0


class LensView:
    """Puts findings into the messages of a view."""

    def __init__(self, view: MessageView) -> None:
        self._view = view
        self._rows: dict[str, LensRow] = {}
        # Where one was before, unless at the end, and where the lens has led since.
        self._before: _Held | None = None
        self._followed = False
        self._led_to = 0

    def row(self, answer_id: str) -> LensRow | None:
        """What was found out about an answer."""
        return self._rows.get(answer_id)

    def set_row(self, answer_id: str, row: LensRow, message: AnswerMessage | None) -> None:
        """Show what was found out about an answer; no message if it is not in the transcript."""
        if not self._rows:
            self._before, self._followed = self._at_top(), self._view.follows
            self._led_to = self._view.scrolled
        self._rows[answer_id] = row
        if message:
            self._put([(message, row)])

    def clear(self, messages: Sequence[AnswerMessage]) -> None:
        """Show no findings any more."""
        if not self._rows:
            return
        self._rows.clear()
        was_led = self._led_to == self._view.scrolled
        self._put([(message, None) for message in messages])
        if was_led and self._followed:
            self._view.jump_to_end()
        elif was_led and self._before:
            self._view.jump_to(self._y_of(self._before))

    def _put(self, rows: Sequence[tuple[AnswerMessage, LensRow | None]]) -> None:
        view, column = self._view, self._view.column
        was_at = view.scrolled
        top, ends = self._at_top(), [self._held(view.selection.anchor)]
        ends.append(self._held(view.selection.caret))
        changed = [message for message, row in rows if message.set_lens(row)]
        if not changed:
            return
        for index, message in enumerate(column.messages):
            if message in changed:
                column.note_height(index)
        if view.selection.caret is not None:
            anchor, caret = (self._now(held) for held in ends)
            caret = caret or view.selection.caret
            view.selection.select(anchor or view.selection.anchor or caret, caret)
        if view.follows or top is None:
            view.arrange()
        else:
            view.jump_to(self._y_of(top))
        if self._led_to == was_at:
            self._led_to = view.scrolled

    def _at_top(self) -> _Held | None:
        standing = self._view.column.standing_at(self._view.scrolled)
        if not standing:
            return None
        message, y = self._view.column.messages[standing.message], self._view.scrolled - standing.y
        if not isinstance(message, AnswerMessage) or standing.part.width < 0:
            return None
        position = standing.part.position_at(QPointF(0, max(0, y)))
        spot = message.spot_of(standing.number, position)
        below = y - int(standing.part.caret_rect(position).top())
        return _Held(standing.message, spot, below) if spot else None

    def _held(self, place: Place | None) -> _Held | None:
        if place is None:
            return None
        message = self._view.column.messages[place[0]]
        spot = message.spot_of(*place[1:]) if isinstance(message, AnswerMessage) else None
        return _Held(place[0], spot) if spot else None

    def _now(self, held: _Held | None) -> Place | None:
        messages = self._view.column.messages
        message = messages[held.message] if held and held.message < len(messages) else None
        if not held or not isinstance(message, AnswerMessage):
            return None
        return held.message, *message.place_of(held.spot)

    def _y_of(self, held: _Held) -> int:
        place = self._now(held)
        if place is None:
            return self._view.scrolled
        part = part_of(self._view, place)
        column = self._view.column
        column.note_height(place[0])
        top = column.top(place[0]) + column.messages[place[0]].top(place[1])
        return top + int(part.caret_rect(place[2]).top()) + held.below
