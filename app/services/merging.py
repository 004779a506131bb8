"""One answer out of several, by a model or by hand: it becomes one more lane."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import time

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.conversation import Conversation, new_id
from app.domain.lane import Candidate, Lane, ModelRef
from app.domain.merging import Merge, MergeKind
from app.services.attempts import new_attempt
from app.words import N_

# Who answered, where the person did.
PERSON = ModelRef("person", N_("Your pick"))


@dataclass(frozen=True, slots=True)
class Picked:
    """A block that was picked out of an answer.

    Attributes:
        answer_id: The answer that it stands in.
        markdown: Its source, from `BlockStream.sourced`.
    """

    answer_id: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Tray:
    """Blocks that were picked by hand, in the order that they shall have."""

    picked: tuple[Picked, ...] = ()

    def with_added(self, piece: Picked) -> "Tray":
        """With a block at the end; once only."""
        return self if piece in self.picked else Tray((*self.picked, piece))

    def without(self, piece: Picked) -> "Tray":
        """Without a block."""
        return Tray(tuple(other for other in self.picked if other != piece))

    def with_moved(self, piece: Picked, place: int) -> "Tray":
        """With a block at another place, from 0."""
        others = list(self.without(piece).picked)
        others.insert(place, piece)
        return Tray(tuple(others))

    @property
    def sources(self) -> tuple[str, ...]:
        """Ids of the answers that something is from, each once, as they first come."""
        return tuple(dict.fromkeys(piece.answer_id for piece in self.picked))

    @property
    def markdown(self) -> str:
        """All of it as one text."""
        return "\n\n".join(piece.markdown.strip("\n") for piece in self.picked)


def merged_by(
    turn_id: str, judge: Candidate, kind: MergeKind, sources: Sequence[str]
) -> tuple[Lane, Answer]:
    """The lane of a model that merges answers, and its answer, which is to be asked for.

    `ChatService.merge` adds and runs them.

    Args:
        turn_id: The turn that was answered.
        judge: Which model merges.
        kind: What to make; not PICKED.
        sources: Ids of the answers, the first for A.
    """
    lane = Lane(new_id(), judge.model, key_id=judge.key_id)
    merge = Merge(kind, tuple(sources))
    return lane, replace(new_attempt(turn_id, lane.id, judge), merge=merge)


def merge_again(attempts: Sequence[Answer]) -> Merge | None:
    """What a further attempt is made of: the same as the last one, unless a person picked that."""
    merge = attempts[-1].merge if attempts else None
    return merge if merge and merge.kind is not MergeKind.PICKED else None


def files_to_read(conversation: Conversation, turn_id: str, lane_id: str) -> tuple[Attachment, ...]:
    """What a model has to take for a further attempt of a lane at a turn, oldest first.

    Nothing where it merges: it is told of the files that it can't see.
    """
    merge = merge_again(conversation.attempts(turn_id, lane_id))
    return () if merge else conversation.files(turn_id)


def picked_by_hand(conversation: Conversation, turn_id: str, tray: Tray) -> tuple[Lane, Answer]:
    """The lane and the answer that a tray makes; no model is asked.

    Later prompts go on there with the model that the first block is from. Store them with
    `Conversations.change(id, lambda c: c.with_lane(lane), answers=[answer])`.

    Args:
        conversation: Where it belongs.
        turn_id: The turn that was answered.
        tray: With one block at least.
    """
    source = conversation.lane(conversation.answer(tray.sources[0]).lane_id)
    lane = replace(source, id=new_id(), removed=False, folded=False)
    answer = Answer(
        id=new_id(),
        turn_id=turn_id,
        lane_id=lane.id,
        attempt=1,
        selected=True,
        model=PERSON,
        status=AnswerStatus.DONE,
        created_at=time(),
        text=tray.markdown,
        merge=Merge(MergeKind.PICKED, tray.sources),
    )
    return lane, answer
