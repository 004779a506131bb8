"""The chat model: a conversation has lanes and a tree of turns; a turn has answers.

All values are frozen; a change makes a new `Conversation`. See ARCHITECTURE.md, "The chat model".
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self, TypeVar

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.lane import Lane

_Item = TypeVar("_Item", "Lane", "Turn", "Answer")

MAX_LANES = 8
TITLE_LENGTH = 60
_FAILED = frozenset({AnswerStatus.FAILED, AnswerStatus.INTERRUPTED})


def new_id() -> str:
    """A fresh identifier for anything that is stored."""
    return uuid.uuid4().hex


class ContextPolicy(StrEnum):
    """What of earlier answers the models are sent along with a prompt.

    OWN: each its own answers, and nothing of any other.
    CHOSEN: all the same thread: of each earlier turn the chosen answer, else each its own.
    SHARED: each its own answers, and those of the others quoted.
    """

    OWN = "own"
    CHOSEN = "chosen"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Turn:
    """A prompt. Turns form a tree: an edited prompt is a sibling of the old one.

    Attributes:
        created_at: Unix seconds.
        policy: What of earlier answers is sent along with this prompt.
        chosen_id: The answer that later prompts under CHOSEN go on from; "" for each its own.
        attachments: Files that go along with the prompt.
        lane_order: Ids of the lanes from left to right, where they were shuffled.
        hides_names: Who answered is not to be seen yet.
    """

    id: str
    parent_id: str | None
    prompt: str
    created_at: float
    policy: ContextPolicy = ContextPolicy.OWN
    chosen_id: str = ""
    attachments: tuple[Attachment, ...] = ()
    lane_order: tuple[str, ...] = ()
    hides_names: bool = False

    @property
    def title(self) -> str:
        """The first line of the prompt, or the name of the first file where that has no words."""
        name = self.attachments[0].name if self.attachments else ""
        return title_of(self.prompt) or title_of(name)


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation as the sidebar shows it; times are Unix seconds.

    Attributes:
        pinned: It stands above all others.
    """

    id: str
    title: str
    lane_count: int
    updated_at: float
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat with everything in it.

    Attributes:
        lanes: In the order of the window; removed ones included.
        turns: All branches, oldest first.
        answers: All attempts, oldest first.
        head_id: Last turn of the branch that is shown; None while there is none.
        draft: What is typed but not sent.
        draft_attachments: The files that would go along with it.
        line_up_id: The line-up that its lanes were taken from, or "".
        is_blind: Prompts from now on hide who answers, as long as several lanes do.
        left_ids: The ends of branches that were left for another, the last one at the end.
    """

    id: str
    created_at: float
    updated_at: float
    title: str = ""
    lanes: tuple[Lane, ...] = ()
    turns: tuple[Turn, ...] = ()
    answers: tuple[Answer, ...] = ()
    head_id: str | None = None
    draft: str = ""
    draft_attachments: tuple[Attachment, ...] = ()
    line_up_id: str = ""
    is_blind: bool = False
    left_ids: tuple[str, ...] = ()

    @property
    def active_lanes(self) -> tuple[Lane, ...]:
        """The lanes in the window, left to right."""
        return tuple(lane for lane in self.lanes if not lane.removed and not lane.folded)

    @property
    def folded_lanes(self) -> tuple[Lane, ...]:
        """The lanes that wait aside until the comparison is opened again."""
        return tuple(lane for lane in self.lanes if lane.folded and not lane.removed)

    def lane(self, lane_id: str) -> Lane:
        """The lane of that id, removed or not."""
        return next(lane for lane in self.lanes if lane.id == lane_id)

    def turn(self, turn_id: str) -> Turn:
        """The turn of that id."""
        return next(turn for turn in self.turns if turn.id == turn_id)

    def answer(self, answer_id: str) -> Answer:
        """The answer of that id."""
        return next(answer for answer in self.answers if answer.id == answer_id)

    def path(self, to: str | None = None) -> tuple[Turn, ...]:
        """The turns from the first prompt to `to` (the head when left out), oldest first."""
        by_id = {turn.id: turn for turn in self.turns}
        path: list[Turn] = []
        turn_id = to or self.head_id
        while turn_id is not None:
            turn = by_id[turn_id]
            path.append(turn)
            turn_id = turn.parent_id
        return tuple(reversed(path))

    def files(self, to: str | None = None) -> tuple[Attachment, ...]:
        """What goes along with the prompts of `path`, oldest first."""
        return tuple(file for turn in self.path(to) for file in turn.attachments)

    def siblings(self, turn_id: str) -> tuple[Turn, ...]:
        """The versions of a prompt, itself included, oldest first."""
        parent_id = self.turn(turn_id).parent_id
        return tuple(turn for turn in self.turns if turn.parent_id == parent_id)

    def children(self, turn_id: str) -> tuple[Turn, ...]:
        """The prompts that come next after a turn, one a branch, oldest first."""
        return tuple(turn for turn in self.turns if turn.parent_id == turn_id)

    def leaf_below(self, turn_id: str) -> str:
        """The id of the end of the branch from a turn on: where one was last, or its newest."""
        newest_child = {turn.parent_id: turn.id for turn in self.turns}
        seen = (*self.left_ids, self.head_id) if self.head_id else ()
        for end in reversed(seen):
            if end not in newest_child and turn_id in (turn.id for turn in self.path(end)):
                return end
        while turn_id in newest_child:
            turn_id = newest_child[turn_id]
        return turn_id

    def prompts_after(self, turn_id: str) -> int:
        """How many prompts follow a turn, on all branches."""
        following = {turn_id}
        for turn in self.turns:  # each after the one that it follows
            if turn.parent_id in following:
                following.add(turn.id)
        return len(following) - 1

    def attempts(self, turn_id: str, lane_id: str) -> tuple[Answer, ...]:
        """A lane's attempts at a turn, first to last."""
        return tuple(a for a in self.answers if a.turn_id == turn_id and a.lane_id == lane_id)

    def selected_answers(self, lane_id: str) -> dict[str, Answer]:
        """The attempts of a lane that are shown, by turn id, where the lane was asked."""
        return {a.turn_id: a for a in self.answers if a.lane_id == lane_id and a.selected}

    def asked(self, turn_id: str) -> tuple[Answer, ...]:
        """What is shown of a turn: an answer of each lane in the window that was asked."""
        lane_ids = {lane.id for lane in self.active_lanes}
        return tuple(
            a for a in self.answers if a.turn_id == turn_id and a.selected and a.lane_id in lane_ids
        )

    def failed(self, turn_id: str) -> tuple[Answer, ...]:
        """The answers that are shown of a turn and need another try."""
        return tuple(a for a in self.asked(turn_id) if a.status in _FAILED)

    def with_lane(self, lane: Lane) -> Self:
        """With a lane changed, or added at the right."""
        return replace(self, lanes=_put(self.lanes, lane))

    def without_lane(self, lane_id: str) -> Self:
        """With a lane out of the window; its answers stay."""
        return self.with_lane(replace(self.lane(lane_id), removed=True))

    def with_only_lane(self, lane_id: str) -> Self:
        """With every lane in the window but one folded away."""
        return replace(
            self,
            lanes=tuple(
                replace(lane, folded=lane.folded or (not lane.removed and lane.id != lane_id))
                for lane in self.lanes
            ),
        )

    def with_lanes_unfolded(self) -> Self:
        """With the lanes that were folded away in the window again."""
        return replace(self, lanes=tuple(replace(lane, folded=False) for lane in self.lanes))

    def with_lane_order(self, lane_ids: Iterable[str]) -> Self:
        """With the active lanes in this order, left to right."""
        rank = {lane_id: n for n, lane_id in enumerate(lane_ids)}
        last = len(rank)
        return replace(
            self, lanes=tuple(sorted(self.lanes, key=lambda lane: rank.get(lane.id, last)))
        )

    def with_turn(self, turn: Turn) -> Self:
        """With a turn added, which becomes the head."""
        title = self.title or turn.title
        before = self if turn.parent_id == self.head_id else self.with_head(turn.parent_id)
        return replace(before, turns=(*self.turns, turn), head_id=turn.id, title=title)

    def with_head(self, turn_id: str | None) -> Self:
        """With the branch shown that leads to a turn; the way back to this one is remembered."""
        left = self.head_id
        if left is None or self.children(left):
            return replace(self, head_id=turn_id)
        others = (other for other in self.left_ids if other != left)
        return replace(self, head_id=turn_id, left_ids=(*others, left))

    def with_changed_turn(self, turn: Turn) -> Self:
        """With another value for the turn of its id: another policy, another chosen answer."""
        return replace(self, turns=_put(self.turns, turn))

    def with_answers(self, answers: Iterable[Answer]) -> Self:
        """With answers changed or added; a selected one deselects its other attempts."""
        result = self.answers
        for answer in answers:
            if answer.selected:
                result = tuple(
                    replace(a, selected=False)
                    if (a.turn_id, a.lane_id) == (answer.turn_id, answer.lane_id)
                    else a
                    for a in result
                )
            result = _put(result, answer)
        return replace(self, answers=result)


def title_of(prompt: str) -> str:
    """A chat's title: the first line of its first prompt, cut at a word."""
    line = next((line.strip() for line in prompt.splitlines() if line.strip()), "")
    if len(line) <= TITLE_LENGTH:
        return line
    return line[:TITLE_LENGTH].rsplit(" ", 1)[0] + "…"


def _put(items: tuple[_Item, ...], item: _Item) -> tuple[_Item, ...]:
    if any(i.id == item.id for i in items):
        return tuple(item if i.id == item.id else i for i in items)
    return (*items, item)
