"""What a text document is written from: paragraphs of styled spans, as plain values."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum

# Qt lays out a run that can't be wrapped in time that grows with its square.
LONGEST_RUN = 4000
UNDONE, DONE = "☐", "☑"
_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")


class Ink(Enum):
    """What a span is painted in; WARN marks what does not hold, the code inks tell words apart."""

    TEXT = "text"
    DIM = "dim"
    KEYWORD = "keyword"
    STRING = "string"
    NAME = "name"
    COMMENT = "comment"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Maths:
    """A formula in TeX; `is_display` if it stands alone rather than in a line of words."""

    tex: str
    is_display: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is not fetched: what its Markdown says of it."""

    alt: str


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line in one style.

    Attributes:
        href: Where it leads, or "".
        raised: Smaller and higher, as the mark of a footnote.
        drawn: What may be drawn in its place, as one thing.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    href: str = ""
    ink: Ink = Ink.TEXT
    raised: bool = False
    drawn: Maths | Picture | None = None

    def is_like(self, other: "Span") -> bool:
        """Whether another piece is text in the same style and leads to the same place."""
        if self.drawn or other.drawn:
            return False
        return (
            (self.bold, self.italic, self.strike, self.code, self.raised, self.href)
            == (other.bold, other.italic, other.strike, other.code, other.raised, other.href)
        ) and self.ink is other.ink


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        space_before: Pixels between it and the paragraph before.
        space_after: Pixels below it, if the paragraph after asks for fewer.
        heading: 1 to 6, or 0 for text.
        depth: How many lists it stands in.
        marker: What stands before it in a list: "•", a task's box, a number such as "3.", or "".
        quotes: How many quotations it stands in.
        code: A line of a code block.
    """

    spans: tuple[Span, ...]
    space_before: int = 0
    heading: int = 0
    depth: int = 0
    marker: str = ""
    quotes: int = 0
    code: bool = False
    space_after: int = 0

    @property
    def is_rtl(self) -> bool:
        """Whether its first letter is of a script that runs from right to left."""
        if self.code:
            return False
        for span in self.spans:
            for char in span.text:
                direction = unicodedata.bidirectional(char)
                if direction in {"L", "R", "AL"}:
                    return direction != "L"
        return False


def plain_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A text as it is, a paragraph a line."""
    return tuple(Paragraph((Span(line),)) for line in break_runs(text).split("\n"))


def break_runs(text: str) -> str:
    """Break, for display, what has no space for 4,000 characters."""
    if len(text) <= LONGEST_RUN:
        return text
    return _RUN.sub(lambda run: run.group() + "\n", text)
