"""The menu of a chat in the sidebar."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.words import _

RENAME_KEY, DELETE_KEY = Qt.Key.Key_F2, Qt.Key.Key_Delete


@dataclass(frozen=True, slots=True)
class ChatActions:
    """What can be done with a chat."""

    rename: Callable[[], object]
    pin: Callable[[], object]
    delete: Callable[[], object]


def open_chat_menu(
    parent: QWidget, place: QPoint, actions: ChatActions, *, is_pinned: bool
) -> None:
    """Offer what can be done with a chat, at a place on the screen."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    rename = menu.addAction(_("Rename"), actions.rename)
    rename.setShortcut(QKeySequence(RENAME_KEY))
    menu.addAction(_("Unpin") if is_pinned else _("Pin"), actions.pin)
    menu.addSeparator()
    delete = menu.addAction(_("Delete"), actions.delete)
    delete.setShortcut(QKeySequence(DELETE_KEY))
    for action in (rename, delete):
        action.setShortcutVisibleInContextMenu(True)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    menu.popup(place)
