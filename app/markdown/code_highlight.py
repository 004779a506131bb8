"""Code as lines of spans, coloured by Pygments."""

from functools import cache
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import (
    get_lexer_by_name,  # pyright: ignore[reportUnknownVariableType]  # its options are untyped
)
from pygments.token import Token
from pygments.util import ClassNotFound

from app.markdown.paragraphs import Ink, Paragraph, Span, break_runs

# Pygments takes about 0.1 ms a line; more than this would be felt.
MOST_LINES = 300

_INKS = (
    (Token.Keyword.Type, Ink.NAME),
    (Token.Keyword, Ink.KEYWORD),
    (Token.Operator.Word, Ink.KEYWORD),
    (Token.Literal.String, Ink.STRING),
    (Token.Comment, Ink.COMMENT),
    (Token.Name.Builtin.Pseudo, Ink.KEYWORD),
    (Token.Name.Builtin, Ink.NAME),
    (Token.Name.Function, Ink.NAME),
    (Token.Name.Class, Ink.NAME),
    (Token.Name.Tag, Ink.KEYWORD),
    (Token.Name.Attribute, Ink.NAME),
    (Token.Name.Decorator, Ink.NAME),
)


def code_paragraphs(code: str, language: str) -> tuple[Paragraph, ...]:
    """The lines of a code block; long or of an unknown language, they stay plain."""
    code = break_runs(code.removesuffix("\n"))
    lexer = lexer_of(language) if language and code.count("\n") < MOST_LINES else None
    lines = _coloured(code, lexer) if lexer else [[Span(t)] for t in code.split("\n")]
    return tuple(Paragraph(tuple(line), code=True) for line in lines)


@cache
def lexer_of(language: str) -> Lexer | None:
    """The lexer of a language; None if there is none."""
    try:
        lexer: Lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    return lexer


def _coloured(code: str, lexer: Lexer) -> list[list[Span]]:
    lines: list[list[Span]] = [[]]
    for kind, text in lexer.get_tokens(code):
        ink = ink_of(kind)
        for i, piece in enumerate(text.split("\n")):
            if i:
                lines.append([])
            if not piece:
                continue
            last = lines[-1][-1] if lines[-1] else None
            if last and last.ink is ink:
                lines[-1][-1] = Span(last.text + piece, ink=ink)
            else:
                lines[-1].append(Span(piece, ink=ink))
    return lines


@cache
def ink_of(kind: Any) -> Ink:
    """What a kind of token is painted in."""
    return next((ink for base, ink in _INKS if kind in base), Ink.TEXT)
