"""What is drawn within a line of words: formulas, and chips for pictures that are not fetched."""

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from typing_extensions import override

from app.markdown.paragraphs import Maths, Picture, Span
from app.ui.icons import pixmap
from app.ui.painting import paint_rounded
from app.ui.theme import Theme
from app.ui.transcript.formula import ENLARGED, Formula, picture, typeset
from app.words import _

_OUTSIDE, _SIDE, _GAP, _ICON, _RADIUS = 2, 8, 7, 15, 6
_CHIP_ABOVE, _CHIP_BELOW = 17, 7
_CHIP_PX, _WIDEST_CHIP, _WIDEST_HOST = 13, 460, 0.5


@dataclass(frozen=True, slots=True)
class Extent:
    """How much room something takes on a line, in pixels: above and below where letters stand."""

    width: float
    ascent: float
    descent: float


@dataclass(frozen=True, slots=True)
class Ground:
    """What something is drawn with.

    Attributes:
        fill: The colour behind it if it is marked.
        ink: The colour of the text around it.
    """

    painter: QPainter
    theme: Theme
    dpr: float
    fill: QColor | None
    ink: QColor


class InlineObject(Protocol):
    """Something that stands on a line as one letter would."""

    @property
    def spoken(self) -> str:
        """How it is read aloud."""
        ...

    def extent(self, px: int, theme: Theme, widest: float) -> Extent:
        """The room it takes among text of that height, where there are `widest` pixels."""
        ...

    def paint(self, ground: Ground, place: QPointF, extent: Extent) -> None:
        """Paint it; letters beside it stand on the y of `place`."""
        ...


def object_for(span: Span) -> InlineObject | None:
    """What is drawn in place of a text; None if the text is to be shown."""
    match span.drawn:
        case Maths(tex, is_display):
            formula = typeset(tex, is_display=is_display)
            return InlineFormula(formula) if formula else None
        case Picture(alt):
            host = QUrl(span.href).host(QUrl.ComponentFormattingOption.FullyEncoded)
            return PictureChip(alt or _("Picture"), host or _("in the text, not shown"))
        case None:
            return None


@dataclass(frozen=True, slots=True)
class InlineFormula(InlineObject):
    """A formula in the colour of the text; smaller where it would be too wide."""

    formula: Formula

    @property
    @override
    def spoken(self) -> str:
        return self.formula.speech

    @override
    def extent(self, px: int, theme: Theme, widest: float) -> Extent:
        formula = self.formula
        em = min(px * ENLARGED, widest / max(formula.width, 0.1))
        return Extent(formula.width * em, (formula.height - formula.depth) * em, formula.depth * em)

    @override
    def paint(self, ground: Ground, place: QPointF, extent: Extent) -> None:
        image = picture(*self.look(extent, ground.ink, ground.dpr))
        x, y = place.x(), place.y() - extent.ascent
        # Between two pixels of the screen it would blur.
        corner = QPointF(round(x * ground.dpr), round(y * ground.dpr)) / ground.dpr
        ground.painter.drawImage(corner, image)

    def look(self, extent: Extent, ink: QColor, dpr: float) -> tuple[Formula, float, int, float]:
        """What `picture` needs to know for so much room."""
        em = round(extent.width / max(self.formula.width, 0.1), 2)
        return self.formula, em, ink.rgba(), dpr


@dataclass(frozen=True, slots=True)
class PictureChip(InlineObject):
    """Says that there is a picture, of what, and at which host; in ASCII, as letters look alike."""

    alt: str
    host: str

    @property
    @override
    def spoken(self) -> str:
        return _("Picture: {what}, {host}").format(what=self.alt, host=self.host)

    @override
    def extent(self, px: int, theme: Theme, widest: float) -> Extent:
        wide = theme.px(2 * (_OUTSIDE + _SIDE) + _ICON + 2 * _GAP) + sum(self._widths(theme)) + 1
        width = min(wide, widest, theme.px(_WIDEST_CHIP))
        return Extent(width, theme.px(_CHIP_ABOVE), theme.px(_CHIP_BELOW))

    @override
    def paint(self, ground: Ground, place: QPointF, extent: Extent) -> None:
        painter, theme, px = ground.painter, ground.theme, ground.theme.px
        side = px(_OUTSIDE)
        size = QSizeF(extent.width - 2 * side, extent.ascent + extent.descent)
        corner = QPointF(place.x() + side, place.y() - extent.ascent)
        frame = QRectF(corner, size).toAlignedRect()
        paint_rounded(painter, frame, theme.color("panel"), theme.color("line"), px(_RADIUS))
        dim = ground.ink if ground.fill else theme.color("dim")
        if ground.fill:
            paint_rounded(painter, frame, ground.fill, None, px(_RADIUS))
        icon = pixmap("image", dim, px(_ICON), ground.dpr)
        middle = frame.center().y() + 1
        painter.drawPixmap(frame.left() + px(_SIDE), middle - px(_ICON) // 2, icon)
        words = QRectF(frame).adjusted(px(_SIDE + _ICON + _GAP), 0, -px(_SIDE), 0)
        painter.setFont(theme.font(_CHIP_PX))
        measure = QFontMetricsF(painter.font())
        elided = Qt.TextElideMode.ElideRight
        room = words.width() - px(_GAP)
        of_alt, of_host = self._widths(theme)
        of_host = min(of_host, max(room * _WIDEST_HOST, room - of_alt))
        for text, left, width, ink in (
            (self.alt, words.left(), room - of_host, ground.ink),
            (self.host, words.right() - of_host, of_host, dim),
        ):
            painter.setPen(ink)
            line = measure.elidedText(text, elided, width + 1)
            painter.drawText(QPointF(left, place.y()), line)

    def _widths(self, theme: Theme) -> tuple[float, float]:
        measure = QFontMetricsF(theme.font(_CHIP_PX))
        return measure.horizontalAdvance(self.alt), measure.horizontalAdvance(self.host)
