"""Answers cut into the pieces that are compared: headings, paragraphs, items, code, tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from app.markdown.blocks import Block, Cell, Code, Prose, Table
from app.markdown.paragraphs import Paragraph
from app.markdown.stream import BlockStream
from app.services.comparison.words import keys_of

_LONGEST_BOLD_HEADING = 80


class PieceKind(Enum):
    """What a piece is; paragraphs, items and quotations are compared with each other."""

    HEADING = "heading"
    TEXT = "text"
    CODE = "code"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Piece:
    """The smallest part of an answer that is compared as a whole.

    Attributes:
        kind: What it is.
        block: Index of its block in the answer.
        paragraph: Index of its first paragraph in that block; 0 for a block of code or a table.
        paragraphs: How many paragraphs of the block it takes: more than one for code in a list.
        text: Its words as shown. A paragraph's is the text of its spans, without the marker; a
            table has a line a row, its cells parted by tabs.
        keys: Its words as they are compared.
    """

    kind: PieceKind
    block: int
    paragraph: int
    paragraphs: int
    text: str
    keys: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", keys_of(self.text))


@dataclass(frozen=True, slots=True)
class AnswerText:
    """One answer, as far as it can be compared.

    Attributes:
        blocks: Those that no further text changes.
        is_whole: Whether that is all of it; False while it streams.
    """

    blocks: tuple[Block, ...]
    is_whole: bool = True


def answer_text(markdown: str, *, is_whole: bool = True) -> AnswerText:
    """An answer's Markdown, ready to be compared.

    Parsing takes longer than comparing: a view that has the blocks already makes `AnswerText` of
    them, with `blocks[:closed]` of a stream that is still fed.
    """
    stream = BlockStream()
    stream.feed(markdown)
    if is_whole:
        stream.finish()
        return AnswerText(stream.blocks)
    return AnswerText(stream.blocks[: stream.closed], is_whole=False)


def pieces_of(blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """The pieces of an answer in order; lines across and empty paragraphs are none."""
    pieces = (piece for i, block in enumerate(blocks) for piece in _in_block(i, block))
    return tuple(piece for piece in pieces if piece.keys)


def _in_block(index: int, block: Block) -> Iterator[Piece]:
    match block:
        case Prose():
            yield from _in_prose(index, block.paragraphs)
        case Code():
            yield Piece(PieceKind.CODE, index, 0, 1, block.text)
        case Table():
            lines = "\n".join(_row_text(row) for row in (block.header, *block.rows))
            yield Piece(PieceKind.TABLE, index, 0, 1, lines)
        case _:
            pass


def _in_prose(index: int, paragraphs: Sequence[Paragraph]) -> Iterator[Piece]:
    numbered = enumerate(paragraphs)
    for is_code, group in groupby(numbered, key=lambda item: item[1].code):
        if is_code:
            lines = list(group)
            text = "\n".join(_text(paragraph) for _, paragraph in lines)
            yield Piece(PieceKind.CODE, index, lines[0][0], len(lines), text)
            continue
        for n, paragraph in group:
            kind = PieceKind.HEADING if _is_heading(paragraph) else PieceKind.TEXT
            yield Piece(kind, index, n, 1, _text(paragraph))


def _is_heading(paragraph: Paragraph) -> bool:
    """Whether it is a heading, or a bold line that stands for one."""
    if paragraph.heading:
        return True
    is_bold = not paragraph.marker and all(span.bold for span in paragraph.spans)
    return is_bold and len(_text(paragraph)) <= _LONGEST_BOLD_HEADING


def _text(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph.spans)


def _row_text(row: Sequence[Cell]) -> str:
    return "\t".join("".join(span.text for span in cell) for cell in row)
