"""What is selected in a transcript, across parts and messages, and what it is copied as."""

import html
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal

from app.markdown.parser import as_html
from app.ui.transcript.message import Message
from app.ui.transcript.part import Part, Range

# A place between two characters: number of the message, number of the part, position in it.
Place = tuple[int, int, int]


class Selection(QObject):
    """From an anchor to a caret; empty where they are the same, nothing without a caret.

    Args:
        messages: Those in which it is, as they are now.

    Signals:
        changed: The caret is elsewhere, or other text is selected.
    """

    changed = Signal()

    def __init__(self, parent: QObject, messages: Callable[[], Sequence[Message]]) -> None:
        super().__init__(parent)
        self._messages = messages
        # The messages and the parts at its ends, should others come before them.
        self._held: list[tuple[Message, Part | None]] = []
        self.anchor: Place | None = None
        self.caret: Place | None = None

    @property
    def span(self) -> tuple[Place, Place] | None:
        """Start and end of what is selected; None if nothing is."""
        if self.anchor is None or self.caret is None or self.anchor == self.caret:
            return None
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def clear(self) -> None:
        """Select nothing, and forget the caret."""
        self.anchor = self.caret = None
        self._held = []
        self.changed.emit()

    def select(self, anchor: Place, caret: Place) -> None:
        """Select what is between two places, and put the caret at the second."""
        self.anchor, self.caret = anchor, caret
        self._held = [self._at(end) for end in (anchor, caret)]
        self.changed.emit()

    def keep(self) -> None:
        """Stay on the same text, though parts have come or gone before it; or go with it."""
        if not self._held or self.anchor is None or self.caret is None:
            return
        ends = zip((self.anchor, self.caret), self._held, strict=True)
        anchor, caret = (self._now(end, *held) for end, held in ends)
        if anchor is None or caret is None:
            self.clear()
        elif (anchor, caret) != (self.anchor, self.caret):
            self.select(anchor, caret)

    def _at(self, place: Place) -> tuple[Message, Part | None]:
        message = self._messages()[place[0]]
        return message, message.parts[place[1]] if message.parts else None

    def _now(self, place: Place, message: Message, part: Part | None) -> Place | None:
        messages, parts = self._messages(), message.parts
        if place[0] >= len(messages) or messages[place[0]] is not message:
            return None
        if not parts:
            return place
        number = parts.index(part) if part in parts else min(place[1], len(parts) - 1)
        return place[0], number, min(place[2], len(parts[number].text))

    def move(self, caret: Place, *, extend: bool) -> None:
        """Put the caret somewhere; select up to there, or nothing."""
        anchor = self.anchor if extend else None
        self.select(caret if anchor is None else anchor, caret)

    def within(self, message: int, part: int, length: int) -> Range | None:
        """The characters that are selected in a part."""
        if not self.span:
            return None
        start, end = self.span
        here = (message, part)
        if here < start[:2] or here > end[:2]:
            return None
        first = min(start[2], length) if here == start[:2] else 0
        last = min(end[2], length) if here == end[:2] else length
        return (first, last) if first < last else None


def copied(messages: Sequence[Message], selection: Selection) -> QMimeData | None:
    """What is selected, to copy or drag: whole blocks as Markdown, parts of them as text."""
    if not selection.span:
        return None
    pieces = list(_pieces(messages, selection))
    data = QMimeData()
    text = "\n\n".join(text for text, _ in pieces)
    data.setText(text)
    data.setData("text/markdown", text.encode())
    data.setHtml("".join(marked_up for _, marked_up in pieces))
    return data


def _pieces(messages: Sequence[Message], selection: Selection) -> Iterator[tuple[str, str]]:
    if not selection.span:
        return
    start, end = selection.span
    for index in range(start[0], min(end[0], len(messages) - 1) + 1):
        message = messages[index]
        if start[0] < index < end[0] and message.source:
            yield message.source, as_html(message.source)
            continue
        was_prepared = message.is_prepared
        message.prepare()
        for number, part in enumerate(message.parts):
            if chars := selection.within(index, number, len(part.text)):
                yield _copied_of(part, chars)
        if not was_prepared:
            message.release()


def _copied_of(part: Part, chars: Range) -> tuple[str, str]:
    if chars == (0, len(part.text)) and part.source:
        return part.copied, as_html(part.copied)
    text = part.text[chars[0] : chars[1]]
    return text, f"<p>{html.escape(text)}</p>"
