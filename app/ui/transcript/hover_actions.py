"""A row of actions that shows itself under the mouse or with the keyboard's focus."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QWidget
from typing_extensions import override


class HoverActions(QWidget):
    """Transparent until `owner` is under the mouse or one of the actions has the focus.

    Transparent rather than hidden, so that Tab reaches the actions and nothing moves.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__()
        self._owner = owner
        self._opacity = QGraphicsOpacityEffect(self)
        self._opacity.setOpacity(0.0)
        self.setGraphicsEffect(self._opacity)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        owner.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Whether the actions can be seen now."""
        return self._opacity.opacity() > 0

    def add(self, widget: QWidget) -> None:
        """Put an action at the right end."""
        self._row.addWidget(widget)
        for part in (widget, *widget.findChildren(QWidget)):
            part.installEventFilter(self)

    def set_hovered(self, hovered: bool) -> None:
        """Show them, or hide them unless one of them has the focus."""
        self._opacity.setOpacity(1.0 if hovered or self._has_focus_within() else 0.0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kinds = QEvent.Type
        if event.type() in (kinds.Enter, kinds.Leave, kinds.FocusIn, kinds.FocusOut):
            entered = event.type() == kinds.Enter or (
                event.type() != kinds.Leave and self._owner.underMouse()
            )
            focused = event.type() == kinds.FocusIn or (
                event.type() != kinds.FocusOut and self._has_focus_within()
            )
            self._opacity.setOpacity(1.0 if entered or focused else 0.0)
        return super().eventFilter(watched, event)

    def _has_focus_within(self) -> bool:
        return any(part.hasFocus() for part in self.findChildren(QWidget))
