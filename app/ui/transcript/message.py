"""One message of a transcript: a column of parts that exists only near the screen."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from PySide6.QtWidgets import QWidget

from app.ui.theme import Theme
from app.ui.transcript.allowance import Allowance
from app.ui.transcript.part import Part
from app.ui.transcript.stage import Stage

# What can be done with a message: the words for it, and how.
Deed = tuple[str, Callable[[], object]]

_CHARS_A_LINE = 80
_LINE = 22


class Message:
    """Parts below each other.

    Attributes:
        height: In pixels; an estimate until every part is laid out.
        changed_part: The first part that its last change touched.
        changed_from: The y in the message from which that is seen.
        is_prepared: Whether its parts have been made.
        is_waiting: Whether parts in sight could not be laid out in time.
    """

    # Thousands are made when a conversation is opened, and few of them looked at.
    height = changed_part = changed_from = 0
    is_prepared = is_waiting = False

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._parts: list[Part] = []
        self._tops: list[int] = [0]
        self._gaps: list[int] = [0]

    @property
    def parts(self) -> list[Part]:
        """Its parts, from the top; none before `prepare`."""
        return self._parts

    @property
    def name(self) -> str:
        """Whose message it is, for who can't see it."""
        raise NotImplementedError

    @property
    def source(self) -> str:
        """What it is copied as when all of it is."""
        raise NotImplementedError

    def deeds(self, anchor: QWidget) -> Sequence[Deed]:
        """What can be done with it, in order; an empty name parts groups.

        Args:
            anchor: What something that opens is to be shown beside.
        """
        return ()

    @property
    def is_kept(self) -> bool:
        """Whether its parts must stay, wherever one scrolls."""
        return any(part.is_pinned for part in self._parts)

    def prepare(self) -> None:
        """Make the parts, with estimated heights."""
        if not self.is_prepared:
            self.is_prepared = True
            self.compose()

    def compose(self) -> None:
        """Make up `parts` anew from what is known."""
        raise NotImplementedError

    def release(self) -> None:
        """Drop the parts; the height stays as an estimate."""
        self.is_prepared = False
        self._parts = []
        self._tops = [0]

    def lay_out(
        self, width: int, theme: Theme, top: int, bottom: int, allowance: Allowance
    ) -> bool:
        """Lay out the parts between two places for a width; return whether a height changed."""
        changed = is_new = self.is_waiting = False
        first = self.part_at(top)
        y = self._tops[first]
        for i, part in enumerate(self._parts[first:], first):
            y += self._gaps[i]
            if y >= bottom:
                break
            if part.width != width and y + part.height > top:
                formulas = part.make_formulas(theme)
                if not allowance.take() or not all(allowance.take_formula() for _ in formulas):
                    self.is_waiting = True
                    break
                before = part.height
                part.lay_out(width, theme)
                is_new = True
                changed = changed or part.height != before
            y += part.height
        return (is_new and self.measure()) or changed

    def take_on(self, growth: float) -> None:
        """The theme changed: drop what was made with it, and take all to grow by so much."""
        self.height = round(self.height * growth)
        for part in self._parts:
            part.forget()
            part.height = round(part.height * growth)
        if self._parts:
            self.measure()

    def measure(self, first: int = 0) -> bool:
        """Add up the heights of the parts from one on; return whether the sum changed."""
        px = self._stage.appearance.theme.px
        rest = self._parts[first:]
        self._gaps[first:] = [px(part.gap) if i else 0 for i, part in enumerate(rest, first)]
        steps = (p.height + gap for p, gap in zip(rest, self._gaps[first:], strict=True))
        self._tops[first:] = accumulate(steps, initial=self._tops[first])
        before, self.height = self.height, self._tops[-1]
        return self.height != before

    def part_at(self, y: int) -> int:
        """The number of the part at a place, or of the one above a gap."""
        return min(max(0, bisect_right(self._tops, y) - 1), max(0, len(self._parts) - 1))

    def top(self, part: int) -> int:
        """Where a part starts."""
        return self._tops[part] + self._gaps[part]

    def between(self, top: int, bottom: int) -> Iterator[tuple[int, int, Part]]:
        """Yield the parts that stand between two places: number, y, part."""
        for i in range(self.part_at(top), len(self._parts)):
            y = self.top(i)
            if y >= bottom:
                return
            yield i, y, self._parts[i]


def estimated_height(text: str, theme: Theme) -> int:
    """Roughly what a text will take, in pixels."""
    return (text.count("\n") + len(text) // _CHARS_A_LINE + 1) * theme.px(_LINE)
