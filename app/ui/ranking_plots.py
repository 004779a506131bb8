"""Two plots of the ranking: strengths with their intervals, and price against strength."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.ui.theme import Appearance, font, provider_color, tokens
from app.viewmodels.ranking import StandingRow
from app.words import _, decimal, us_dollars

_ROW, _DOT = 34, 5.0
_NAMES, _SIDE, _AXIS = 170, 16, 26
_HEIGHT = 280
_Ranked = tuple[StandingRow, tuple[float, float, float]]


class _Plot(QWidget):
    """Base of the plots; a table beside them says the same to screen readers."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._ranked: list[_Ranked] = []
        self._name = name
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def set_rows(self, rows: Sequence[StandingRow]) -> None:
        """Show those of these models that are ranked."""
        self._ranked = [(row, row.strength) for row in rows if row.strength]
        self.setAccessibleDescription(" ".join(self.said()))
        self.updateGeometry()
        self.update()

    def said(self) -> list[str]:
        """What is to be seen, a sentence a model."""
        raise NotImplementedError

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(tokens()["type"]["small_px"]))
        return painter

    def _line(self, painter: QPainter, start: QPointF, end: QPointF, color: str, px: float) -> None:
        painter.setPen(QPen(self._appearance.theme.color(color), px))
        painter.drawLine(start, end)


class StrengthPlot(_Plot):
    """A line a model, strongest first: its strength, and the interval that it lies in."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Strengths"))

    @override
    def said(self) -> list[str]:
        words = _("{model}: {strength}, between {low} and {high}.")
        return [
            words.format(
                model=row.label,
                strength=decimal(middle, 2, "+"),
                low=decimal(low, 2, "+"),
                high=decimal(high, 2, "+"),
            )
            for row, (middle, low, high) in self._ranked
        ]

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, len(self._ranked) * _ROW + _AXIS)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._ranked:
            return
        painter, theme = self._painter(), self._appearance.theme
        least = min(low for _, (_, low, _) in self._ranked)
        most = max(high for _, (_, _, high) in self._ranked)
        scale = (self.width() - _NAMES - _SIDE) / ((most - least) or 1.0)

        def x(value: float) -> float:
            return _NAMES + (value - least) * scale

        bottom = self.height() - _AXIS
        for tick in range(math.ceil(least), math.floor(most) + 1):
            self._line(painter, QPointF(x(tick), 0), QPointF(x(tick), bottom), "line", 1)
            painter.setPen(theme.color("faint"))
            area = QRectF(x(tick) - 30, bottom + 4, 60, _AXIS - 4)
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter, f"{tick:+d}" if tick else "0")
        for number, (row, (middle, low, high)) in enumerate(self._ranked):
            y = number * _ROW + _ROW / 2
            name = QRectF(0, y - _ROW / 2, _NAMES - 18, _ROW)
            painter.setPen(theme.color("text"))
            painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, _cut(painter, row.label, name))
            self._line(painter, QPointF(x(low), y), QPointF(x(high), y), "dim", 2)
            for end in (low, high):
                self._line(painter, QPointF(x(end), y - 5), QPointF(x(end), y + 5), "dim", 2)
            _paint_point(painter, QPointF(x(middle), y), row)


class PricePlot(_Plot):
    """Strength upwards, the median price of an answer to the right: the best buy is top left."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Price against strength"))

    @override
    def said(self) -> list[str]:
        words = _("{model}: {strength} at {price} an answer.")
        return [
            words.format(model=row.label, strength=decimal(y, 2, "+"), price=us_dollars(x, 4))
            for row, x, y in self._points
        ]

    @override
    def sizeHint(self) -> QSize:
        return QSize(400, _HEIGHT)

    @property
    def _points(self) -> list[tuple[StandingRow, float, float]]:
        return [
            (row, float(row.cost), strength[0])
            for row, strength in self._ranked
            if row.cost is not None
        ]

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, points = self._painter(), self._appearance.theme, self._points
        area = QRectF(_SIDE, 8, self.width() - 2 * _SIDE, self.height() - _AXIS - 14)
        self._line(painter, area.bottomLeft(), area.bottomRight(), "line", 1)
        self._line(painter, area.bottomLeft(), area.topLeft(), "line", 1)
        painter.setPen(theme.color("faint"))
        if not points:
            words = _("No ranked model has a known price.")
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
            return
        dearest = max(cost for _, cost, _ in points) or 1.0
        least, most = min(y for _, _, y in points), max(y for _, _, y in points)
        axis = QRectF(area.left(), area.bottom() + 4, area.width(), _AXIS)
        painter.drawText(
            axis, Qt.AlignmentFlag.AlignLeft, _("{price} an answer").format(price=us_dollars(0, 0))
        )
        painter.drawText(axis, Qt.AlignmentFlag.AlignRight, us_dollars(dearest, 4))
        inside = area.adjusted(12, 16, -12, -16)
        for row, cost, strength in points:
            share = (strength - least) / ((most - least) or 1.0)
            at = QPointF(inside.left() + cost / dearest * inside.width(), 0)
            at.setY(inside.bottom() - share * inside.height())
            _paint_point(painter, at, row)
            is_right = at.x() > inside.center().x()
            name = QRectF(at.x() - 180 if is_right else at.x() + 10, at.y() - 10, 170, 20)
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            painter.setPen(theme.color("text"))
            words = _cut(painter, row.label, name)
            painter.drawText(name, side | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_point(painter: QPainter, at: QPointF, row: StandingRow) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(provider_color(row.provider))
    painter.drawEllipse(at, _DOT, _DOT)


def _cut(painter: QPainter, words: str, area: QRectF) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
