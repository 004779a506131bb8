"""Markdown as plain text: what one reads, without the signs for how it looks."""

from app.markdown.blocks import Block, Cell, Code, Prose, Table
from app.markdown.paragraphs import Paragraph
from app.markdown.token_blocks import whole_blocks


def as_text(markdown: str) -> str:
    """The words of a text, with its lists' marks; tables with a tab between the columns."""
    return "\n\n".join(filter(None, map(_text, whole_blocks(markdown))))


def table_text(table: Table) -> str:
    """A table with a line a row and a tab between the columns, as spreadsheets take it."""
    return "\n".join("\t".join(map(_cell, row)) for row in (table.header, *table.rows))


def _text(block: Block) -> str:
    match block:
        case Code():
            return block.text.removesuffix("\n")
        case Table():
            return table_text(block)
        case Prose():
            first, *others = block.paragraphs
            return _line(first) + "".join(_break(p) + _line(p) for p in others)
        case _:
            return ""


def _break(paragraph: Paragraph) -> str:
    """What stands close together on the screen does so here."""
    return "\n\n" if paragraph.space_before and not paragraph.marker else "\n"


def _line(paragraph: Paragraph) -> str:
    text = "".join(span.text for span in paragraph.spans).replace("\u2028", "\n")
    marker = f"{paragraph.marker} " if paragraph.marker else ""
    return f"{'  ' * max(0, paragraph.depth - 1)}{marker}{text}"


def _cell(cell: Cell) -> str:
    return " ".join("".join(span.text for span in cell).split())
