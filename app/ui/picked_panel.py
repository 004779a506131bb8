"""The tray of picked blocks, below the panes: to be put in order and made an answer."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.controls import IconButton, Look, TextButton
from app.ui.labels import ElidedLabel, Label
from app.ui.painting import paint_dot, paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.picking import PickedRow, TrayViewModel
from app.words import N_, _, ngettext

_ROW, _MOST_ROWS = 30, 4
_INSET, _DOT, _GAP, _NAME = 10, 9, 9, 120
_HOW = N_("Drag, or Alt+Up and Alt+Down, puts them in order; Delete takes one out.")
_ROLE = Qt.ItemDataRole.UserRole


class PickedPanel(QWidget):
    """There while something is picked."""

    def __init__(
        self, appearance: Appearance, tray: TrayViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._tray = tray
        small = tokens()["type"]["small_px"]
        self._title = Label(appearance, weight=600)
        self._how = ElidedLabel(appearance, _(_HOW), px=small, color="dim")
        self.list = _PickedList(appearance)
        self._remove = IconButton(appearance, "trash-2", _("Take the chosen block out"))
        self._clear = TextButton(appearance, _("Empty the tray"), small=True)
        self._make = TextButton(appearance, _("Make an answer"), look=Look.PRIMARY, small=True)
        self._lay_out()
        self._remove.clicked.connect(self.list.remove_current)
        self._clear.clicked.connect(tray.clear)
        self._make.clicked.connect(tray.make_answer)
        self.list.removed.connect(tray.remove)
        self.list.moved.connect(tray.move)
        tray.changed.connect(self._show)
        appearance.changed.connect(self.update)
        self._show()

    def _show(self) -> None:
        rows = self._tray.rows
        count = len(rows)
        words = ngettext("{n} block picked", "{n} blocks picked", count)
        self._title.setText(words.format(n=count))
        self.list.set_rows(rows)
        self.setVisible(bool(rows))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._how, 1)
        head.addWidget(self._remove)
        head.addWidget(self._clear)
        head.addWidget(self._make)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 10)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.list)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.fillRect(self.rect(), theme.color("panel"))
        painter.fillRect(0, 0, self.width(), 1, theme.color("line"))


class _PickedList(QListWidget):
    """The blocks in their order.

    Signals:
        removed: The place of a block that is to be taken out.
        moved: The place of a block, and the one where it is to be.
    """

    removed = Signal(int)
    moved = Signal(int, int)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setAccessibleName(_("Picked blocks"))
        self.setAccessibleDescription(_(_HOW))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Delegate(appearance, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        # Once the view is done with the drop: the rows are then made anew.
        self.model().rowsMoved.connect(self._on_dropped, Qt.ConnectionType.QueuedConnection)

    def set_rows(self, rows: Sequence[PickedRow]) -> None:
        """Show these blocks; the place that is chosen stays."""
        chosen = self.currentRow()
        self.clear()
        for row in rows:
            item = QListWidgetItem(_first_line(row.markdown))
            item.setData(_ROLE, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {row.label}")
            self.addItem(item)
        self.setCurrentRow(min(max(chosen, 0), self.count() - 1))
        self.setFixedHeight(_ROW * min(max(self.count(), 1), _MOST_ROWS))

    def remove_current(self) -> None:
        """Take the chosen block out."""
        if self.currentRow() >= 0:
            self.removed.emit(self.currentRow())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        row, key = self.currentRow(), event.key()
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in steps and row >= 0:
            to = min(max(row + steps[Qt.Key(key)], 0), self.count() - 1)
            self.moved.emit(row, to)
            self.setCurrentRow(to)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_current()
        else:
            super().keyPressEvent(event)

    def _on_dropped(
        self, _: QModelIndex, start: int, __: int, ___: QModelIndex, before: int
    ) -> None:
        self.moved.emit(start, before - 1 if before > start else before)


class _Delegate(QStyledItemDelegate):
    """Paints a dot, the name of the lane, and the first line."""

    def __init__(self, appearance: Appearance, parent: QListWidget) -> None:
        super().__init__(parent)
        self._list = parent
        self._appearance = appearance

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, _ROW)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        shown: Any = option  # its stub lacks what it inherits
        area: QRect = shown.rect
        row: PickedRow = index.data(_ROLE)
        theme = self._appearance.theme
        if shown.state & QStyle.StateFlag.State_Selected:
            paint_rounded(painter, area, theme.color("hover"), None)
            if self._list.hasFocus():
                paint_focus_ring(painter, area, theme)
        middle = area.center().y()
        dot = QRect(area.left() + _INSET, middle - _DOT // 2, _DOT, _DOT)
        paint_dot(painter, dot, row.provider)
        painter.setFont(font(13, 500))
        name = QRect(dot.right() + _GAP, area.top(), _NAME, area.height())
        self._write(painter, name, row.label, "dim")
        words = QRect(name.right() + _GAP, area.top(), 0, area.height())
        words.setRight(area.right() - _INSET)
        painter.setFont(font(13))
        self._write(painter, words, index.data(), "text")

    def _write(self, painter: QPainter, area: QRect, text: str, color: str) -> None:
        painter.setPen(self._appearance.theme.color(color))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)


def _first_line(markdown: str) -> str:
    return " ".join(markdown.split())[:300]
