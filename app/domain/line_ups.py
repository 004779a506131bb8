"""From lanes to what a line-up keeps of them, and back."""

from dataclasses import replace

from app.domain.conversation import Conversation, new_id
from app.domain.lane import Lane
from app.domain.settings import LaneSetup, LineUp


def setup_of(lane: Lane) -> LaneSetup:
    """What another chat needs to start a lane like this one."""
    return LaneSetup(
        lane.model,
        lane.parameters,
        lane.system_prompt,
        lane.key_id,
        lane.fallbacks,
        lane.switches,
    )


def lane_from(setup: LaneSetup) -> Lane:
    """A fresh lane."""
    return Lane(
        new_id(),
        setup.model,
        setup.parameters,
        setup.system_prompt,
        key_id=setup.key_id,
        fallbacks=setup.fallbacks,
        switches=setup.switches,
    )


def setups_of(conversation: Conversation) -> tuple[LaneSetup, ...]:
    """What the lanes in the window are, left to right."""
    return tuple(setup_of(lane) for lane in conversation.active_lanes)


def with_line_up(conversation: Conversation, line_up: LineUp) -> Conversation:
    """With the lanes of a line-up in the window and no others.

    A lane that is there already stays, and one that was there before comes back with its thread.
    """
    left = [*conversation.active_lanes, *conversation.folded_lanes]
    left += [lane for lane in reversed(conversation.lanes) if lane.removed]
    chosen: list[Lane] = []
    for setup in line_up.lanes:
        known = next((lane for lane in left if setup_of(lane) == setup), None)
        if known:
            left.remove(known)
        chosen.append(replace(known or lane_from(setup), removed=False, folded=False))
    others = [replace(lane, removed=True, folded=False) for lane in conversation.lanes]
    ids = {lane.id for lane in chosen}
    return replace(
        conversation,
        lanes=(*chosen, *(lane for lane in others if lane.id not in ids)),
        line_up_id=line_up.id,
    )
