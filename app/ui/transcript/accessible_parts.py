"""The parts of a painted message for a screen reader, and the links in them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
)
from typing_extensions import override

from app.ui.accessible_buttons import Press
from app.ui.transcript.accessible_caret import AccessibleCaret
from app.ui.transcript.accessible_painting import Painted, state_of
from app.ui.transcript.part import Link, Part
from app.ui.transcript.reading_view import ReadingView

_ROLES: dict[str, QAccessible.Role] = {
    "heading": QAccessible.Role.Heading,
    "math": QAccessible.Role.Equation,
    "code": QAccessible.Role.Paragraph,
}


class AccessiblePart(Painted):
    """A part of a message, and its links.

    Args:
        caret: Knows whether the caret is in it.
        where: Where a part is on the screen.
        place: Which message a part is in, and which of its parts it is; None for none.
    """

    def __init__(
        self,
        parent: Painted,
        view: ReadingView,
        part: Part,
        caret: AccessibleCaret,
        where: Callable[[Part], QRect],
        place: Callable[[Part], tuple[int, int] | None],
    ) -> None:
        super().__init__(view)
        self._reading_view = view
        self._parent = parent
        self._caret = caret
        self._where = where
        self._place = place
        self._part = part
        self._links: dict[Link, AccessibleLink] = {}
        self._level = _Level(part)

    @override
    def childCount(self) -> int:
        return len(self._part.links)

    @override
    def child(self, index: int) -> QAccessibleInterface | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        links = self._part.links
        if not 0 <= index < len(links):
            return None
        link = links[index]
        if link not in self._links:
            self._links[link] = AccessibleLink(self, self._reading_view, self._part, link)
        return self._links[link]

    @override
    def forget(self) -> None:
        for link in self._links.values():
            link.forget()
        super().forget()

    @property
    @override
    def whole_text(self) -> str:
        return self._part.spoken

    @property
    @override
    def caret(self) -> int:
        place = self._place(self._part)
        return self._caret.offset_in(self._part, place) if place else -1

    @override
    def put_caret(self, offset: int) -> None:
        if place := self._place(self._part):
            self._caret.put((*place, self._part.position_of_spoken(offset)))

    @override
    def character_rect(self, offset: int) -> QRect:
        position = self._part.position_of_spoken(offset)
        rect, after = (self._part.caret_rect(n) for n in (position, position + 1))
        if after.top() == rect.top():
            rect |= after
        return rect.toRect().translated(self.rect().topLeft())

    @override
    def parent(self) -> QAccessibleInterface:
        return self._parent

    @override
    def role(self) -> QAccessible.Role:
        return _ROLES.get(self._part.kind, QAccessible.Role.Paragraph)

    @override
    def state(self) -> QAccessible.State:
        return state_of(is_focused=self._reading_view.hasFocus() and self.caret >= 0)

    @override
    def text(self, t: QAccessible.Text) -> str:
        if t == QAccessible.Text.Name:
            # A text that is its own name would be read twice.
            return self._part.name or (self.whole_text if self._part.level else "")
        if t == QAccessible.Text.Description:
            return self._part.remark
        return self.whole_text if t == QAccessible.Text.Value else ""

    @override
    def rect(self) -> QRect:
        return self._where(self._part)

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == QAccessible.InterfaceType.AttributesInterface and self._part.level:
            return self._level
        if t == QAccessible.InterfaceType.TextInterface and (place := self._place(self._part)):
            return self._caret.interface(self._part, place, self.rect()) or self._text
        return super().interface_cast(t)


class AccessibleLink(Painted):
    """A link in a part, which can be followed."""

    def __init__(self, parent: AccessiblePart, view: ReadingView, part: Part, link: Link) -> None:
        super().__init__(view)
        self._parent = parent
        self._reading_view = view
        self._part = part
        self._link = link
        self._press = Press(partial(view.follow, link.href))

    @property
    @override
    def whole_text(self) -> str:
        return self._part.spoken_between(self._link.start, self._link.end)

    @override
    def parent(self) -> QAccessibleInterface:
        return self._parent

    @override
    def role(self) -> QAccessible.Role:
        return QAccessible.Role.Link

    @override
    def state(self) -> QAccessible.State:
        return state_of(is_focused=self._reading_view.link.is_at(self._part, self._link))

    @override
    def text(self, t: QAccessible.Text) -> str:
        match t:
            case QAccessible.Text.Name:
                return self.whole_text
            case QAccessible.Text.Value | QAccessible.Text.Description:
                return self._reading_view.link_words.get(self._link.href, self._link.href)
            case _:
                return ""

    @override
    def rect(self) -> QRect:
        return self._parent.rect()

    @override
    def interface_cast(self, t: QAccessible.InterfaceType) -> Any:
        if t == QAccessible.InterfaceType.ActionInterface:
            return self._press
        return super().interface_cast(t)


class _Level(QAccessibleAttributesInterface):
    """How deep a heading is."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part

    @override
    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    @override
    def attributeValue(self, key: QAccessible.Attribute) -> Any:
        return self._part.level if key == QAccessible.Attribute.Level else None
