"""Votes on answers: cast, changed and taken back."""

from collections.abc import Callable, Collection, Sequence
from time import time

from app.domain.conversation import new_id
from app.domain.votes import Ballot, Outcome, Vote, clean_tags
from app.services.events import ConversationChanged, Events
from app.storage.votes import VoteStore


class Votes:
    """Keeps the votes of the person, disk first."""

    def __init__(self, store: VoteStore, events: Events, clock: Callable[[], float] = time) -> None:
        self._store = store
        self._events = events
        self._clock = clock

    async def cast(
        self,
        conversation_id: str,
        turn_id: str,
        outcome: Outcome,
        beside: Sequence[str],
        *,
        winners: Sequence[str] = (),
        is_blind: bool = False,
        tags: Collection[str] = (),
    ) -> Vote:
        """Store a vote; it takes the place of an earlier one on just these answers.

        Args:
            conversation_id: Where the turn belongs; its listeners are told.
            turn_id: The prompt that was answered.
            outcome: BEST with one winner, TIE with those that tie, ALL_BAD with none.
            beside: Ids of all the answers that stood side by side.
            winners: Ids of the best ones.
            is_blind: Whether their names were hidden when the vote was cast.
            tags: What the prompt was about.

        Raises:
            ValueError: The winners don't fit the outcome, or did not stand there.
            StorageError: It can't be stored.
        """
        vote = Vote(
            id=new_id(),
            turn_id=turn_id,
            outcome=outcome,
            winners=tuple(winners),
            beside=tuple(beside),
            is_blind=is_blind,
            created_at=self._clock(),
            tags=clean_tags(tags),
        )
        await self._store.save([vote])
        self._events.emit(ConversationChanged(conversation_id))
        return vote

    async def take_back(self, conversation_id: str, vote_id: str) -> None:
        """Forget a vote."""
        await self._store.remove(vote_id)
        self._events.emit(ConversationChanged(conversation_id))

    async def of(self, conversation_id: str) -> list[Vote]:
        """The votes of a conversation, oldest first."""
        return await self._store.of_conversation(conversation_id)

    async def tags(self) -> list[str]:
        """The tags of all votes, those used most first."""
        return await self._store.tags()

    async def ballots(self) -> list[Ballot]:
        """All votes with the models that were judged, for `ranking.rank`."""
        return await self._store.ballots()
