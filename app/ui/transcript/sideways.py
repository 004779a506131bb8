"""What scrolls sideways inside a message: how far, and the bar that shows it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.ui.theme import Theme

BAR_HEIGHT = 10
_LEAST_HANDLE = 32
_THICKNESS = 6


class Sideways:
    """How far something wide is scrolled in something narrow; all in pixels."""

    def __init__(self) -> None:
        self.offset = 0
        self._content = 0
        self._room = 0

    @property
    def is_needed(self) -> bool:
        """Whether the content is wider than the room."""
        return self._content > self._room

    def set_range(self, content: int, room: int) -> None:
        """Say how wide the content is, and the room for it."""
        self._content, self._room = content, room
        self.offset = min(self.offset, max(0, content - room))

    def scroll(self, pixels: int) -> bool:
        """Scroll by so much; return whether it moved."""
        before = self.offset
        self.offset = min(max(0, before + pixels), max(0, self._content - self._room))
        return self.offset != before

    def reveal(self, left: float, right: float) -> bool:
        """Scroll so far that something in the content can be seen; return whether it moved."""
        if left < self.offset:
            return self.scroll(int(left) - self.offset - _LEAST_HANDLE)
        if right > self.offset + self._room:
            return self.scroll(int(right) - self.offset - self._room + _LEAST_HANDLE)
        return False

    def paint_bar(self, painter: QPainter, theme: Theme, left: int, bottom: int) -> None:
        """Paint the bar above a bottom line, if it is needed."""
        if not self.is_needed:
            return
        length = max(_LEAST_HANDLE, self._room * self._room // self._content)
        way = (self._room - length) * self.offset // max(1, self._content - self._room)
        handle = QRectF(left + way, bottom - BAR_HEIGHT + 2, length, _THICKNESS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line" if not theme.is_dark else "faint"))
        painter.drawRoundedRect(handle, _THICKNESS / 2, _THICKNESS / 2)
