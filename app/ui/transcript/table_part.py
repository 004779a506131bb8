"""A table, painted: Qt's own text tables are laid out anew as a whole on every change."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from app.markdown.blocks import Cell, Table
from app.markdown.plain_text import table_text
from app.ui.theme import Theme
from app.ui.transcript.highlight_painting import paint_bands
from app.ui.transcript.part import Canvas, Link, Part, Range
from app.ui.transcript.sideways import BAR_HEIGHT, Sideways
from app.ui.transcript.table_cell import SIDE, CellMetrics, CellPart
from app.ui.transcript.table_columns import column_widths
from app.words import _

_ABOVE, _BELOW = 3, 5
_ROW = 29


@dataclass(frozen=True, slots=True)
class LongTable(Table):
    """The first rows of a table that has more."""

    whole: Table


class TablePart(Part):
    """Shows one `Table`. Its text has a tab between two cells."""

    kind = "table"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._metrics = CellMetrics(theme)
        self._table = Table((), (), ())
        self._cells: list[list[CellPart]] = []
        self._starts: list[list[int]] = []
        self._natural: list[int] = []
        self._widths: list[int] = []
        self._tops: list[int] = [0]
        self._sideways = Sideways()
        self._text: list[str] = []

    @property
    @override
    def name(self) -> str:
        return _("Table")

    @property
    @override
    def text(self) -> str:
        return "\n".join(self._text)

    @property
    @override
    def spoken(self) -> str:
        rows = ("\t".join(cell.spoken.replace("\n", " ") for cell in row) for row in self._cells)
        return "\n".join(rows)

    @override
    def spoken_place(self, position: int) -> int:
        if not self._cells:
            return 0
        i, j = self._cell_of(position)
        before = [len(cell.spoken) + 1 for row in self._cells[:i] for cell in row]
        before += [len(cell.spoken) + 1 for cell in self._cells[i][:j]]
        return sum(before) + self._cells[i][j].spoken_place(position - self._starts[i][j])

    @override
    def spoken_between(self, start: int, end: int) -> str:
        i, j = self._cell_of(start)
        before = self._starts[i][j]
        return self._cells[i][j].spoken_between(start - before, end - before)

    @override
    def outside(self, position: int, *, forward: bool) -> int:
        if not self._cells:
            return position
        i, j = self._cell_of(position)
        start = self._starts[i][j]
        return start + self._laid_out(i, j).outside(position - start, forward=forward)

    @property
    @override
    def links(self) -> Sequence[Link]:
        return [
            Link(start + link.start, start + link.end, link.href)
            for row, starts in zip(self._cells, self._starts, strict=True)
            for cell, start in zip(row, starts, strict=True)
            for link in cell.links
        ]

    def set_table(self, table: Table, theme: Theme) -> int:
        """Show this table; cells that stand there already are kept.

        Returns:
            The y from which it looks different.
        """
        old, self._table = self._table, table
        rows, old_rows = _rows(table), _rows(old)
        same = 0
        if old.alignments == table.alignments:
            pairs = zip(rows, old_rows, strict=False)
            same = next(
                (i for i, (a, b) in enumerate(pairs) if a != b), min(len(rows), len(old_rows))
            )
        if same == len(rows) == len(old_rows):
            return self.height
        del self._cells[same:], self._starts[same:], self._text[same:]
        if not same:
            self._natural = [0] * len(table.alignments)
        for i, row in enumerate(rows[same:], same):
            self._add(i, row)
        if self.width <= 0:
            self.height = len(rows) * theme.px(_ROW)
            return 0
        widths = self._widths
        self._arrange(theme, same)
        # The row before has a caret at its end until more comes.
        return self._tops[max(0, same - 1)] if widths == self._widths else 0

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        self.width = width
        if theme.scale != self._theme.scale:
            self._measure_anew(theme)
        self._arrange(theme, 0)

    @override
    def paint(self, canvas: Canvas) -> None:
        painter, theme = canvas.painter, canvas.theme
        painter.save()
        inside = QRect(0, 0, self.width, self.height)
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        paint_bands(canvas, self, inset=0)
        first = max(0, bisect_right(self._tops, canvas.clip.top()) - 1)
        for i in range(first, len(self._cells)):
            if self._tops[i] > canvas.clip.bottom():
                break
            for j in range(len(self._cells[i])):
                self._paint_cell(i, j, canvas)
            line = QRectF(-self._sideways.offset, self._tops[i + 1] - 1, sum(self._widths), 1)
            painter.fillRect(line, theme.color("line"))
        painter.restore()
        self._sideways.paint_bar(painter, theme, 0, self.height)

    @override
    def position_at(self, point: QPointF) -> int:
        if found := self._cell_at(point):
            i, j, place = found
            return self._starts[i][j] + self._laid_out(i, j).position_at(place)
        return 0

    @override
    def caret_rect(self, position: int) -> QRectF:
        i, j = self._cell_of(position)
        rect = self._laid_out(i, j).caret_rect(position - self._starts[i][j])
        px = self._theme.px
        return rect.translated(self._left(j) + px(SIDE), self._tops[i] + px(_ABOVE))

    @override
    def lines(self, start: int, end: int) -> tuple[float, float]:
        return self._tops[self._cell_of(start)[0]], self._tops[self._cell_of(end)[0] + 1] - 1

    @override
    def link_at(self, point: QPointF) -> str:
        if found := self._cell_at(point):
            i, j, place = found
            return self._laid_out(i, j).link_at(place)
        return ""

    @override
    def is_rtl(self, position: int) -> bool:
        i, j = self._cell_of(position)
        return self._cells[i][j].is_rtl(position - self._starts[i][j])

    @override
    def reveal(self, position: int) -> bool:
        x = self.caret_rect(position).x() + self._sideways.offset
        return self._sideways.reveal(x, x + 1)

    @override
    def scroll_sideways(self, pixels: int) -> bool:
        return self._sideways.scroll(pixels)

    @override
    def forget(self) -> None:
        super().forget()
        for row in self._cells:
            for cell in row:
                cell.forget()

    def copy_as_tsv(self) -> None:
        """Put the whole table on the clipboard, those rows included that are not shown."""
        table = self._table.whole if isinstance(self._table, LongTable) else self._table
        QGuiApplication.clipboard().setText(table_text(table))

    def _add(self, number: int, row: Sequence[Cell]) -> None:
        cells = [
            CellPart(cell, self._table.alignments[j], self._metrics, is_head=number == 0)
            for j, cell in enumerate(row)
        ]
        texts = [cell.text.replace("\n", " ") for cell in cells]
        start = self._starts[-1][-1] + len(self._cells[-1][-1].text) + 1 if self._starts else 0
        starts: list[int] = []
        for text in texts:
            starts.append(start)
            start += len(text) + 1
        self._cells.append(cells)
        self._starts.append(starts)
        self._text.append("\t".join(texts))
        self._natural = [max(a, c.whole_width) for a, c in zip(self._natural, cells, strict=True)]

    def _measure_anew(self, theme: Theme) -> None:
        self._metrics = CellMetrics(theme)
        for row in self._cells:
            for cell in row:
                cell.measure(self._metrics)
        widths = zip(*([cell.whole_width for cell in row] for row in self._cells), strict=True)
        self._natural = [max(column) for column in widths]

    def _arrange(self, theme: Theme, first: int) -> None:
        widths = column_widths(self._natural, self.width) if self._natural else []
        if widths != self._widths:
            self._widths, first = widths, 0
        del self._tops[first + 1 :]
        for row in self._cells[first:]:
            pairs = zip(row, widths, strict=True)
            height = max((cell.height_in(width, theme) for cell, width in pairs), default=0)
            self._tops.append(self._tops[-1] + height + theme.px(_ABOVE) + theme.px(_BELOW) + 1)
        self._sideways.set_range(sum(widths), self.width)
        self.height = self._tops[-1] + (BAR_HEIGHT if self._sideways.is_needed else 0)
        self._theme = theme

    def _paint_cell(self, i: int, j: int, canvas: Canvas) -> None:
        cell, start = self._cells[i][j], self._starts[i][j]
        x, y = self._left(j) + canvas.theme.px(SIDE), self._tops[i] + canvas.theme.px(_ABOVE)
        painter = canvas.painter
        is_marked = canvas.selected or canvas.found or canvas.link
        if not is_marked and cell.paint_line(canvas, x, y, self._widths[j]):
            return
        cell = self._laid_out(i, j)
        painter.save()
        painter.translate(x, y)
        length = len(cell.text)
        inner = Canvas(
            painter,
            canvas.theme,
            canvas.clip.translated(-x, -y),
            canvas.dpr,
            _within(canvas.selected, start, length),
            [r for chars in canvas.found if (r := _within(chars, start, length))],
            _within(canvas.link, start, length),
        )
        cell.paint(inner)
        painter.restore()

    def _laid_out(self, i: int, j: int) -> CellPart:
        cell = self._cells[i][j]
        width = self._widths[j] - 2 * self._theme.px(SIDE)
        if cell.width != width:
            cell.lay_out(width, self._theme)
        return cell

    def _left(self, column: int) -> int:
        return sum(self._widths[:column]) - self._sideways.offset

    def _cell_of(self, position: int) -> tuple[int, int]:
        """The row and the column in which a position lies."""
        i = max(0, bisect_right(self._starts, position, key=lambda row: row[0]) - 1)
        return i, max(0, bisect_right(self._starts[i], position) - 1)

    def _cell_at(self, point: QPointF) -> tuple[int, int, QPointF] | None:
        if not self._cells or not self._widths:
            return None
        i = min(max(0, bisect_right(self._tops, point.y()) - 1), len(self._cells) - 1)
        j, left = 0, -self._sideways.offset
        while j + 1 < len(self._widths) and left + self._widths[j] <= point.x():
            left += self._widths[j]
            j += 1
        px = self._theme.px
        place = QPointF(point.x() - left - px(SIDE), point.y() - self._tops[i] - px(_ABOVE))
        return i, j, place


def _rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return (table.header, *table.rows) if table.alignments else ()


def _within(chars: Range | None, start: int, length: int) -> Range | None:
    if not chars:
        return None
    a, b = max(chars[0] - start, 0), min(chars[1] - start, length)
    return (a, b) if a < b else None
