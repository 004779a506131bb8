"""Votes on the answers that are shown last."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.domain.answer import Answer
from app.domain.blind import blind_labels, hides_names, lanes_in_sight
from app.domain.conversation import Conversation
from app.domain.votes import Outcome, Vote, adopting
from app.services.conversations import Conversations
from app.services.votes import Votes
from app.viewmodels.blind import BlindViewModel
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.rows import AnswerRow, LaneRow, VoteBarRow
from app.viewmodels.tasks import Tasks
from app.words import N_, _

_ASKS = N_("Names are hidden. Which answer is best?")
_WAITS = N_("Names are hidden until you vote; two answers have to be there first.")
_FROM_NEXT = N_("Names will be hidden from your next prompt on.")
_SAID = {Outcome.TIE: N_("A tie."), Outcome.ALL_BAD: N_("All bad.")}


class VotesViewModel(QObject):
    """The person's vote on the turn that is shown last; there is one at most.

    Signals:
        changed: Read the properties again.

    Attributes:
        known_tags: Tags of all votes, those used most first.
    """

    changed = Signal()

    def __init__(
        self,
        votes: Votes,
        chat: ChatViewModel,
        blind: BlindViewModel,
        conversations: Conversations,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._votes = votes
        self._chat = chat
        self._blind = blind
        self._conversations = conversations
        self._tasks = tasks
        self._cast: Sequence[Vote] = ()
        self.known_tags: Sequence[str] = ()
        chat.opened.connect(self._forget)
        chat.changed.connect(self.changed)
        chat.answer_changed.connect(self._on_answer_changed)
        blind.changed.connect(self.changed)

    @property
    def bar(self) -> VoteBarRow | None:
        """What is said of the vote, and can be done; None where there is nothing to say."""
        conversation, vote = self._chat.conversation, self.current
        hidden, can_vote = self._blind.hides_names, len(self._votable) > 1
        if vote:
            said = " ".join(filter(None, (self._said(vote), self._who_was_who)))
            return VoteBarRow(said, can_take_back=True, can_reveal=hidden, tags=vote.tags)
        if hidden:
            return VoteBarRow(
                _(_ASKS if can_vote else _WAITS), can_call_none_best=can_vote, can_reveal=True
            )
        if who := self._who_was_who:
            return VoteBarRow(who, can_call_none_best=can_vote)
        if self._blind.is_on and len(conversation.active_lanes) > 1:
            return VoteBarRow(_(_FROM_NEXT))
        return None

    @property
    def current(self) -> Vote | None:
        """The vote on the answers that are shown last; None if there is none."""
        conversation = self._chat.conversation
        shown = {a.id for a in conversation.asked(conversation.head_id or "")}
        of_these = [
            vote
            for vote in self._cast
            if vote.turn_id == conversation.head_id and shown.issuperset(vote.beside)
        ]
        return of_these[-1] if of_these else None

    def can_be_best(self, answer_id: str) -> bool:
        """Whether an answer can be voted for: it stands beside another one."""
        votable = [answer.id for answer in self._votable]
        return len(votable) > 1 and answer_id in votable

    def is_best(self, answer_id: str) -> bool:
        """Whether an answer was voted for, alone or in a tie."""
        return self.current is not None and answer_id in self.current.winners

    def vote_best(self, answer_id: str) -> None:
        """Call an answer the best one; if it was called that already, take it back."""
        vote = self.current
        if vote and vote.winners == (answer_id,):
            self.take_back()
        elif self.can_be_best(answer_id):
            self._spawn(Outcome.BEST, (answer_id,))

    @property
    def rivals(self) -> Mapping[str, LaneRow]:
        """Who gave each answer that can be voted for, by the answer's id."""
        lanes = {row.lane_id: row for row in self._chat.lanes}
        return {answer.id: lanes[answer.lane_id] for answer in self._votable}

    def vote_tie(self, answer_ids: Collection[str] | None = None) -> None:
        """Call these answers, two at least, equally good and the best; all if left out."""
        votable = [answer.id for answer in self._votable]
        winners = tuple(id for id in votable if answer_ids is None or id in answer_ids)
        if len(winners) > 1:
            self._spawn(Outcome.TIE, winners)

    def vote_all_bad(self) -> None:
        """Call no answer good."""
        self._spawn(Outcome.ALL_BAD, ())

    def set_tags(self, tags: Collection[str]) -> None:
        """Say what the prompt was about, in a few words each."""
        if vote := self.current:
            self._spawn(vote.outcome, vote.winners, tags)

    def take_back(self) -> None:
        """Forget the vote."""
        if vote := self.current:
            self._tasks.spawn(self._take_back(vote), "take a vote back")

    def reveal(self) -> None:
        """Show the names without a vote."""
        self._blind.reveal()

    @property
    def _votable(self) -> list[Answer]:
        """The answers that stand side by side, as they are shown; merged ones are no model's."""
        conversation = self._chat.conversation
        places = [lane.id for lane in lanes_in_sight(conversation)]
        asked = conversation.asked(conversation.head_id or "")
        stands = [a for a in asked if a.text.strip() and not a.status.is_live and not a.merge]
        return sorted(stands, key=lambda answer: places.index(answer.lane_id))

    @property
    def _who_was_who(self) -> str:
        """Who answered under which letter, once that may be known."""
        conversation = self._chat.conversation
        if not _shuffled(conversation) or hides_names(conversation):
            return ""
        labels, shuffled = blind_labels(conversation), _shuffled(conversation)
        rows = [row for row in self._chat.lanes if row.lane_id in shuffled]
        was = _("{letter} was {name}")
        told = [was.format(letter=labels[row.lane_id], name=row.label) for row in rows]
        return f"{', '.join(told)}."

    def _said(self, vote: Vote) -> str:
        if vote.outcome is not Outcome.BEST and len(vote.winners) in (0, len(vote.beside)):
            return _(_SAID[vote.outcome])
        labels = {row.lane_id: row.label for row in self._chat.lanes}
        answers = [self._chat.conversation.answer(answer_id) for answer_id in vote.winners]
        names = ", ".join(labels[answer.lane_id] for answer in answers)
        if vote.outcome is Outcome.TIE:
            return _("A tie: {names}.").format(names=names)
        return _("Best: {name}.").format(name=names)

    def _spawn(
        self, outcome: Outcome, winners: tuple[str, ...], tags: Collection[str] | None = None
    ) -> None:
        if len(self._votable) > 1:
            self._tasks.spawn(self._vote(outcome, winners, tags), "vote")

    async def _vote(
        self, outcome: Outcome, winners: tuple[str, ...], tags: Collection[str] | None
    ) -> None:
        conversation, before = self._chat.conversation, self.current
        is_same = before is not None and (before.outcome, before.winners) == (outcome, winners)
        beside = before.beside if before and is_same else [answer.id for answer in self._votable]
        turn_id = conversation.head_id or ""
        vote = await self._votes.cast(
            conversation.id,
            turn_id,
            outcome,
            beside,
            winners=winners,
            # Once the names have been seen, another vote is not blind any more.
            is_blind=hides_names(conversation)
            or (before is not None and is_same and before.is_blind),
            tags=(before.tags if before else ()) if tags is None else tags,
        )
        if before and set(before.beside) != set(beside):
            await self._votes.take_back(conversation.id, before.id)
        await self._adopt(conversation.id, turn_id, before, vote)
        await self._load(conversation.id)
        if hides_names(conversation):
            await self._blind.show_names()

    async def _take_back(self, vote: Vote) -> None:
        conversation_id = self._chat.conversation.id
        await self._votes.take_back(conversation_id, vote.id)
        await self._adopt(conversation_id, vote.turn_id, vote, None)
        await self._load(conversation_id)

    async def _adopt(
        self, conversation_id: str, turn_id: str, before: Vote | None, after: Vote | None
    ) -> None:
        """Have later prompts go on from what was voted best, where they adopt an answer."""
        turn = self._conversations[conversation_id].turn(turn_id)
        if (changed := adopting(turn, before, after)) != turn:
            await self._conversations.change(conversation_id, changed_turns=[changed])

    def _forget(self) -> None:
        self._cast = ()
        self._tasks.spawn(self._load(self._chat.conversation.id), "read votes")

    async def _load(self, conversation_id: str) -> None:
        cast = await self._votes.of(conversation_id)
        self.known_tags = await self._votes.tags()
        if conversation_id == self._chat.conversation.id:
            self._cast = cast
            self.changed.emit()

    def _on_answer_changed(self, row: AnswerRow) -> None:
        if not row.status.is_live:
            self.changed.emit()


def _shuffled(conversation: Conversation) -> tuple[str, ...]:
    head_id = conversation.head_id
    return conversation.turn(head_id).lane_order if head_id else ()
