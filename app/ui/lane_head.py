"""The head of a lane in a comparison: which model, and where its answer stands."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button
from app.ui.labels import Label
from app.ui.painting import paint_dot, paint_focus_ring
from app.ui.theme import Appearance, font, tokens
from app.ui.transcript.answer_words import head_words
from app.viewmodels.rows import AnswerRow, LaneRow
from app.words import _

_BUTTON, _AIR = 28, 13
_DOT, _GAP, _CHEVRON = 9, 8, 14
_CHECK = 14
_INSET = 6  # of the name in its button, for the focus ring


class LaneHead(QWidget):
    """A button with the model's name at the left, the answer's state at the right.

    Signals:
        clicked: Another model is wanted.
        alone_requested: The head was double-clicked: the pane is wanted alone, or not any more.
        menu_requested: The place on the screen for the lane's menu.
    """

    clicked = Signal()
    alone_requested = Signal()
    menu_requested = Signal(QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._is_current = False
        self.name_button = _NameButton(appearance)
        self.name_button.clicked.connect(self.clicked)
        self._check = QLabel()
        self.status = Label(appearance, px=tokens()["type"]["small_px"])
        row = QHBoxLayout(self)
        row.setContentsMargins(14 - _INSET, 0, 14, 0)
        row.setSpacing(5)
        row.addWidget(self.name_button)
        row.addStretch(1)
        row.addWidget(self._check)
        row.addWidget(self.status)
        self.setFixedHeight(_BUTTON + appearance.theme.space(_AIR))
        appearance.changed.connect(self._recolour)
        self._recolour()
        self.set_status(None)

    def set_lane(self, lane: LaneRow) -> None:
        """Show another model."""
        self.name_button.set_lane(lane)

    def set_current(self, current: bool) -> None:
        """Mark the head of the pane that has the keyboard's focus."""
        if current != self._is_current:
            self._is_current = current
            self.update()

    def set_status(self, row: AnswerRow | None) -> None:
        """Show where an answer stands; nothing while there is none."""
        words, color = head_words(row) if row else ("", "dim")
        self.status.setText(words)
        self.status.set_color(color)
        self._check.setVisible(color == "ok")

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.alone_requested.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._is_current:
            accent = self._appearance.theme.color("accent")
            QPainter(self).fillRect(0, 0, self.width(), 2, accent)

    def _recolour(self) -> None:
        ok = self._appearance.theme.color("ok")
        self._check.setPixmap(icons.pixmap("check", ok, _CHECK, self.devicePixelRatioF()))


class _NameButton(Button):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "")
        self._provider = ""
        self.setFont(font(weight=600))
        self.setFixedHeight(_BUTTON)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_lane(self, lane: LaneRow) -> None:
        self._provider = lane.provider
        self.setText(lane.label)
        self.setAccessibleName(_("{model}: choose another model").format(model=lane.label))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        name = QFontMetrics(self.font()).horizontalAdvance(self.text())
        return QSize(_INSET + _DOT + _GAP + name + 1 + _GAP + _CHEVRON + _INSET, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, self.sizeHint().width()), self.height())

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        middle = self.height() // 2
        paint_dot(painter, QRect(_INSET, middle - _DOT // 2, _DOT, _DOT), self._provider)
        left = _INSET + _DOT + _GAP
        metrics = QFontMetrics(self.font())
        room = self.width() - left - _GAP - _CHEVRON - _INSET
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.setPen(theme.color("text"))
        width = metrics.horizontalAdvance(name)
        area = QRect(left, 0, width + 1, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        ink = theme.color("text" if self.underMouse() else "dim")
        chevron = icons.pixmap("chevron-down", ink, _CHEVRON, self.devicePixelRatioF())
        painter.drawPixmap(left + width + _GAP, middle - _CHEVRON // 2 + 1, chevron)
        if self.hasFocus():
            right = left + width + _GAP + _CHEVRON + _INSET
            paint_focus_ring(painter, QRect(0, 0, right, self.height()), theme)
