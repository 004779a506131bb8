"""A table, painted: Qt's own text tables are laid out anew as a whole on every change."""

from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QContextMenuEvent,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.theme import Appearance
from app.ui.transcript.document_style import SMALL
from app.ui.transcript.document_writer import SafeDocument, write
from app.ui.transcript.markdown_blocks import Cell, Table
from app.ui.transcript.markdown_prose import is_allowed_link
from app.ui.transcript.paragraphs import Ink, Paragraph
from app.ui.transcript.table_columns import column_widths

MOST_ROWS = 500
_SIDE = 8
_ABOVE, _BELOW = 3, 5
_BAR_HEIGHT = 10
_ALIGNMENTS = {"right": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}


@dataclass(slots=True)
class _Cell:
    """The text of a cell, and the width of the column that would not wrap it."""

    document: SafeDocument
    natural_width: int

    def fit(self, width: int) -> int:
        """Wrap the text for a column of that width and return its height."""
        if self.document.textWidth() != width - 2 * _SIDE:
            self.document.setTextWidth(width - 2 * _SIDE)
        return ceil(self.document.size().height())


class TableView(QAbstractScrollArea):
    """Shows one `Table`, at most its first 500 rows; "Copy table" in its menu copies all.

    Signals:
        link_activated: The address of a link that was clicked.
    """

    link_activated = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._table = Table((), (), ())
        self._cells: list[list[_Cell]] = []
        self._widths: list[int] = []
        self._tops: list[int] = [0]
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Table")
        appearance.changed.connect(self._rewrite)

    def show_table(self, table: Table) -> None:
        """Show this table; cells that stand there already are kept."""
        old, self._table = self._table, table
        rows = _visible_rows(table)
        old_rows = _visible_rows(old) if old.alignments == table.alignments else ()
        same = 0
        while same < min(len(rows), len(old_rows)) and rows[same] == old_rows[same]:
            same += 1
        if same == len(rows) == len(old_rows):
            return
        self._cells = self._cells[:same]
        for i, row in enumerate(rows[same:], same):
            self._cells.append([self._cell(i, j, cell) for j, cell in enumerate(row)])
        self._arrange()

    def end_point(self) -> QPoint:
        """Where the last row's first cell starts: more rows come under it."""
        return QPoint(0, self._tops[-1] - 14)

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._arrange()

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self.viewport())
        painter.translate(-self.horizontalScrollBar().value(), 0)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.palette.setColor(QPalette.ColorRole.Text, theme.color("text"))  # pyright: ignore[reportAttributeAccessIssue]  # the stubs leave the field out
        for i, row in enumerate(self._cells):
            if self._tops[i + 1] < arg__1.rect().top() or self._tops[i] > arg__1.rect().bottom():
                continue
            left = 0
            for cell, width in zip(row, self._widths, strict=False):
                painter.save()
                painter.translate(left + _SIDE, self._tops[i] + _ABOVE)
                cell.document.documentLayout().draw(painter, context)
                painter.restore()
                left += width
            line = QRectF(0, self._tops[i + 1] - 1, sum(self._widths), 1)
            painter.fillRect(line, theme.color("line"))

    @override
    def wheelEvent(self, arg__1: QWheelEvent) -> None:
        if arg__1.angleDelta().x() and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(arg__1)
        else:
            arg__1.ignore()

    @override
    def mouseMoveEvent(self, arg__1: QMouseEvent) -> None:
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand if self._link_at(arg__1.position()) else arrow)

    @override
    def mouseReleaseEvent(self, arg__1: QMouseEvent) -> None:
        link = self._link_at(arg__1.position())
        if arg__1.button() == Qt.MouseButton.LeftButton and is_allowed_link(link):
            self.link_activated.emit(link)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Copy table", self._copy)
        menu.popup(arg__1.globalPos())

    def _cell(self, row: int, column: int, cell: Cell) -> _Cell:
        if row == 0:
            cell = tuple(replace(span, bold=True, ink=Ink.DIM) for span in cell)
        document = SafeDocument(self)
        option = QTextOption(
            _ALIGNMENTS.get(self._table.alignments[column], Qt.AlignmentFlag.AlignLeft)
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        write(document, [Paragraph(cell)], SMALL, self._appearance.theme)
        return _Cell(document, ceil(document.idealWidth()) + 2 * _SIDE + 1)

    def _rewrite(self) -> None:
        self._cells = [
            [self._cell(i, j, cell) for j, cell in enumerate(row)]
            for i, row in enumerate(_visible_rows(self._table))
        ]
        self._arrange()

    def _arrange(self) -> None:
        """Lay out the cells in the present width and take the height that they need."""
        self._widths = column_widths(self._natural_widths(), self.viewport().width())
        self._tops = [0]
        for row in self._cells:
            height = max(
                (cell.fit(width) for cell, width in zip(row, self._widths, strict=False)),
                default=0,
            )
            self._tops.append(self._tops[-1] + height + _ABOVE + _BELOW + 1)
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, sum(self._widths) - self.viewport().width()))
        bar.setPageStep(self.viewport().width())
        self.setFixedHeight(self._tops[-1] + (_BAR_HEIGHT if bar.maximum() else 0))
        self.viewport().update()

    def _natural_widths(self) -> list[int]:
        widths = [0] * len(self._table.alignments)
        for row in self._cells:
            for j, cell in enumerate(row):
                widths[j] = max(widths[j], cell.natural_width)
        return widths

    def _link_at(self, point: QPointF) -> str:
        x, y = point.x() + self.horizontalScrollBar().value(), point.y()
        for i, row in enumerate(self._cells):
            if not self._tops[i] <= y < self._tops[i + 1]:
                continue
            left = 0
            for cell, width in zip(row, self._widths, strict=False):
                if left <= x < left + width:
                    place = QPointF(x - left - _SIDE, y - self._tops[i] - _ABOVE)
                    return cell.document.documentLayout().anchorAt(place)
                left += width
        return ""

    def _copy(self) -> None:
        rows = (self._table.header, *self._table.rows)
        lines = ("\t".join("".join(s.text for s in cell) for cell in row) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))


def _visible_rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return (table.header, *table.rows[:MOST_ROWS]) if table.alignments else ()
