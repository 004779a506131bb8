"""What a screen reader sees of a transcript: a list of messages, each with its text and parts.

They are made when they are asked for, so that a conversation without a screen reader has none.
"""

from collections.abc import Iterable, Sequence
from functools import cache, partial

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget
from shiboken6 import isValid
from typing_extensions import override

from app.ui.transcript.accessible_caret import AccessibleCaret
from app.ui.transcript.accessible_painting import Painted
from app.ui.transcript.accessible_parts import AccessiblePart
from app.ui.transcript.answer_message import AnswerMessage
from app.ui.transcript.message import Message
from app.ui.transcript.part import Part
from app.ui.transcript.reading_view import ReadingView
from app.ui.transcript.selection import Place


class Accessibility:
    """What a screen reader is told of a view: made once a view, asked for by Qt."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._items: dict[Message, AccessibleMessage] = {}
        # Qt asks for another list when slots were added to the view; it deletes them all itself.
        self._lists: list[AccessibleMessages] = []
        self.caret = AccessibleCaret(view, self._part_at)
        view.accessibility = self
        view.destroyed.connect(partial(_forget_all, self._items, None))
        _install_factory()

    @property
    def messages(self) -> list[Message]:
        """Those that say anything, in order."""
        if not isValid(self._view):
            return []
        return [message for message in self._view.column.messages if message.height]

    def new_list(self) -> QAccessibleInterface:
        """The interface of the view."""
        self._lists.append(AccessibleMessages(self, self._view))
        return self._lists[-1]

    def item(self, message: Message) -> "AccessibleMessage":
        """The interface of a message."""
        if message not in self._items:
            self._items[message] = AccessibleMessage(self._view, message, self.caret)
        return self._items[message]

    def _part_at(self, place: Place) -> AccessiblePart:
        message = self._view.column.messages[place[0]]
        return self.item(message).part(message.parts[place[1]])

    def messages_changed(self) -> None:
        """Say that there are other messages than before."""
        if self._items:
            here = set(self._view.column.messages)
            _forget_all(self._items, {message for message in self._items if message not in here})
        if QAccessible.isActive():
            event = QAccessibleEvent(self._view, QAccessible.Event.ObjectReorder)
            QAccessible.updateAccessibility(event)

    def announce(self, sentence: str) -> None:
        """Have a screen reader say something now."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, sentence))


class AccessibleMessages(QAccessibleWidget):
    """The list."""

    def __init__(self, accessibility: Accessibility, view: ReadingView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._accessibility = accessibility

    @override
    def childCount(self) -> int:
        return len(self._accessibility.messages)

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        messages = self._accessibility.messages
        return self._accessibility.item(messages[index]) if 0 <= index < len(messages) else None

    @override
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        messages = self._accessibility.messages
        if isinstance(child, AccessibleMessage) and child.message in messages:
            return messages.index(child.message)
        return -1

    @override
    def focusChild(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return self._accessibility.caret.item

    @override
    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        for message in self._accessibility.messages:
            item = self._accessibility.item(message)
            if item.rect().contains(x, y):
                return item
        return None


class AccessibleMessage(Painted):
    """A message: its name, its text, and its headings, code, tables, links and buttons."""

    def __init__(self, view: ReadingView, message: Message, caret: AccessibleCaret) -> None:
        super().__init__(view)
        self._caret = caret
        self._reading_view = view
        self._message = message
        self._parts: dict[Part, AccessiblePart] = {}

    @property
    @override
    def whole_text(self) -> str:
        if not self._message.is_prepared:
            return self._message.source
        return "\n".join(part.spoken for part in self._shown_parts)

    @property
    def message(self) -> Message:
        """The message it stands for."""
        return self._message

    @override
    def parent(self) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        return QAccessible.queryAccessibleInterface(self._view) if self.isValid() else None

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    @override
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        message = self._message
        if isinstance(message, AnswerMessage) and message.row.status.is_live:
            state.busy = True  # pyright: ignore[reportAttributeAccessIssue]  # left out of the stubs
        if not self._rect().intersects(self._view.viewport().rect()):
            state.offscreen = True  # pyright: ignore[reportAttributeAccessIssue]
        return state

    @override
    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name:
            return f"{self._message.name}: {self.whole_text}"
        return self.whole_text if t == QAccessible.Text.Value else ""

    @override
    def rect(self) -> QRect:
        view = self._view
        return self._rect().translated(view.viewport().mapToGlobal(QPoint(0, 0)))

    @override
    def childCount(self) -> int:
        return len(self._shown_parts) + len(self._controls)

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        parts = self._shown_parts
        if 0 <= index < len(parts):
            return self.part(parts[index])
        controls = self._controls
        if 0 <= index - len(parts) < len(controls):
            return QAccessible.queryAccessibleInterface(controls[index - len(parts)])
        return None

    def part(self, part: Part) -> AccessiblePart:
        """The interface of a part."""
        if part not in self._parts:
            self._parts[part] = AccessiblePart(
                self, self._reading_view, part, self._caret, self.part_rect, self.part_place
            )
        return self._parts[part]

    @override
    def forget(self) -> None:
        for part in self._parts.values():
            part.forget()
        super().forget()

    def part_rect(self, part: Part) -> QRect:
        """Where a part is on the screen."""
        place = self.part_place(part)
        if place is None:
            return QRect()
        top = self._view.column.top(place[0]) + self._message.top(place[1])
        return self.screen_rect(top, part.height)

    def part_place(self, part: Part) -> tuple[int, int] | None:
        """Which message it is, and which of its parts that one; None for what is gone."""
        parts, column = self._message.parts, self._view.column
        if part not in parts or self._message not in column.messages:
            return None
        return column.messages.index(self._message), parts.index(part)

    @property
    def _shown_parts(self) -> Sequence[Part]:
        return [part for part in self._message.parts if part.spoken]

    @property
    def _controls(self) -> Sequence[QObject]:
        live = self._view.controls.live
        controls = [live[part] for part in self._message.parts if part in live]
        buttons = [b for c in controls for b in c.findChildren(QAbstractButton)]
        return [button for button in buttons if button.isVisible()]

    def _rect(self) -> QRect:
        column = self._view.column
        if self._message not in column.messages:
            return QRect()
        y = column.top(column.messages.index(self._message)) - self._view.scrolled
        return QRect(self._view.left, y, column.width, self._message.height)


@cache
def _install_factory() -> None:
    QAccessible.installFactory(_new_interface)


def _new_interface(key: str, watched: QObject) -> QAccessibleInterface | None:
    if isinstance(watched, ReadingView) and isinstance(watched.accessibility, Accessibility):
        return watched.accessibility.new_list()
    return None


def _forget_all(
    items: dict[Message, AccessibleMessage], gone: Iterable[Message] | None = None, *_: object
) -> None:
    for message in list(items) if gone is None else list(gone):
        items.pop(message).forget()
