r"""Maths in Markdown: `$$` or `\[` on lines of their own, `$x$` or `\(x\)` in a line.

A block of maths is open until it is closed, as a code fence is: what has been shown as maths
stays that, however the text goes on.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_CLOSINGS = {"$$": "$$", r"\[": r"\]"}
_INLINE = re.compile(r"\$(?=[^\s$])([^$\n]*[^\s$\\])\$(?!\d)|\\\((.+?)\\\)", re.DOTALL)


def maths(parser: MarkdownIt) -> None:
    """Have a parser read maths."""
    parser.block.ruler.before(
        "fence",
        "math_block",
        _math_block,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    parser.inline.ruler.before("escape", "math_inline", _math_inline)


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    opening = _line(state, start)
    closing = _CLOSINGS.get(opening[:2])
    if state.is_code_block(start) or not closing:
        return False
    if len(opening) > 2 and not (len(opening) > 4 and opening.endswith(closing)):
        return False
    if silent:
        return True
    content, last, following = opening[2:-2], start, start + 1
    if len(opening) == 2:
        last = start + 1
        while last < end and not _line(state, last).endswith(closing) and _belongs(state, last):
            last += 1
        content = state.getLines(start + 1, last, state.blkIndent, keepLastLF=True)
        following = last
        if last < end and _belongs(state, last):
            content += _line(state, last).removesuffix(closing)
            following += 1
    token = state.push("math_block", "math", 0)
    token.content, token.map = content, [start, following]
    token.markup = opening[:2]
    token.meta["is_closed"] = len(opening) > 2 or following > last
    state.line = following
    return True


def _math_inline(state: StateInline, silent: bool) -> bool:
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = found.group(1) or found.group(2), found.group()
    state.pos = found.end()
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _belongs(state: StateBlock, line: int) -> bool:
    """Whether a line is still in the list or quotation in which the maths began."""
    return state.sCount[line] >= state.blkIndent or not _line(state, line)
