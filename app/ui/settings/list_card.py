"""A rounded card with rows in it, a thin line between one and the next."""

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.painting import paint_rounded
from app.ui.theme import Appearance, tokens


class CardRow(QWidget):
    """Base of the rows of a card.

    Attributes:
        words: What the search finds it by.
        is_open: Whether it has unfolded; then the card fills it with another colour.
    """

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.is_open = False

    def matches(self, search: str) -> bool:
        """Whether every word of the search is among its words."""
        words = self.words.casefold()
        return all(part in words for part in search.casefold().split())

    def mark(self, search: str) -> None:
        """Show where the words of a search are; "" shows none."""


class ListCard(QFrame):
    """The rows, top to bottom; those that are hidden leave no gap and no line."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._search = ""
        self._radius: int = tokens()["radius_px"]["card"]
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(1)
        appearance.changed.connect(self.update)

    def rows(self) -> list[CardRow]:
        """The rows, hidden ones too."""
        items = (self._layout.itemAt(i) for i in range(self._layout.count()))
        return [row for item in items if item and isinstance(row := item.widget(), CardRow)]

    def put(self, row: CardRow, place: int) -> None:
        """Add a row at a place, or move it there."""
        if self._layout.indexOf(row) != place:
            is_new = self._layout.indexOf(row) < 0
            self._layout.insertWidget(place, row)
            row.installEventFilter(self)
            if is_new:
                self._filter_row(row)

    def take(self, row: CardRow) -> None:
        """Remove a row."""
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def filter(self, search: str) -> bool:
        """Keep the rows that match, of those that come later too.

        Returns:
            Whether there are any.
        """
        self._search = search
        found = [self._filter_row(row) for row in self.rows()]
        return any(found)

    def _filter_row(self, row: CardRow) -> bool:
        is_found = row.matches(self._search)
        row.setVisible(is_found)
        row.mark(self._search)
        return is_found

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Hide):
            self.update()
        return False

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), self._radius, self._radius)
        painter.setClipPath(outline)
        painter.fillRect(self.rect(), theme.color("raised"))
        shown = [row for row in self.rows() if row.isVisibleTo(self)]
        for row in shown:
            if row.is_open:
                painter.fillRect(row.geometry(), theme.color("panel"))
        for row in shown[:-1]:
            painter.fillRect(1, row.geometry().bottom() + 1, self.width(), 1, theme.color("line"))
        painter.setClipping(False)
        paint_rounded(painter, self.rect(), None, theme.color("line"), self._radius)
