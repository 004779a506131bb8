"""Markdown as it streams: text in, blocks out, where only the last ones are still open."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.ui.transcript.markdown_prose import language_of, paragraphs_of, spans_of
from app.ui.transcript.paragraphs import Paragraph, Span

# A longer paragraph is shown as several, so that no flush has to lay out more than this anew.
LONGEST_PARAGRAPH = 6000
_CUT_AFTER = re.compile(r"[\s\S]{4000}\S{0,1999}\s?")
_CUTTABLE = frozenset({"paragraph_open", "heading_open"})
_FEED_AT_ONCE = 8192


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


class BlockStream:
    """Splits growing Markdown into blocks, parsing only from the start of the open one.

    However the text is cut into chunks, the blocks are those of the whole text once `finish` was
    called. Until then a link by reference may still stand there as it was typed.
    """

    def __init__(self) -> None:
        self._references: dict[str, Any] = {}
        self._text: list[str] = []
        self._closed: list[Block] = []
        self._open: list[Block] = []
        self._tail = ""
        self._carry = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What the text so far amounts to, in order."""
        return (*self._closed, *self._open)

    def feed(self, chunk: str) -> None:
        """Add text at the end."""
        chunk = self._carry + chunk
        self._carry = "\r" if chunk.endswith("\r") else ""
        chunk = chunk.removesuffix("\r").replace("\r\n", "\n").replace("\r", "\n")
        self._text.append(chunk)
        for start in range(0, len(chunk), _FEED_AT_ONCE):
            self._advance(chunk[start : start + _FEED_AT_ONCE])

    def finish(self) -> None:
        """The text is whole: give links by reference their addresses."""
        text = "".join(self._text)
        if "]:" not in text:
            return
        env: dict[str, Any] = {}
        _parser().parse(text, env)
        if references := env.get("references"):
            self.__init__()
            self._references = references
            self.feed(text)

    def _advance(self, text: str) -> None:
        self._tail += text
        located = list(_split(self._tail, self._references))
        keep = max(
            (i for i, (start, _) in enumerate(located) if self._is_settled(start)), default=0
        )
        self._closed += [block for _, block in located[:keep]]
        self._open = [block for _, block in located[keep:]]
        if keep:
            self._tail = self._tail[located[keep][0] :]

    def _is_settled(self, start: int) -> bool:
        """Whether no further text can make what starts here a part of the block before it."""
        line_is_whole = "\n" in self._tail[start:]
        was_cut = start > 0 and self._tail[start - 1] != "\n"
        return line_is_whole or was_cut


def _split(text: str, references: dict[str, Any]) -> Iterator[tuple[int, Block]]:
    """Yield the blocks of a text, each with the offset at which it starts."""
    base = 0
    while base < len(text):
        rest = text[base:]
        offsets = [0, *accumulate(len(line) + 1 for line in rest.split("\n"))]
        tokens = _parser().parse(rest, {"references": dict(references)})
        for group in _top_level(tokens):
            first, last = group[0].map or (0, 0)
            start, end = offsets[first], min(offsets[last], len(rest))
            if group[0].type in _CUTTABLE and end - start > LONGEST_PARAGRAPH:
                cut = _CUT_AFTER.match(rest, start)
                end = cut.end() if cut else end
                piece = _parser().parse(rest[start:end], {"references": dict(references)})
                yield base + start, _block(piece)
                base += end
                break
            yield base + start, _block(group)
        else:
            return


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for i, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            yield tokens[start : i + 1]
            start = i + 1


def _block(tokens: Sequence[Token]) -> Block:
    match tokens[0].type:
        case "fence" | "code_block":
            return Code(language_of(tokens[0]), tokens[0].content)
        case "table_open":
            return _table(tokens)
        case "hr":
            return Rule()
        case _:
            return Prose(paragraphs_of(tokens))


def _table(tokens: Sequence[Token]) -> Table:
    alignments = tuple(
        str(token.attrGet("style") or "").removeprefix("text-align:") or "left"
        for token in tokens
        if token.type == "th_open"
    )
    rows: list[list[Cell]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(spans_of(token))
    header, *others = (tuple(row) for row in rows)
    return Table(alignments, header, tuple(others))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # Addresses are judged where they become spans: a refused one is shown, not swallowed.
    parser.validateLink = lambda url: True  # the name is part of the type
    return parser
