"""The messages of a path of turns: each is kept as long as its turn is on the path."""

from collections.abc import Callable, Mapping, Sequence

from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.message import Message
from app.ui.transcript.prompt_message import PromptMessage
from app.ui.transcript.stage import Stage
from app.ui.transcript.unasked_message import UnaskedMessage
from app.viewmodels.citations import CitedAnswer
from app.viewmodels.lens import LensRow
from app.viewmodels.rows import AnswerRow, TurnRow


class PathMessages:
    """Makes messages of rows.

    Args:
        findings: What the difference lens found out about an answer.

    Attributes:
        rows: The turns of the path.
    """

    def __init__(self, stage: Stage, findings: Callable[[str], LensRow | None]) -> None:
        self._stage = stage
        self._findings = findings
        self._prompts: dict[str, PromptMessage] = {}
        self._answers: dict[str, AnswerMessage] = {}
        self._unasked: dict[str, UnaskedMessage] = {}
        self._cited: dict[str, CitedAnswer] = {}
        self._places: dict[str, int] = {}
        self._turns: dict[str, TurnRow] = {}
        self._last = ""
        self.rows: tuple[TurnRow, ...] = ()

    @property
    def keys(self) -> list[tuple[str, bool]]:
        """For each message its turn, and whether it is the answer."""
        return [(row.turn_id, is_answer) for row in self.rows for is_answer in (False, True)]

    @property
    def answers(self) -> Mapping[str, AnswerMessage]:
        """Those on the path, by their ids."""
        return self._answers

    def prompt(self, turn_id: str) -> PromptMessage:
        """The prompt of a turn on the path."""
        return self._prompts[turn_id]

    @property
    def edits(self) -> dict[str, str]:
        """The prompts that are being written anew, by their turns."""
        texts = ((turn_id, prompt.edit_text) for turn_id, prompt in self._prompts.items())
        return {turn_id: text for turn_id, text in texts if text is not None}

    def place(self, answer_id: str) -> int:
        """Which of the messages an answer is."""
        return self._places[answer_id]

    def set_rows(self, rows: Sequence[TurnRow]) -> list[Message]:
        """Be on this path; return its messages, in order."""
        self.rows, known = tuple(rows), self._turns
        self._turns = {row.turn_id: row for row in self.rows}
        messages: list[Message] = []
        prompts, answers, unasked = self._prompts, self._answers, self._unasked
        self._prompts, self._answers, self._unasked, self._places = {}, {}, {}, {}
        for row in self.rows:
            prompt = self._prompt(row, known.get(row.turn_id), prompts.get(row.turn_id))
            self._prompts[row.turn_id] = prompt
            messages.append(prompt)
            if row.answer:
                answer = self._answer(row.answer, answers.get(row.answer.answer_id))
                answer.prompt = row.prompt
                self._answers[row.answer.answer_id] = answer
                self._places[row.answer.answer_id] = len(messages)
                messages.append(answer)
            else:
                message = unasked.get(row.turn_id) or UnaskedMessage(self._stage, row.turn_id)
                self._unasked[row.turn_id] = message
                messages.append(message)
        return messages

    def mark_last(self, *, shows_prompt: bool) -> bool:
        """Have what stands elsewhere left out of the last turn; return whether it changed."""
        before, self._last = self._last, self.rows[-1].turn_id if self.rows else ""
        changed = False
        for turn_id in dict.fromkeys((before, self._last)):
            row = self._turns.get(turn_id)
            if not row:
                continue
            is_last = turn_id == self._last
            shown = shows_prompt or not is_last
            changed |= self._prompts[turn_id].set_shown(shown)
            if row.answer:
                answer = self._answers[row.answer.answer_id]
                changed |= answer.set_framed(not shown)
                changed |= answer.set_followed(not is_last)
        return changed

    def set_citations(self, cited: CitedAnswer) -> bool:
        """Show where a merged answer comes from, now or once it is here; return if it is new."""
        if self._cited.get(cited.answer_id) == cited:
            return False
        self._cited[cited.answer_id] = cited
        if message := self._answers.get(cited.answer_id):
            message.set_citations(cited)
        return True

    def _prompt(
        self, row: TurnRow, before: TurnRow | None, message: PromptMessage | None
    ) -> PromptMessage:
        if message is None:
            return PromptMessage(self._stage, row)
        if before is not row:
            message.set_row(row)
        return message

    def _answer(self, row: AnswerRow, message: AnswerMessage | None) -> AnswerMessage:
        if message:
            message.set_row(row)
            return message
        message = AnswerMessage(self._stage, row)
        if cited := self._cited.get(row.answer_id):
            message.set_citations(cited)
        message.set_lens(self._findings(row.answer_id))
        return message
