"""What a message is painted from: parts below each other, laid out near the screen only."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.markdown.prose import BLOCK_GAP
from app.ui.theme import Theme
from app.ui.transcript.highlight import Highlight, said_of

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a part paints on; its own top left corner is the origin.

    Attributes:
        clip: What needs painting.
        selected: The characters that are selected, if any.
        found: The characters that a search found.
        dpr: Device pixels to a pixel.
        link: The characters of the link that has the focus, if any.
    """

    painter: QPainter
    theme: Theme
    clip: QRectF
    dpr: float
    selected: Range | None = None
    found: Sequence[Range] = ()
    link: Range | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a part: its characters and its address."""

    start: int
    end: int
    href: str


class Control(QWidget):
    """A real widget for what can be pressed in a part; there is one only near the screen."""

    def bind(self, part: Any) -> None:
        """Serve this part from now on, as it is now."""
        raise NotImplementedError

    def set_hovered(self, hovered: bool) -> None:
        """Whether the message is under the mouse."""


class Part:
    """One thing in a message, as high as it needs to be for a width.

    Positions are places between the characters of `text`, from 0.

    Attributes:
        height: In pixels; an estimate until `lay_out`.
        width: What it was laid out for; -1 before.
        gap: Pixels above it, unless it is the first.
        source: Its Markdown, or "".
        kind: What it is for a screen reader: "text", "heading", "code", "table" or "math".
        level: How deep a heading is, 1 to 6; 0 for all else.
        is_pinned: Keeps its control wherever one scrolls.
        highlights: What the difference lens marks in it, by place.
        folded: The text of what is folded away under it, or "".
    """

    gap = BLOCK_GAP
    kind = "text"
    level = 0
    is_pinned = False
    highlights: tuple[Highlight, ...] = ()
    folded = ""

    def __init__(self) -> None:
        self.height: int = 0
        self.width = -1
        self.source = ""

    @property
    def text(self) -> str:
        """What can be selected in it, or ""."""
        return ""

    @property
    def name(self) -> str:
        """What a screen reader calls it, beside its text; or ""."""
        return ""

    @property
    def spoken(self) -> str:
        """How what can be read in it is read aloud."""
        return self.text or self.name

    def spoken_between(self, start: int, end: int) -> str:
        """How a piece of its text is read aloud."""
        return self.text[start:end]

    def spoken_place(self, position: int) -> int:
        """Where in `spoken` a position is."""
        spoken = self.spoken
        if spoken == self.text:
            return position
        return len(spoken) if position and position >= len(self.text) else 0

    def position_of_spoken(self, place: int) -> int:
        """The last position that is not behind a place in `spoken`."""
        positions = range(len(self.text) + 1)
        return max(0, bisect_right(positions, place, key=self.spoken_place) - 1)

    def outside(self, position: int, *, forward: bool) -> int:
        """The nearest position that is not within something drawn as one."""
        return position

    @property
    def remark(self) -> str:
        """What else there is to say of it, in words, or ""."""
        return said_of(self.text, self.highlights)

    @property
    def links(self) -> Sequence[Link]:
        """Its links, in order."""
        return ()

    @property
    def copied(self) -> str:
        """What it is copied as when all of it is."""
        return self.source.strip("\n") or self.text

    @property
    def content_width(self) -> int:
        """More than `width` if it scrolls sideways."""
        return self.width

    def make_formulas(self, theme: Theme) -> Iterator[None]:
        """Make the formulas that `lay_out` and `paint` will need, one a step."""
        yield from ()

    def lay_out(self, width: int, theme: Theme) -> None:
        """Become exactly as high as is needed for a width."""
        self.width = width

    def paint(self, canvas: Canvas) -> None:
        """Paint what lies in the canvas's clip."""

    def position_at(self, point: QPointF) -> int:
        """The position nearest to a point."""
        return 0

    def caret_rect(self, position: int) -> QRectF:
        """Where a caret at a position stands."""
        return QRectF(0, 0, 1, self.height)

    def lines(self, start: int, end: int) -> tuple[float, float]:
        """Top and bottom of the lines in which characters stand."""
        return self.caret_rect(start).top(), self.caret_rect(end).bottom()

    def link_at(self, point: QPointF) -> str:
        """The address of the link at a point, or ""."""
        return ""

    def new_control(self, parent: QWidget) -> Control | None:
        """The widget for what can be pressed in it, if anything can."""
        return None

    def control_rect(self) -> QRect:
        """Where that widget stands."""
        return QRect()

    def fit(self, control: Control) -> bool:
        """Become as high as the widget needs, if that decides; return whether it changed."""
        return False

    def unfold(self) -> None:
        """Show what is folded away under it."""

    def is_rtl(self, position: int) -> bool:
        """Whether a position is in a paragraph that is read from right to left."""
        return False

    def reveal(self, position: int) -> bool:
        """Scroll sideways to a position; return whether it moved."""
        return False

    def scroll_sideways(self, pixels: int) -> bool:
        """Scroll by so much, if it can be; return whether it moved."""
        return False

    def forget(self) -> None:
        """Drop what can be made again; the height stays as an estimate."""
        self.width = -1
