"""A chart of the usage: a bar a day, or a month."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from app.ui.labels import plain_tooltip
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.quote_words import money
from app.viewmodels.usage import Bar
from app.viewmodels.usage_words import cost_words
from app.words import _, ngettext, number

_HEIGHT, _AXIS, _HEAD = 150, 20, 20
_GAP, _WIDEST, _CORNER = 2, 26, 2.0


class UsageChart(QWidget):
    """Shows what was spent or, where no price is known, how many answers there were."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._bars: Sequence[Bar] = ()
        self._are_months = False
        self._by_money = False
        self.setAccessibleName(_("Usage over time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    @property
    def title(self) -> str:
        """What the bars show."""
        if self._by_money:
            return _("Spent a month") if self._are_months else _("Spent a day")
        return _("Answers a month") if self._are_months else _("Answers a day")

    def set_bars(self, bars: Sequence[Bar], *, are_months: bool) -> None:
        """Show these, oldest first."""
        self._bars = bars
        self._are_months = are_months
        self._by_money = any(bar.tally.cost for bar in bars)
        said = [self._said(bar) for bar in bars if bar.tally.calls]
        self.setAccessibleDescription(" ".join(said))
        self.update()

    def _said(self, bar: Bar) -> str:
        calls = bar.tally.calls
        answers = ngettext("{n} answer", "{n} answers", calls).format(n=number(calls))
        words = _("{day}: {cost}, {answers}.")
        day = self._day(bar)
        return words.format(day=day, cost=cost_words(bar.tally), answers=answers)

    def _day(self, bar: Bar) -> str:
        first = QDate(bar.first.year, bar.first.month, bar.first.day)
        return QLocale().toString(first, "MMM yyyy" if self._are_months else "d MMM")

    def _value(self, bar: Bar) -> float:
        return float(bar.tally.cost) if self._by_money else float(bar.tally.calls)

    def _place(self, index: int) -> QRectF:
        """Where a bar stands, as high as the chart."""
        step = min(self.width() / max(1, len(self._bars)), _WIDEST + _GAP)
        return QRectF(index * step, _HEAD, max(1.0, step - _GAP), self.height() - _HEAD - _AXIS)

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            under = (n for n in range(len(self._bars)) if self._column(n).contains(event.pos()))
            words = next((self._said(self._bars[n]) for n in under), "")
            QToolTip.showText(event.globalPos(), plain_tooltip(words), self)
            return True
        return super().event(event)

    def _column(self, index: int) -> QRectF:
        return self._place(index).adjusted(0, -_HEAD, _GAP, _AXIS)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter, theme = QPainter(self), self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(tokens()["type"]["small_px"]))
        most = max(self._value(bar) for bar in self._bars)
        self._paint_axis(painter, most)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        for n, bar in enumerate(self._bars):
            place = self._place(n)
            if value := self._value(bar):
                place.setTop(place.bottom() - max(2.0, place.height() * value / most))
                painter.drawPath(_rounded_above(place))

    def _paint_axis(self, painter: QPainter, most: float) -> None:
        theme = self._appearance.theme
        end, bottom = self._place(len(self._bars) - 1).right(), self.height() - _AXIS
        end = max(end, min(self.width(), 200))
        painter.setPen(QPen(theme.color("line"), 1))
        for y in (_HEAD - 0.5, bottom + 0.5):
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        painter.setPen(theme.color("faint"))
        costs = [bar.tally.cost for bar in self._bars]
        highest = money(max(costs)) if self._by_money else number(round(most))
        head = QRectF(0, 0, self.width(), _HEAD - 4)
        painter.drawText(head, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, highest)
        axis = QRectF(0, bottom + 4, end, _AXIS - 4)
        painter.drawText(axis, Qt.AlignmentFlag.AlignLeft, self._day(self._bars[0]))
        if len(self._bars) > 1:
            painter.drawText(axis, Qt.AlignmentFlag.AlignRight, self._day(self._bars[-1]))


def _rounded_above(bar: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    corner = min(_CORNER, bar.height() / 2)
    path.addRoundedRect(bar, corner, corner)
    path.addRect(bar.adjusted(0, corner, 0, 0))
    return path
