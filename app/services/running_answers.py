"""Answers that run: a task each, with its retries and stand-ins, saved as their text arrives."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace
from itertools import takewhile
from time import monotonic

from app.domain.answer import Answer, AnswerStatus
from app.domain.attachments import Attachment
from app.domain.conversation import Conversation, Turn
from app.domain.errors import ProviderError, StorageError
from app.domain.fallbacks import fallbacks_left, is_unavailable
from app.domain.lane import ModelRef
from app.domain.messages import CompletionRequest
from app.domain.retry import RetryStatus
from app.providers.completion_stream import CompletionStream
from app.providers.retry import RetryPolicy, run_with_retry
from app.services.access import Access
from app.services.attempts import new_attempt, request_for
from app.services.checkpoints import Checkpointer
from app.services.conversations import Conversations
from app.services.costs import priced
from app.services.events import AnswerChanged, Events, Remark, TextArrived
from app.services.live_answer import LiveAnswer
from app.services.merging import files_to_read
from app.storage.conversations import ConversationStore
from app.words import N_, _

CLOSED = N_("Parley was closed while this answer was arriving. What had arrived is kept.")
BUG = N_("Parley made a mistake with this answer. The log in the data folder has the details.")
NONE_TAKES_THEM = N_(
    "No other model was asked instead: none that is left for this lane takes the files of the "
    "prompts. Choose one that does under “Key and fallbacks…”."
)
CANT_TAKE = N_("{model} can't be sent “{name}”")
# A lane that asks another model by itself tries its own only once more.
SWITCHING = RetryPolicy(attempts=2, max_total=20.0)


class RunningAnswers:
    """Runs answers. They belong to it, not to a view: leaving a chat stops nothing."""

    def __init__(
        self,
        store: ConversationStore,
        conversations: Conversations,
        access: Access,
        events: Events,
        retry_policy: RetryPolicy | None = None,
    ) -> None:
        self._store = store
        self._conversations = conversations
        self._access = access
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

    def waits_because(self, answer_id: str) -> str:
        """What a running answer last waited for before a retry; "" if for nothing."""
        live = self._live.get(answer_id)
        return live.waits_because if live else ""

    async def start(
        self,
        conversation_id: str,
        answers: Sequence[Answer],
        *,
        turns: Sequence[Turn] = (),
        continuing: Answer | None = None,
    ) -> None:
        """Store answers, and the turns that they are to, and ask their models.

        Args:
            conversation_id: An open conversation.
            answers: Attempts that are to be asked for.
            turns: New ones, stored along.
            continuing: The answer that they go on with.

        Raises:
            StorageError: If they can't be stored; then no model is asked.
        """
        conversation = await self._conversations.change(
            conversation_id, turns=turns, answers=answers
        )
        for answer in answers:
            live = LiveAnswer(conversation_id, answer, clock=monotonic)
            self._live[answer.id] = live
            self._tasks[answer.id] = asyncio.create_task(
                self._run(live, conversation, answer, continuing), name=f"answer {answer.id}"
            )
            self._emit(AnswerChanged(conversation_id, answer))
        if self._checkpoint_task is None:
            self._checkpoint_task = asyncio.create_task(
                self._checkpointer.run(), name="checkpoints"
            )

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
        # An end that was just being stored may have begun another answer.
        while self._tasks:
            for live in self._live.values():
                live.stopped_as = (AnswerStatus.INTERRUPTED, CLOSED)
            await self.stop(list(self._tasks))

    async def _run(
        self,
        live: LiveAnswer,
        conversation: Conversation,
        answer: Answer,
        continuing: Answer | None,
    ) -> None:
        end: Answer | None = None
        try:
            files = {file.digest for file in conversation.files(answer.turn_id)}
            contents = await self._store.contents(files) if files else {}
            request = request_for(conversation, answer, continuing, contents, self._access.takes)
            end = await priced(await self._stream(live, answer, request))
        except ProviderError as error:
            end = live.fail(error)
            await self._switch(live, end, error)
        except StorageError as error:
            end = live.end(AnswerStatus.FAILED, str(error))
        except asyncio.CancelledError:
            # Stopping is an ordinary end here: the text is stored and the task ends well.
            end = live.end(*live.stopped_as)
        finally:
            await self._finish(live, end or live.end(AnswerStatus.FAILED, _(BUG)))

    async def _switch(self, live: LiveAnswer, failed: Answer, error: ProviderError) -> None:
        """Ask the lane's next model that takes the files, if the lane wants it done by itself."""
        conversation = self._conversations[live.conversation_id]
        lane = conversation.lane(failed.lane_id)
        attempts = conversation.attempts(failed.turn_id, failed.lane_id)
        left = fallbacks_left(lane, attempts)
        if not (lane.switches and left and is_unavailable(error)):
            return
        files = files_to_read(conversation, failed.turn_id, lane.id)
        skipped = tuple(takewhile(lambda c: not self._access.takes(c.model, files), left))
        if skipped == left:
            self._emit(Remark(_(NONE_TAKES_THEM)))
            return
        reasons = [error.cause, *(self._why_not(c.model, files) for c in skipped)]
        answer = new_attempt(
            *(failed.turn_id, lane.id, left[len(skipped)]),
            attempt=len(attempts) + 1,
            because="; ".join(reasons),
        )
        answer = replace(answer, merge=failed.merge)
        try:
            await self.start(live.conversation_id, [answer])
        except StorageError as trouble:
            self._emit(Remark(str(trouble)))

    def _why_not(self, model: ModelRef, files: Sequence[Attachment]) -> str:
        refused = next(file for file in files if not self._access.takes(model, [file]))
        return _(CANT_TAKE).format(model=model.model, name=refused.name)

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
        provider = await self._access.provider(answer.model, answer.key_id)

        def on_retry(status: RetryStatus) -> None:
            live.wait(status)
            status = replace(status, quota=provider.quota)
            self._emit(AnswerChanged(live.conversation_id, live.snapshot(), status))

        async def attempt() -> CompletionStream:
            nonlocal provider
            insist = live.retry_now.is_set()
            live.start_attempt()
            # Anew each time: during a wait, the person may have changed the way or the key.
            provider = await self._access.provider(answer.model, answer.key_id)
            return await provider.open_stream(request, insist=insist)

        stream = await run_with_retry(
            attempt, self._policy(live, answer), on_status=on_retry, wake=live.retry_now
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

    def _policy(self, live: LiveAnswer, answer: Answer) -> RetryPolicy:
        conversation = self._conversations[live.conversation_id]
        lane = conversation.lane(answer.lane_id)
        attempts = conversation.attempts(answer.turn_id, answer.lane_id)
        files = files_to_read(conversation, answer.turn_id, lane.id)
        left = fallbacks_left(lane, attempts)
        switches = lane.switches and any(self._access.takes(c.model, files) for c in left)
        return SWITCHING if switches else self._retry_policy
