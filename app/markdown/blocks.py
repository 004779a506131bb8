"""The blocks that Markdown is shown as, as plain values."""

from dataclasses import dataclass

from app.markdown.paragraphs import Paragraph, Span


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs, headings, lists and quotations."""

    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A code block; `language` is the word after its fence, or ""."""

    language: str
    text: str


Cell = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `alignments` has "left", "right" or "center" for each column."""

    alignments: tuple[str, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Block = Prose | Code | Table | Rule
