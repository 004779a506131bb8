"""An answer as a message of the transcript."""

import time
from itertools import takewhile

from typing_extensions import override

from app.domain.conversation import AnswerStatus
from app.ui.transcript.answer_parts import FoldPart, FooterPart, NoticePart, ReasoningPart
from app.ui.transcript.answer_text import AnswerText
from app.ui.transcript.answer_words import NOTHING_LOST, OTHERS_GO_ON, notice_of
from app.ui.transcript.block_parts import BlockParts
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.message import Message, estimated_height
from app.ui.transcript.paragraphs import plain_paragraphs
from app.ui.transcript.part import Part
from app.ui.transcript.prompt_parts import MorePart
from app.ui.transcript.small_parts import EmptyPart
from app.ui.transcript.stage import Stage
from app.viewmodels.rows import AnswerRow

# What is opened from the disk is there at once, except for the rest of a giant.
_AT_ONCE = 16_384
# More is shown on request only.
_SHOWN = 200_000
# A flush takes text in slices until it has taken long.
_SLICE, _FLUSH_S = 512, 0.004


class AnswerMessage(Message):
    """One answer: reasoning, blocks, a notice if need be, metrics and actions.

    Attributes:
        row: What is known of it; its text may be older than what has come.
        changed_from: The y in the message from which the last change is seen.
    """

    def __init__(self, stage: Stage, row: AnswerRow) -> None:
        super().__init__()
        self._stage = stage
        self.row = row
        self._text = AnswerText()
        self._blocks = BlockParts(stage)
        self._reasoning = row.reasoning
        self._shown_reasoning = ""
        self._thinking_since: float | None = None
        self._thought_s: float | None = None
        self._is_framed = False
        self._limit = _SHOWN
        self._fold = FoldPart(stage, self._toggle_reasoning)
        self._thoughts = ReasoningPart()
        self._empty = EmptyPart()
        self._footer = FooterPart(stage, row)
        self._notice = NoticePart(stage, row)
        self._comfort = DocumentPart((), CAPTION, "dim")
        self._more = MorePart(stage, "Show all", self._show_all)
        self.height = estimated_height(row.text) + 36
        self._shown_words = ""
        self.changed_from = 0

    @property
    @override
    def name(self) -> str:
        return f"Answer of {self.row.model_label}"

    @property
    @override
    def source(self) -> str:
        return self._text.whole or self.row.text

    @property
    @override
    def is_kept(self) -> bool:
        return self.row.status.is_live or self._text.has_pending

    @property
    def has_pending(self) -> bool:
        """Whether something waits to be shown."""
        if not self.is_prepared:
            return False
        waits = self._text.has_pending and self._text.shown < self._limit
        return waits or self._reasoning != self._shown_reasoning

    @property
    def caret_part(self) -> Part | None:
        """The part after whose text a caret stands: more is to come."""
        waits = self.row.status is AnswerStatus.WAITING or self._is_thinking
        live = self._text.has_pending or (self.row.status.is_live and not waits)
        if not live:
            return None
        return self._blocks.parts[-1] if self._blocks.parts else self._empty

    def set_row(self, row: AnswerRow) -> bool:
        """Show an answer as a row has it, its text included; return whether it changed."""
        if row is self.row or (row == self.row and not self.row.status.is_live):
            return False
        self._reasoning = row.reasoning
        if self.is_prepared:
            self._text.set_whole(row.text)
            self.set_status(row)
        else:
            self.row = row
        return True

    def set_status(self, row: AnswerRow) -> None:
        """Show where the answer stands; its text comes through `append`."""
        if not self.is_prepared:
            self.prepare()
        self.row = row
        self._finish_if_over()
        self.compose()

    def append(self, text: str, reasoning: str) -> None:
        """Collect more of the answer; `flush` shows it."""
        self.prepare()
        now = time.monotonic()
        if reasoning:
            self._reasoning += reasoning
            self._thinking_since = self._thinking_since or now
        if text and self._thinking_since and self._thought_s is None:
            self._thought_s = now - self._thinking_since
        self._text.append(text)

    def flush(self, limit: int) -> int:
        """Show up to `limit` more characters and return how many it were."""
        end = time.perf_counter() + _FLUSH_S
        limit = min(limit, max(0, self._limit - self._text.shown))
        taken = 0
        while taken < limit and self._text.has_pending and time.perf_counter() < end:
            taken += self._text.advance(min(_SLICE, limit - taken))
        self._finish_if_over()
        self.compose()
        return taken

    def set_framed(self, framed: bool) -> bool:
        """Whether the pane around it shows its metrics and actions; return whether it changed."""
        if framed == self._is_framed:
            return False
        self._is_framed = framed
        if self.is_prepared:
            self.compose()
        return True

    @override
    def prepare(self) -> None:
        if not self.is_prepared:
            self._text.set_whole(self.row.text)
            self._text.advance(_AT_ONCE)
            self._finish_if_over()
        super().prepare()

    @override
    def release(self) -> None:
        super().release()
        self._text = AnswerText()
        self._blocks = BlockParts(self._stage)
        self._thoughts = ReasoningPart()

    @override
    def compose(self) -> None:
        first, y = self._blocks.show(self._text.sourced, self._text.closed)
        self._shown_reasoning = self._reasoning
        before = self._parts
        head = self._head()
        self._parts = [*head, *self._blocks.parts, *self._foot()]
        same = sum(
            1 for _ in takewhile(lambda ab: ab[0] is ab[1], zip(before, self._parts, strict=False))
        )
        self.measure()
        if len(head) + first <= same:
            self.changed_from = self._top_or_end(len(head) + first) + y
        else:
            self.changed_from = self._top_or_end(same)
        if head and self._fold.words != self._shown_words:
            self._shown_words = self._fold.words
            self.changed_from = 0

    def _top_or_end(self, number: int) -> int:
        return self.top(number) if number < len(self._parts) else self.height

    @property
    def _is_thinking(self) -> bool:
        return self.row.status.is_live and bool(self._reasoning) and not self._text.shown

    def _head(self) -> list[Part]:
        if not self._reasoning:
            return []
        took = "Thought"
        if self._thought_s is not None:
            took = f"Thought for {max(1, round(self._thought_s))} s"
        self._fold.words = "Thinking…" if self._is_thinking else took
        if not self._fold.is_open:
            return [self._fold]
        theme = self._stage.appearance.theme
        self._thoughts.set_paragraphs(plain_paragraphs(self._reasoning.strip()), theme)
        return [self._fold, self._thoughts]

    def _foot(self) -> list[Part]:
        result: list[Part] = []
        live = self.row.status.is_live
        if self.caret_part is self._empty:
            result.append(self._empty)
        if self._text.has_pending and self._text.shown >= self._limit:
            result.append(self._more)
        if notice_of(self.row):
            self._notice.row = self.row
            result.append(self._notice)
        if self.row.status is AnswerStatus.WAITING:
            words = f"{OTHERS_GO_ON} {NOTHING_LOST}" if self._is_framed else NOTHING_LOST
            theme = self._stage.appearance.theme
            self._comfort.set_paragraphs(plain_paragraphs(words), theme)
            result.append(self._comfort)
        if not live and not self._is_framed:
            self._footer.row = self.row
            result.append(self._footer)
        return result

    def _finish_if_over(self) -> None:
        if not self.row.status.is_live and not self._text.has_pending:
            self._text.finish()

    def _toggle_reasoning(self) -> None:
        self._fold.is_open = not self._fold.is_open
        self.compose()
        self._stage.rearrange()

    def _show_all(self) -> None:
        self._limit = len(self.source) + _SHOWN
        self.compose()
        self._stage.rearrange()
