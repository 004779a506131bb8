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
        known = {row.turn_id: row for row in self.rows}
        self.rows = tuple(rows)
        messages: list[Message] = []
        self._places = {}
        for row in self.rows:
            messages.append(self._prompt(row, known.get(row.turn_id)))
            if row.answer:
                self._places[row.answer.answer_id] = len(messages)
                messages.append(self._answer(row.answer, row.prompt))
            else:
                unasked = self._unasked.get(row.turn_id)
                messages.append(unasked or UnaskedMessage(self._stage, row.turn_id))
        self._unasked = {m.turn_id: m for m in messages if isinstance(m, UnaskedMessage)}
        turns = {row.turn_id for row in self.rows}
        self._prompts = {key: prompt for key, prompt in self._prompts.items() if key in turns}
        self._answers = {key: a for key, a in self._answers.items() if key in self._places}
        return messages

    def mark_last(self, *, shows_prompt: bool) -> bool:
        """Have what stands elsewhere left out of the last turn; return whether it changed."""
        changed = False
        for row in self.rows:
            is_last = row is self.rows[-1]
            shown = shows_prompt or not is_last
            changed = self._prompts[row.turn_id].set_shown(shown) or changed
            if row.answer:
                answer = self._answers[row.answer.answer_id]
                changed = answer.set_framed(not shown) or changed
                changed = answer.set_followed(not is_last) or changed
        return changed

    def set_citations(self, cited: CitedAnswer) -> bool:
        """Show where a merged answer comes from, now or once it is here; return if it is new."""
        if self._cited.get(cited.answer_id) == cited:
            return False
        self._cited[cited.answer_id] = cited
        if message := self._answers.get(cited.answer_id):
            message.set_citations(cited)
        return True

    def _prompt(self, row: TurnRow, before: TurnRow | None) -> PromptMessage:
        message = self._prompts.get(row.turn_id)
        if message is None:
            message = self._prompts[row.turn_id] = PromptMessage(self._stage, row)
        elif before is not row:
            message.set_row(row)
        return message

    def _answer(self, row: AnswerRow, prompt: str) -> AnswerMessage:
        message = self._answers.get(row.answer_id)
        if message is None:
            message = self._answers[row.answer_id] = AnswerMessage(self._stage, row)
            if cited := self._cited.get(row.answer_id):
                message.set_citations(cited)
            message.set_lens(self._findings(row.answer_id))
        else:
            message.set_row(row)
        message.prompt = prompt
        return message
