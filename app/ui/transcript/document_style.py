"""How paragraphs look: formats for a text document."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextListFormat,
)

from app.markdown.paragraphs import DONE, UNDONE, Ink, Paragraph, Span
from app.ui.theme import Theme

QUOTES = QTextFormat.Property.UserProperty + 1

QUOTE_INDENT = 16
_INDENT = 32
_HEADINGS_PX = {1: 20, 2: 17, 3: 15}
_CODE_INKS: dict[bool, dict[Ink, str]] = {
    False: {Ink.KEYWORD: "#9c36b5", Ink.NAME: "#1864ab", Ink.STRING: "#2b8a3e"},
    True: {Ink.KEYWORD: "#d6a2ee", Ink.NAME: "#8ec1f5", Ink.STRING: "#8fd19e"},
}
_BOXES = {
    UNDONE: QTextBlockFormat.MarkerType.Unchecked,
    DONE: QTextBlockFormat.MarkerType.Checked,
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

    def block_format(self, paragraph: Paragraph, theme: Theme) -> QTextBlockFormat:
        """Margins, line height and direction of a paragraph."""
        result = QTextBlockFormat()
        line = self._line
        if paragraph.heading:
            line = round(self._heading_px(paragraph) * 1.45)
        result.setLineHeight(theme.px(line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        result.setTopMargin(theme.px(paragraph.space_before))
        margin = theme.px(paragraph.depth * _INDENT + paragraph.quotes * QUOTE_INDENT)
        if paragraph.is_rtl:
            result.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            result.setRightMargin(margin)
        else:
            result.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            result.setLeftMargin(margin)
        result.setProperty(QUOTES, paragraph.quotes)
        if box := _BOXES.get(paragraph.marker):
            result.setMarker(box)
        return result

    def plain_format(self, paragraph: Paragraph, theme: Theme) -> QTextCharFormat:
        """The font of a paragraph where no span says otherwise, as for the marker of a list."""
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
            result.setForeground(theme.color("accent"))
        return result

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

    def _heading_px(self, paragraph: Paragraph) -> int:
        return _HEADINGS_PX.get(paragraph.heading, self._px)

    def _ink(self, paragraph: Paragraph, span: Span, theme: Theme) -> QColor | None:
        if paragraph.quotes or span.ink is Ink.DIM:
            return theme.color("dim")
        if span.ink is Ink.COMMENT:
            return theme.color("faint")
        code = _CODE_INKS[theme.is_dark].get(span.ink)
        return QColor(code) if code else None


def code_ink(ink: Ink, theme: Theme) -> QColor:
    """The colour of a piece of code."""
    if ink is Ink.COMMENT:
        return theme.color("faint")
    code = _CODE_INKS[theme.is_dark].get(ink)
    return QColor(code) if code else theme.color("text")


def list_format(marker: str) -> QTextListFormat:
    """The list of a single item that carries a marker."""
    result = QTextListFormat()
    result.setIndent(0)
    if marker.rstrip(".").isdigit():
        result.setStyle(QTextListFormat.Style.ListDecimal)
        result.setStart(int(marker.rstrip(".")))
    else:
        result.setStyle(QTextListFormat.Style.ListDisc)
    return result


BODY = DocumentStyle(px=14, line=22, code_px=13)
SMALL = DocumentStyle(px=13, line=20, code_px=12)
CAPTION = DocumentStyle(px=12, line=18, code_px=11)
CODE = DocumentStyle(px=13, line=20, code_px=12)
