"""What stands beside and behind paragraphs: markers of lists, bars of quotations, shades of code.

Qt's own markers of lists stand too near to the words, and can't be given a colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QTextBlock, QTextDocument

from app.markdown.paragraphs import DONE, UNDONE, Paragraph
from app.markdown.prose import CODE_PAD
from app.ui.icons import pixmap
from app.ui.painting import paint_rounded
from app.ui.theme import Theme
from app.ui.transcript.document_style import CODE_SIDE, QUOTE_INDENT, DocumentStyle
from app.ui.transcript.part import Canvas

# Qt puts the space of a high line above its text.
_RISE = 2
_QUOTE_BAR = 3
_BESIDE, _SHADE_RADIUS = 9, 8
_BULLET, _BULLET_BESIDE = 6, 12
_BOX, _BOX_RADIUS, _CHECK = 15, 4, 11
# Small letters are about half as high as their font: this is their middle.
_MIDDLE = 0.27


@dataclass(frozen=True, slots=True)
class _Standing:
    """A paragraph, its block, and the paragraph after it."""

    paragraph: Paragraph
    following: Paragraph | None
    block: QTextBlock

    @property
    def top(self) -> float:
        return self.block.layout().position().y()


class Margins:
    """Paints them for a document that was written from some paragraphs."""

    def __init__(
        self, document: QTextDocument, paragraphs: Sequence[Paragraph], style: DocumentStyle
    ) -> None:
        self._document = document
        self._paragraphs = paragraphs
        self._style = style

    def paint(self, canvas: Canvas, color: str) -> None:
        """Paint what lies in the canvas's clip; `color` names the theme's for plain text."""
        painter, theme = canvas.painter, canvas.theme
        shade = QRectF()
        for standing in self._standing():
            paragraph, following = standing.paragraph, standing.following
            top = standing.top
            if top > canvas.clip.bottom() + theme.px(CODE_PAD):
                break
            if paragraph.quotes:
                self._paint_bars(painter, standing, theme)
            is_in_sight = top + 2 * self._style.line_of(paragraph, theme) > canvas.clip.top()
            if paragraph.marker and is_in_sight:
                ink = theme.color("dim" if paragraph.quotes else color)
                self._paint_marker(canvas, standing, ink)
            if paragraph.code:
                shade = shade.united(self._shade_of(standing, theme))
                if not following or not following.code or following.space_before:
                    _paint_shade(painter, shade, theme)
                    shade = QRectF()
        if not shade.isEmpty():
            _paint_shade(painter, shade, theme)

    def _standing(self) -> Iterator[_Standing]:
        block = self._document.begin()
        pairs = zip_longest(self._paragraphs, self._paragraphs[1:])
        for paragraph, following in pairs:
            yield _Standing(paragraph, following, block)
            block = block.next()

    def _paint_bars(self, painter: QPainter, standing: _Standing, theme: Theme) -> None:
        bottom, following = self._document.size().height(), standing.following
        if following:
            gap = 0 if following.quotes else theme.px(following.space_before)
            bottom = standing.block.next().layout().position().y() - gap
        rise, thickness = theme.px(_RISE), theme.px(_QUOTE_BAR)
        for i in range(standing.paragraph.quotes):
            is_over = following and following.quotes and i >= following.quotes
            gap = theme.px(following.space_before) if following and is_over else 0
            x = self._x(standing, theme.px(i * QUOTE_INDENT), thickness)
            bar = QRectF(x, standing.top + rise, thickness, bottom - gap - standing.top)
            painter.fillRect(bar, theme.color("line"))

    def _paint_marker(self, canvas: Canvas, standing: _Standing, ink: QColor) -> None:
        painter, theme, paragraph = canvas.painter, canvas.theme, standing.paragraph
        line = standing.block.layout().lineAt(0)
        baseline = standing.top + line.y() + line.ascent()
        middle = baseline - self._style.px_of(paragraph, theme) * _MIDDLE
        margin = self._style.margin_of(paragraph, theme)
        margin -= theme.px(CODE_SIDE) if paragraph.code else 0
        match paragraph.marker:
            case "•":
                size = theme.px(_BULLET)
                x = self._x(standing, margin - theme.px(_BULLET_BESIDE) - size, size)
                _paint_bullet(painter, QRectF(x, middle - size / 2, size, size), ink, paragraph)
            case marker if marker in (DONE, UNDONE):
                size = theme.px(_BOX)
                x = self._x(standing, margin - theme.px(_BESIDE) - size, size)
                box = QRectF(round(x), round(middle - size / 2), size, size)
                _paint_box(canvas, box, is_done=marker == DONE)
            case number:
                painter.setFont(self._style.plain_format(paragraph, theme).font())
                width = QFontMetricsF(painter.font()).horizontalAdvance(number)
                painter.setPen(ink)
                x = self._x(standing, margin - theme.px(_BESIDE) - width, width)
                painter.drawText(QPointF(x, baseline), number)

    def _shade_of(self, standing: _Standing, theme: Theme) -> QRectF:
        paragraph, pad = standing.paragraph, theme.px(CODE_PAD)
        x = self._style.margin_of(paragraph, theme) - theme.px(CODE_SIDE)
        lines = standing.block.layout().lineCount()
        height = lines * self._style.line_of(paragraph, theme)
        width = self._document.textWidth() - x
        top = standing.top - pad + theme.px(_RISE)
        return QRectF(x, top, width, height + 2 * pad)

    def _x(self, standing: _Standing, left: float, width: float) -> float:
        """Where something starts whose place is counted from where its paragraph begins."""
        return self._document.textWidth() - left - width if standing.paragraph.is_rtl else left


def _paint_bullet(painter: QPainter, area: QRectF, ink: QColor, paragraph: Paragraph) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_hollow = paragraph.depth % 2 == 0
    thickness = area.width() / 6
    painter.setPen(QPen(ink, thickness) if is_hollow else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else ink)
    inset = thickness / 2 if is_hollow else 0
    painter.drawEllipse(area.adjusted(inset, inset, -inset, -inset))


def _paint_box(canvas: Canvas, box: QRectF, *, is_done: bool) -> None:
    painter, theme = canvas.painter, canvas.theme
    radius = theme.px(_BOX_RADIUS)
    if not is_done:
        paint_rounded(painter, box.toRect(), None, theme.color("faint"), radius)
        return
    paint_rounded(painter, box.toRect(), theme.color("accent"), None, radius)
    size = theme.px(_CHECK)
    inset = (box.width() - size) / 2
    check = pixmap("check", theme.color("bg"), size, canvas.dpr)
    painter.drawPixmap(box.topLeft() + QPointF(inset, inset), check)


def _paint_shade(painter: QPainter, shade: QRectF, theme: Theme) -> None:
    radius = theme.px(_SHADE_RADIUS)
    paint_rounded(painter, shade.toRect(), theme.color("code"), theme.color("line"), radius)
