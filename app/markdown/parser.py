"""The Markdown that models write: CommonMark, GFM's tables and lists, footnotes and maths."""

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from app.markdown.maths import maths

# Text with none of these is nothing but text.
_INLINE_MARKUP = re.compile(r"[\\`*_~\[\]!<&$\n]")
_FOOTNOTE = re.compile(r"\[\^([^\s\]]+)\]")


def parse(text: str, env: dict[str, Any]) -> list[Token]:
    """The tokens of a text; `env["references"]` holds what links by reference lead to."""
    return _parser().parse(text, env)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # Addresses are judged where they become spans: a refused one is shown, not swallowed.
    parser.validateLink = lambda url: True  # the name is part of the type
    parser.use(maths)
    parser.core.ruler.at("inline", _inline)
    # A footnote stands where it is written, as its end may be far from coming.
    parser.block.ruler.before(
        "reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]}
    )
    parser.inline.ruler.before("link", "footnote_mark", _footnote_mark)
    return parser


def _inline(state: StateCore) -> None:
    """Read the text of each block; where there is no markup, without looking for any."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if _INLINE_MARKUP.search(token.content):
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        elif token.content:
            token.children.append(Token("text", "", 0, content=token.content))


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    """Read `[^1]`, whether or not there is a footnote of that name yet."""
    # Where the end of a link's text is looked for, it must not seem to be a link within.
    found = None if silent else _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    state.push("footnote_mark", "", 0).content = found.group(1)
    state.pos = found.end()
    return True


def as_html(text: str) -> str:
    """A text as HTML for the clipboard, without images: who gets it may load them."""
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.disable("image").render(text)
