"""Read-only text that can be selected, written from paragraphs and as high as it needs to be."""

from collections.abc import Sequence
from itertools import takewhile
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget
from typing_extensions import override

from app.ui.theme import Appearance
from app.ui.transcript.document_style import QUOTE_INDENT, QUOTES, DocumentStyle
from app.ui.transcript.document_writer import SafeDocument, write
from app.ui.transcript.markdown_prose import is_allowed_link
from app.ui.transcript.paragraphs import Paragraph

# Qt puts the space of a high line above its text; this moves the text to the line's middle.
_RISE = 2
_QUOTE_BAR = 3
_BAR_HEIGHT = 10  # of the horizontal scroll bar, kept free for it


class DocumentView(QTextBrowser):
    """Shows paragraphs; a change rewrites only from the first paragraph that differs.

    Args:
        style: Sizes of the text.
        color: Name of the theme's colour for plain text.
        wraps: False for code, which scrolls sideways instead.

    Signals:
        link_activated: The address of a link that was clicked or chosen with the keyboard.
    """

    link_activated = Signal(str)

    def __init__(
        self,
        appearance: Appearance,
        style: DocumentStyle,
        parent: QWidget | None = None,
        *,
        color: str = "text",
        wraps: bool = True,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._style = style
        self._color = color
        self._wraps = wraps
        self._paragraphs: tuple[Paragraph, ...] = ()
        self.setDocument(SafeDocument(self))
        self.setOpenLinks(False)
        self._set_up_frame()
        self.anchorClicked.connect(self._follow)
        appearance.changed.connect(self._recolour)
        self._apply_palette()
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
        has_links = any(span.href for paragraph in new for span in paragraph.spans)
        focus = Qt.FocusPolicy
        self.setFocusPolicy(focus.StrongFocus if has_links else focus.ClickFocus)
        selected = self.textCursor()
        anchor, position = selected.anchor(), selected.position()
        write(self.document(), new, self._style, self._appearance.theme, same)
        self._select(anchor, position)
        self._fit()

    def end_point(self) -> QPoint:
        """Where the last character ends, at the middle of its line."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        rect = self.cursorRect(cursor).translated(self.viewport().pos())
        return QPoint(rect.left(), rect.center().y())

    def natural_width(self) -> int:
        """Pixels that the text would take unwrapped."""
        document = self.document()
        width = document.textWidth()
        document.setTextWidth(-1)
        result = ceil(document.idealWidth())
        document.setTextWidth(width)
        return result

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    @override
    def wheelEvent(self, e: QWheelEvent) -> None:
        sideways = e.angleDelta().x() or e.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if sideways and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(e)
        else:
            e.ignore()

    @override
    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._fit()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        block = self.document().begin()
        while block.isValid():
            self._paint_quote_bars(painter, block)
            block = block.next()
        painter.end()
        super().paintEvent(e)

    def _set_up_frame(self) -> None:
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(off)
        self.verticalScrollBar().rangeChanged.connect(self._stand_still)
        if self._wraps:
            self.setHorizontalScrollBarPolicy(off)
        else:
            self.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setViewportMargins(0, -_RISE, 0, _RISE)
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
        height = ceil(self.document().size().height())
        self.setFixedHeight(height if self._wraps else height + _BAR_HEIGHT)

    def _follow(self, url: QUrl) -> None:
        address = url.toString()
        if is_allowed_link(address):
            self.link_activated.emit(address)

    def _recolour(self) -> None:
        self._apply_palette()
        write(self.document(), self._paragraphs, self._style, self._appearance.theme)

    def _apply_palette(self) -> None:
        theme = self._appearance.theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, theme.color(self._color))
        palette.setColor(QPalette.ColorRole.Highlight, theme.color("accent"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.color("bg"))
        self.setPalette(palette)

    def _paint_quote_bars(self, painter: QPainter, block: QTextBlock) -> None:
        quotes = block.blockFormat().intProperty(QUOTES)
        if not quotes:
            return
        following = block.next()
        top = block.layout().position().y()
        bottom = self.document().size().height()
        if following.isValid():
            goes_on = following.blockFormat().intProperty(QUOTES) > 0
            gap = 0 if goes_on else following.blockFormat().topMargin()
            bottom = following.layout().position().y() - gap
        rtl = block.blockFormat().layoutDirection() == Qt.LayoutDirection.RightToLeft
        for i in range(quotes):
            left = i * QUOTE_INDENT
            x = self.viewport().width() - left - _QUOTE_BAR if rtl else left
            bar = QRectF(x, top + _RISE, _QUOTE_BAR, bottom - top)
            painter.fillRect(bar, self._appearance.theme.color("line"))
