"""Whether a conversation that came from outside holds together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import MAX_LANES, Conversation
from app.domain.votes import Vote
from app.words import _

_MOST = 2**63  # what a database holds


class UnsoundError(ValueError):
    """A part of a file that can't be right; its words are where that is."""


def sound(conversation: Conversation, votes: Sequence[Vote]) -> tuple[Conversation, Sequence[Vote]]:
    """The same, with answers that were still arriving marked as cut off.

    Raises:
        UnsoundError: Something is there twice, or points to what is not there.
    """
    _check_lanes(conversation)
    _check_turns(conversation)
    _check_answers(conversation)
    of_turn = {answer.id: answer.turn_id for answer in conversation.answers}
    for n, turn in enumerate(conversation.turns):
        is_its_own = of_turn.get(turn.chosen_id, turn.id) == turn.id
        is_there = not turn.chosen_id or turn.chosen_id in of_turn
        _require(is_its_own and is_there, f"conversation.turns[{n}].chosen_id")
    turns = {turn.id for turn in conversation.turns}
    for n, answer in enumerate(conversation.answers):
        sources = answer.merge.sources if answer.merge else ()
        _require(set(sources) <= of_turn.keys(), f"conversation.answers[{n}].merge.sources")
    for n, vote in enumerate(votes):
        _require(vote.turn_id in turns, f"votes[{n}].turn_id")
        _require(all(of_turn.get(i) == vote.turn_id for i in vote.beside), f"votes[{n}].beside")
    answers = tuple(_ended(answer) for answer in conversation.answers)
    return replace(conversation, answers=answers), votes


def _check_lanes(conversation: Conversation) -> None:
    _check_ids((lane.id for lane in conversation.lanes), "conversation.lanes")
    lanes = [lane for lane in conversation.lanes if not lane.removed]
    _require(len(lanes) <= MAX_LANES, "conversation.lanes")
    _require(all(0 <= lane.width < _MOST for lane in conversation.lanes), "conversation.lanes")


def _check_turns(conversation: Conversation) -> None:
    _check_ids((turn.id for turn in conversation.turns), "conversation.turns")
    known: set[str | None] = {None}
    for n, turn in enumerate(conversation.turns):
        # Parents come first, so that nothing can be its own ancestor.
        _require(turn.parent_id in known, f"conversation.turns[{n}].parent_id")
        known.add(turn.id)
    _require(conversation.head_id in known, "conversation.head_id")


def _check_answers(conversation: Conversation) -> None:
    _check_ids((answer.id for answer in conversation.answers), "conversation.answers")
    turns = {turn.id for turn in conversation.turns}
    lanes = {lane.id for lane in conversation.lanes}
    attempts: set[tuple[str, str, int]] = set()
    selected: set[tuple[str, str]] = set()
    for n, answer in enumerate(conversation.answers):
        path = f"conversation.answers[{n}]"
        place = answer.turn_id, answer.lane_id
        _require(answer.turn_id in turns, f"{path}.turn_id")
        _require(answer.lane_id in lanes, f"{path}.lane_id")
        _require((*place, answer.attempt) not in attempts, f"{path}.attempt")
        _require(0 < answer.attempt < _MOST, f"{path}.attempt")
        _require(0 <= answer.metrics.retries < _MOST, f"{path}.metrics.retries")
        _require(0 <= (answer.context_limit or 0) < _MOST, f"{path}.context_limit")
        cost = answer.metrics.cost
        _require(cost is None or cost.is_finite(), f"{path}.metrics.cost")
        _require(not (answer.selected and place in selected), f"{path}.selected")
        attempts.add((*place, answer.attempt))
        if answer.selected:
            selected.add(place)


def _check_ids(ids: Iterable[str], path: str) -> None:
    found = list(ids)
    _require(len(set(found)) == len(found), path)


def _ended(answer: Answer) -> Answer:
    if not answer.status.is_live:
        return answer
    sentence = _("This answer was still arriving when the conversation was shared.")
    return replace(answer, status=AnswerStatus.INTERRUPTED, error=sentence)


def _require(is_sound: bool, path: str) -> None:
    if not is_sound:
        raise UnsoundError(f"$.{path}")
