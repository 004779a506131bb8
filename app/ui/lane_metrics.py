"""The numbers of a lane in a comparison: first token, speed, tokens, cost; all, when pressed."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.domain.marks import Mark
from app.domain.metrics import Metrics
from app.ui.controls import Button
from app.ui.labels import Label
from app.ui.metrics_words import UNKNOWN, all_numbers, parts_of_numbers, seconds
from app.ui.painting import paint_focus_ring
from app.ui.popup import Popup
from app.ui.theme import Appearance, font, tokens
from app.ui.transcript.answer_words import dollars
from app.viewmodels.rows import AnswerRow
from app.words import N_, _, number

_COLUMN, _SIDE = 91, 14
_ABOVE, _LINE, _BELOW = 7, 18, 8
_TITLES = (N_("First token"), N_("Speed"), N_("Tokens"), N_("Cost"))
_MARKS = {N_("Tokens"): Mark.SHORTEST, N_("Cost"): Mark.CHEAPEST}


class LaneMetrics(Button):
    """One column a number: a faint label above its value, or a mark in the place of the label.

    Pressed, it opens a list of everything that was measured.

    Attributes:
        popup: That list.
    """

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "")
        self._row: AnswerRow | None = None
        self.popup = MetricsPopup(appearance, self)
        space = appearance.theme.space
        self._above = space(_ABOVE)
        self.setFixedHeight(self._above + 2 * _LINE + space(_BELOW))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.set_answer(None)

    def set_answer(self, row: AnswerRow | None) -> None:
        """Show the numbers of an answer; a dash where one isn't known."""
        self._row = row
        unknown = _("unknown")
        said = [
            f"{marked or title}: {unknown if text == UNKNOWN else text}"
            for title, marked, text in self._columns()
        ]
        self.setAccessibleName(_("Numbers. {numbers}").format(numbers=", ".join(said)))
        self.setToolTip(_("Show all numbers") if row else "")
        self.setEnabled(row is not None)
        if row and self.popup.isVisible():
            self.popup.set_metrics(row.metrics)
        self.update()

    @property
    def texts(self) -> list[str]:
        """What is painted, from left to right: each label and its value."""
        return [text for title, mark, value in self._columns() for text in (mark or title, value)]

    def _columns(self) -> list[tuple[str, str, str]]:
        metrics = self._row.metrics if self._row else Metrics()
        marks = self._row.marks if self._row else frozenset[Mark]()
        about = "≈ " if metrics.is_estimate else ""
        speed, tokens_out, cost = metrics.tokens_per_second, metrics.tokens, metrics.cost
        values = (
            seconds(metrics.first_token_s),
            UNKNOWN if speed is None else f"{about}{speed:.0f} /s",
            UNKNOWN if tokens_out is None else about + number(tokens_out),
            UNKNOWN if cost is None else dollars(cost),
        )
        return [
            (
                _(title),
                _(mark.value) if (mark := _MARKS.get(title)) in marks and mark else "",
                value,
            )
            for title, value in zip(_TITLES, values, strict=True)
        ]

    def _open(self) -> None:
        if self._row:
            self.popup.open_at(self, self._row.metrics)

    @override
    def sizeHint(self) -> QSize:
        return QSize(2 * _SIDE + len(_TITLES) * _COLUMN, self.height())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme.color("panel"))
        width = min(_COLUMN, (self.width() - 2 * _SIDE) // len(_TITLES))
        for column, (title, mark, value) in enumerate(self._columns()):
            area = QRect(_SIDE + column * width, self._above, width - 4, _LINE)
            painter.setFont(font(tokens()["type"]["small_px"], 500 if mark else 400))
            painter.setPen(theme.color("ok" if mark else "faint"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, mark or title)
            area.moveTop(self._above + _LINE)
            painter.setFont(font(13, 600))
            painter.setPen(theme.color("text"))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, value)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme)


class MetricsPopup(Popup):
    """Everything that was measured of one answer."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self._values: list[Label] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(5)
        for line, (title, _text) in enumerate(all_numbers(Metrics())):
            is_part = title in parts_of_numbers()
            name = Label(appearance, title, px=13, color="faint" if is_part else "dim")
            name.setIndent(12 if is_part else 0)
            value = Label(appearance, px=13, weight=600)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(name, line, 0)
            grid.addWidget(value, line, 1)
            self._values.append(value)

    def open_at(self, anchor: QWidget, metrics: Metrics) -> None:
        """Show these numbers beside the anchor."""
        self.set_metrics(metrics)
        self.show_beside(anchor)

    def set_metrics(self, metrics: Metrics) -> None:
        """Show these numbers."""
        for label, (title, text) in zip(self._values, all_numbers(metrics), strict=True):
            label.setText(text)
            label.setAccessibleName(f"{title}: {text}")
