"""An answer as a message of the transcript."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.answer import AnswerStatus
from app.markdown.paragraphs import plain_paragraphs
from app.ui.transcript.answer_deeds import answer_deeds
from app.ui.transcript.answer_frame import AnswerFrame
from app.ui.transcript.answer_lens import AnswerLens
from app.ui.transcript.answer_text import AnswerText
from app.ui.transcript.block_parts import BlockParts
from app.ui.transcript.citation_marks import with_citations
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.message import Deed, Message, estimated_height
from app.ui.transcript.part import Part, Range
from app.ui.transcript.stage import Stage
from app.viewmodels.citations import CitedAnswer
from app.viewmodels.lens import LensRow
from app.viewmodels.rows import AnswerRow
from app.words import _

# What is opened from the disk is there at once, except for the rest of a giant.
_AT_ONCE = 16_384
# More is shown on request only.
_SHOWN = 200_000
# A flush takes text in slices until it has taken long.
_SLICE, _FLUSH_S = 256, 0.004


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an answer's text: a block, one of its paragraphs, a position in that."""

    block: int
    paragraph: int
    offset: int


class AnswerMessage(Message):
    """One answer: reasoning, blocks, a notice if need be, metrics and actions.

    Attributes:
        row: What is known of it; its text may be older than what has come.
        prompt: What it answers.
    """

    def __init__(self, stage: Stage, row: AnswerRow) -> None:
        super().__init__(stage)
        self.row = row
        self.prompt = ""
        self._text = AnswerText()
        self._blocks: BlockParts | None = None
        self._frame: AnswerFrame | None = None
        self._reasoning = row.reasoning
        self._shown_reasoning = ""
        self._thinking_since: float | None = None
        self._thought_s: float | None = None
        self._is_framed = self._is_followed = False
        self._limit = _SHOWN
        self._is_open = False
        self.height = estimated_height(row.text, stage.appearance.theme) + 36
        self._shown_words = ""
        self._shown_caret: Part | None = None
        self._head: list[Part] = []
        self._cited: CitedAnswer | None = None
        self._legend: list[Part] = []
        self._lens: AnswerLens | None = None

    @property
    @override
    def name(self) -> str:
        return self.row.model_label

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
        waits = waits or (self._blocks is not None and self._blocks.has_more_rows)
        return waits or self._reasoning != self._shown_reasoning

    @property
    def caret_part(self) -> Part | None:
        """The part after whose text a caret stands: more is to come."""
        waits = self.row.status is AnswerStatus.WAITING or self._is_thinking
        live = self._text.has_pending or (self.row.status.is_live and not waits)
        if not live:
            return None
        if self._blocks and self._blocks.parts:
            return self._blocks.parts[-1]
        return self._frame.empty if self._frame else None

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

    def set_citations(self, cited: CitedAnswer) -> None:
        """Show where what it says comes from."""
        if cited == self._cited:
            return
        self._cited = cited
        self._legend = [DocumentPart(plain_paragraphs(cited.legend), CAPTION, "dim")]
        if self.is_prepared:
            self.compose()

    def part_of(self, block: int, paragraph: int) -> tuple[int, Range] | None:
        """The part that shows a paragraph of a block, unfolded, and where it is in its text."""
        found = self._blocks.part_of(block, paragraph) if self._blocks else None
        if not found or not self._blocks:
            return None
        part, start = self._blocks.parts[found[0]], 0
        end = len(part.text)
        if isinstance(part, DocumentPart):
            start, end = part.start_of(found[1]), part.start_of(found[1] + 1) - 1
        if self._parts[self._place_of(found[0])] is not part:
            self._parts[self._place_of(found[0])].unfold()
        return self._place_of(found[0]), (start, end)

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

    def set_followed(self, followed: bool) -> bool:
        """Whether another prompt comes after it; return whether that changed."""
        if followed == self._is_followed:
            return False
        self._is_followed = followed
        if self.is_prepared:
            self.compose()
        return True

    @property
    def can_branch(self) -> bool:
        """Whether one can go on from here in another way."""
        return self._is_followed and not self.row.status.is_live

    @override
    def deeds(self, anchor: QWidget) -> Sequence[Deed]:
        return answer_deeds(self._stage.actions, self, anchor)

    def set_lens(self, row: LensRow | None) -> bool:
        """Mark and fold what differs and what doesn't, or nothing; return whether it changed."""
        if row == (self._lens.row if self._lens else None):
            return False
        if row is None:
            self._lens = None
        elif self._lens:
            self._lens.set_row(row)
        else:
            self._lens = AnswerLens(self._stage, row, self._change_fold)
        if self._blocks:
            for part in self._blocks.parts if row is None else ():
                part.highlights = ()
            self._blocks.set_cuts(self._lens.cuts if self._lens else {})
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
        self._blocks = self._frame = self._shown_caret = None
        self._head = []

    @override
    def compose(self) -> None:
        blocks = self._blocks = self._blocks or self._new_blocks()
        frame = self._frame = self._frame or AnswerFrame(
            self._stage, self.row, self._toggle_reasoning, self._show_all
        )
        start = 0 if self._text.is_finished else blocks.settled
        sourced = self._text.sourced_from(start)
        cited = self._cited if self._text.is_finished else None
        if cited:
            sourced = with_citations(sourced, cited)
        first, y = blocks.show(sourced, start, self._text.closed)
        thought_more = self._is_open and self._reasoning != self._shown_reasoning
        self._shown_reasoning = self._reasoning
        caret_before, self._shown_caret = self._shown_caret, self.caret_part
        head_before, words = self._head, self._fold_words
        self._head = frame.head(self.row, self._reasoning, words, is_open=self._is_open)
        foot = frame.foot(
            self.row,
            is_empty=self.caret_part is frame.empty,
            is_cut=self._text.has_pending and self._text.shown >= self._limit,
            is_framed=self._is_framed,
            can_branch=self.can_branch,
        )
        legend = self._legend if cited else []
        shown = self._lens.arrange(blocks, first) if self._lens else blocks.parts
        before, self._parts = self._parts, [*self._head, *shown, *legend, *foot]
        if thought_more or self._head != head_before or words != self._shown_words:
            self.changed_part = y = 0
        else:
            self.changed_part = self._place_of(first)
        if self._lens:  # Folds open and close whatever the blocks do.
            pairs = zip(before, self._parts, strict=False)
            same = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))
            self.changed_part, y = min((self.changed_part, y), (same, 0))
        self._shown_words = words
        self.measure(self.changed_part)
        self.changed_from = self._top_or_end(self.changed_part) + y
        if caret_before is not self._shown_caret and caret_before in self._parts:
            self.changed_from = min(self.changed_from, self._caret_top(caret_before))

    def _caret_top(self, part: Part) -> int:
        """Where the caret stood that was painted at the end of a part."""
        inside = part.caret_rect(len(part.text)).top() if part.width > 0 else 0
        return self.top(self._parts.index(part)) + int(inside)

    def top_of(self, block: int, paragraph: int) -> float:
        """Where a paragraph of a block starts; the end for what is not there yet."""
        self.prepare()
        found = self._blocks.part_of(block, paragraph) if self._blocks else None
        if not found or not self._blocks:
            return self.height
        part = self._blocks.parts[found[0]]
        number = self._place_of(found[0])
        top = self.top(number)
        if self._parts[number] is not part:  # It is folded away.
            return top
        if isinstance(part, DocumentPart):
            top += int(part.caret_rect(part.start_of(found[1])).top())
        return top

    def spot_of(self, number: int, position: int) -> Spot | None:
        """Where a position is in the answer's text, however that is shown; None outside of it."""
        part, blocks = self._parts[number], self._blocks
        if not blocks:
            return None
        if self._lens and (origin := self._lens.origin_of(part, blocks)):
            return Spot(*origin, 0)
        if part not in blocks.parts:
            return None
        block, paragraph = blocks.origin(blocks.parts.index(part))
        if isinstance(part, DocumentPart):
            inside = part.paragraph_at(position)
            return Spot(block, paragraph + inside, position - part.start_of(inside))
        return Spot(block, paragraph, position)

    def place_of(self, spot: Spot) -> tuple[int, int]:
        """The part that shows a spot, or what that is folded away under, and the position in it."""
        found = self._blocks.part_of(spot.block, spot.paragraph) if self._blocks else None
        if not found or not self._blocks:
            return 0, 0
        number, part = self._place_of(found[0]), self._blocks.parts[found[0]]
        if self._parts[number] is not part:
            return number, 0
        start = part.start_of(found[1]) if isinstance(part, DocumentPart) else 0
        return number, start + spot.offset

    def _place_of(self, number: int) -> int:
        """Which of all parts shows a part of the blocks."""
        return len(self._head) + (self._lens.place(number) if self._lens else number)

    def _new_blocks(self) -> BlockParts:
        blocks = BlockParts(self._stage, self._change)
        if self._lens:
            blocks.set_cuts(self._lens.cuts)
        return blocks

    def _change_fold(self) -> None:
        self.compose()
        self._stage.stay()

    def _top_or_end(self, number: int) -> int:
        return self.top(number) if number < len(self._parts) else self.height

    @property
    def _is_thinking(self) -> bool:
        return self.row.status.is_live and bool(self._reasoning) and not self._text.shown

    @property
    def _fold_words(self) -> str:
        if self._is_thinking:
            return _("Thinking…")
        seconds = self._thought_s
        if seconds is None:
            return _("Thought")
        return _("Thought for {seconds} s").format(seconds=max(1, round(seconds)))

    def _finish_if_over(self) -> None:
        if not self.row.status.is_live and not self._text.has_pending:
            self._text.finish()

    def _toggle_reasoning(self) -> None:
        self._is_open = not self._is_open
        self._change()

    def _show_all(self) -> None:
        self._limit = len(self.source) + _SHOWN
        self._change()

    def _change(self) -> None:
        self.compose()
        self._stage.rearrange()
