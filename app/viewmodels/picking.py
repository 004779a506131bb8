"""Blocks picked out of several answers by hand, to become an answer of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain.blind import turns_in_sight
from app.domain.conversation import Conversation
from app.services.conversations import Conversations
from app.services.merging import Picked, Tray, picked_by_hand
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.merging import is_full, no_room
from app.viewmodels.tasks import Tasks
from app.words import N_, _

_AWAY = N_("A lane that is not shown")
_EARLIER = N_("An earlier answer")


@dataclass(frozen=True, slots=True)
class PickedRow:
    """A block in the tray.

    Attributes:
        markdown: The block.
        label: What the lane that it is from is called.
        provider: Picks the colour of its dot.
    """

    markdown: str
    label: str
    provider: str


class TrayViewModel(QObject):
    """The tray of each chat, kept as long as the program runs.

    Signals:
        changed: Read `rows` again.
        refused: A sentence that says why no answer can be made now.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, conversations: Conversations, chat: ChatViewModel, tasks: Tasks) -> None:
        super().__init__()
        self._conversations = conversations
        self._chat = chat
        self._tasks = tasks
        self._trays: dict[str, Tray] = {}
        chat.opened.connect(self.changed)
        chat.changed.connect(self.changed)

    @property
    def rows(self) -> Sequence[PickedRow]:
        """What is in the tray of the chat that is open, in order."""
        conversation = self._chat.conversation
        lanes = {lane.lane_id: lane for lane in self._chat.lanes}
        in_sight = {turn.id for turn in turns_in_sight(conversation)}
        rows: list[PickedRow] = []
        for piece in self._tray.picked:
            answer = conversation.answer(piece.answer_id)
            lane = lanes.get(answer.lane_id)
            label, provider = (lane.label, lane.provider) if lane else (_(_AWAY), "")
            if self._chat.hides_names and answer.turn_id not in in_sight:
                # Who said it was seen then: the letter of that lane would tell who answers now.
                label = _(_EARLIER)
            rows.append(PickedRow(self._chat.masked(piece.markdown), label, provider))
        return rows

    def add(self, answer_id: str, markdown: str) -> None:
        """Put a block at the end."""
        self._set(self._tray.with_added(Picked(answer_id, markdown)))

    def remove(self, place: int) -> None:
        """Take a block out; places count from 0."""
        self._set(self._tray.without(self._tray.picked[place]))

    def move(self, place: int, to: int) -> None:
        """Put a block at another place, as far as there is one."""
        last = len(self._tray.picked) - 1
        self._set(self._tray.with_moved(self._tray.picked[place], min(max(to, 0), last)))

    def clear(self) -> None:
        """Take all blocks out."""
        self._set(Tray())

    def make_answer(self) -> None:
        """Make an answer of it, in a lane of its own; no model is asked."""
        conversation, tray = self._chat.conversation, self._tray
        if is_full(conversation):
            self.refused.emit(no_room())
        elif tray.picked:
            self._tasks.spawn(self._make(conversation, tray), "make an answer")

    @property
    def _tray(self) -> Tray:
        return self._trays.get(self._chat.conversation.id, Tray())

    def _set(self, tray: Tray) -> None:
        self._trays[self._chat.conversation.id] = tray
        self.changed.emit()

    async def _make(self, conversation: Conversation, tray: Tray) -> None:
        lane, answer = picked_by_hand(conversation, _last_turn(conversation, tray), tray)
        await self._conversations.change(
            conversation.id, lambda c: c.with_lane(lane), answers=[answer]
        )
        self._trays.pop(conversation.id, None)
        self.changed.emit()


def _last_turn(conversation: Conversation, tray: Tray) -> str:
    """The latest turn that something is picked from."""
    turns = {conversation.answer(source).turn_id for source in tray.sources}
    return next(turn.id for turn in reversed(conversation.turns) if turn.id in turns)
