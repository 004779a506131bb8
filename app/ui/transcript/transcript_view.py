"""The transcript of one lane: prompts and answers in a reading column."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.theme import Appearance
from app.ui.transcript.answer_view import AnswerView
from app.ui.transcript.prompt_bubble import PromptBubble
from app.ui.transcript.reading_column import ReadingColumn
from app.viewmodels.rows import AnswerRow, TurnRow

FRAME_MS = 33
FLUSH_LIMIT = 8192
_FIRST_LIMIT = 65_536


class TranscriptView(QWidget):
    """Shows the path of a conversation and the answer that streams at its end.

    Args:
        shows_last_prompt: False in a comparison, where the strip above the panes has it.

    Signals:
        copy_requested, regenerate_requested, continue_requested, stop_requested,
        retry_now_requested: The id of an answer.
        attempt_step_requested: The id of an answer, and -1 or 1.
        prompt_edited: The id of a turn and its new prompt.
        version_step_requested: The id of a turn, and -1 or 1.
        link_activated: An address; http, https or mailto.
    """

    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    continue_requested = Signal(str)
    stop_requested = Signal(str)
    retry_now_requested = Signal(str)
    attempt_step_requested = Signal(str, int)
    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)
    link_activated = Signal(str)

    def __init__(
        self, appearance: Appearance, *, shows_last_prompt: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._shows_last_prompt = shows_last_prompt
        self._rows: tuple[TurnRow, ...] = ()
        self._prompts: dict[str, PromptBubble] = {}
        self._answers: dict[str, AnswerView] = {}
        self._column = ReadingColumn(appearance)
        self._timer = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._timer.timeout.connect(self._flush)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._column)

    def set_path(self, rows: Sequence[TurnRow]) -> None:
        """Show these turns; messages that stay keep their widgets and their place."""
        before, self._rows = self._rows, tuple(rows)
        for row in self._rows:
            self._prompt(row).show_turn(row)
            if row.answer:
                self._answer(row.answer).set_row(row.answer)
        self._drop_others()
        self._column.set_widgets(self._in_order())
        self._mark_last()
        self._show_at_once()
        if _leads_elsewhere(before, self._rows):
            self._column.jump_to_end()

    def append(self, answer_id: str, text: str, reasoning: str) -> None:
        """More of an answer; it is shown within a frame or, in a flood, over several."""
        if view := self._answers.get(answer_id):
            view.append(text, reasoning)
            self._wake()

    def show_status(self, row: AnswerRow) -> None:
        """Show where a live answer stands; the row's text is left alone."""
        if view := self._answers.get(row.answer_id):
            view.set_status(row)

    def finish(self, row: AnswerRow) -> None:
        """Show how an answer ended; the row's text is the whole of it."""
        if view := self._answers.get(row.answer_id):
            view.set_row(row)
            self._wake()

    def set_shows_last_prompt(self, shows: bool) -> None:
        """Whether the latest prompt and the actions of its answer stand here."""
        self._shows_last_prompt = shows
        self._mark_last()

    def _prompt(self, row: TurnRow) -> PromptBubble:
        bubble = self._prompts.get(row.turn_id)
        if bubble is None:
            bubble = self._prompts[row.turn_id] = PromptBubble(self._appearance)
            bubble.prompt_edited.connect(self.prompt_edited)
            bubble.version_step_requested.connect(self.version_step_requested)
        return bubble

    def _answer(self, row: AnswerRow) -> AnswerView:
        view = self._answers.get(row.answer_id)
        if view is None:
            view = self._answers[row.answer_id] = AnswerView(self._appearance, row)
            view.copy_requested.connect(self.copy_requested)
            view.regenerate_requested.connect(self.regenerate_requested)
            view.continue_requested.connect(self.continue_requested)
            view.stop_requested.connect(self.stop_requested)
            view.retry_now_requested.connect(self.retry_now_requested)
            view.attempt_step_requested.connect(self.attempt_step_requested)
            view.link_activated.connect(self.link_activated)
        return view

    def _drop_others(self) -> None:
        turns = {row.turn_id for row in self._rows}
        answers = {row.answer.answer_id for row in self._rows if row.answer}
        self._prompts = {key: view for key, view in self._prompts.items() if key in turns}
        self._answers = {key: view for key, view in self._answers.items() if key in answers}

    def _in_order(self) -> list[QWidget]:
        widgets: list[QWidget] = []
        for row in self._rows:
            widgets.append(self._prompts[row.turn_id])
            if row.answer:
                widgets.append(self._answers[row.answer.answer_id])
        return widgets

    def _mark_last(self) -> None:
        for row in self._rows:
            shown = self._shows_last_prompt or row is not self._rows[-1]
            self._prompts[row.turn_id].setVisible(shown)
            if row.answer:
                self._answers[row.answer.answer_id].set_framed(not shown)

    def _show_at_once(self) -> None:
        """What is opened from the disk is there at once, except for the rest of a giant."""
        for view in self._answers.values():
            if view.has_pending:
                view.flush(_FIRST_LIMIT)
        self._wake()

    def _wake(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _flush(self) -> None:
        budget = FLUSH_LIMIT
        for view in self._answers.values():
            if view.has_pending and budget > 0:
                budget -= view.flush(budget)
        if any(view.has_pending for view in self._answers.values()):
            self._wake()


def _leads_elsewhere(before: tuple[TurnRow, ...], now: tuple[TurnRow, ...]) -> bool:
    """Whether this is another conversation, or has a turn more than before."""
    known = [row.turn_id for row in before]
    turns = [row.turn_id for row in now]
    return not set(known) & set(turns) or (turns[: len(known)] == known and turns != known)
