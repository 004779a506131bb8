"""One line-up in the menu of line-ups: press it to use it, and buttons to change it."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button, IconButton, Look
from app.ui.painting import paint_badge, paint_dot
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.rows import LineUpRow
from app.words import _

_HEIGHT = 48
_SIDE, _DOT, _CHECK, _BADGE = 10, 7, 14, 60


class LineUpEntry(QWidget):
    """A line-up with its name, its models and its shortcut.

    Args:
        keys: The shortcut that applies it, or "".

    Signals:
        chosen, default_toggled, removed: Its id.
        moved: Its id, and -1 or 1.
        renamed: Its id and its new name.
    """

    chosen = Signal(str)
    default_toggled = Signal(str)
    removed = Signal(str)
    moved = Signal(str, int)
    renamed = Signal(str, str)

    def __init__(self, appearance: Appearance, row: LineUpRow, keys: str) -> None:
        super().__init__()
        self._row = row
        self._face = _Face(appearance, row, keys)
        self._face.clicked.connect(lambda: self.chosen.emit(row.id))
        self._field = _NameField(row.name)
        self._field.hide()
        self._field.accepted.connect(self._rename)
        self._field.left.connect(self._end_renaming)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        stack = QVBoxLayout()
        stack.addWidget(self._face)
        stack.addWidget(self._field)
        layout.addLayout(stack, 1)
        star = _("Start new chats with {name}")
        if row.is_default:
            star = _("Start new chats with something else than {name}")
        for icon, label, act in (
            ("star", star, lambda: self.default_toggled.emit(row.id)),
            ("pencil", _("Rename {name}"), self._begin_renaming),
            ("arrow-up", _("Move {name} up"), lambda: self.moved.emit(row.id, -1)),
            ("arrow-down", _("Move {name} down"), lambda: self.moved.emit(row.id, 1)),
            ("trash-2", _("Remove {name}"), lambda: self.removed.emit(row.id)),
        ):
            button = IconButton(
                appearance, icon, label.format(name=row.name), size=26, icon_size=14
            )
            button.clicked.connect(act)
            layout.addWidget(button)

    def _begin_renaming(self) -> None:
        self._face.hide()
        self._field.show()
        self._field.setText(self._row.name)
        self._field.selectAll()
        self._field.setFocus()

    def _rename(self) -> None:
        self.renamed.emit(self._row.id, self._field.text())
        self._end_renaming()

    def _end_renaming(self) -> None:
        self._field.hide()
        self._face.show()


class _NameField(QLineEdit):
    accepted = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(_("New name of {name}").format(name=name))

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(arg__1)


class _Face(Button):
    def __init__(self, appearance: Appearance, row: LineUpRow, keys: str) -> None:
        words = _("{name}: {models}")
        if row.is_default:
            words = _("{name}: {models}, new chats start with it")
        super().__init__(appearance, words.format(name=row.name, models=", ".join(row.labels)))
        self._row = row
        self._keys = keys
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        theme, painter = self._appearance.theme, QPainter(self)
        self.paint_surface(painter, Look.GHOST)
        right = self.width() - _SIDE
        if self._keys:
            area = QRect(0, 0, right, self.height())
            paint_badge(painter, area, self._keys, theme)
            right -= _BADGE
        left = _SIDE
        for provider in dict.fromkeys(self._row.providers):
            paint_dot(painter, QRect(left, 29, _DOT, _DOT), provider)
            left += _DOT + 3
        self._paint_line(painter, QRect(left + 3, 24, right - left - 3, 18), self._models, "faint")
        left = _SIDE
        if self._row.is_current:
            check = icons.pixmap("check", theme.color("accent"), _CHECK, self.devicePixelRatioF())
            painter.drawPixmap(left, 8, check)
            left += _CHECK + 5
        painter.setFont(font(weight=500))
        self._paint_line(painter, QRect(left, 5, right - left, 20), self._name, "text")

    @property
    def _name(self) -> str:
        return f"{self._row.name} ★" if self._row.is_default else self._row.name

    @property
    def _models(self) -> str:
        return ", ".join(self._row.labels)

    def _paint_line(self, painter: QPainter, area: QRect, text: str, color: str) -> None:
        if color == "faint":
            painter.setFont(font(tokens()["type"]["small_px"]))
        painter.setPen(self._appearance.theme.color(color))
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
