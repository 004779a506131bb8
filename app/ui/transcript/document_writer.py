"""Writes paragraphs into a text document. No markup is involved: there is nothing to sanitise.

What stands beside them, such as the markers of lists, is no part of it: `margins` paints that.
"""

from collections.abc import Sequence
from math import inf
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from typing_extensions import override

from app.markdown.paragraphs import Paragraph
from app.ui.theme import Theme
from app.ui.transcript.document_style import DocumentStyle
from app.ui.transcript.inline_objects import object_for
from app.ui.transcript.offsets import OBJECT


class SafeDocument(QTextDocument):
    """A document without margins that loads nothing, whatever its text names."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.setDocumentMargin(0)
        self.setIndentWidth(0)
        self.setUndoRedoEnabled(False)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> Any:
        # Left with nothing, Qt would open the name itself.
        if type == QTextDocument.ResourceType.ImageResource.value:
            image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            return image
        return QByteArray()


def write(
    document: QTextDocument,
    paragraphs: Sequence[Paragraph],
    style: DocumentStyle,
    theme: Theme,
    start: int = 0,
) -> None:
    """Make a document hold these paragraphs; the first `start` of them stand there already."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if not document.isEmpty():
        _cut_from(cursor, start)
    for i, paragraph in enumerate(paragraphs[start:], start):
        _write_paragraph(cursor, paragraph, style, theme, is_first=i == 0)
        # Else each painting shapes the text again.
        cursor.block().layout().setCacheEnabled(True)
    cursor.endEditBlock()


def _cut_from(cursor: QTextCursor, start: int) -> None:
    if start:
        cursor.setPosition(cursor.document().findBlockByNumber(start - 1).position())
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def _write_paragraph(
    cursor: QTextCursor, paragraph: Paragraph, style: DocumentStyle, theme: Theme, *, is_first: bool
) -> None:
    drawn = _drawn_formats(paragraph, style, theme)
    grows = any(look.height() > 1 for look in drawn.values())
    block_format = style.block_format(paragraph, theme, grows=grows)
    plain_format: QTextCharFormat = style.plain_format(paragraph, theme)
    if is_first:
        block_format.setTopMargin(0)
        cursor.setBlockFormat(block_format)
        cursor.setBlockCharFormat(plain_format)
    else:
        cursor.insertBlock(block_format, plain_format)
    for i, span in enumerate(paragraph.spans):
        if i in drawn:
            cursor.insertText(OBJECT, drawn[i])
        else:
            cursor.insertText(span.text, style.char_format(paragraph, span, theme))


def _drawn_formats(
    paragraph: Paragraph, style: DocumentStyle, theme: Theme
) -> dict[int, QTextImageFormat]:
    """The room for each span that is drawn, by its number."""
    result: dict[int, QTextImageFormat] = {}
    for i, span in enumerate(paragraph.spans):
        if span.drawn and (shown := object_for(span)):
            extent = shown.extent(style.px_of(paragraph, theme), theme, inf)
            result[i] = style.object_format(paragraph, span, extent, theme)
    return result
