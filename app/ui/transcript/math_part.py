"""A formula that stands alone, as a sharp picture in the colour of the text."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from app.markdown.blocks import Code
from app.ui.painting import paint_rounded
from app.ui.theme import Theme
from app.ui.transcript.formula import Formula, is_first, picture, typeset
from app.ui.transcript.part import Canvas, Part
from app.ui.transcript.sideways import BAR_HEIGHT, Sideways
from app.words import _

_PX, _SOURCE_PX, _LINE, _ABOVE = 17, 13, 20, 4


class MathPart(Part):
    """Shows one formula; as it is written while it can't be drawn. Its text is its TeX."""

    kind = "math"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tex = ""
        self._is_whole = False
        self._formula: Formula | None = None
        self._sideways = Sideways()

    @property
    @override
    def text(self) -> str:
        return self._tex

    @property
    @override
    def name(self) -> str:
        """How it is read aloud."""
        return _("Formula: {words}").format(words=self.spoken)

    @property
    @override
    def spoken(self) -> str:
        formula = self._typeset()
        return formula.speech if formula else self._tex

    def set_code(self, code: Code, theme: Theme, *, is_whole: bool) -> int:
        """Show this formula, as it is written until it is whole.

        Returns:
            The y from which it looks different.
        """
        tex = code.text.strip()
        if (tex, is_whole) == (self._tex, self._is_whole):
            return self.height
        self._tex, self._is_whole = tex, is_whole
        self._formula = self._typeset() if self.width >= 0 else None
        self._measure(theme)
        return 0

    @override
    def make_formulas(self, theme: Theme) -> Iterator[None]:
        if self._is_whole and is_first(typeset, self._tex):
            yield
        dpr = QGuiApplication.primaryScreen().devicePixelRatio()
        look = theme.px(_PX), theme.color("text").rgba(), dpr
        if (formula := self._typeset()) and is_first(picture, formula, *look):
            yield

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        self.width = width
        self._formula = self._typeset()
        self._measure(theme)

    @override
    def paint(self, canvas: Canvas) -> None:
        painter, theme, place = canvas.painter, canvas.theme, self._place()
        ink = theme.color("text")
        if canvas.selected or canvas.found:
            fill = theme.color("accent" if canvas.selected else "warn_bg")
            ink = theme.color("bg") if canvas.selected else ink
            room = place.intersected(QRect(0, 0, self.width, self.height))
            paint_rounded(painter, room, fill, None, theme.px(3))
        painter.save()
        inside = QRect(0, 0, self.width, self.height)
        painter.setClipRect(inside, Qt.ClipOperation.IntersectClip)
        if self._formula:
            image = picture(self._formula, theme.px(_PX), ink.rgba(), canvas.dpr)
            painter.drawImage(place.topLeft(), image)
        else:
            painter.setPen(ink)
            painter.setFont(theme.font(_SOURCE_PX, mono=True))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._tex)
        painter.restore()
        self._sideways.paint_bar(painter, theme, 0, self.height)

    @override
    def position_at(self, point: QPointF) -> int:
        return len(self._tex) if point.x() > self._place().center().x() else 0

    @override
    def caret_rect(self, position: int) -> QRectF:
        place = self._place()
        x = place.right() + 1 if position > 0 else place.left()
        return QRectF(x, place.top(), 1, place.height())

    @override
    def scroll_sideways(self, pixels: int) -> bool:
        return self._sideways.scroll(pixels)

    def _measure(self, theme: Theme) -> None:
        self._theme = theme
        width, height = self._size()
        self._sideways.set_range(width, max(self.width, 0) or width)
        bar = BAR_HEIGHT if self._sideways.is_needed else 0
        self.height = height + 2 * theme.px(_ABOVE) + bar

    def _size(self) -> tuple[int, int]:
        """Width and height of what is shown, in pixels."""
        if self._formula:
            size = self._formula.size * self._theme.px(_PX)
            return int(size.width()) + 1, int(size.height()) + 1
        lines = self._tex.split("\n")
        column = self._theme.px(_SOURCE_PX) * 0.6
        return int(max(map(len, lines)) * column) + 1, len(lines) * self._theme.px(_LINE)

    def _place(self) -> QRect:
        width, height = self._size()
        left = max(0, (self.width - width) // 2) - self._sideways.offset
        return QRect(left, self._theme.px(_ABOVE), width, height)

    def _typeset(self) -> Formula | None:
        return typeset(self._tex) if self._is_whole else None
