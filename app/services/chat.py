"""One prompt to N models: stores the turn and has every lane's answer run."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.domain.answer import Answer
from app.domain.conversation import Turn
from app.domain.lane import Candidate
from app.domain.merging import MergeKind
from app.services.attempts import SendPlan, first_attempts, new_attempt, new_turn
from app.services.budget import Budget
from app.services.conversations import Conversations
from app.services.merging import merge_again, merged_by
from app.services.running_answers import RunningAnswers


class ChatService:
    """Asks models, within the budget."""

    def __init__(
        self, running: RunningAnswers, conversations: Conversations, budget: Budget
    ) -> None:
        self._running = running
        self._conversations = conversations
        self._budget = budget

    async def send(
        self, conversation_id: str, prompt: str, parent_id: str | None, plan: SendPlan | None = None
    ) -> Turn:
        """Store a prompt after `parent_id` (None: as a first prompt) and ask every active lane.

        Args:
            conversation_id: An open conversation.
            prompt: What the person says.
            parent_id: The turn that it follows.
            plan: What of earlier answers goes along, and which lanes are asked differently.

        Returns:
            The turn, once it and its queued answers are stored.

        Raises:
            StorageError: If they can't be stored; then no model is asked.
            BudgetReachedError: If the budget is spent; then nothing is stored either.
        """
        plan = plan or SendPlan()
        await self._budget.check(plan.expected_cost)
        conversation = self._conversations[conversation_id]
        turn = new_turn(conversation, prompt, parent_id, plan)
        answers = first_attempts(turn.id, conversation.active_lanes, plan)
        await self._running.start(conversation_id, answers, turns=[turn])
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

    async def merge(
        self,
        conversation_id: str,
        turn_id: str,
        judge: Candidate,
        kind: MergeKind,
        sources: Sequence[str],
        expected_cost: Decimal = Decimal(),
    ) -> str:
        """Have a model write one answer out of several, in a new lane at the right.

        It is sent the prompt and the answers as letters, and nothing else of the chat. There must
        be room for one more lane. `cited_sentences` says what came from where.

        Args:
            conversation_id: An open conversation.
            turn_id: The turn that was answered.
            judge: Which model to ask.
            kind: What to make; not PICKED, for which no model is needed.
            sources: Ids of the answers, the first for A.
            expected_cost: US dollars that it costs at least, from `Quoter.estimate_merge`.

        Returns:
            The id of the new lane.

        Raises:
            StorageError: If it can't be stored; then the model is not asked.
            BudgetReachedError: If the budget is spent, or would be overdrawn.
        """
        await self._budget.check(expected_cost)
        lane, answer = merged_by(turn_id, judge, kind, sources)
        await self._conversations.change(conversation_id, lambda c: c.with_lane(lane))
        await self._running.start(conversation_id, [answer])
        return lane.id

    async def continue_answer(self, conversation_id: str, answer_id: str) -> None:
        """Go on where an answer was cut off, as a further attempt that begins with its text."""
        old = self._conversations[conversation_id].answer(answer_id)
        await self._ask_again(
            conversation_id, old.turn_id, [old.lane_id], by=old.asked, continuing=old
        )

    async def ask_instead(self, conversation_id: str, answer_id: str, other: Candidate) -> None:
        """Ask another model, or with another key, as a further attempt; one that waits is stopped.

        Only this turn: the lane keeps its model.
        """
        reason = self._running.waits_because(answer_id)
        await self._running.stop([answer_id])
        old = self._conversations[conversation_id].answer(answer_id)
        because = reason or old.error.split(". ", 1)[0].rstrip(".")
        await self._ask_again(
            conversation_id, old.turn_id, [old.lane_id], by=other, because=because
        )

    async def _ask_again(
        self,
        conversation_id: str,
        turn_id: str,
        lane_ids: Sequence[str],
        *,
        by: Candidate | None = None,
        because: str = "",
        continuing: Answer | None = None,
    ) -> None:
        conversation = self._conversations[conversation_id]
        answers: list[Answer] = []
        for lane_id in lane_ids:
            attempts = conversation.attempts(turn_id, lane_id)
            if any(self._running.live_answer(a.id) for a in attempts):
                continue
            asked = by or conversation.lane(lane_id).first_choice
            answer = new_attempt(turn_id, lane_id, asked, attempt=len(attempts) + 1)
            if continuing:
                answer = replace(answer, text=continuing.text, reasoning=continuing.reasoning)
                because = continuing.because
            limit = next((a.context_limit for a in attempts[-1:] if a.asked == asked), None)
            answer = replace(
                answer, because=because, context_limit=limit, merge=merge_again(attempts)
            )
            answers.append(answer)
        if answers:
            await self._budget.check()
            await self._running.start(conversation_id, answers, continuing=continuing)
