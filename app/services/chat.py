"""One prompt to N models: stores the turn, runs a task a lane, saves as text arrives."""

import asyncio
from collections.abc import Awaitable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from time import monotonic, time

from app.domain.context import build_context
from app.domain.conversation import Answer, AnswerStatus, Conversation, Lane, Turn, new_id
from app.domain.errors import ProviderError, StorageError
from app.domain.messages import CompletionRequest
from app.domain.retry import RetryStatus
from app.providers.completion_stream import CompletionStream
from app.providers.factory import ProviderFactory
from app.providers.retry import RetryPolicy, run_with_retry
from app.services.checkpoints import Checkpointer
from app.services.conversations import Conversations
from app.services.costs import priced
from app.services.credentials import Credentials
from app.services.events import (
    AnswerChanged,
    Events,
    Remark,
    TextArrived,
)
from app.services.live_answer import LiveAnswer
from app.storage.conversations import ConversationStore

CLOSED = "Parley was closed while this answer was arriving. What had arrived is kept."
BUG = "Parley made a mistake with this answer. The log in the data folder has the details."


class ChatService:
    """Runs answers. They belong to it, not to a view: leaving a chat stops nothing."""

    def __init__(
        self,
        store: ConversationStore,
        conversations: Conversations,
        factory: ProviderFactory,
        credentials: Credentials,
        events: Events,
        retry_policy: RetryPolicy | None = None,
    ) -> None:
        self._conversations = conversations
        self._factory = factory
        self._credentials = credentials
        self._emit = events.emit
        self._retry_policy = retry_policy or RetryPolicy()
        self._live: dict[str, LiveAnswer] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._checkpointer = Checkpointer(
            self._live.values(), store.checkpoint, lambda e: self._emit(Remark(str(e)))
        )
        self._checkpoint_task: asyncio.Task[None] | None = None

    def live_answer(self, answer_id: str) -> Answer | None:
        """A running answer as it stands; None if it isn't running."""
        live = self._live.get(answer_id)
        return live.snapshot() if live else None

    def live_answers(self, conversation_id: str) -> list[Answer]:
        """The running answers of a conversation, as they stand."""
        live = self._live.values()
        return [a.snapshot() for a in live if a.conversation_id == conversation_id]

    def live_conversations(self) -> frozenset[str]:
        """The conversations in which an answer is running."""
        return frozenset(live.conversation_id for live in self._live.values())

    def live_lanes(self, conversation_id: str) -> frozenset[str]:
        """The lanes of a conversation in which an answer is running."""
        live = self._live.values()
        return frozenset(a.lane_id for a in live if a.conversation_id == conversation_id)

    async def send(self, conversation_id: str, prompt: str, parent_id: str | None) -> Turn:
        """Store a prompt after `parent_id` (None: as a first prompt) and ask every active lane.

        Returns:
            The turn, once it and its queued answers are stored.

        Raises:
            StorageError: If they can't be stored; then no model is asked.
        """
        turn = Turn(new_id(), parent_id, prompt, created_at=time())
        lanes = self._conversations[conversation_id].active_lanes
        answers = [_queued(turn.id, lane, attempt=1) for lane in lanes]
        await self._store_and_run(conversation_id, answers, turns=[turn])
        return turn

    async def regenerate(self, conversation_id: str, answer_id: str) -> None:
        """Ask the lane again, as a further attempt beside the old ones."""
        old = self._conversations[conversation_id].answer(answer_id)
        await self._ask_again(conversation_id, old.turn_id, [old.lane_id])

    async def ask(self, conversation_id: str, turn_id: str, lane_id: str) -> None:
        """Ask one more lane about a turn that is past, and about no other."""
        await self._ask_again(conversation_id, turn_id, [lane_id])

    async def retry_failed(self, conversation_id: str, turn_id: str) -> None:
        """Ask again those lanes in the window whose answers to a turn failed, all at once."""
        failed = self._conversations[conversation_id].failed(turn_id)
        await self._ask_again(conversation_id, turn_id, [answer.lane_id for answer in failed])

    async def continue_answer(self, conversation_id: str, answer_id: str) -> None:
        """Go on where an answer was cut off, as a further attempt that begins with its text."""
        old = self._conversations[conversation_id].answer(answer_id)
        await self._ask_again(conversation_id, old.turn_id, [old.lane_id], continuing=old)

    async def stop(self, answer_ids: Iterable[str]) -> None:
        """Stop answers and keep their text; returns once their ends are stored."""
        await asyncio.sleep(0)  # a task that never began could not store its end
        ids = [i for i in answer_ids if i in self._tasks]
        tasks = [self._tasks[i] for i in ids]
        for answer_id in ids:
            if not self._live[answer_id].is_ending:
                self._tasks[answer_id].cancel()
        if tasks:
            await asyncio.wait(tasks)

    def retry_now(self, answer_id: str) -> None:
        """End the wait of an answer that waits for a retry."""
        if live := self._live.get(answer_id):
            live.retry_now.set()

    async def aclose(self) -> None:
        """Interrupt what runs and store it."""
        for live in self._live.values():
            live.stopped_as = (AnswerStatus.INTERRUPTED, CLOSED)
        await self.stop(list(self._tasks))

    async def _ask_again(
        self,
        conversation_id: str,
        turn_id: str,
        lane_ids: Sequence[str],
        *,
        continuing: Answer | None = None,
    ) -> None:
        conversation = self._conversations[conversation_id]
        answers: list[Answer] = []
        for lane_id in lane_ids:
            attempts = conversation.attempts(turn_id, lane_id)
            if any(a.id in self._live for a in attempts):
                continue
            answer = _queued(turn_id, conversation.lane(lane_id), attempt=len(attempts) + 1)
            if continuing:
                answer = replace(answer, text=continuing.text, reasoning=continuing.reasoning)
            answers.append(answer)
        if answers:
            await self._store_and_run(conversation_id, answers, continuing=continuing)

    async def _store_and_run(
        self,
        conversation_id: str,
        answers: Sequence[Answer],
        *,
        turns: Sequence[Turn] = (),
        continuing: Answer | None = None,
    ) -> None:
        conversation = await self._conversations.change(
            conversation_id, turns=turns, answers=answers
        )
        for answer in answers:
            request = _request(conversation, answer, continuing)
            live = LiveAnswer(conversation_id, answer, clock=monotonic)
            self._live[answer.id] = live
            self._tasks[answer.id] = asyncio.create_task(
                self._run(live, answer, request), name=f"answer {answer.id}"
            )
            self._emit(AnswerChanged(conversation_id, answer))
        if self._checkpoint_task is None:
            self._checkpoint_task = asyncio.create_task(
                self._checkpointer.run(), name="checkpoints"
            )

    async def _run(self, live: LiveAnswer, answer: Answer, request: CompletionRequest) -> None:
        end: Answer | None = None
        try:
            end = await priced(await self._stream(live, answer, request))
        except ProviderError as error:
            end = live.fail(error)
        except asyncio.CancelledError:
            # Stopping is an ordinary end here: the text is stored and the task ends well.
            end = live.end(*live.stopped_as)
        finally:
            await self._finish(live, end or live.end(AnswerStatus.FAILED, BUG))

    async def _finish(self, live: LiveAnswer, end: Answer) -> None:
        try:
            await self._conversations.finish(live.conversation_id, end)
        except StorageError as error:
            self._emit(Remark(str(error)))
        del self._live[live.id], self._tasks[live.id]
        if not self._live and self._checkpoint_task:
            self._checkpoint_task.cancel()
            self._checkpoint_task = None
        self._emit(AnswerChanged(live.conversation_id, end))

    async def _stream(self, live: LiveAnswer, answer: Answer, request: CompletionRequest) -> Answer:
        """Run one request to its end, with retries until its first token."""

        def on_retry(status: RetryStatus) -> None:
            live.set_status(AnswerStatus.WAITING)
            self._emit(AnswerChanged(live.conversation_id, live.snapshot(), status))

        lane = self._conversations[live.conversation_id].lane(answer.lane_id)
        provider = await self._factory.get_provider(
            answer.model.provider,
            api_key=await self._credentials.key(answer.model, lane.key_id),
            base_url=answer.model.base_url or None,
        )

        def attempt() -> Awaitable[CompletionStream]:
            live.start_attempt()
            return provider.open_stream(request)

        stream = await run_with_retry(
            attempt, self._retry_policy, on_status=on_retry, wake=live.retry_now
        )
        live.set_status(AnswerStatus.STREAMING)
        self._emit(AnswerChanged(live.conversation_id, live.snapshot()))
        async with aclosing(stream):
            async for chunk in stream:
                live.feed(chunk)
                if chunk["content"] or chunk["reasoning"]:
                    self._emit(
                        TextArrived(
                            live.conversation_id,
                            live.lane_id,
                            live.id,
                            chunk["content"],
                            chunk["reasoning"],
                        )
                    )
        for sentence in stream.notices:
            self._emit(Remark(sentence))
        if stream.error:
            return live.fail(stream.error)
        return live.end(AnswerStatus.DONE)


def _queued(turn_id: str, lane: Lane, attempt: int) -> Answer:
    return Answer(
        id=new_id(),
        turn_id=turn_id,
        lane_id=lane.id,
        attempt=attempt,
        selected=True,
        model=lane.model,
        status=AnswerStatus.QUEUED,
        created_at=time(),
    )


def _request(
    conversation: Conversation, answer: Answer, continuing: Answer | None
) -> CompletionRequest:
    return CompletionRequest(
        model=answer.model.model,
        messages=build_context(conversation, answer.turn_id, answer.lane_id, continuing),
        parameters=conversation.lane(answer.lane_id).parameters,
    )
