"""A cell of a table: measured without a document, and given one only to wrap or paint its text."""

from dataclasses import replace
from math import ceil, inf

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextOption
from typing_extensions import override

from app.markdown.blocks import Cell
from app.markdown.paragraphs import Ink, Paragraph, Span
from app.ui.theme import Theme
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.document_style import SMALL
from app.ui.transcript.document_writer import SafeDocument
from app.ui.transcript.inline_objects import object_for
from app.ui.transcript.part import Canvas

SIDE = 8
_LINE = 20
_BASELINE = 14
_PX, _CODE_PX = 13, 12
_ALIGNMENTS = {"right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}


def _is_simple(span: Span) -> bool:
    marked = span.href or span.strike or span.raised or span.drawn
    return not marked and span.text.isascii()


class CellMetrics:
    """Measures cells."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts: dict[tuple[bool, bool, bool], tuple[QFont, QFontMetricsF]] = {}

    def width(self, cell: Cell) -> int:
        """Pixels that a cell takes unwrapped, with its sides."""
        return ceil(sum(self._width(span) for span in cell)) + 2 * self._theme.px(SIDE) + 2

    def of(self, span: Span) -> tuple[QFont, QFontMetricsF]:
        """The font of a span, and what measures it."""
        key = (span.bold, span.italic, span.code)
        if key not in self._fonts:
            px, weight = _CODE_PX if span.code else _PX, 600 if span.bold else 400
            look = self._theme.font(px, weight, mono=span.code)
            look.setItalic(span.italic)
            self._fonts[key] = look, QFontMetricsF(look)
        return self._fonts[key]

    def _width(self, span: Span) -> float:
        if span.drawn and (shown := object_for(span)):
            return int(shown.extent(self._theme.px(_PX), self._theme, inf).width) + 1
        return self.of(span)[1].horizontalAdvance(span.text)


class CellPart(DocumentPart):
    """The text of a cell.

    Attributes:
        whole_width: What it takes unwrapped, with its sides, in pixels.
    """

    def __init__(self, cell: Cell, alignment: str, metrics: CellMetrics, *, is_head: bool) -> None:
        if is_head:
            cell = tuple(replace(span, bold=True, ink=Ink.DIM) for span in cell)
        super().__init__([Paragraph(cell)], SMALL)
        self._cell = cell
        self._alignment = alignment
        self._is_simple = all(_is_simple(span) for span in cell)
        self.measure(metrics)

    def measure(self, metrics: CellMetrics) -> None:
        """Find out how wide the text is, in the fonts of these metrics."""
        self._metrics = metrics
        self.whole_width = metrics.width(self._cell)

    def height_in(self, column: int, theme: Theme) -> int:
        """Pixels that the text takes in a column so wide."""
        if self.whole_width <= column and not any(span.drawn for span in self._cell):
            return theme.px(_LINE)
        self.lay_out(column - 2 * theme.px(SIDE), theme)
        return self.height

    def paint_line(self, canvas: Canvas, x: int, y: int, column: int) -> bool:
        """Paint the text without a document, if it is simple enough; return whether it was."""
        if not self._is_simple or self.whole_width > column:
            return False
        painter, theme = canvas.painter, canvas.theme
        room = column - self.whole_width
        left = float(x)
        if self._alignment in _ALIGNMENTS:
            left += room if self._alignment == "right" else room / 2
        for span in self._cell:
            look, metrics = self._metrics.of(span)
            painter.setFont(look)
            painter.setPen(theme.color("dim" if span.ink is Ink.DIM else "text"))
            painter.drawText(QPointF(left, y + theme.px(_BASELINE)), span.text)
            left += metrics.horizontalAdvance(span.text)
        return True

    @override
    def new_document(self) -> SafeDocument:
        document = super().new_document()
        option = QTextOption(_ALIGNMENTS.get(self._alignment, Qt.AlignmentFlag.AlignLeft))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        return document
