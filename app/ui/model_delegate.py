"""How a row of the model picker looks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from app.domain.lane import ModelRef
from app.ui import icons
from app.ui.model_list import NO_MATCH, Action, Heading, PickerRow
from app.ui.painting import paint_dot, paint_rounded
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.rows import ModelRow
from app.words import _

# Of a heading and of a row: a line, and the air around it.
_HEADING, _HEADING_AIR = 21, 8
_LINE, _LINE_AIR = 18, 16
_PADDING = 10
_DOT_SIZE = 9
_TEXT_LEFT = 28
_TEXT_RIGHT = 32
_ICON_SIZE = 15
_WRAP = Qt.TextFlag.TextWordWrap
_Index = QModelIndex | QPersistentModelIndex


class ModelDelegate(QStyledItemDelegate):
    """Paints headings, models with their notes, and the action at the end.

    Args:
        width: Of a row, in pixels; notes are wrapped to it.
    """

    def __init__(self, appearance: Appearance, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._width = width
        self._heading_height = _HEADING + appearance.theme.space(_HEADING_AIR)
        self._row_height = _LINE + appearance.theme.space(_LINE_AIR)
        self._note_font = font(tokens()["type"]["small_px"])
        self.current: ModelRef | None = None

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: PickerRow = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(row, Heading):
            return QSize(self._width, self._heading_height)
        if isinstance(row, Action) or not row.note:
            return QSize(self._width, self._row_height)
        room = QRect(0, 0, self._width - _TEXT_LEFT - _TEXT_RIGHT, 10_000)
        note = QFontMetrics(self._note_font).boundingRect(room, _WRAP, row.note)
        return QSize(self._width, self._row_height + note.height() + 4)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: PickerRow = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, option.rect, row)
        else:
            theme = self._appearance.theme
            if option.state & QStyle.StateFlag.State_Selected:
                paint_rounded(painter, option.rect, theme.color("accent_bg"), None)
            elif option.state & QStyle.StateFlag.State_MouseOver:
                paint_rounded(painter, option.rect, theme.color("hover"), None)
            if isinstance(row, Action):
                self._paint_action(painter, option.rect, row)
            else:
                self._paint_model(painter, option.rect, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        painter.setFont(font(tokens()["type"]["caption_px"], 600))
        ink = "dim" if heading.text == _(NO_MATCH) else "faint"
        painter.setPen(self._appearance.theme.color(ink))
        line = rect.adjusted(_PADDING, 8, -_PADDING, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, heading.text)

    def _paint_action(self, painter: QPainter, rect: QRect, action: Action) -> None:
        theme = self._appearance.theme
        self._paint_icon(painter, "plus", theme.dim, rect.left() + _PADDING - 3, rect.center().y())
        painter.setPen(theme.color("dim"))
        painter.setFont(font())
        line = rect.adjusted(_TEXT_LEFT, 0, -_PADDING, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, _(action.value))

    def _paint_model(self, painter: QPainter, rect: QRect, row: ModelRow) -> None:
        theme = self._appearance.theme
        top = QRect(rect.left(), rect.top(), rect.width(), self._row_height)
        middle = top.center().y()
        dot = QRect(rect.left() + _PADDING, middle - _DOT_SIZE // 2, _DOT_SIZE, _DOT_SIZE)
        paint_dot(painter, dot, row.ref.provider)
        text = top.adjusted(_TEXT_LEFT, 0, -_TEXT_RIGHT, 0)
        painter.setFont(font(weight=500 if row.ref == self.current else 400))
        painter.setPen(theme.color("text"))
        label = painter.fontMetrics().elidedText(
            row.label, Qt.TextElideMode.ElideMiddle, text.width()
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, label)
        if row.ref == self.current:
            self._paint_icon(painter, "check", theme.accent, text.right() + 9, middle)
        if row.note:
            painter.setFont(self._note_font)
            painter.setPen(theme.color("dim"))
            note = QRect(text.left(), top.bottom() - 4, text.width(), rect.bottom() - top.bottom())
            painter.drawText(note, _WRAP, row.note)

    def _paint_icon(self, painter: QPainter, name: str, color: str, left: int, middle: int) -> None:
        image = icons.pixmap(name, color, _ICON_SIZE, painter.device().devicePixelRatioF())
        painter.drawPixmap(left, middle - _ICON_SIZE // 2, image)
