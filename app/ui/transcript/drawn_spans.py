"""The pieces of a document that are drawn, each of which stands for several characters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Self

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor, QTextDocument

from app.markdown.paragraphs import Maths, Paragraph, Span
from app.ui.theme import Theme
from app.ui.transcript.document_style import DocumentStyle
from app.ui.transcript.formula import is_first, picture, typeset
from app.ui.transcript.inline_objects import Ground, InlineFormula, InlineObject, object_for
from app.ui.transcript.offsets import Offsets, cursor_x
from app.ui.transcript.part import Canvas, Range


@dataclass(frozen=True, slots=True)
class _Piece:
    """One of them; `number` is that of its paragraph, `chars` are those of the text."""

    number: int
    paragraph: Paragraph
    span: Span
    shown: InlineObject
    chars: Range


class DrawnSpans:
    """Measures and paints what is drawn in some paragraphs."""

    def __init__(self, pieces: Sequence[_Piece], style: DocumentStyle) -> None:
        self._pieces = pieces
        self._style = style

    @classmethod
    def of(cls, paragraphs: Sequence[Paragraph], style: DocumentStyle) -> Self | None:
        """What is drawn in these paragraphs; None for nothing."""
        if not any(span.drawn for paragraph in paragraphs for span in paragraph.spans):
            return None
        pieces = list(_pieces(paragraphs))
        return cls(pieces, style) if pieces else None

    @property
    def ranges(self) -> Sequence[Range]:
        """The characters that each of them stands for."""
        return [piece.chars for piece in self._pieces]

    def spoken(self, text: str, start: int, end: int) -> str:
        """A piece of a text as it is read aloud."""
        result: list[str] = []
        for piece in self._pieces:
            if start <= piece.chars[0] and piece.chars[1] <= end:
                result += [text[start : piece.chars[0]], piece.shown.spoken]
                start = piece.chars[1]
        return "".join((*result, text[start:end]))

    def fit(self, document: QTextDocument, offsets: Offsets, theme: Theme, first: int = 0) -> None:
        """Make smaller what is wider than the document, from the paragraph `first` on."""
        cursor = QTextCursor(document)
        for piece in self._pieces:
            if piece.number < first:
                continue
            paragraph = piece.paragraph
            px = self._style.px_of(paragraph, theme)
            widest = document.textWidth() - self._style.margin_of(paragraph, theme) - 1
            extent = piece.shown.extent(px, theme, max(widest, px))
            offset = offsets.to_document(piece.chars[0])
            cursor.setPosition(offset + 1)
            if cursor.charFormat().toImageFormat().width() != int(extent.width) + 1:
                cursor.setPosition(offset, QTextCursor.MoveMode.KeepAnchor)
                look = self._style.object_format(paragraph, piece.span, extent, theme)
                cursor.setCharFormat(look)

    def paint(self, canvas: Canvas, document: QTextDocument, offsets: Offsets, color: str) -> None:
        """Paint those within the canvas's clip; letters around them have that colour."""
        theme, clip = canvas.theme, canvas.clip
        for piece in self._pieces:
            block = document.findBlockByNumber(piece.number)
            place = block.layout().position()
            offset = offsets.to_document(piece.chars[0]) - block.position()
            line = block.layout().lineForTextPosition(offset)
            # What is far below has not been laid out.
            if not line.isValid() or place.y() + line.y() > clip.bottom():
                return
            top = place.y() + line.y()
            if top + line.height() < clip.top():
                continue
            edges = cursor_x(line, offset), cursor_x(line, offset + 1)
            x, width = place.x() + min(edges), abs(edges[1] - edges[0])
            px = self._style.px_of(piece.paragraph, theme)
            extent = piece.shown.extent(px, theme, max(width - 1, 1))
            mark = _mark(canvas, piece.chars)
            fill = theme.color(mark) if mark else None
            if fill:
                canvas.painter.fillRect(QRectF(x, top, width, line.height()), fill)
            ink = self._style.ink_of(piece.paragraph, piece.span, theme) or theme.color(color)
            if mark == "accent":
                ink = theme.color("bg")
            ground = Ground(canvas.painter, theme, canvas.dpr, fill, QColor(ink))
            piece.shown.paint(ground, QPointF(x, top + line.ascent()), extent)


def make_formulas(
    paragraphs: Sequence[Paragraph], style: DocumentStyle, theme: Theme, color: str
) -> Iterator[None]:
    """Make what `DrawnSpans` will draw of formulas, one a step; letters have that colour."""
    dpr = QGuiApplication.primaryScreen().devicePixelRatio()
    for paragraph in paragraphs:
        for span in paragraph.spans:
            if not isinstance(span.drawn, Maths):
                continue
            if is_first(typeset, span.drawn.tex, is_display=span.drawn.is_display):
                yield
            shown = object_for(span)
            if isinstance(shown, InlineFormula):
                px = style.px_of(paragraph, theme)
                room = int(shown.extent(px, theme, inf).width)
                ink = style.ink_of(paragraph, span, theme) or theme.color(color)
                look = shown.look(shown.extent(px, theme, max(room, 1)), ink, dpr)
                if is_first(picture, *look):
                    yield


def _pieces(paragraphs: Sequence[Paragraph]) -> Iterator[_Piece]:
    start = 0
    for number, paragraph in enumerate(paragraphs):
        for span in paragraph.spans:
            end = start + len(span.text)
            if span.drawn and (shown := object_for(span)):
                yield _Piece(number, paragraph, span, shown, (start, end))
            start = end
        start += 1


def _mark(canvas: Canvas, chars: Range) -> str:
    """The colour behind what is selected, has the focus or was found; "" for none of these."""
    if canvas.selected and _overlap(canvas.selected, chars):
        return "accent"
    if canvas.link and _overlap(canvas.link, chars):
        return "accent_bg"
    return "warn_bg" if any(_overlap(found, chars) for found in canvas.found) else ""


def _overlap(some: Range, others: Range) -> bool:
    return some[0] < others[1] and others[0] < some[1]
