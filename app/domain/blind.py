"""A blind comparison: which turns hide names, what lanes are called, in which order they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane
from app.words import _


def blind_order(turn_id: str, lane_ids: Sequence[str]) -> tuple[str, ...]:
    """The lanes in an order that tells nothing, the same one each time a turn is shown.

    Args:
        turn_id: Each turn has an order of its own.
        lane_ids: In any order; that they were moved does not change the result.
    """
    shuffled = sorted(lane_ids)
    Random(turn_id).shuffle(shuffled)  # noqa: S311  # an order, not a secret
    return tuple(shuffled)


def blind_label(place: int) -> str:
    """What a lane is called while names are hidden: "Model A" for place 0."""
    return _("Model {letter}").format(letter=chr(ord("A") + place))


def asked_blind(turn: Turn, conversation: Conversation) -> Turn:
    """A turn whose answers stand in another order, without names.

    One answer alone has its name, unless it goes on from answers whose names are still hidden.
    """
    lanes = conversation.active_lanes
    if len(lanes) > 1:
        order = blind_order(turn.id, [lane.id for lane in lanes])
        return replace(turn, lane_order=order, hides_names=True)
    before = conversation.turn(turn.parent_id) if turn.parent_id else None
    if before and before.hides_names:
        return replace(turn, lane_order=before.lane_order, hides_names=True)
    return turn


def hides_names(conversation: Conversation) -> bool:
    """Whether it is not to be seen who gave the answers that are shown last."""
    head_id = conversation.head_id
    return head_id is not None and conversation.turn(head_id).hides_names


def lanes_in_sight(conversation: Conversation) -> tuple[Lane, ...]:
    """The lanes in the window, left to right, as they stand at the turn that is shown last."""
    place = _places(conversation)
    return tuple(sorted(conversation.active_lanes, key=lambda lane: place[lane.id]))


def widths_in_sight(conversation: Conversation) -> Sequence[int]:
    """How wide the lanes are, left to right: a width belongs to a place, whoever stands there.

    If it went along with its lane, it would tell which one that is.
    """
    return [lane.width for lane in conversation.active_lanes]


def with_widths(conversation: Conversation, widths: Mapping[str, int]) -> Conversation:
    """With other widths of the lanes as they stand, by their ids."""
    owners = (lane.id for lane in conversation.active_lanes)
    at_place = {
        owner: widths[lane.id]
        for owner, lane in zip(owners, lanes_in_sight(conversation), strict=True)
        if lane.id in widths
    }
    return replace(
        conversation,
        lanes=tuple(
            replace(lane, width=at_place.get(lane.id, lane.width)) for lane in conversation.lanes
        ),
    )


def blind_labels(conversation: Conversation) -> Mapping[str, str]:
    """What each lane is called while names are hidden, by its id; removed ones included."""
    return {lane_id: blind_label(n) for lane_id, n in _places(conversation).items()}


def turns_in_sight(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns that are shown, oldest first.

    While names are hidden, those whose names have been seen are left out: who spoke there would
    tell who speaks in the same lane now.
    """
    path = conversation.path()
    if not hides_names(conversation):
        return path
    seen = [n for n, turn in enumerate(path) if not turn.hides_names]
    return path[seen[-1] + 1 :] if seen else path


def with_names(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns of the branch that is shown that hid their names, as they are without that."""
    return tuple(
        replace(turn, hides_names=False) for turn in conversation.path() if turn.hides_names
    )


def without_shuffle(conversation: Conversation) -> tuple[Turn, ...]:
    """The turn that is shown last, with its lanes where the person puts them; nothing while blind.

    Putting lanes in order while their names are hidden would order them by what they are not.
    """
    if conversation.head_id is None:
        return ()
    head = conversation.turn(conversation.head_id)
    return () if head.hides_names or not head.lane_order else (replace(head, lane_order=()),)


def _places(conversation: Conversation) -> dict[str, int]:
    """Which place each lane has, those that came later behind those that were shuffled."""
    head_id = conversation.head_id
    shuffled = conversation.turn(head_id).lane_order if head_id else ()
    ids = dict.fromkeys((*shuffled, *(lane.id for lane in conversation.lanes)))
    return {lane_id: n for n, lane_id in enumerate(ids)}
