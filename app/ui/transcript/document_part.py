"""Parts whose text is a small text document: prose, prompts, reasoning, notes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import takewhile
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QBrush,
    QColor,
    QPalette,
    QTextCharFormat,
    QTextCursor,
)
from typing_extensions import override

from app.markdown.paragraphs import DONE, UNDONE, Paragraph
from app.ui.theme import Theme
from app.ui.transcript.document_style import BODY, DocumentStyle
from app.ui.transcript.document_writer import SafeDocument, write
from app.ui.transcript.drawn_spans import DrawnSpans, make_formulas
from app.ui.transcript.highlight_painting import paint_bands, paint_words
from app.ui.transcript.margins import Margins
from app.ui.transcript.offsets import Offsets, cursor_x
from app.ui.transcript.part import Canvas, Link, Part, Range
from app.words import N_, _

# Qt puts the space of a high line above its text; this moves the text to the line's middle.
RISE = 2
_LINE = 22
_CHARS_A_LINE = 90
# How much of what stands above the base of a line its letters take.
_LETTERS = 0.9
_SPOKEN_BOXES = {DONE: N_("Done:"), UNDONE: N_("Not done:")}


class DocumentPart(Part):
    """Paragraphs in a text document, which exists only while it is laid out.

    Args:
        color: Name of the theme's colour for plain text.
        indent: Pixels between the left edge and the text.
    """

    def __init__(
        self,
        paragraphs: Sequence[Paragraph] = (),
        style: DocumentStyle = BODY,
        color: str = "text",
        indent: int = 0,
    ) -> None:
        super().__init__()
        self._indent, self._left, self._rise = indent, indent, RISE
        self._style = style
        self._color = color
        self._paragraphs = tuple(paragraphs)
        self._document: SafeDocument | None = None
        self._text: str | None = None
        self._drawn: DrawnSpans | None = None
        self._known_offsets: Offsets | None = None
        self.height = self._estimate()

    @property
    @override
    def text(self) -> str:
        if self._text is None:
            lines = ("".join(s.text for s in p.spans) for p in self._paragraphs)
            self._text = "\n".join(lines).replace("\u2028", "\n")
        return self._text

    @property
    @override
    def spoken(self) -> str:
        return "\n".join(self._spoken_up_to(len(self.text)))

    @override
    def spoken_place(self, position: int) -> int:
        return len("\n".join(self._spoken_up_to(position)))

    def _spoken_up_to(self, position: int) -> Iterator[str]:
        """Yield the paragraphs as they are read aloud; of the last one what is before a place."""
        drawn = DrawnSpans.of(self._paragraphs, self._style)
        text, start = self.text, 0
        for paragraph in self._paragraphs:
            if start > position:
                return
            end = start + sum(len(span.text) for span in paragraph.spans)
            last = min(end, position)
            words = drawn.spoken(text, start, last) if drawn else text[start:last]
            yield _spoken_marker(paragraph.marker) + words
            start = end + 1

    @override
    def spoken_between(self, start: int, end: int) -> str:
        drawn = DrawnSpans.of(self._paragraphs, self._style)
        return drawn.spoken(self.text, start, end) if drawn else self.text[start:end]

    @override
    def outside(self, position: int, *, forward: bool) -> int:
        return self._offsets.outside(position, forward=forward)

    @property
    def origin(self) -> QPointF:
        """Where the text begins in the part."""
        return QPointF(self._left, 0)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """What it shows."""
        return self._paragraphs

    @property
    @override
    def links(self) -> Sequence[Link]:
        result: list[Link] = []
        place = 0
        for paragraph in self._paragraphs:
            for span in paragraph.spans:
                end = place + len(span.text)
                if (
                    span.href
                    and result
                    and result[-1].end == place
                    and result[-1].href == span.href
                ):
                    result[-1] = Link(result[-1].start, end, span.href)
                elif span.href:
                    result.append(Link(place, end, span.href))
                place = end
            place += 1
        return result

    def start_of(self, paragraph: int) -> int:
        """The position at which a paragraph starts."""
        before = self._paragraphs[:paragraph]
        return sum(1 + sum(len(span.text) for span in p.spans) for p in before)

    def paragraph_at(self, position: int) -> int:
        """The paragraph in which a position lies."""
        end = 0
        for n, paragraph in enumerate(self._paragraphs):
            end += 1 + sum(len(span.text) for span in paragraph.spans)
            if position < end:
                return n
        return max(0, len(self._paragraphs) - 1)

    @override
    def is_rtl(self, position: int) -> bool:
        paragraphs = self._paragraphs
        return bool(paragraphs) and paragraphs[self.paragraph_at(position)].is_rtl

    def set_paragraphs(self, paragraphs: Sequence[Paragraph], theme: Theme) -> int:
        """Show these paragraphs instead; return the y from which it looks different."""
        before, self._paragraphs = self._paragraphs, tuple(paragraphs)
        pairs = zip(before, self._paragraphs, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if same == len(before) == len(self._paragraphs):
            return self.height
        self._text = self._known_offsets = None
        if not self._document:
            self.width = -1
            self.height = self._estimate()
            return 0
        top = self._document.findBlockByNumber(max(same - 1, 0)).layout().position().y()
        write(self._document, self._paragraphs, self._style, theme, same)
        self._drawn = DrawnSpans.of(self._paragraphs, self._style)
        self._fit_drawn(self._document, theme, same)
        self.height = self._height_of(self._document, theme)
        return max(0, int(top) - self._rise)

    @override
    def make_formulas(self, theme: Theme) -> Iterator[None]:
        return make_formulas(self._paragraphs, self._style, theme, self._color)

    @override
    def lay_out(self, width: int, theme: Theme) -> None:
        document = self._written(theme)
        if document.textWidth() != width - self._left:
            document.setTextWidth(width - self._left)
            self._fit_drawn(document, theme)
        self.height = self._height_of(document, theme)
        self.width = width

    @override
    def paint(self, canvas: Canvas) -> None:
        document = self._written(canvas.theme)
        if self.highlights:
            paint_bands(canvas, self)
            paint_words(canvas, self.highlights, self.word_rects)
        painter = canvas.painter
        origin = self.origin - QPointF(0, self._rise)
        painter.save()
        painter.translate(origin)
        clip = canvas.clip.translated(-origin)
        if any(p.quotes or p.marker or p.code for p in self._paragraphs):
            margins = Margins(document, self._paragraphs, self._style)
            margins.paint(replace(canvas, clip=clip), self._color)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip  # pyright: ignore[reportAttributeAccessIssue]  # left out of the stubs
        palette = _palette(canvas.theme.color(self._color).rgba())
        context.palette = palette  # pyright: ignore[reportAttributeAccessIssue]
        if selections := self._selections(document, canvas):
            context.selections = selections  # pyright: ignore[reportAttributeAccessIssue]
        document.documentLayout().draw(painter, context)
        if self._drawn:
            inside = replace(canvas, clip=clip)
            self._drawn.paint(inside, document, self._offsets, self._color)
        painter.restore()

    @override
    def position_at(self, point: QPointF) -> int:
        if not self._document:
            return 0
        place = point - self.origin + QPointF(0, self._rise)
        hit = self._document.documentLayout().hitTest(place, Qt.HitTestAccuracy.FuzzyHit)
        return self._offsets.from_document(max(hit, 0))

    @override
    def caret_rect(self, position: int) -> QRectF:
        if not self._document:
            return QRectF(0, 0, 1, self.height)
        offset = self._offsets.to_document(position)
        block = self._document.findBlock(offset)
        line = block.layout().lineForTextPosition(offset - block.position())
        if not line.isValid():
            return QRectF(0, 0, 1, _LINE)
        x = cursor_x(line, offset - block.position())
        top = block.layout().position().y() + line.y() - self._rise
        rect = QRectF(block.layout().position().x() + x, top, 1, line.height())
        return rect.translated(self.origin)

    def word_rects(self, start: int, end: int) -> Iterator[QRectF]:
        """Where characters of one paragraph stand: a rectangle a line, as high as its letters."""
        if not self._document:
            return
        first = self._offsets.to_document(start)
        last = self._offsets.to_document(end, round_up=True)
        block = self._document.findBlock(first)
        layout, corner = block.layout(), block.layout().position()
        for n in range(layout.lineCount()):
            line = layout.lineAt(n)
            a = max(first - block.position(), line.textStart())
            b = min(last - block.position(), line.textStart() + line.textLength())
            if a < b:
                left, right = sorted((cursor_x(line, a), cursor_x(line, b)))
                base = corner.y() + line.y() + line.ascent() - self._rise
                top = base - line.ascent() * _LETTERS
                rect = QRectF(corner.x() + left, top, right - left, base - top)
                yield rect.translated(self.origin)

    @override
    def link_at(self, point: QPointF) -> str:
        if not self._document:
            return ""
        place = point - self.origin + QPointF(0, self._rise)
        return self._document.documentLayout().anchorAt(place)

    @override
    def forget(self) -> None:
        super().forget()
        self._document = None

    def natural_width(self, theme: Theme) -> int:
        """Pixels that the text would take unwrapped."""
        document = self._written(theme)
        document.setTextWidth(-1)
        return ceil(document.idealWidth())

    def new_document(self) -> SafeDocument:
        """An empty document, set up."""
        return SafeDocument()

    def _written(self, theme: Theme) -> SafeDocument:
        if not self._document:
            self._left, self._rise = theme.px(self._indent), theme.px(RISE)
            self._document = self.new_document()
            write(self._document, self._paragraphs, self._style, theme)
            self._drawn, self._known_offsets = DrawnSpans.of(self._paragraphs, self._style), None
        return self._document

    @property
    def _offsets(self) -> Offsets:
        if not self._known_offsets:
            ranges = self._drawn.ranges if self._drawn else ()
            self._known_offsets = Offsets(self.text, ranges)
        return self._known_offsets

    def _fit_drawn(self, document: SafeDocument, theme: Theme, first: int = 0) -> None:
        if self._drawn:
            self._drawn.fit(document, self._offsets, theme, first)

    def _height_of(self, document: SafeDocument, theme: Theme) -> int:
        # Qt leaves out what is below the last paragraph.
        below = self._paragraphs[-1].space_after if self._paragraphs else 0
        return ceil(document.size().height()) + theme.px(below)

    def _estimate(self) -> int:
        lines = sum(
            1 + sum(len(s.text) for s in p.spans) // _CHARS_A_LINE for p in self._paragraphs
        )
        spaces = sum(p.space_before for p in self._paragraphs[1:])
        return lines * _LINE + spaces

    def _selections(
        self, document: SafeDocument, canvas: Canvas
    ) -> list[QAbstractTextDocumentLayout.Selection]:
        theme = canvas.theme
        marks: list[tuple[Range, QColor, QColor | None]] = [
            (found, theme.color("warn_bg"), None) for found in canvas.found
        ]
        if canvas.link:
            marks.append((canvas.link, theme.color("accent_bg"), None))
        if canvas.selected:
            marks.append((canvas.selected, theme.color("accent"), theme.color("bg")))
        return [self._mark(document, chars, fill, ink) for chars, fill, ink in marks]

    def _mark(
        self, document: SafeDocument, chars: Range, fill: QColor, ink: QColor | None
    ) -> QAbstractTextDocumentLayout.Selection:
        selection = QAbstractTextDocumentLayout.Selection()
        cursor = QTextCursor(document)
        last = document.characterCount() - 1
        cursor.setPosition(min(self._offsets.to_document(chars[0]), last))
        end = min(self._offsets.to_document(chars[1], round_up=True), last)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QBrush(fill))
        if ink:
            look.setForeground(QBrush(ink))
        selection.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue]
        selection.format = look  # pyright: ignore[reportAttributeAccessIssue]
        return selection


def _spoken_marker(marker: str) -> str:
    """What is read aloud before an item of a list."""
    if marker in _SPOKEN_BOXES:
        return f"{_(_SPOKEN_BOXES[marker])} "
    return f"{marker} " if marker and marker != "•" else ""


@cache  # Making one takes longer than painting a line.
def _palette(text: int) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor.fromRgba(text))
    return palette
