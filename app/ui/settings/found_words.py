"""What a search has found in a text, and a painted line that shows it."""

import re

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from app.ui.painting import paint_rounded
from app.ui.theme import Theme

SHADE_RADIUS = 3


def spans_of(search: str, text: str) -> list[tuple[int, int]]:
    """Where the words of a search are in a text, in any case; "" is nowhere."""
    words = sorted((re.escape(word) for word in search.split()), key=len, reverse=True)
    if not words:
        return []
    return [match.span() for match in re.finditer("|".join(words), text, re.IGNORECASE)]


def paint_line(painter: QPainter, area: QRect, text: str, search: str, theme: Theme) -> None:
    """Write a line with the painter's font and pen, cut where there is no room for it.

    Args:
        painter: Paints it.
        area: Its middle is that of the line.
        text: What to write.
        search: What of it is shaded.
        theme: Of the shades.
    """
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.save()
    for start, end in spans_of(search, shown):
        left = area.left() + metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[:end]) + area.left() - left
        top = area.center().y() - metrics.height() // 2
        shade = QRect(left, top, width, metrics.height())
        paint_rounded(painter, shade, theme.color("accent_bg"), None, SHADE_RADIUS)
    painter.restore()
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
