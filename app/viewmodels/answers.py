"""What one can do with the answers of the chat that is open."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.answer import Answer
from app.domain.conversation import Conversation
from app.domain.fallbacks import next_fallback
from app.domain.lane import Candidate, ModelRef
from app.services.attachments import Attachments
from app.services.chat import ChatService
from app.services.conversations import Conversations
from app.services.merging import files_to_read
from app.services.running_answers import RunningAnswers
from app.viewmodels.key_choices import KeyChoices
from app.viewmodels.rows import KeyChoice
from app.viewmodels.tasks import Tasks


class AnswersViewModel:
    """Asks again, stops, steps through attempts and versions, and branches off.

    Attributes:
        conversation_id: The chat whose answers are meant.
    """

    def __init__(
        self,
        conversation_id: str,
        chat: ChatService,
        running: RunningAnswers,
        conversations: Conversations,
        keys: KeyChoices,
        files: Attachments,
        remark: Callable[[str], None],
        tasks: Tasks,
    ) -> None:
        self._files = files
        self._remark = remark
        self.conversation_id = conversation_id
        self._chat = chat
        self._running = running
        self._conversations = conversations
        self._keys = keys
        self._tasks = tasks

    def regenerate(self, answer_id: str) -> None:
        """Ask for another attempt at an answer.

        A lane whose model has changed may not take the files of the prompts: a sentence says so.
        """
        if self._lane_takes_files(self._conversation.answer(answer_id)):
            self._tasks.spawn(
                self._chat.regenerate(self.conversation_id, answer_id), "regenerate an answer"
            )

    def ask(self, turn_id: str, lane_id: str) -> None:
        """Ask one more lane about a turn that is past.

        One that can't be sent the files of the prompts is not asked, and a sentence says why.
        """
        if self._takes_files(self._conversation.lane(lane_id).model, turn_id, lane_id):
            self._tasks.spawn(
                self._chat.ask(self.conversation_id, turn_id, lane_id), "ask one more lane"
            )

    def retry_failed(self, turn_id: str) -> None:
        """Ask again those lanes whose answers to a turn failed; none if one can't take files."""
        if all(self._lane_takes_files(answer) for answer in self._conversation.failed(turn_id)):
            self._tasks.spawn(
                self._chat.retry_failed(self.conversation_id, turn_id), "retry failed answers"
            )

    def continue_answer(self, answer_id: str) -> None:
        """Go on with an answer that was cut off."""
        self._tasks.spawn(
            self._chat.continue_answer(self.conversation_id, answer_id), "continue an answer"
        )

    def ask_instead(self, answer_id: str, other: Candidate) -> None:
        """Ask another model, or with another key, for a further attempt at this answer.

        One that can't be sent the files of the prompts is not asked, and a sentence says why.
        """
        answer = self._conversation.answer(answer_id)
        if self._takes_files(other.model, answer.turn_id, answer.lane_id):
            self._tasks.spawn(
                self._chat.ask_instead(self.conversation_id, answer_id, other), "ask another model"
            )

    def other_keys(self, answer_id: str) -> Sequence[KeyChoice]:
        """The keys that an answer's model could be asked with instead."""
        return self._keys.others(self._conversation.answer(answer_id).asked)

    def ask_stand_in(self, answer_id: str) -> None:
        """Ask the next of the lane's fallbacks, if there is one left."""
        answer = self._conversation.answer(answer_id)
        attempts = self._conversation.attempts(answer.turn_id, answer.lane_id)
        if other := next_fallback(self._conversation.lane(answer.lane_id), attempts):
            self.ask_instead(answer_id, other)

    def retry_now(self, answer_id: str) -> None:
        """End an answer's wait."""
        self._running.retry_now(answer_id)

    def stop(self, answer_id: str) -> None:
        """Stop one answer; its text stays."""
        self._tasks.spawn(self._running.stop([answer_id]), "stop an answer")

    def stop_all(self) -> None:
        """Stop all answers of this conversation."""
        answers = [answer.id for answer in self._running.live_answers(self.conversation_id)]
        self._tasks.spawn(self._running.stop(answers), "stop all answers")

    def step_attempt(self, answer_id: str, delta: int) -> None:
        """Show the attempt before (-1) or after (1) this one."""
        answer = self._conversation.answer(answer_id)
        attempts = self._conversation.attempts(answer.turn_id, answer.lane_id)
        index = attempts.index(answer) + delta
        if 0 <= index < len(attempts):
            chosen = replace(attempts[index], selected=True)
            self._tasks.spawn(
                self._conversations.change(self.conversation_id, answers=[chosen]),
                "step through attempts",
            )

    def step_version(self, turn_id: str, delta: int) -> None:
        """Show the version of a prompt before (-1) or after (1) this one, with what follows it."""
        versions = [turn.id for turn in self._conversation.siblings(turn_id)]
        index = versions.index(turn_id) + delta
        if 0 <= index < len(versions):
            head_id = self._conversation.leaf_below(versions[index])
            self._show_up_to(head_id, "step through versions")

    def branch_at(self, answer_id: str) -> None:
        """Go on from an answer on a branch of its own: in all lanes, the next prompt follows it."""
        self._show_up_to(self._conversation.answer(answer_id).turn_id, "begin a branch")

    def leave_branch(self, turn_id: str) -> None:
        """Begin no branch, but show the one that a prompt stands on, up to where one was last.

        Args:
            turn_id: The prompt; that at which the branch was to begin leads to where one came from.
        """
        self._show_up_to(self._conversation.leaf_below(turn_id), "leave a branch")

    def _lane_takes_files(self, answer: Answer) -> bool:
        lane = self._conversation.lane(answer.lane_id)
        return self._takes_files(lane.model, answer.turn_id, lane.id)

    def _takes_files(self, model: ModelRef, turn_id: str, lane_id: str) -> bool:
        """Whether a model can be asked in a lane; says why where it can't."""
        files = files_to_read(self._conversation, turn_id, lane_id)
        refusal = self._files.refusal([model], files)
        if refusal:
            self._remark(refusal)
        return not refusal

    def _show_up_to(self, head_id: str, name: str) -> None:
        self._tasks.spawn(
            self._conversations.change(self.conversation_id, lambda c: c.with_head(head_id)),
            name,
        )

    @property
    def _conversation(self) -> Conversation:
        return self._conversations[self.conversation_id]
