"""The order in which Tab goes; Qt's own is the order in which widgets were made."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def chain(previous: QWidget | None, inside: QWidget) -> QWidget | None:
    """Have Tab go from a widget through all that take the focus inside another one.

    Returns:
        The last of them, to go on from; `previous` if there is none.
    """
    for widget in inside.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is inside.window():
            if previous:
                QWidget.setTabOrder(previous, widget)
            previous = widget
    return previous
