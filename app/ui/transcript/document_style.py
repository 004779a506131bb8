"""How paragraphs look: formats for a text document."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextImageFormat,
)

from app.markdown.paragraphs import Ink, Paragraph, Span
from app.ui.theme import Theme
from app.ui.transcript.citation_marks import CITATION
from app.ui.transcript.inline_objects import Extent

QUOTE_INDENT = 16
CODE_SIDE = 10
_INDENT = 32
# What is drawn and no higher than this, as shares of a line, leaves lines as they are.
_FREE_ABOVE, _FREE_BELOW = 0.68, 0.27
_AROUND = 2
_HEADINGS_PX = {1: 20, 2: 17, 3: 15}
_INKS = {Ink.DIM: "dim", Ink.COMMENT: "faint", Ink.WARN: "warn"}
_CODE_INKS: dict[bool, dict[Ink, str]] = {
    False: {Ink.KEYWORD: "#9c36b5", Ink.NAME: "#1864ab", Ink.STRING: "#2b8a3e"},
    True: {Ink.KEYWORD: "#d6a2ee", Ink.NAME: "#8ec1f5", Ink.STRING: "#8fd19e"},
}


class DocumentStyle:
    """Sizes of one kind of text, in pixels of the design.

    Args:
        px: Height of the font.
        line: Height of a line; an integer, so that repainted lines meet.
        code_px: Height of the font of code.
    """

    def __init__(self, px: int, line: int, code_px: int) -> None:
        self._px = px
        self._line = line
        self._code_px = code_px
        self._formats: dict[tuple[object, ...], QTextCharFormat] = {}

    def block_format(
        self, paragraph: Paragraph, theme: Theme, *, grows: bool = False
    ) -> QTextBlockFormat:
        """Margins, line height and direction of a paragraph; a line may grow with what it holds."""
        result = QTextBlockFormat()
        kinds = QTextBlockFormat.LineHeightTypes
        kind = kinds.MinimumHeight if grows else kinds.FixedHeight
        result.setLineHeight(theme.px(self._line_of(paragraph)), kind.value)
        result.setTopMargin(theme.px(paragraph.space_before))
        margin = self.margin_of(paragraph, theme)
        if paragraph.is_rtl:
            result.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            result.setRightMargin(margin)
        else:
            result.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            result.setLeftMargin(margin)
        if paragraph.code:
            result.setRightMargin(theme.px(CODE_SIDE))
            result.setBottomMargin(theme.px(paragraph.space_after))
        return result

    def margin_of(self, paragraph: Paragraph, theme: Theme) -> int:
        """Pixels between the edge and a paragraph."""
        indent = paragraph.depth * _INDENT + paragraph.quotes * QUOTE_INDENT
        return theme.px(indent + CODE_SIDE if paragraph.code else indent)

    def line_of(self, paragraph: Paragraph, theme: Theme) -> int:
        """Height of a line that holds nothing but letters, in pixels of the screen."""
        return theme.px(self._line_of(paragraph))

    def px_of(self, paragraph: Paragraph, theme: Theme) -> int:
        """Height of a paragraph's font, in pixels of the screen."""
        return theme.px(self._heading_px(paragraph) if paragraph.heading else self._px)

    def plain_format(self, paragraph: Paragraph, theme: Theme) -> QTextCharFormat:
        """The font of a paragraph where no span says otherwise, as in the marker of a list."""
        key = ("plain", paragraph.heading, paragraph.code, theme.scale)
        if key not in self._formats:
            self._formats[key] = QTextCharFormat()
            self._formats[key].setFont(self._font(paragraph, Span(""), theme))
        return self._formats[key]

    def char_format(self, paragraph: Paragraph, span: Span, theme: Theme) -> QTextCharFormat:
        """Font and colour of a span."""
        key = (
            *(paragraph.heading, paragraph.code, paragraph.quotes > 0),
            *(theme.is_dark, theme.scale),
            *(span.bold, span.italic, span.strike, span.code, span.raised, span.ink),
        )
        # Making a format takes longer than writing the text.
        result = self._formats.get(key)
        if result is None:
            result = self._formats[key] = self._new_format(paragraph, span, theme)
        if span.href:
            result = QTextCharFormat(result)
            result.setAnchor(True)
            result.setAnchorHref(span.href)
            is_sound = span.ink is not Ink.WARN
            if is_sound:
                result.setForeground(theme.color("accent"))
            if span.href.startswith(CITATION):
                result.setBackground(theme.color("accent_bg" if is_sound else "warn_bg"))
        return result

    def object_format(
        self, paragraph: Paragraph, span: Span, extent: Extent, theme: Theme
    ) -> QTextImageFormat:
        """The room for what is drawn in place of a span: as an image, whose size is all of it."""
        result = QTextImageFormat(self.char_format(paragraph, span, theme))
        result.setObjectType(QTextFormat.ObjectTypes.ImageObject.value)
        result.setName("drawn")
        result.setWidth(int(extent.width) + 1)
        result.setHeight(1)
        line = theme.px(self._line_of(paragraph))
        if extent.ascent > line * _FREE_ABOVE or extent.descent > line * _FREE_BELOW:
            # Below the letters' line Qt leaves as much room as the font of the image needs there.
            font = result.font()
            around = theme.px(_AROUND)
            share = (extent.descent + around) / QFontMetricsF(font).descent()
            font.setPixelSize(ceil(font.pixelSize() * max(share, 1.0)))
            result.setFont(font)
            below = QFontMetricsF(font).descent()
            result.setHeight(ceil(extent.ascent + around + below))
            result.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
        return result

    def ink_of(self, paragraph: Paragraph, span: Span, theme: Theme) -> QColor | None:
        """The colour of a span; None for that of plain text."""
        if span.href:
            return theme.color("accent")
        return self._ink(paragraph, span, theme)

    def _new_format(self, paragraph: Paragraph, span: Span, theme: Theme) -> QTextCharFormat:
        result = QTextCharFormat()
        result.setFont(self._font(paragraph, span, theme))
        if span.strike:
            result.setFontStrikeOut(True)
        if span.raised:
            result.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if colour := self._ink(paragraph, span, theme):
            result.setForeground(colour)
        return result

    def _font(self, paragraph: Paragraph, span: Span, theme: Theme) -> QFont:
        mono = span.code or paragraph.code
        if paragraph.heading:
            px, weight = self._heading_px(paragraph), 600
        else:
            px, weight = self._code_px if mono else self._px, 600 if span.bold else 400
        result = theme.font(px, weight, mono=mono)
        result.setItalic(span.italic)
        return result

    def _line_of(self, paragraph: Paragraph) -> int:
        return round(self._heading_px(paragraph) * 1.45) if paragraph.heading else self._line

    def _heading_px(self, paragraph: Paragraph) -> int:
        return _HEADINGS_PX.get(paragraph.heading, self._px)

    def _ink(self, paragraph: Paragraph, span: Span, theme: Theme) -> QColor | None:
        if paragraph.quotes and span.ink is not Ink.WARN:
            return theme.color("dim")
        if span.ink in _INKS:
            return theme.color(_INKS[span.ink])
        code = _CODE_INKS[theme.is_dark].get(span.ink)
        return QColor(code) if code else None


def code_ink(ink: Ink, theme: Theme) -> QColor:
    """The colour of a piece of code."""
    if ink is Ink.COMMENT:
        return theme.color("faint")
    code = _CODE_INKS[theme.is_dark].get(ink)
    return QColor(code) if code else theme.color("text")


BODY = DocumentStyle(px=14, line=22, code_px=13)
SMALL = DocumentStyle(px=13, line=20, code_px=12)
CAPTION = DocumentStyle(px=12, line=18, code_px=11)
CODE = DocumentStyle(px=13, line=20, code_px=12)
