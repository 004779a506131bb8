"""The link that has the focus of the keyboard: Tab leads from one in sight to the next."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QToolTip

from app.ui.labels import plain_tooltip
from app.ui.transcript.message_view import MessageView
from app.ui.transcript.part import Link, Part, Range
from app.ui.transcript.selection import Place


class LinkFocus(QObject):
    """Goes through the links of a view.

    Args:
        words: What is to be said of a link, by its address.

    Signals:
        changed: Another link has it, or none.
    """

    changed = Signal()

    def __init__(self, view: MessageView, words: Mapping[str, str]) -> None:
        super().__init__(view)
        self._view = view
        self._words = words
        self._current: tuple[int, int, Link] | None = None

    @property
    def href(self) -> str:
        """The address of the link, or ""."""
        return self._current[2].href if self._current else ""

    @property
    def place(self) -> Place | None:
        """Where the link starts."""
        return (*self._current[:2], self._current[2].start) if self._current else None

    def is_at(self, part: Part, link: Link) -> bool:
        """Whether it is this link of a part."""
        if not self._current or not self._view.hasFocus() or self._current[2] != link:
            return False
        index, number, _ = self._current
        return self._view.column.messages[index].parts[number] is part

    def chars(self, index: int, number: int) -> Range | None:
        """Its characters in a part; None if it is in another."""
        if not self._current or self._current[:2] != (index, number) or not self._view.hasFocus():
            return None
        return self._current[2].start, self._current[2].end

    def step(self, *, forward: bool) -> bool:
        """Go to the next link in sight, or to the one before; return whether there is one."""
        standing = self._view.visible_parts()
        links = [(s.message, s.number, link) for s in standing for link in s.part.links]
        places = [(index, number, link.start) for index, number, link in links]
        if self.place in places:
            wanted = places.index(self.place) + (1 if forward else -1)
        else:
            wanted = 0 if forward else len(links) - 1
        is_one = self._view.hasFocus() and 0 <= wanted < len(links)
        self._current = links[wanted] if is_one else None
        self._view.viewport().update()
        self.changed.emit()
        self._say_where_it_leads()
        return is_one

    def clear(self) -> None:
        """Let no link have the focus."""
        if self._current:
            self._current = None
            self._view.viewport().update()
            self.changed.emit()

    def _say_where_it_leads(self) -> None:
        words = self._words.get(self.href, "")
        if not self._current or not words:
            QToolTip.hideText()
            return
        index, number, link = self._current
        column = self._view.column
        message = column.messages[index]
        top = column.top(index) + message.top(number) - self._view.scrolled
        place = message.parts[number].caret_rect(link.start).bottomLeft().toPoint()
        point = self._view.viewport().mapToGlobal(place + QPoint(self._view.left, top))
        QToolTip.showText(point, plain_tooltip(words), self._view)
