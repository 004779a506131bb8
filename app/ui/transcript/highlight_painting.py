"""Paints what the difference lens marks: bands with a bar, lines under words."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.ui.theme import Theme
from app.ui.transcript.highlight import BANDS, Emphasis, Highlight
from app.ui.transcript.part import Canvas, Part

_OUT, _ABOVE, _RADIUS = 8, 3, 4
_BAR = 3
_UNDER, _APART = 2, 2


def paint_whole(canvas: Canvas, part: Part) -> None:
    """Paint a band behind a part of which all is marked."""
    px = canvas.theme.px
    for one in part.highlights:
        if _is_whole(one, part):
            out, above = px(_OUT), px(_ABOVE)
            rect = QRectF(-out, -above, part.width + 2 * out, part.height + 2 * above)
            paint_band(canvas.painter, canvas.theme, rect, one.emphasis)


def paint_bands(canvas: Canvas, part: Part, inset: int | None = None) -> None:
    """Paint bands behind those lines of a part that are marked.

    They are so many pixels inside its sides, or stand out beside it.
    """
    px = canvas.theme.px
    left = -px(_OUT) if inset is None else inset
    for one in part.highlights:
        if one.emphasis in BANDS and not _is_whole(one, part):
            top, bottom = part.lines(one.start, one.end)
            rect = QRectF(left, top, part.width - 2 * left, bottom - top)
            if rect.bottom() >= canvas.clip.top() and rect.top() <= canvas.clip.bottom():
                paint_band(canvas.painter, canvas.theme, rect, one.emphasis)


def paint_words(
    canvas: Canvas,
    highlights: Sequence[Highlight],
    rects: Callable[[int, int], Iterable[QRectF]],
) -> None:
    """Underline words, those that disagree twice and on a ground of their own.

    `rects` tells where characters stand: a rectangle a line, down to the base of the letters.
    """
    for one in highlights:
        if one.emphasis not in BANDS:
            for rect in rects(one.start, one.end):
                paint_lines_under(canvas.painter, canvas.theme, rect, one.emphasis)


def paint_lines_under(painter: QPainter, theme: Theme, rect: QRectF, emphasis: Emphasis) -> None:
    """Underline letters that stand on the lower edge of a rectangle."""
    is_strong = emphasis is Emphasis.DISAGREES
    under = round(rect.bottom()) + theme.px(_UNDER)
    left, width = round(rect.left()), round(rect.width())
    if is_strong:
        ground = rect.adjusted(-1, 0, 1, theme.px(_UNDER + _APART) + 1)
        painter.fillRect(ground, theme.color("warn_bg"))
        painter.fillRect(left, under + theme.px(_APART), width, 1, theme.color("warn"))
    painter.fillRect(left, under, width, 1, theme.color("warn" if is_strong else "dim"))


def _is_whole(one: Highlight, part: Part) -> bool:
    return one.emphasis in BANDS and one.start == 0 and one.end >= len(part.text)


def paint_band(painter: QPainter, theme: Theme, rect: QRectF, emphasis: Emphasis) -> None:
    """Paint a band with a bar at its left."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("only_bg"))
    painter.drawRoundedRect(rect, theme.px(_RADIUS), theme.px(_RADIUS))
    thickness = theme.px(_BAR)
    pen = QPen(theme.color("only"), thickness)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if emphasis is Emphasis.ONLY_SO_FAR:
        pen.setDashPattern([1, 1])
    painter.setPen(pen)
    x = rect.left() + thickness / 2
    painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
    painter.restore()
