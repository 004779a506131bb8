"""The parts that show the blocks of an answer, kept while their blocks grow."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.markdown.blocks import Block, Code, Prose, Rule, Table
from app.markdown.growing_blocks import Sourced
from app.markdown.token_blocks import cut_prose
from app.ui.transcript.code_part import CodePart
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.math_part import MathPart
from app.ui.transcript.part import Part
from app.ui.transcript.prompt_parts import MorePart
from app.ui.transcript.small_parts import RulePart
from app.ui.transcript.stage import Stage
from app.ui.transcript.table_part import LongTable, TablePart
from app.words import _

# A longer list is painted from several documents, of which only the last has to change.
_MOST_PARAGRAPHS = 40
# More rows of a table are shown on request only, and then not all at once.
_ENDS_OF_FORMULAS = ("$$", r"\]", "```", "~~~")
MOST_ROWS, _ROWS_AT_ONCE = 500, 50


@dataclass(frozen=True, slots=True)
class _More:
    """Stands below a table that is shown in part."""


# What one part shows.
_Piece = Block | _More
# A block and the first of its paragraphs that a part shows.
Origin = tuple[int, int]


class BlockParts:
    """A part for each block; a change touches only what differs.

    Args:
        go_on: Has `show` called again, and as long as it `has_more_rows`.
    """

    def __init__(self, stage: Stage, go_on: Callable[[], None]) -> None:
        self._stage = stage
        self._go_on = go_on
        self._shown: list[tuple[_Piece, bool]] = []
        self._origins: list[Origin] = []
        self._cuts: Mapping[int, Sequence[int]] = {}
        self._spare: dict[Origin, tuple[tuple[_Piece, bool], Part]] = {}
        self._settled = self._settled_parts = 0
        self._most_rows = MOST_ROWS
        self._shows_all_rows = False
        self.parts: list[Part] = []

    @property
    def has_more_rows(self) -> bool:
        """Whether rows that were asked for are to be shown yet."""
        return self._shows_all_rows and any(isinstance(p, LongTable) for p, _ in self._shown)

    @property
    def settled(self) -> int:
        """How many blocks need not be looked at again as long as the text is not finished."""
        return 0 if self._shows_all_rows else self._settled

    def set_cuts(self, cuts: Mapping[int, Sequence[int]]) -> None:
        """Have parts of their own begin at these paragraphs of these blocks, from `show` on."""
        if cuts == self._cuts:
            return
        self._cuts = cuts
        known = zip(self._shown, self.parts, strict=True)
        self._spare = dict(zip(self._origins, known, strict=True))
        self.parts, self._shown, self._origins = [], [], []
        self._settled = self._settled_parts = 0

    def show(self, sourced: Sequence[Sourced], start: int, closed: int) -> tuple[int, int]:
        """Show these blocks.

        Args:
            sourced: The blocks from `start` on.
            start: 0 or `settled`.
            closed: How many of all blocks are closed.

        Returns:
            The first part that may look different, and the y in it from which it does.
        """
        if self._shows_all_rows:
            self._most_rows += _ROWS_AT_ONCE
        kept = self._settled_parts if start else 0
        numbered = [
            (i, paragraph, block, source)
            for i, (whole, source) in enumerate(sourced, start)
            for paragraph, block, source in self._pieces(i, whole, source)
        ]
        units = [
            (block, source, i < closed or _is_whole_formula(block, source))
            for i, _, block, source in numbered
        ]
        self._origins[kept:] = [(i, paragraph) for i, paragraph, _, _ in numbered]
        first, changed_from = kept + len(units), 0
        for i, (block, source, is_closed) in enumerate(units, kept):
            if i < len(self._shown):
                before, was_closed = self._shown[i]
                if was_closed == is_closed and (before is block or before == block):
                    self.parts[i].source = source
                    continue
            spare = self._spare.get(self._origins[i])
            if spare and i == len(self.parts) and spare[0] == (block, is_closed):
                self.parts.append(spare[1])
                y = 0
            else:
                y = self._show_at(i, block, is_closed)
            if i < first:
                first, changed_from = i, y
            self.parts[i].source = source
        self._spare = {}
        del self.parts[kept + len(units) :]
        self._shown[kept:] = [(block, is_closed) for block, _, is_closed in units]
        if closed < start + len(sourced):
            self._settled = closed
            self._settled_parts = kept + sum(i < closed for i, *_ in numbered)
        else:  # It has ended, for now: should it go on, the last block may become another.
            self._settled = self._settled_parts = 0
        return first, changed_from

    def part_of(self, block: int, paragraph: int) -> tuple[int, int] | None:
        """The part that shows a paragraph of a block, and which of the part's own it is."""
        number = bisect_right(self._origins, (block, paragraph)) - 1
        if number < 0 or self._origins[number][0] != block:
            return None
        return number, paragraph - self._origins[number][1]

    def origin(self, number: int) -> Origin:
        """The block and the paragraph with which a part begins."""
        return self._origins[number]

    def first_from(self, block: int, paragraph: int) -> int:
        """The first part that begins with a paragraph of a block or with a later one."""
        return bisect_left(self._origins, (block, paragraph))

    def _show_at(self, i: int, block: _Piece, is_closed: bool) -> int:
        kind = _KINDS[type(block)]
        if isinstance(block, Code) and block.language == "math":
            kind = MathPart
        if i < len(self.parts) and type(self.parts[i]) is not kind:
            del self.parts[i:]
            del self._shown[i:]
        if i == len(self.parts):
            self.parts.append(self._new_part(kind))
        part, theme = self.parts[i], self._stage.appearance.theme
        match block:
            case Prose() if isinstance(part, DocumentPart):
                part.gap = block.paragraphs[0].space_before
                part.level = block.paragraphs[0].heading
                part.kind = "heading" if part.level else "text"
                return part.set_paragraphs(block.paragraphs, theme)
            case Code() if isinstance(part, MathPart):
                return part.set_code(block, theme, is_whole=is_closed)
            case Code() if isinstance(part, CodePart):
                return part.set_code(block, is_whole=is_closed)
            case Table() if isinstance(part, TablePart):
                return part.set_table(block, theme)
            case _:
                return 0

    def _new_part(self, kind: type[Part]) -> Part:
        if kind is MorePart:
            return MorePart(self._stage, _("Show all rows"), self._show_all_rows)
        if kind is CodePart:
            return CodePart(self._stage)
        needs_theme = issubclass(kind, TablePart | MathPart)
        return kind(self._stage.appearance.theme) if needs_theme else kind()

    def _show_all_rows(self) -> None:
        self._shows_all_rows = True
        self._go_on()

    def _pieces(self, number: int, block: Block, source: str) -> Iterator[tuple[int, _Piece, str]]:
        """A block as it is painted, perhaps in pieces: first paragraph, piece, Markdown.

        Of what is cut for being long alone, the first piece has all the Markdown.
        """
        match block:
            case Table() if len(block.rows) > self._most_rows:
                rows = block.rows[: self._most_rows]
                yield 0, LongTable(block.alignments, block.header, rows, block), source
                if not self._shows_all_rows:
                    yield 1, _More(), ""
            case Prose() if len(block.paragraphs) > _MOST_PARAGRAPHS or number in self._cuts:
                count = len(block.paragraphs)
                cuts = [n for n in self._cuts.get(number, ()) if n < count]
                starts = sorted({*range(0, count, _MOST_PARAGRAPHS), *cuts})
                rest = [""] * len(starts)
                sources = cut_prose(source, starts) if cuts else [source, *rest]
                for a, b, markdown in zip(starts, [*starts[1:], count], sources, strict=False):
                    yield a, Prose(block.paragraphs[a:b]), markdown
            case _:
                yield 0, block, source


def _is_whole_formula(block: _Piece, source: str) -> bool:
    """Whether it is a formula that has come to its end, though it may be the last block."""
    is_formula = isinstance(block, Code) and block.language == "math"
    return is_formula and source.rstrip().endswith(_ENDS_OF_FORMULAS)


_KINDS: dict[type[_Piece], type[Part]] = {
    Prose: DocumentPart,
    Code: CodePart,
    Table: TablePart,
    LongTable: TablePart,
    Rule: RulePart,
    _More: MorePart,
}
