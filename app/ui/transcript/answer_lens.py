"""What the difference lens makes of an answer: marks in its parts, and folds over some."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from app.services.comparison.lens import Finding, Fold
from app.ui.transcript.agreement_part import AgreementPart
from app.ui.transcript.block_parts import BlockParts, Origin
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.highlight import Highlight, highlights_of, joined
from app.ui.transcript.math_part import MathPart
from app.ui.transcript.part import Part
from app.ui.transcript.stage import Stage
from app.viewmodels.lens import LensRow
from app.words import ngettext

# A fold takes a line itself.
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class _Run:
    """Parts under a fold: numbers of the first and of the one after the last."""

    start: int
    end: int
    head: AgreementPart


class AnswerLens:
    """Marks and folds the parts that show an answer's blocks.

    Args:
        change: Has `arrange` called again, as a fold was opened or closed.

    Attributes:
        row: What was found out about the answer.
    """

    def __init__(self, stage: Stage, row: LensRow, change: Callable[[], None]) -> None:
        self._stage = stage
        self._change = change
        self._heads: dict[Origin, AgreementPart] = {}
        self._open: set[Origin] = set()
        self._runs: list[_Run] = []
        self.set_row(row)

    def set_row(self, row: LensRow) -> None:
        """Show what was found out since."""
        self.row = row
        self._folds = [fold for fold in row.folds if self._words_in(fold) >= _FEWEST_WORDS]
        self._is_new = True

    @property
    def cuts(self) -> Mapping[int, Sequence[int]]:
        """The paragraphs, by block, before which a fold begins or after which it ends."""
        result: defaultdict[int, set[int]] = defaultdict(set)
        for fold in self._folds:
            first, last = (self.row.findings[n].piece for n in (fold.first, fold.last))
            result[first.block].add(first.paragraph)
            result[last.block].add(last.paragraph + last.paragraphs)
        cuts = {block: sorted(starts - {0}) for block, starts in result.items()}
        return {block: starts for block, starts in cuts.items() if starts}

    def arrange(self, blocks: BlockParts, first: int) -> list[Part]:
        """The parts of an answer as they are to be shown.

        Args:
            blocks: Those that show its blocks.
            first: The first of them that is another than before.
        """
        self._mark(blocks, 0 if self._is_new else first)
        self._is_new = False
        self._runs = list(self._runs_in(blocks))
        shown: list[Part] = []
        end = 0
        for run in self._runs:
            parts = blocks.parts[run.start : run.end]
            shown += [*blocks.parts[end : run.start], run.head]
            shown += parts if run.head.is_open else []
            run.head.set_folded([] if run.head.is_open else parts)
            end = run.end
        return [*shown, *blocks.parts[end:]]

    def place(self, number: int) -> int:
        """Where a part of the blocks is among what is shown; its fold if it is folded away."""
        at = bisect_right(self._runs, number, key=lambda run: run.start)
        place = number + at
        for run in self._runs[:at]:
            if not run.head.is_open:
                place -= min(number, run.end) - run.start
        last = self._runs[at - 1] if at else None
        if last and not last.head.is_open and number < last.end:
            return place - 1
        return place

    def origin_of(self, part: Part, blocks: BlockParts) -> Origin | None:
        """What a fold starts with; None for what is none."""
        return next((blocks.origin(run.start) for run in self._runs if run.head is part), None)

    def _runs_in(self, blocks: BlockParts) -> Iterator[_Run]:
        for fold in self._folds:
            first, last = (self.row.findings[n].piece for n in (fold.first, fold.last))
            start = blocks.first_from(first.block, first.paragraph)
            end = blocks.first_from(last.block, last.paragraph + last.paragraphs)
            if end <= len(blocks.parts) and end > start and self._is_there(blocks, fold):
                if not isinstance(blocks.parts[end - 1], DocumentPart):
                    end = blocks.first_from(last.block + 1, 0)
                yield _Run(start, end, self._head(fold, (first.block, first.paragraph)))

    def _is_there(self, blocks: BlockParts, fold: Fold) -> bool:
        """Whether an answer still begins and ends the run as it was compared."""
        for piece in (self.row.findings[n].piece for n in (fold.first, fold.last)):
            found = blocks.part_of(piece.block, piece.paragraph)
            line = piece.text.partition("\n")[0].partition("\u2028")[0].partition("\t")[0]
            if not found or line not in blocks.parts[found[0]].text:
                return False
        return True

    def _head(self, fold: Fold, origin: Origin) -> AgreementPart:
        head = self._heads.get(origin)
        if not head:
            head = AgreementPart(self._stage, partial(self._toggle, origin))
            self._heads[origin] = head
        count = self._words_in(fold)
        words = ngettext(
            "Same in {same} of {all} · {n} word",
            "Same in {same} of {all} · {n} words",
            count,
        )
        head.words = words.format(same=fold.same_in, all=fold.of, n=count)
        head.is_open = origin in self._open
        return head

    def _toggle(self, origin: Origin) -> None:
        self._open ^= {origin}
        self._change()

    def _words_in(self, fold: Fold) -> int:
        found = self.row.findings[fold.first : fold.last + 1]
        return sum(len(finding.piece.keys) for finding in found)

    def _mark(self, blocks: BlockParts, first: int) -> None:
        marks: defaultdict[int, list[Highlight]] = defaultdict(list)
        for finding in self.row.findings if first < len(blocks.parts) else ():
            found = blocks.part_of(finding.piece.block, finding.piece.paragraph)
            if found and found[0] >= first:
                marks[found[0]] += _marks_in(blocks.parts[found[0]], finding, found[1])
        for number, part in enumerate(blocks.parts[first:], first):
            part.highlights = joined(marks[number])


def _marks_in(part: Part, finding: Finding, paragraph: int) -> Iterator[Highlight]:
    start = part.start_of(paragraph) if isinstance(part, DocumentPart) else 0
    for one in highlights_of(finding, part.text, start):
        is_formula = isinstance(part, MathPart)
        yield replace(one, start=0, end=len(part.text)) if is_formula else one
