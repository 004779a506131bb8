"""From Markdown's tokens to blocks, each with the place in the text where it starts."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from markdown_it.token import Token

from app.markdown.blocks import Block, Cell, Code, Prose, Rule, Table
from app.markdown.parser import parse
from app.markdown.prose import language_of, lines_of, paragraphs_of, spans_of

# A longer paragraph is shown as several, so that no flush has to lay out more than this anew;
# a longer list as several lists, so that none has to parse more.
LONGEST_PARAGRAPH = 6000
LONGEST_LIST = 8000
_CUT_AFTER = re.compile(r"[\s\S]{4000}\S{0,1999}\s?")
_CUTTABLE = frozenset({"paragraph_open", "heading_open"})
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})


def split(text: str, references: dict[str, Any]) -> Iterator[tuple[int, Block]]:
    """Yield the blocks of a text, each with the offset at which it starts."""
    base = 0
    while base < len(text):
        rest = text[base:]
        offsets = [0, *accumulate(len(line) + 1 for line in rest.split("\n"))]
        for group in _top_level(parse(rest, {"references": dict(references)})):
            first, last = group[0].map or (0, 0)
            start, end = offsets[first], min(offsets[last], len(rest))
            if cut := _cut_of(group, rest, start, end, offsets):
                piece = parse(rest[start:cut], {"references": dict(references)})
                yield base + start, _block(piece)
                base += cut
                break
            yield base + start, _block(group)
        else:
            return


def whole_blocks(text: str) -> list[Block]:
    """The blocks of a text that is not cut anywhere."""
    return [_block(group) for group in _top_level(parse(text, {}))]


def cut_prose(source: str, starts: Sequence[int]) -> list[str]:
    """The Markdown of prose, cut before some of its paragraphs.

    Args:
        source: The Markdown of one block.
        starts: Indices of the paragraphs at which the pieces start, rising, the first 0.

    Returns:
        As many pieces; what was nested stands for itself.
    """
    lines = source.split("\n")
    firsts = lines_of(parse(source, {}))
    places = [0, *(firsts[n] if n < len(firsts) else len(lines) for n in starts[1:]), len(lines)]
    return [textwrap.dedent("\n".join(lines[a:b])) for a, b in pairwise(places)]


def _cut_of(
    group: Sequence[Token], text: str, start: int, end: int, offsets: Sequence[int]
) -> int | None:
    """Where a block is to be cut because it is too long, if it is."""
    kind = group[0].type
    if kind in _CUTTABLE and end - start > LONGEST_PARAGRAPH:
        found = _CUT_AFTER.match(text, start)
        return found.end() if found else None
    if kind in _LISTS and end - start > LONGEST_LIST:
        items = (
            token.map[0]
            for token in group
            if token.type == "list_item_open" and token.level == 1 and token.map
        )
        return next((offsets[i] for i in items if offsets[i] - start >= LONGEST_LIST), None)
    return None


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
        case "math_block":
            return Code("math", tokens[0].content.strip("\n") + "\n")
        case "table_open":
            return table_of(tokens)
        case "hr":
            return Rule()
        case _:
            return Prose(paragraphs_of(tokens))


def table_of(tokens: Sequence[Token]) -> Table:
    """The table that these tokens are."""
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
