"""A lane in the lane bar: its dot and name, and what there is to do with it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import BUTTON_PADDING, Button, IconButton, Look
from app.ui.labels import set_plain_tooltip
from app.ui.painting import paint_dot
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.rows import LaneRow
from app.words import _

_DOT_SIZE = 9
_GAP = 8
_END_SIZE = 14
_CROSS_BUTTON = 20
_SHORTEST_NAME = 30
_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class LaneChip(Button):
    """A chip: pressing it picks another model, its cross or Delete removes the lane.

    It can be dragged sideways; Ctrl+Shift+Left and Right do the same.
    """

    remove_requested = Signal()
    move_requested = Signal(int)
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(
        self, appearance: Appearance, lane: LaneRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(appearance, lane.label, parent)
        self.lane = lane
        self._alone = True
        self._pressed_at: QPoint | None = None
        self._is_dragged = False
        self._cross = IconButton(
            appearance, "x", _("Remove"), self, size=_CROSS_BUTTON, icon_size=_END_SIZE
        )
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self.remove_requested)
        self.setFont(font(weight=500))
        self.setFixedHeight(tokens()["control_height_px"]["normal"])
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_lane(self, lane: LaneRow, *, alone: bool) -> None:
        """Show this lane; one that is alone can't be removed or moved."""
        self.lane = lane
        self._alone = alone
        self.setAccessibleName(lane.label)
        self.setAccessibleDescription(
            "" if alone else _("Delete removes it, Ctrl+Shift+Left or Right moves it")
        )
        set_plain_tooltip(self, "\n".join(filter(None, (lane.label, lane.note))))
        self._cross.set_icon("x", _("Remove {name}").format(name=lane.label))
        self._cross.setVisible(not alone)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size_with_name(QFontMetrics(self.font()).horizontalAdvance(self.label))

    @override
    def minimumSizeHint(self) -> QSize:
        name = QFontMetrics(self.font()).horizontalAdvance(self.label)
        return self._size_with_name(min(name, _SHORTEST_NAME))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        centre = self._end_rect().center()
        self._cross.move(centre - QPoint(_CROSS_BUTTON // 2 - 1, _CROSS_BUTTON // 2 - 1))
        super().resizeEvent(event)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_surface(painter, Look.OUTLINED)
        middle = self.height() // 2
        dot = QRect(BUTTON_PADDING, middle - _DOT_SIZE // 2, _DOT_SIZE, _DOT_SIZE)
        paint_dot(painter, dot, self.lane.provider)
        end = self._end_rect()
        if self._alone:
            dim = self._appearance.theme.dim
            image = icons.pixmap("chevron-down", dim, _END_SIZE, self.devicePixelRatioF())
            painter.drawPixmap(end.topLeft(), image)
        name = QRect(dot.right() + 1 + _GAP, 0, 0, self.height())
        name.setRight(end.left() - _GAP)
        painter.setPen(self.ink(Look.OUTLINED))
        # A pixel of grace: widths are rounded, and a name that fits must not be cut.
        text = painter.fontMetrics().elidedText(
            self.label, Qt.TextElideMode.ElideRight, name.width() + 1
        )
        painter.drawText(name.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, text)

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(e.key())
        if key in _MOVES and e.modifiers() & both == both:
            self.move_requested.emit(_MOVES[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._alone:
            self.remove_requested.emit()
        else:
            super().keyPressEvent(e)

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        if e.button() == Qt.MouseButton.LeftButton and not self._alone:
            self._pressed_at = e.position().toPoint()
        super().mousePressEvent(e)

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        if self._pressed_at is not None and not self._is_dragged:
            moved = (e.position().toPoint() - self._pressed_at).manhattanLength()
            self._is_dragged = moved >= QApplication.startDragDistance()
        if self._is_dragged:
            self.setDown(False)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.dragged.emit(e.globalPosition().toPoint())
        else:
            super().mouseMoveEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        was_dragged, self._is_dragged, self._pressed_at = self._is_dragged, False, None
        if was_dragged:
            self.unsetCursor()
            self.dropped.emit()
        else:
            super().mouseReleaseEvent(e)

    def _size_with_name(self, name_width: int) -> QSize:
        end = _GAP + _END_SIZE
        return QSize(2 * BUTTON_PADDING + _DOT_SIZE + _GAP + name_width + end, self.height())

    def _end_rect(self) -> QRect:
        left = self.width() - BUTTON_PADDING - _END_SIZE
        return QRect(left, (self.height() - _END_SIZE) // 2, _END_SIZE, _END_SIZE)
