"""What the marks of the difference lens mean, in a line above the panes."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.ui.theme import Appearance, Looks, tokens
from app.ui.transcript.highlight import Emphasis
from app.ui.transcript.highlight_painting import paint_band, paint_lines_under
from app.ui.wrapping_row import WrappingRow
from app.words import N_, _

_MEANINGS = (
    (Emphasis.ONLY_HERE, N_("Shaded: only here")),
    (Emphasis.OTHER_WORDS, N_("Underlined: other words")),
    (Emphasis.DISAGREES, N_("Underlined twice: numbers and names that disagree")),
)
_HEIGHT, _SIDE, _GAP, _PAD = 20, 16, 8, 6


class LensLegend(QWidget):
    """A sample of each mark; hidden while there are none to explain."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        row = WrappingRow(spacing=4)
        row.setContentsMargins(_SIDE - _PAD, 4, _SIDE, 5)
        for emphasis, words in _MEANINGS:
            row.addWidget(_Sample(appearance, emphasis, _(words)))
        self.setLayout(row)
        self.setAccessibleName(_("What the marks mean"))
        appearance.changed.connect(self.update)
        self.hide()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("bg"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class _Sample(QWidget):
    def __init__(self, appearance: Looks, emphasis: Emphasis, words: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._emphasis = emphasis
        self._words = words
        self.setAccessibleName(words)
        self.setFont(appearance.theme.font(tokens()["type"]["small_px"]))
        appearance.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        width = QFontMetrics(self.font()).horizontalAdvance(self._words)
        return QSize(width + 2 * _PAD + _GAP, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        metrics = QFontMetrics(self.font())
        lead, _, rest = self._words.partition(":")
        base = (_HEIGHT + metrics.ascent() - metrics.descent()) // 2
        width = metrics.horizontalAdvance(lead)
        letters = QRectF(_PAD, base - metrics.ascent(), width, metrics.ascent())
        if self._emphasis is Emphasis.ONLY_HERE:
            band = QRectF(0, 1, width + 2 * _PAD - 2, _HEIGHT - 2)
            paint_band(painter, theme, band, self._emphasis)
        else:
            paint_lines_under(painter, theme, letters, self._emphasis)
        painter.setFont(self.font())
        painter.setPen(theme.color("text"))
        painter.drawText(_PAD, base, lead)
        painter.setPen(theme.color("dim"))
        painter.drawText(2 * _PAD + width + 1, base, rest.strip())
