"""Changes the lanes of the chat that is open."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.conversation import MAX_LANES, Conversation, Lane, ModelRef, new_id
from app.domain.messages import Parameters
from app.services.chat import ChatService
from app.services.conversations import Change, Conversations
from app.services.line_up import LineUp
from app.viewmodels.tasks import Tasks


class LaneEditor(QObject):
    """Adds, changes, moves and removes lanes; a new chat starts with those used last.

    Signals:
        changed: The lanes are changed, stored, and remembered for the next chat.

    Attributes:
        conversation_id: The chat whose lanes are changed.
    """

    changed = Signal()

    def __init__(
        self,
        conversation_id: str,
        chat: ChatService,
        conversations: Conversations,
        line_up: LineUp,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self.conversation_id = conversation_id
        self._chat = chat
        self._conversations = conversations
        self._line_up = line_up
        self._tasks = tasks

    def accept(self) -> None:
        """Take the lanes as they are for what the person wants to ask."""
        self._change(lambda c: c, "accept the lanes")

    def add(self, model: ModelRef) -> None:
        """Add a lane at the right."""
        if len(self._conversation.active_lanes) < MAX_LANES:
            lane = Lane(new_id(), model)
            self._change(lambda c: c.with_lane(lane), "add a lane")

    def change_model(self, lane_id: str, model: ModelRef) -> None:
        """Let another model answer in a lane from now on."""
        self._change(
            lambda c: c.with_lane(replace(c.lane(lane_id), model=model)), "change a lane's model"
        )

    def change_setup(self, lane_id: str, parameters: Parameters, system_prompt: str) -> None:
        """Change how a lane asks its model from now on."""
        self._change(
            lambda c: c.with_lane(
                replace(c.lane(lane_id), parameters=parameters, system_prompt=system_prompt)
            ),
            "change a lane's parameters",
        )

    def reorder(self, lane_ids: Sequence[str]) -> None:
        """Put the lanes in this order."""
        self._change(lambda c: c.with_lane_order(lane_ids), "reorder lanes")

    def move(self, lane_id: str, delta: int) -> None:
        """Move a lane to the left (-1) or to the right (1)."""
        ids = [lane.id for lane in self._conversation.active_lanes]
        index = ids.index(lane_id)
        ids.insert(max(0, index + delta), ids.pop(index))
        self.reorder(ids)

    def remove(self, lane_id: str) -> None:
        """Take a lane out of the window, unless it is the last; its answers stay stored."""
        if len(self._conversation.active_lanes) > 1:
            self._tasks.spawn(self._remove(self.conversation_id, lane_id), "remove a lane")

    @property
    def _conversation(self) -> Conversation:
        return self._conversations[self.conversation_id]

    def _change(self, change: Change, name: str) -> None:
        async def run(conversation_id: str) -> None:
            await self._line_up.remember(await self._conversations.change(conversation_id, change))
            self.changed.emit()

        self._tasks.spawn(run(self.conversation_id), name)

    async def _remove(self, conversation_id: str, lane_id: str) -> None:
        conversation = self._conversations[conversation_id]
        await self._chat.stop([a.id for a in conversation.answers if a.lane_id == lane_id])
        await self._line_up.remember(
            await self._conversations.change(conversation_id, lambda c: c.without_lane(lane_id))
        )
