"""The colours of code that may be long and may still grow, found out in slices."""

from bisect import bisect_right
from collections.abc import Iterator

from pygments.lexer import Lexer

from app.markdown.code_highlight import ink_of
from app.markdown.paragraphs import Ink

# Pygments takes about 0.1 ms a line; longer code stays plain.
MOST_CHARACTERS = 200_000
_TOKENS_A_STEP = 16


class CodeColours:
    """Which characters of a code block are painted in which ink.

    While the code grows, each new part is read by itself; once it is whole, all of it is read
    again, as only then a string of many lines is known for what it is.
    """

    def __init__(self) -> None:
        self._ends: list[int] = []
        self._inks: list[Ink] = []

    @property
    def end(self) -> int:
        """How much of the code has been read."""
        return self._ends[-1] if self._ends else 0

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, Ink]]:
        """Yield start, end and ink of what isn't plain between two positions."""
        i = bisect_right(self._ends, start)
        begin = start
        while begin < end and i < len(self._ends):
            stop = min(self._ends[i], end)
            if self._inks[i] is not Ink.TEXT:
                yield begin, stop, self._inks[i]
            begin, i = stop, i + 1

    def read_more(self, code: str, lexer: Lexer) -> Iterator[None]:
        """Read the lines that are new, a little a step."""
        start, stop = self.end, code.rfind("\n") + 1
        yield from _lex(code[start:stop], lexer, start, self._ends, self._inks)

    def read_all(self, code: str, lexer: Lexer) -> Iterator[None]:
        """Read all of it anew, a little a step; what was known before stands until the end."""
        ends: list[int] = []
        inks: list[Ink] = []
        yield from _lex(code, lexer, 0, ends, inks)
        self._ends, self._inks = ends, inks


def _lex(code: str, lexer: Lexer, start: int, ends: list[int], inks: list[Ink]) -> Iterator[None]:
    for i, (kind, text) in enumerate(lexer.get_tokens(code)):
        start += len(text)
        ink = ink_of(kind)
        if inks and inks[-1] is ink:
            ends[-1] = start
        else:
            ends.append(start)
            inks.append(ink)
        if i % _TOKENS_A_STEP == 0:
            yield
