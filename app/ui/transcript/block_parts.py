"""The parts that show the blocks of an answer, kept while their blocks grow."""

from collections.abc import Iterator, Sequence

from app.markdown.blocks import Block, Code, Prose, Rule, Table
from app.markdown.growing_blocks import Sourced
from app.ui.transcript.code_part import CodePart
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.part import Part
from app.ui.transcript.small_parts import RulePart
from app.ui.transcript.stage import Stage
from app.ui.transcript.table_part import TablePart

# A longer list is painted from several documents, of which only the last has to change.
_MOST_PARAGRAPHS = 40


class BlockParts:
    """A part for each block; a change touches only what differs."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._shown: list[tuple[Block, bool]] = []
        self.parts: list[Part] = []

    def show(self, sourced: Sequence[Sourced], closed: int) -> tuple[int, int]:
        """Show these blocks, so many of which are closed.

        Returns:
            The first part that looks different, and the y in it from which it does.
        """
        units = [
            (block, source, i < closed)
            for i, (whole, source) in enumerate(sourced)
            for block, source in _pieces(whole, source)
        ]
        first, changed_from = len(units), 0
        for i, (block, source, is_closed) in enumerate(units):
            if i < len(self._shown):
                before, was_closed = self._shown[i]
                if was_closed == is_closed and (before is block or before == block):
                    self.parts[i].source = source
                    continue
            y = self._show_at(i, block, is_closed)
            if i < first and y < self.parts[i].height:
                first, changed_from = i, y
            self.parts[i].source = source
        del self.parts[len(units) :]
        self._shown = [(block, is_closed) for block, _, is_closed in units]
        return first, changed_from

    def _show_at(self, i: int, block: Block, is_closed: bool) -> int:
        kind = _KINDS[type(block)]
        if i < len(self.parts) and type(self.parts[i]) is not kind:
            del self.parts[i:]
            del self._shown[i:]
        if i == len(self.parts):
            self.parts.append(CodePart(self._stage) if kind is CodePart else kind())
        part, theme = self.parts[i], self._stage.appearance.theme
        match block:
            case Prose() if isinstance(part, DocumentPart):
                part.gap = block.paragraphs[0].space_before
                part.kind = "heading" if block.paragraphs[0].heading else "text"
                return part.set_paragraphs(block.paragraphs, theme)
            case Code() if isinstance(part, CodePart):
                return part.set_code(block, is_whole=is_closed)
            case Table() if isinstance(part, TablePart):
                return part.set_table(block, theme)
            case _:
                return 0


_KINDS: dict[type[Block], type[Part]] = {
    Prose: DocumentPart,
    Code: CodePart,
    Table: TablePart,
    Rule: RulePart,
}


def _pieces(block: Block, source: str) -> Iterator[Sourced]:
    """A block as it is painted: long prose in several pieces, the first with all its Markdown."""
    if not isinstance(block, Prose) or len(block.paragraphs) <= _MOST_PARAGRAPHS:
        yield block, source
        return
    for start in range(0, len(block.paragraphs), _MOST_PARAGRAPHS):
        yield Prose(block.paragraphs[start : start + _MOST_PARAGRAPHS]), "" if start else source
