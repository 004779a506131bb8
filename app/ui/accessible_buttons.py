"""What a checkable button is to a screen reader: Qt calls all of them check boxes."""

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleStateChangeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget
from shiboken6 import VoidPtr
from typing_extensions import override

# What `interface_cast` returns for none: None would end the process.
NO_INTERFACE = VoidPtr(0)


class Kind(Enum):
    """What a button does when it is checked."""

    FOLD = QAccessible.Role.Button
    TAB = QAccessible.Role.PageTab


def tell_as(button: QAbstractButton, kind: Kind) -> None:
    """Have screen readers told that a button unfolds something, or shows a page."""
    _install_factory()
    _Told(button, kind)


class Press(QAccessibleActionInterface):
    """Lets a screen reader press what it tells of."""

    def __init__(self, press: Callable[[], None]) -> None:
        super().__init__()
        self._press = press

    @override
    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    @override
    def doAction(self, actionName: str) -> None:
        self._press()

    @override
    def keyBindingsForAction(self, actionName: str) -> list[str]:
        return []


class _Told(QObject):
    """Stays with a button, and keeps what Qt has bare pointers to and deletes itself."""

    def __init__(self, button: QAbstractButton, kind: Kind) -> None:
        super().__init__(button)
        self._button = button
        self._kind = kind
        self._interfaces: list[QAccessibleInterface] = []
        button.toggled.connect(self._tell)

    def new_interface(self) -> QAccessibleInterface:
        self._interfaces.append(_AccessibleButton(self._button, self._kind))
        return self._interfaces[-1]

    def _tell(self) -> None:
        if QAccessible.isActive():
            changed = QAccessible.State()
            # The stubs leave all states out.
            if self._kind is Kind.FOLD:
                changed.expanded = True  # pyright: ignore[reportAttributeAccessIssue]
            else:
                changed.selected = True  # pyright: ignore[reportAttributeAccessIssue]
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self._button, changed))


class _AccessibleButton(QAccessibleWidget):
    def __init__(self, button: QAbstractButton, kind: Kind) -> None:
        super().__init__(button, kind.value)
        self._button = button
        self._kind = kind
        self._press = Press(button.click)

    @override
    def state(self) -> QAccessible.State:
        state, is_checked = super().state(), self._button.isChecked()
        if self._kind is Kind.FOLD:
            state.expandable, state.expanded = True, is_checked  # pyright: ignore[reportAttributeAccessIssue]
            state.collapsed = not is_checked  # pyright: ignore[reportAttributeAccessIssue]
        else:
            state.selectable, state.selected = True, is_checked  # pyright: ignore[reportAttributeAccessIssue]
        return state

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == QAccessible.InterfaceType.ActionInterface:
            return self._press
        return super().interface_cast(t) or NO_INTERFACE


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_new_interface)


def _new_interface(key: str, watched: QObject) -> QAccessibleInterface | None:
    only_its_own = Qt.FindChildOption.FindDirectChildrenOnly
    told = watched.findChild(_Told, options=only_its_own) if watched else None
    return told.new_interface() if told else None
