"""Changes the lanes of the chat that is open."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.domain.blind import hides_names, lanes_in_sight, with_widths, without_shuffle
from app.domain.conversation import MAX_LANES, Conversation, Turn, new_id
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.line_ups import with_line_up
from app.domain.messages import Parameters
from app.domain.settings import LineUp, Preset
from app.services.conversations import Change, Conversations
from app.services.line_ups import LineUps
from app.services.running_answers import RunningAnswers
from app.viewmodels.tasks import Tasks


class LaneEditor(QObject):
    """Adds, changes, moves, folds and removes lanes; a new chat starts with those used last.

    Signals:
        changed: The lanes are changed, stored, and remembered for the next chat.

    Attributes:
        conversation_id: The chat whose lanes are changed.
    """

    changed = Signal()

    def __init__(
        self,
        conversation_id: str,
        running: RunningAnswers,
        conversations: Conversations,
        line_ups: LineUps,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self.conversation_id = conversation_id
        self._running = running
        self._conversations = conversations
        self._line_ups = line_ups
        self._tasks = tasks

    def accept(self) -> None:
        """Take the lanes as they are for what the person wants to ask."""
        self._change(lambda c: c, "accept the lanes")

    def add(self, model: ModelRef) -> None:
        """Add a lane at the right."""
        if not self._is_full:
            lane = Lane(new_id(), model)
            self._change(lambda c: c.with_lane(lane), "add a lane")

    def copy(self, lane_id: str) -> None:
        """Add a lane like another one, to be asked with other parameters."""
        if not self._is_full:
            twin = replace(self._conversation.lane(lane_id), id=new_id())
            self._change(lambda c: c.with_lane(twin), "copy a lane")

    def apply(self, line_up: LineUp) -> None:
        """Have the lanes of a line-up in the window, and no others; their answers stay stored."""
        self._tasks.spawn(self._apply(self.conversation_id, line_up), "apply a line-up")

    def change_model(self, lane_id: str, model: ModelRef) -> None:
        """Let another model answer in a lane from now on."""
        self._change(
            # A key belongs to one provider: the next model is asked with its own default.
            lambda c: c.with_lane(replace(c.lane(lane_id), model=model, key_id="")),
            "change a lane's model",
        )

    def change_setup(self, lane_id: str, parameters: Parameters, system_prompt: str) -> None:
        """Change how a lane asks its model from now on."""
        self._change(
            lambda c: c.with_lane(
                replace(c.lane(lane_id), parameters=parameters, system_prompt=system_prompt)
            ),
            "change a lane's parameters",
        )

    def apply_preset(self, preset: Preset, lane_ids: Collection[str]) -> None:
        """Ask in these lanes as a preset says from now on."""

        def change(conversation: Conversation) -> Conversation:
            for lane in conversation.lanes:
                if lane.id in lane_ids:
                    asked = replace(
                        lane, parameters=preset.parameters, system_prompt=preset.system_prompt
                    )
                    conversation = conversation.with_lane(asked)
            return conversation

        self._change(change, "apply a preset")

    def change_access(
        self, lane_id: str, key_id: str, fallbacks: tuple[Candidate, ...], switches: bool
    ) -> None:
        """Change which key a lane asks with, and what stands in for its model.

        Args:
            lane_id: The lane.
            key_id: "" for the provider's default.
            fallbacks: In the order they are asked.
            switches: Ask them without a question.
        """
        self._change(
            lambda c: c.with_lane(
                replace(c.lane(lane_id), key_id=key_id, fallbacks=fallbacks, switches=switches)
            ),
            "change a lane's key and fallbacks",
        )

    def reorder(self, lane_ids: Sequence[str]) -> None:
        """Put the lanes in this order; not while nobody knows which is which."""
        conversation = self._conversation
        if not hides_names(conversation):
            turns = without_shuffle(conversation)
            self._change(lambda c: c.with_lane_order(lane_ids), "reorder lanes", turns)

    def move(self, lane_id: str, delta: int) -> None:
        """Move a lane to the left (-1) or to the right (1)."""
        ids = [lane.id for lane in lanes_in_sight(self._conversation)]
        index = ids.index(lane_id)
        ids.insert(max(0, index + delta), ids.pop(index))
        self.reorder(ids)

    def remove(self, lane_id: str) -> None:
        """Take a lane out of the window, unless it is the last; its answers stay stored."""
        if len(self._conversation.active_lanes) > 1:
            self._tasks.spawn(self._remove(self.conversation_id, lane_id), "remove a lane")

    def continue_with(self, lane_id: str) -> None:
        """Fold all lanes but one away and go on with that one; what they answer goes on."""
        self._arrange(lambda c: c.with_only_lane(lane_id), "continue with one lane")

    def unfold(self) -> None:
        """Open the comparison again: the lanes that were folded away come back."""
        self._arrange(lambda c: c.with_lanes_unfolded(), "open a comparison again")

    def set_widths(self, widths: Mapping[str, int]) -> None:
        """Keep how wide each lane is, in any unit; 0 for as wide as the others."""
        self._arrange(lambda c: with_widths(c, widths), "keep the widths of lanes")

    @property
    def _is_full(self) -> bool:
        conversation = self._conversation
        return len(conversation.active_lanes) + len(conversation.folded_lanes) >= MAX_LANES

    @property
    def _conversation(self) -> Conversation:
        return self._conversations[self.conversation_id]

    def _change(self, change: Change, name: str, turns: Sequence[Turn] = ()) -> None:
        """Change the lanes here and for the next chat."""

        async def run(conversation_id: str) -> None:
            changed = await self._conversations.change(conversation_id, change, changed_turns=turns)
            await self._line_ups.remember(changed)
            self.changed.emit()

        self._tasks.spawn(run(self.conversation_id), name)

    def _arrange(self, change: Change, name: str) -> None:
        """Change how the lanes stand in this chat alone."""
        self._tasks.spawn(self._conversations.change(self.conversation_id, change), name)

    async def _remove(self, conversation_id: str, lane_id: str) -> None:
        await self._stop_lanes(conversation_id, {lane_id})
        await self._line_ups.remember(
            await self._conversations.change(conversation_id, lambda c: c.without_lane(lane_id))
        )

    async def _apply(self, conversation_id: str, line_up: LineUp) -> None:
        before = self._conversations[conversation_id]
        after = with_line_up(before, line_up)
        gone = {lane.id for lane in before.lanes} - {lane.id for lane in after.active_lanes}
        await self._stop_lanes(conversation_id, gone)
        await self._line_ups.remember(
            await self._conversations.change(
                conversation_id, lambda c: replace(c, lanes=after.lanes, line_up_id=line_up.id)
            )
        )
        self.changed.emit()

    async def _stop_lanes(self, conversation_id: str, lane_ids: set[str]) -> None:
        live = self._running.live_answers(conversation_id)
        await self._running.stop([a.id for a in live if a.lane_id in lane_ids])
