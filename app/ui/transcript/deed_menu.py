"""Menus of what can be done with a message."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.transcript.message import Deed


def new_menu(parent: QWidget) -> QMenu:
    """A menu that is gone once it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def add_deeds(menu: QMenu, deeds: Iterable[Deed]) -> None:
    """Put them at the end of a menu."""
    for words, do in deeds:
        if words:
            menu.addAction(words, do)
        else:
            menu.addSeparator()
