"""The tabs over the panes, where not all lanes fit side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from app.ui.accessible_buttons import Kind, tell_as
from app.ui.controls import Button, IconButton
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_dot, paint_focus_ring
from app.ui.theme import Appearance, font
from app.ui.transcript.answer_words import status_words
from app.viewmodels.rows import AnswerRow, LaneRow
from app.words import _

_HEIGHT = 37
_SIDE, _DOT, _STATE, _GAP = 10, 9, 7, 7
_NARROWEST = 40
# Narrower than this, the name takes the place of the dot.
_ROOMY = 100


class PaneTabs(QWidget):
    """One tab a lane, with a dot for where its answer stands; the tabs of shown panes are marked.

    Signals:
        chosen: The id of the lane whose tab was pressed.
        leave_requested: All panes are wanted again instead of one alone.
    """

    chosen = Signal(str)
    leave_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tabs: dict[str, _Tab] = {}
        self._leave = IconButton(appearance, "minimize-2", _("Show all panes again"))
        self._leave.clicked.connect(self.leave_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(0)
        self._row.addStretch()
        self._row.addWidget(self._leave)
        self.setFixedHeight(_HEIGHT)
        appearance.changed.connect(self.update)

    def set_lanes(self, lanes: Sequence[LaneRow]) -> None:
        """Have a tab for each of these lanes, in this order."""
        ids = {lane.lane_id for lane in lanes}
        for lane_id in self._tabs.keys() - ids:
            self._tabs.pop(lane_id).deleteLater()
        for place, lane in enumerate(lanes):
            tab = self._tabs.get(lane.lane_id) or self._new_tab(lane.lane_id)
            tab.set_lane(lane)
            self._row.insertWidget(place, tab, 1)

    def set_status(self, lane_id: str, row: AnswerRow | None) -> None:
        """Show where the last answer of a lane stands."""
        if tab := self._tabs.get(lane_id):
            tab.set_status(row)

    def set_shown(self, lane_ids: Sequence[str], *, is_alone: bool) -> None:
        """Mark the tabs of these lanes.

        Args:
            lane_ids: The lanes that are shown.
            is_alone: The person wants one alone, so there is a way back.
        """
        for lane_id, tab in self._tabs.items():
            tab.setChecked(lane_id in lane_ids)
        self._leave.setVisible(is_alone)

    def _new_tab(self, lane_id: str) -> "_Tab":
        tab = _Tab(self._appearance, lambda: self.chosen.emit(lane_id))
        self._tabs[lane_id] = tab
        return tab

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))


class _Tab(Button):
    def __init__(self, appearance: Appearance, choose: Callable[[], None]) -> None:
        super().__init__(appearance, "")
        self._lane = LaneRow("", "", "")
        self._state = ""
        self.setCheckable(True)
        tell_as(self, Kind.TAB)
        self.setFont(font(13, 500))
        self.setMaximumWidth(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.clicked.connect(choose)

    def set_lane(self, lane: LaneRow) -> None:
        self._lane = lane
        self._describe("")

    def set_status(self, row: AnswerRow | None) -> None:
        words, color = status_words(row) if row else ("", "")
        if color != self._state:
            self._state = color
            self.update()
        self._describe(words)

    @override
    def nextCheckState(self) -> None:
        """Leave it to the panes which tabs are marked."""

    @override
    def sizeHint(self) -> QSize:
        name = QFontMetrics(self.font()).horizontalAdvance(self._lane.label)
        return QSize(2 * _SIDE + _DOT + 2 * _GAP + name + _STATE, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), theme.color("bg"))
            painter.fillRect(0, 0, self.width(), 2, theme.color("accent"))
        elif self.underMouse():
            painter.fillRect(self.rect().adjusted(0, 0, 0, -1), theme.color("hover"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("line"))
        middle, left = self.height() // 2, _SIDE
        if self.width() >= _ROOMY:
            paint_dot(painter, QRect(left, middle - _DOT // 2, _DOT, _DOT), self._lane.provider)
            left += _DOT + _GAP
        right = self.width() - _SIDE - _STATE
        if self._state:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(self._state))
            painter.drawEllipse(right, middle - _STATE // 2, _STATE, _STATE)
        painter.setPen(theme.color("text" if self.isChecked() else "dim"))
        name = painter.fontMetrics().elidedText(
            self._lane.label, Qt.TextElideMode.ElideRight, right - _GAP - left
        )
        painter.drawText(
            QRect(left, 0, right - left, self.height()), Qt.AlignmentFlag.AlignVCenter, name
        )
        if self.hasFocus():
            paint_focus_ring(painter, self.rect().adjusted(1, 1, -2, -2), theme)

    def _describe(self, words: str) -> None:
        name = f"{self._lane.label}: {words}" if words else self._lane.label
        self.setAccessibleName(name)
        set_plain_tooltip(self, name)
