"""Open blocks that may become long: they grow by lines, without being parsed again."""

import re
from dataclasses import replace
from typing import Any, Protocol, Self

from app.markdown.blocks import Block, Cell, Code, Table
from app.markdown.paragraphs import Span
from app.markdown.parser import parse
from app.markdown.prose import language_of
from app.markdown.token_blocks import split, table_of

_FENCE = re.compile(r"(`{3,})([^`\n]*)\n|(~{3,})([^\n]*)\n")
# A row with none of these holds nothing but text.
_SPECIAL = re.compile(r"[^\w \t|.,;()%+=?'\"/\n-]|www|//|^\|*\s*$")
_TABLE = re.compile(r"(\S[^\n]*\n[^\n]*\n)")

# A block and the Markdown that it comes from.
Sourced = tuple[Block, str]


class GrowingBlock(Protocol):
    """A block to which whole lines are added."""

    @property
    def blocks(self) -> list[Sourced]:
        """The block so far, and what its unfinished last line looks like if that is no part."""
        ...

    def feed(self, text: str) -> str | None:
        """Add text; once the block has ended, return what follows it."""
        ...


class GrowingFence:
    """A fenced code block."""

    def __init__(self, opening: str, fence: str) -> None:
        (token,) = parse(opening, {})
        self._language = language_of(token)
        self._end = re.compile(rf" {{0,3}}{fence[0]}{{{len(fence)},}}[ \t]*$")
        self._opening = opening
        self._lines = ""
        self._partial = ""

    @classmethod
    def begin(cls, tail: str) -> Self | None:
        """A fence with the text that begins with it; None if the text does not, or it ends."""
        found = _FENCE.match(tail)
        if not found:
            return None
        fence = cls(found.group(), found.group(1) or found.group(3))
        return fence if fence.feed(tail[found.end() :]) is None else None

    @property
    def blocks(self) -> list[Sourced]:
        """The code so far."""
        is_shown = self._partial.strip(" \t") and not self._end.match(self._partial)
        shown = self._partial if is_shown else ""
        source = self._opening + self._lines + self._partial
        return [(Code(self._language, self._lines + shown), source)]

    def feed(self, text: str) -> str | None:
        """Add text; once the fence has ended, return what follows it."""
        text = self._partial + text
        start = 0
        while (end := text.find("\n", start)) >= 0:
            if self._end.match(text[start:end]):
                self._lines += text[:start]
                self._partial = text[start : end + 1]
                return text[end + 1 :]
            start = end + 1
        self._lines += text[:start]
        self._partial = text[start:]
        return None


class GrowingTable:
    """A table; each line is parsed by itself."""

    def __init__(self, source: str, table: Table, references: dict[str, Any]) -> None:
        self._source = source
        self._table = table
        self._references = references
        columns = len(table.alignments)
        self._head = "|" + "a|" * columns + "\n|" + "-|" * columns + "\n"
        self._partial = ""

    @classmethod
    def begin(cls, tail: str, references: dict[str, Any]) -> Self | None:
        """A table with the text that begins with it; None if the text does not, or it ends."""
        found = _TABLE.match(tail)
        if not found:
            return None
        tokens = parse(found.group(), {"references": dict(references)})
        if not tokens or tokens[0].type != "table_open":
            return None
        table = cls(found.group(), table_of(tokens), references)
        return table if table.feed(tail[found.end() :]) is None else None

    @property
    def blocks(self) -> list[Sourced]:
        """The table so far."""
        if not self._partial:
            return [(self._table, self._source)]
        if row := self._row(self._partial):
            table = replace(self._table, rows=(*self._table.rows, row))
            return [(table, self._source + self._partial)]
        others = [block for _, block in split(self._partial, self._references)]
        return [(self._table, self._source), *((block, self._partial) for block in others)]

    def feed(self, text: str) -> str | None:
        """Add text; once the table has ended, return what follows it."""
        text = self._partial + text
        self._partial = ""
        rows: list[tuple[Cell, ...]] = []
        start, rest = 0, None
        while (end := text.find("\n", start)) >= 0:
            row = self._row(text[start : end + 1])
            if row is None:
                rest = text[start:]
                break
            rows.append(row)
            start = end + 1
        self._table = replace(self._table, rows=(*self._table.rows, *rows))
        self._source += text[:start]
        if rest is None:
            self._partial = text[start:]
        return rest

    def _row(self, line: str) -> tuple[Cell, ...] | None:
        """The cells of a line; None if the line is no row."""
        if line.startswith("|") and not _SPECIAL.search(line):
            cells = [cell.strip() for cell in line.strip().removeprefix("|").split("|")]
            if cells[-1] == "" and line.rstrip().endswith("|"):
                del cells[-1]
            columns = len(self._table.alignments)
            cells = (cells + [""] * columns)[:columns]
            return tuple((Span(cell),) if cell else () for cell in cells)
        tokens = parse(self._head + line, {"references": dict(self._references)})
        rows = table_of(tokens).rows if tokens[-1].type == "table_close" else ()
        return rows[0] if len(rows) == 1 else None
