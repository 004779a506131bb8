"""What stands above and below the text of an answer; made only when the answer is looked at."""

from collections.abc import Callable

from app.domain.answer import AnswerStatus
from app.markdown.paragraphs import plain_paragraphs
from app.ui.transcript.answer_parts import FoldPart, FooterPart, NoticePart, ReasoningPart
from app.ui.transcript.answer_words import (
    NOTHING_LOST,
    OTHERS_GO_ON,
    notice_of,
    stands_in_words,
)
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.document_style import CAPTION
from app.ui.transcript.part import Part
from app.ui.transcript.prompt_parts import MorePart
from app.ui.transcript.small_parts import EmptyPart
from app.ui.transcript.stage import Stage
from app.viewmodels.rows import AnswerRow
from app.words import _


class AnswerFrame:
    """The parts of an answer beside its blocks.

    Args:
        toggle_reasoning: Opens or closes the fold.
        show_all: Shows the rest of a giant.

    Attributes:
        empty: Where the first words will stand.
    """

    def __init__(
        self,
        stage: Stage,
        row: AnswerRow,
        toggle_reasoning: Callable[[], None],
        show_all: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._fold = FoldPart(stage, toggle_reasoning)
        self._thoughts = ReasoningPart()
        self._more = MorePart(stage, _("Show all"), show_all)
        self._notice = NoticePart(stage, row)
        self._comfort = DocumentPart((), CAPTION, "dim")
        self._stands_in = DocumentPart((), CAPTION, "dim")
        self._footer = FooterPart(stage, row)
        self.empty = EmptyPart()

    def head(self, row: AnswerRow, reasoning: str, words: str, *, is_open: bool) -> list[Part]:
        """Who answers in place of another, and what was thought.

        Args:
            row: The answer.
            reasoning: What was thought; folded away unless `is_open`.
            words: What it is folded away under.
            is_open: Whether it can be read.
        """
        theme = self._stage.appearance.theme
        result: list[Part] = []
        if stands_in := stands_in_words(row):
            self._stands_in.set_paragraphs(plain_paragraphs(stands_in), theme)
            result.append(self._stands_in)
        if reasoning:
            self._fold.words = words
            self._fold.is_open = is_open
            result.append(self._fold)
        if reasoning and is_open:
            self._thoughts.set_paragraphs(plain_paragraphs(reasoning.strip()), theme)
            result.append(self._thoughts)
        return result

    def foot(
        self, row: AnswerRow, *, is_empty: bool, is_cut: bool, is_framed: bool, can_branch: bool
    ) -> list[Part]:
        """What is said of the answer, and what can be done with it.

        Args:
            row: The answer.
            is_empty: Whether its first words are to come.
            is_cut: Whether more of it is shown on request.
            is_framed: Whether the pane around it shows its metrics and actions.
            can_branch: Whether one can go on from it in another way.
        """
        result: list[Part] = []
        if is_empty:
            result.append(self.empty)
        if is_cut:
            result.append(self._more)
        if notice_of(row):
            self._notice.row = row
            result.append(self._notice)
        if row.status is AnswerStatus.WAITING:
            words = f"{_(OTHERS_GO_ON)} {_(NOTHING_LOST)}" if is_framed else _(NOTHING_LOST)
            self._comfort.set_paragraphs(plain_paragraphs(words), self._stage.appearance.theme)
            result.append(self._comfort)
        if not row.status.is_live and not is_framed:
            self._footer.row, self._footer.can_branch = row, can_branch
            result.append(self._footer)
        return result
