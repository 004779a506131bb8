"""One answer in the transcript: reasoning, text, a notice if need be, metrics and actions."""

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.conversation import AnswerStatus
from app.ui.controls import IconButton, Label
from app.ui.theme import Appearance, tokens
from app.ui.transcript.answer_body import AnswerBody
from app.ui.transcript.answer_text import AnswerText
from app.ui.transcript.answer_words import (
    NOTHING_LOST,
    OTHERS_GO_ON,
    Remedy,
    metrics_line,
    notice_of,
)
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.markdown_prose import BLOCK_GAP
from app.ui.transcript.notice_card import NoticeCard
from app.ui.transcript.paragraphs import plain_paragraphs
from app.ui.transcript.reasoning_fold import ReasoningFold
from app.ui.transcript.stepper import Stepper
from app.viewmodels.rows import AnswerRow


class AnswerView(QWidget):
    """One answer.

    Signals:
        copy_requested, regenerate_requested, continue_requested, stop_requested,
        retry_now_requested: The id of the answer.
        attempt_step_requested: The id of the answer, and -1 or 1.
        link_activated: The address of a link that was chosen.
    """

    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    continue_requested = Signal(str)
    stop_requested = Signal(str)
    retry_now_requested = Signal(str)
    attempt_step_requested = Signal(str, int)
    link_activated = Signal(str)

    def __init__(
        self, appearance: Appearance, row: AnswerRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = row
        self._text = AnswerText()
        self._shown_row: AnswerRow | None = None
        self._reasoning = ""
        self._has_new_reasoning = False
        self._thinking_since: float | None = None
        self._thought_s: float | None = None
        self._is_framed = False
        self._fold = ReasoningFold(appearance)
        self._body = AnswerBody(appearance, f"Answer of {row.model_label}")
        self._body.link_activated.connect(self.link_activated)
        self._card = NoticeCard(appearance)
        self._card.chosen.connect(self._ask)
        self._comfort = DocumentView(appearance, CAPTION, color="dim")
        self._metrics = Label(appearance, px=tokens()["type"]["small_px"], color="faint")
        self._stepper = Stepper(appearance, "attempt")
        self._stepper.stepped.connect(self._step)
        self._footer = self._new_footer(appearance)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(BLOCK_GAP)
        for part in (self._fold, self._body, self._card, self._comfort, self._footer):
            layout.addWidget(part)
        self.set_row(row)

    @property
    def has_pending(self) -> bool:
        """Whether something waits to be shown."""
        return self._text.has_pending or self._has_new_reasoning

    def set_row(self, row: AnswerRow) -> None:
        """Show an answer as a row has it, its text included."""
        if row == self._shown_row:
            return
        self._text.set_whole(row.text)
        self._reasoning = row.reasoning
        self.set_status(row)
        self._shown_row = row

    def set_status(self, row: AnswerRow) -> None:
        """Show where the answer stands; its text comes through `append`."""
        self._row = row
        self._shown_row = None
        notice = notice_of(row)
        self._card.setVisible(notice is not None)
        if notice:
            self._card.show_notice(notice, row.retry)
        self._comfort.setVisible(row.status is AnswerStatus.WAITING)
        self._metrics.setText(metrics_line(row.metrics))
        self._stepper.set_place(row.attempt, row.attempts)
        self._show_progress()

    def append(self, text: str, reasoning: str) -> None:
        """Collect more of the answer; `flush` shows it."""
        now = time.monotonic()
        if reasoning:
            self._reasoning += reasoning
            self._has_new_reasoning = True
            self._thinking_since = self._thinking_since or now
        if text and self._thinking_since and self._thought_s is None:
            self._thought_s = now - self._thinking_since
        self._text.append(text)

    def flush(self, limit: int) -> int:
        """Show up to `limit` more characters and return how many it were."""
        self._has_new_reasoning = False
        taken = self._text.advance(limit)
        self._show_progress()
        return taken

    def set_framed(self, framed: bool) -> None:
        """Whether the pane around it, one of several, shows its metrics and actions."""
        self._is_framed = framed
        self._footer.setVisible(not framed and not self._row.status.is_live)
        comfort = f"{OTHERS_GO_ON} {NOTHING_LOST}" if framed else NOTHING_LOST
        self._comfort.set_paragraphs(plain_paragraphs(comfort))

    def _ask(self, remedy: Remedy) -> None:
        match remedy:
            case Remedy.CONTINUE:
                signal = self.continue_requested
            case Remedy.RETRY:
                signal = self.regenerate_requested
            case Remedy.RETRY_NOW:
                signal = self.retry_now_requested
            case Remedy.STOP:
                signal = self.stop_requested
        signal.emit(self._row.answer_id)

    def _step(self, delta: int) -> None:
        self.attempt_step_requested.emit(self._row.answer_id, delta)

    def _show_progress(self) -> None:
        live = self._row.status.is_live
        if not live and not self._text.has_pending:
            self._text.finish()
        blocks = self._text.blocks
        thinking = live and bool(self._reasoning) and not blocks
        self._fold.set_reasoning(self._reasoning, thinking=thinking, seconds=self._thought_s)
        self._body.set_blocks(blocks)
        waits = self._row.status is AnswerStatus.WAITING or thinking
        self._body.set_streaming(self._text.has_pending or (live and not waits))
        self._body.setVisible(bool(blocks) or (live and not waits))
        self.set_framed(self._is_framed)

    def _new_footer(self, appearance: Appearance) -> QWidget:
        footer = QWidget()
        row = QHBoxLayout(footer)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        copy = IconButton(appearance, "copy", "Copy answer", size=24)
        copy.clicked.connect(lambda: self.copy_requested.emit(self._row.answer_id))
        again = IconButton(appearance, "refresh-cw", "Regenerate answer", size=24)
        again.clicked.connect(lambda: self._ask(Remedy.RETRY))
        row.addWidget(self._metrics)
        row.addStretch()
        for action in (self._stepper, copy, again):
            row.addWidget(action)
        return footer
