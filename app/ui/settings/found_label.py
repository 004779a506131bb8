"""A label that shows which of its words were searched for."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextLine
from typing_extensions import override

from app.ui.labels import Label
from app.ui.painting import paint_rounded
from app.ui.settings.found_words import SHADE_RADIUS, spans_of


class FoundLabel(Label):
    """Shades what a search has found in its words, in any case."""

    _search = ""

    def mark(self, search: str) -> None:
        """Shade every word of a search; "" shades nothing."""
        self._search = search
        self.update()

    @property
    def found(self) -> list[str]:
        """What is shaded, in the order of the text."""
        text = self.text()
        return [text[start:end] for start, end in self._spans()]

    def _spans(self) -> list[tuple[int, int]]:
        return spans_of(self._search, self.text())

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        if spans := self._spans():
            painter, theme = QPainter(self), self._appearance.theme
            for rect in self._rects(spans):
                paint_rounded(painter, rect, theme.color("accent_bg"), None, SHADE_RADIUS)
            painter.end()
        super().paintEvent(arg__1)

    def _rects(self, spans: list[tuple[int, int]]) -> Iterator[QRect]:
        """Where stretches of the text are, each on every line that it reaches."""
        layout = QTextLayout(self.text(), self.font())
        lines = list(_lines(layout, self.width()))
        height = sum(line.height() for line in lines)
        top = (self.height() - height) / 2
        for start, end in spans:
            for line in lines:
                first, last = line.textStart(), line.textStart() + line.textLength()
                if start < last and end > first:
                    left, right = (_x(line, at) for at in (max(start, first), min(end, last)))
                    yield QRectF(left, top + line.y(), right - left, line.height()).toAlignedRect()


def _lines(layout: QTextLayout, width: int) -> Iterator[QTextLine]:
    y = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(line.position() + QRectF(0, y, 0, 0).topLeft())
        y += line.height()
        yield line
    layout.endLayout()


def _x(line: QTextLine, position: int) -> float:
    # The position comes along, moved to where a caret can be.
    x, _ = cast("tuple[float, int]", line.cursorToX(position))
    return x
