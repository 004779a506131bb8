"""Read-only text that can be selected, written from paragraphs and as high as it needs to be."""

from collections.abc import Sequence
from itertools import takewhile
from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QPalette,
    QResizeEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget
from typing_extensions import override

from app.markdown.paragraphs import Paragraph
from app.ui.theme import Looks
from app.ui.transcript.document_style import DocumentStyle
from app.ui.transcript.document_writer import SafeDocument, write

# Qt puts the space of a high line above its text; this moves the text to the line's middle.
_RISE = 2


class DocumentView(QTextBrowser):
    """Shows paragraphs; a change rewrites only from the first paragraph that differs.

    Args:
        style: Sizes of the text.
        color: Name of the theme's colour for plain text.
    """

    def __init__(
        self,
        appearance: Looks,
        style: DocumentStyle,
        parent: QWidget | None = None,
        *,
        color: str = "text",
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._style = style
        self._color = color
        self._paragraphs: tuple[Paragraph, ...] = ()
        self.setDocument(SafeDocument(self))
        self.setOpenLinks(False)
        self._set_up_frame()
        appearance.changed.connect(self._recolour)
        self._apply_looks()
        self._fit()

    def set_paragraphs(self, paragraphs: Sequence[Paragraph]) -> None:
        """Show these paragraphs instead of the present ones."""
        new = tuple(paragraphs)
        pairs = zip(self._paragraphs, new, strict=False)
        same = sum(
            1 for _ in takewhile(lambda pair: pair[0] is pair[1] or pair[0] == pair[1], pairs)
        )
        if same == len(new) == len(self._paragraphs):
            return
        self._paragraphs = new
        selected = self.textCursor()
        anchor, position = selected.anchor(), selected.position()
        write(self.document(), new, self._style, self._appearance.theme, same)
        self._select(anchor, position)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        e.ignore()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    @override
    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        # A new style sheet of the application brings old palettes back.
        if arg__1.type() == QEvent.Type.PaletteChange:
            self._apply_looks()

    def _set_up_frame(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(off)
        self.verticalScrollBar().rangeChanged.connect(self._stand_still)
        self.setHorizontalScrollBarPolicy(off)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)

    def _select(self, anchor: int, position: int) -> None:
        """Put the caret back where it was: it goes along with text that is written at its place."""
        cursor = self.textCursor()
        if (cursor.anchor(), cursor.position()) == (anchor, position):
            return
        last = self.document().characterCount() - 1
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _stand_still(self) -> None:
        """Never scroll up or down: the view is about to become as high as its text."""
        self.verticalScrollBar().setMaximum(0)

    def _fit(self) -> None:
        self.setFixedHeight(ceil(self.document().size().height()))

    def _recolour(self) -> None:
        self._apply_looks()
        write(self.document(), self._paragraphs, self._style, self._appearance.theme)
        self._fit()

    def _apply_looks(self) -> None:
        theme = self._appearance.theme
        rise = theme.px(_RISE)
        self.setViewportMargins(0, -rise, 0, rise)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.color(self._color))
        palette.setColor(QPalette.ColorRole.Highlight, theme.color("accent"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.color("bg"))
        if palette != self.palette():
            self.setPalette(palette)
