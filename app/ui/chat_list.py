"""The list of chats in the sidebar, painted row by row so that ten thousand stay quick."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QLineEdit,
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
from app.ui.chat_menu import DELETE_KEY, RENAME_KEY, ChatActions, open_chat_menu
from app.ui.painting import paint_focus_ring, paint_rounded
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.activity import ChatState
from app.words import _

_PADDING = 8
_ICON_SIZE = 15
_DOT_SIZE, _SIGN_SIZE = 7, 14
_SIGNS = {ChatState.WAITING: ("timer", "warn"), ChatState.FAILED: ("circle-alert", "error")}
_LONGEST_TITLE = 200
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_Index = QModelIndex | QPersistentModelIndex


class ChatList(QListView):
    """The chats by day; a click or Enter opens one, the arrow keys only move to it.

    Signals:
        chosen: Id of a chat to open.
        pin_requested: Id of a chat, and whether it is to stand above the others.
        delete_requested: Id of a chat.
        undo_requested: What was deleted is wanted back.
    """

    chosen = Signal(str)
    pin_requested = Signal(str, bool)
    delete_requested = Signal(str)
    undo_requested = Signal()

    def __init__(
        self, appearance: Appearance, model: ChatListModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chats = model
        self._delegate = _ChatDelegate(appearance, model, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Chats"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._choose)
        self._place: tuple[str, int] | None = None
        model.modelAboutToBeReset.connect(self._remember_place)
        model.modelReset.connect(self._return_to_place)
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
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif (chat := self._chat_at(self.currentIndex())) and event.key() == DELETE_KEY:
            self.delete_requested.emit(chat.id)
        elif chat and event.key() == RENAME_KEY:
            self._rename(chat.id)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        place, index = arg__1.pos(), self.indexAt(arg__1.pos())
        if arg__1.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            place = self.visualRect(index).center()
        if chat := self._chat_at(index):
            actions = ChatActions(
                rename=partial(self._rename, chat.id),
                pin=partial(self.pin_requested.emit, chat.id, not chat.pinned),
                delete=partial(self.delete_requested.emit, chat.id),
            )
            open_chat_menu(self, self.viewport().mapToGlobal(place), actions, is_pinned=chat.pinned)

    def _chat_at(self, index: QModelIndex) -> ConversationSummary | None:
        row = self._chats.row_at(index) if index.isValid() else ""
        return None if isinstance(row, str) else row

    def _rename(self, conversation_id: str) -> None:
        index = self._chats.index_of(conversation_id)
        if index.isValid():
            self._chats.set_held(is_held=True)
            self.setCurrentIndex(self._chats.index_of(conversation_id))
            self.edit(self.currentIndex())

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        # Tab would go on with the title of the next chat.
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self._chats.set_held(is_held=False)

    def _remember_place(self) -> None:
        chat = self._chat_at(self.currentIndex())
        self._place = (chat.id, self.currentIndex().row()) if chat else None

    def _return_to_place(self) -> None:
        """Keep the keyboard at the same chat or, if that is gone, at the next."""
        if not self._place:
            return
        conversation_id, row = self._place
        index = self._chats.index_of(conversation_id)
        if not index.isValid():
            index = self._chats.nearest_chat(row)
        self.setCurrentIndex(index)

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
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent, maxLength=_LONGEST_TITLE)
        editor.setAccessibleName(_("Title of the chat"))
        # As high as its row, and its words where the title's are.
        editor.setStyleSheet(f"min-height: 0; padding: 0; padding-left: {_PADDING}px")
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        # Asked for again whenever the chat begins or ends to stream.
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    @override
    def eventFilter(self, object: QObject, event: QEvent) -> bool:
        # Neither another window nor the menu that closes ends a title that is being typed.
        if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _PASSING:
            return False
        return super().eventFilter(object, event)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(_ICON_SIZE + _PADDING, 0, 0, 0))

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
        painter.setPen(self._appearance.theme.color("dim" if text == _(NO_MATCH) else "faint"))
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
            chat.title or _(UNTITLED), Qt.TextElideMode.ElideRight, rect.width()
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
    if chat.pinned:
        return "pin"
    if chat.lane_count < 2:
        return "message-square"
    return f"columns-{min(chat.lane_count, 4)}"
