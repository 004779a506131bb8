"""The list of chats in the sidebar, painted row by row so that ten thousand stay quick."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from app.domain.conversation import ConversationSummary
from app.ui import icons
from app.ui.chat_list_model import NO_MATCH, UNTITLED, ChatListModel
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.activity import ChatState

_PADDING = 8
_ICON_SIZE = 15
_DOT_SIZE, _SIGN_SIZE = 7, 14
_SIGNS = {ChatState.WAITING: ("timer", "warn"), ChatState.FAILED: ("circle-alert", "error")}
_Index = QModelIndex | QPersistentModelIndex


class ChatList(QListView):
    """The chats by day; a click or Enter opens one, the arrow keys only move to it."""

    chosen = Signal(str)

    def __init__(
        self, appearance: Appearance, model: ChatListModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chats = model
        self._delegate = _ChatDelegate(appearance, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Chats")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._choose)
        self._appearance = appearance
        appearance.changed.connect(self._restyle)
        self._restyle()

    def set_current(self, conversation_id: str | None) -> None:
        """Mark the chat that is open."""
        self._delegate.current_id = conversation_id
        self.viewport().update()

    def enter(self) -> None:
        """Take the keyboard, on the topmost chat."""
        self.setCurrentIndex(self._chats.first_chat())
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self._chats.set_compact(is_compact=self._appearance.theme.is_compact)
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            row = self._chats.row_at(index)
            if isinstance(row, ConversationSummary):
                self.chosen.emit(row.id)


class _ChatDelegate(QStyledItemDelegate):
    def __init__(self, appearance: Appearance, chats: ChatListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._chats = chats
        self.current_id: str | None = None

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: str | ConversationSummary = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        if isinstance(row, str):
            self._paint_heading(painter, option.rect, row)
        else:
            self._paint_surface(painter, option, row)
            self._paint_chat(painter, option.rect.adjusted(_PADDING, 0, -_PADDING, 0), row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.setFont(font(tokens()["type"]["caption_px"], 600))
        painter.setPen(self._appearance.theme.color("dim" if text == NO_MATCH else "faint"))
        line = rect.adjusted(_PADDING, 8, -_PADDING, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_surface(
        self, painter: QPainter, option: QStyleOptionViewItem, chat: ConversationSummary
    ) -> None:
        theme = self._appearance.theme
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        if chat.id == self.current_id or hovered:
            paint_rounded(painter, option.rect, theme.color("hover"), None)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, option.rect, theme)

    def _paint_chat(self, painter: QPainter, rect: QRect, chat: ConversationSummary) -> None:
        theme = self._appearance.theme
        dpr = painter.device().devicePixelRatioF()
        image = icons.pixmap(_icon_of(chat), theme.faint, _ICON_SIZE, dpr)
        painter.drawPixmap(rect.left(), rect.center().y() - _ICON_SIZE // 2, image)
        rect.setLeft(rect.left() + _ICON_SIZE + _PADDING)
        if chat.lane_count > 1:
            painter.setFont(font(tokens()["type"]["small_px"]))
            painter.setPen(theme.color("faint"))
            count = str(chat.lane_count)
            painter.drawText(
                rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count
            )
            rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(count) - _PADDING)
        if state := self._chats.state_of(chat.id):
            self._paint_state(painter, rect, state)
        painter.setFont(font(weight=500 if chat.id == self.current_id else 400))
        painter.setPen(theme.color("text"))
        title = painter.fontMetrics().elidedText(
            chat.title or UNTITLED, Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, title)

    def _paint_state(self, painter: QPainter, rect: QRect, state: ChatState) -> None:
        """Paint it at the right end of `rect`, which gets shorter by that."""
        theme, is_dot = self._appearance.theme, state is ChatState.STREAMING
        size = _DOT_SIZE if is_dot else _SIGN_SIZE
        sign = QRect(0, 0, size, size)
        sign.moveCenter(rect.center())
        sign.moveRight(rect.right())
        if is_dot:
            paint_rounded(painter, sign, theme.color("accent"), None, _DOT_SIZE // 2)
        else:
            name, ink = _SIGNS[state]
            dpr = painter.device().devicePixelRatioF()
            image = icons.pixmap(name, theme.color(ink), _SIGN_SIZE, dpr)
            painter.drawPixmap(sign.topLeft(), image)
        rect.setRight(sign.left() - _PADDING)


def _icon_of(chat: ConversationSummary) -> str:
    if chat.lane_count < 2:
        return "message-square"
    return f"columns-{min(chat.lane_count, 4)}"
