"""An answer as a message of the transcript."""

import time
from collections.abc import Sequence
from functools import cached_property

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.answer import AnswerStatus
from app.markdown.paragraphs import plain_paragraphs
from app.ui.transcript.answer_body import AnswerBody, Spot
from app.ui.transcript.answer_deeds import answer_deeds
from app.ui.transcript.answer_frame import AnswerFrame
from app.ui.transcript.answer_lens import AnswerLens
from app.ui.transcript.answer_text import AnswerText
from app.ui.transcript.citation_marks import with_citations
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.message import Deed, Message, estimated_height
from app.ui.transcript.part import Part, Range
from app.ui.transcript.stage import Stage
from app.ui.transcript.thinking import Thinking
from app.viewmodels.citations import CitedAnswer
from app.viewmodels.lens import LensRow
from app.viewmodels.rows import AnswerRow

# What is opened from the disk is there at once, except for the rest of a giant.
_AT_ONCE = 16_384
# More is shown on request only.
_SHOWN = 200_000
# A flush takes text in slices until it has taken long.
_SLICE, _FLUSH_S = 256, 0.004


class AnswerMessage(Message):
    """One answer: reasoning, blocks, a notice if need be, metrics and actions.

    Attributes:
        row: What is known of it; its text may be older than what has come.
        prompt: What it answers.
    """

    prompt = ""
    _body: AnswerBody | None = None
    _frame: AnswerFrame | None = None
    _is_framed = False
    _is_followed = True
    _limit = _SHOWN
    _shown_words = ""
    _shown_caret: Part | None = None
    _head: Sequence[Part] = ()
    _cited: CitedAnswer | None = None
    _legend: Sequence[Part] = ()
    _lens: AnswerLens | None = None

    def __init__(self, stage: Stage, row: AnswerRow) -> None:
        super().__init__(stage)
        self.row = row
        self.height = estimated_height(row.text, stage.appearance.theme) + 36

    @cached_property
    def _text(self) -> AnswerText:
        return AnswerText()

    @cached_property
    def _thinking(self) -> Thinking:
        return Thinking(self.row.reasoning)

    @property
    @override
    def name(self) -> str:
        return self.row.model_label

    @property
    @override
    def source(self) -> str:
        return (self._text.whole if self.is_prepared else "") or self.row.text

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
        waits = waits or (self._body is not None and self._body.has_more_rows)
        return waits or self._thinking.has_pending

    @property
    def caret_part(self) -> Part | None:
        """The part after whose text a caret stands: more is to come."""
        waits = self.row.status is AnswerStatus.WAITING or self._is_thinking
        live = self._text.has_pending or (self.row.status.is_live and not waits)
        if not live:
            return None
        if self._body and self._body.last:
            return self._body.last
        return self._frame.empty if self._frame else None

    def set_row(self, row: AnswerRow) -> bool:
        """Show an answer as a row has it, its text included; return whether it changed."""
        if row is self.row or (row == self.row and not self.row.status.is_live):
            return False
        self._thinking.text = row.reasoning
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
        found = self._body.paragraph(block, paragraph) if self._body else None
        return (len(self._head) + found[0], found[1]) if found else None

    def append(self, text: str, reasoning: str) -> None:
        """Collect more of the answer; `flush` shows it."""
        self.prepare()
        self._thinking.append(reasoning, is_over=bool(text))
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
        changed, self._is_framed = framed != self._is_framed, framed
        return self._compose_anew(changed)

    def set_followed(self, followed: bool) -> bool:
        """Whether another prompt comes after it; return whether that changed."""
        changed, self._is_followed = followed != self._is_followed, followed
        return self._compose_anew(changed)

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
        if self._body:
            self._body.set_lens(self._lens)
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
        del self._text
        self._body = self._frame = self._shown_caret = None
        self._head = ()

    @override
    def compose(self) -> None:
        body = self._body = self._body or self._new_body()
        frame = self._frame = self._frame or AnswerFrame(
            self._stage, self.row, self._toggle_reasoning, self._show_all
        )
        first, y = self._show_text(body)
        caret_before, self._shown_caret = self._shown_caret, self.caret_part
        is_new_head = self._show_head(frame)
        legend = self._legend if self._text.is_finished else ()
        self._parts = [*self._head, *body.parts, *legend, *self._foot(frame)]
        self.changed_part, y = (0, 0) if is_new_head else (len(self._head) + first, y)
        self.measure(self.changed_part)
        is_gone = self.changed_part == len(self._parts)
        self.changed_from = y + (self.height if is_gone else self.top(self.changed_part))
        if caret_before is not self._shown_caret and caret_before in self._parts:
            self.changed_from = min(self.changed_from, self._caret_top(caret_before))

    def _show_text(self, body: AnswerBody) -> tuple[int, int]:
        """Show what has come; return the first part of the body that changed, and where in it."""
        start = 0 if self._text.is_finished else body.settled
        sourced = self._text.sourced_from(start)
        if self._cited and self._text.is_finished:
            sourced = with_citations(sourced, self._cited)
        return body.show(sourced, start, self._text.closed)

    def _show_head(self, frame: AnswerFrame) -> bool:
        """Show what stands above the text; return whether that has changed."""
        thinking, before = self._thinking, (self._head, self._shown_words)
        thought_more = thinking.show()
        self._shown_words = thinking.words(is_going_on=self._is_thinking)
        self._head = frame.head(
            self.row, thinking.text, self._shown_words, is_open=thinking.is_open
        )
        return thought_more or (self._head, self._shown_words) != before

    def _foot(self, frame: AnswerFrame) -> list[Part]:
        return frame.foot(
            self.row,
            is_empty=self.caret_part is frame.empty,
            is_cut=self._text.has_pending and self._text.shown >= self._limit,
            is_framed=self._is_framed,
            can_branch=self.can_branch,
        )

    def _caret_top(self, part: Part) -> int:
        """Where the caret stood that was painted at the end of a part."""
        inside = part.caret_rect(len(part.text)).top() if part.width > 0 else 0
        return self.top(self._parts.index(part)) + int(inside)

    def top_of(self, block: int, paragraph: int) -> float:
        """Where a paragraph of a block starts; the end for what is not there yet."""
        self.prepare()
        found = self._body.place_of(Spot(block, paragraph, 0)) if self._body else None
        if not found:
            return self.height
        number = len(self._head) + found[0]
        part = self._parts[number]
        inside = part.caret_rect(found[1]).top() if isinstance(part, DocumentPart) else 0
        return self.top(number) + int(inside)

    def spot_of(self, number: int, position: int) -> Spot | None:
        """Where a position is in the answer's text, however that is shown; None outside of it."""
        return self._body.spot_of(self._parts[number], position) if self._body else None

    def place_of(self, spot: Spot) -> tuple[int, int]:
        """The part that shows a spot, or what that is folded away under, and the position in it."""
        found = self._body.place_of(spot) if self._body else None
        return (len(self._head) + found[0], found[1]) if found else (0, 0)

    def _new_body(self) -> AnswerBody:
        body = AnswerBody(self._stage, self._change)
        body.set_lens(self._lens)
        return body

    def _change_fold(self) -> None:
        self.compose()
        self._stage.stay()

    def _compose_anew(self, changed: bool) -> bool:
        if changed and self.is_prepared:
            self.compose()
        return changed

    @property
    def _is_thinking(self) -> bool:
        return self.row.status.is_live and bool(self._thinking.text) and not self._text.shown

    def _finish_if_over(self) -> None:
        if not self.row.status.is_live and not self._text.has_pending:
            self._text.finish()

    def _toggle_reasoning(self) -> None:
        self._thinking.is_open = not self._thinking.is_open
        self._change()

    def _show_all(self) -> None:
        self._limit = len(self.source) + _SHOWN
        self._change()

    def _change(self) -> None:
        self.compose()
        self._stage.rearrange()
