"""What shows the text of an answer: parts for its blocks, some folded away by the lens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.markdown.growing_blocks import Sourced
from app.ui.transcript.answer_lens import AnswerLens
from app.ui.transcript.block_parts import BlockParts
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.part import Part, Range
from app.ui.transcript.stage import Stage


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an answer's text: a block, one of its paragraphs, a position in that."""

    block: int
    paragraph: int
    offset: int


class AnswerBody:
    """The parts of an answer's text; made only when the answer is looked at.

    Args:
        go_on: Has `show` called again.

    Attributes:
        parts: What is shown, from the top.
    """

    def __init__(self, stage: Stage, go_on: Callable[[], None]) -> None:
        self._blocks = BlockParts(stage, go_on)
        self._lens: AnswerLens | None = None
        self.parts: list[Part] = []

    @property
    def settled(self) -> int:
        """How many blocks need not be looked at again as long as the text is not finished."""
        return self._blocks.settled

    @property
    def has_more_rows(self) -> bool:
        """Whether rows of a table that were asked for are to be shown yet."""
        return self._blocks.has_more_rows

    @property
    def last(self) -> Part | None:
        """The part of the last block."""
        return self._blocks.parts[-1] if self._blocks.parts else None

    def set_lens(self, lens: AnswerLens | None) -> None:
        """Mark and fold from `show` on, or show everything as it is."""
        self._lens = lens
        for part in () if lens else self._blocks.parts:
            part.highlights = ()
        self._blocks.set_cuts(lens.cuts if lens else {})

    def show(self, sourced: Sequence[Sourced], start: int, closed: int) -> tuple[int, int]:
        """Show these blocks; see `BlockParts.show`.

        Returns:
            The first part that may look different, and the y in it from which it does.
        """
        before = list(self.parts) if self._lens else []
        first, y = self._blocks.show(sourced, start, closed)
        self.parts = self._lens.arrange(self._blocks, first) if self._lens else self._blocks.parts
        first = self._number(first)
        if not self._lens:
            return first, y
        # Folds open and close whatever the blocks do.
        pairs = zip(before, self.parts, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))
        return min((first, y), (same, 0))

    def paragraph(self, block: int, paragraph: int) -> tuple[int, Range] | None:
        """The part that shows a paragraph of a block, unfolded, and where it is in its text."""
        found = self._blocks.part_of(block, paragraph)
        if not found:
            return None
        part, start = self._blocks.parts[found[0]], 0
        end = len(part.text)
        if isinstance(part, DocumentPart):
            start, end = part.start_of(found[1]), part.start_of(found[1] + 1) - 1
        if self.parts[self._number(found[0])] is not part:
            self.parts[self._number(found[0])].unfold()
        return self._number(found[0]), (start, end)

    def spot_of(self, part: Part, position: int) -> Spot | None:
        """Where a position in a part is in the text; None for a part of something else."""
        blocks = self._blocks
        if self._lens and (origin := self._lens.origin_of(part, blocks)):
            return Spot(*origin, 0)
        if part not in blocks.parts:
            return None
        block, paragraph = blocks.origin(blocks.parts.index(part))
        if isinstance(part, DocumentPart):
            inside = part.paragraph_at(position)
            return Spot(block, paragraph + inside, position - part.start_of(inside))
        return Spot(block, paragraph, position)

    def place_of(self, spot: Spot) -> tuple[int, int] | None:
        """The part that shows a spot, or what that is folded away under, and the position in it."""
        found = self._blocks.part_of(spot.block, spot.paragraph)
        if not found:
            return None
        number, part = self._number(found[0]), self._blocks.parts[found[0]]
        if self.parts[number] is not part:
            return number, 0
        start = part.start_of(found[1]) if isinstance(part, DocumentPart) else 0
        return number, start + spot.offset

    def _number(self, number: int) -> int:
        """Which of `parts` shows a part of the blocks."""
        return self._lens.place(number) if self._lens else number
