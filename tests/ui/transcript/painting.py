"""Prose painted by itself, without a window."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.markdown.stream import BlockStream
from app.ui.transcript.document_part import DocumentPart
from app.ui.transcript.part import Canvas

WIDTH, HEIGHT = 600, 200


def prose(text, theme, width=WIDTH):
    """The part that shows a text, laid out."""
    stream = BlockStream()
    stream.feed(text)
    stream.finish()
    part = DocumentPart(stream.blocks[0].paragraphs)
    part.lay_out(width, theme)
    return part


def painted(part, theme, dpr=1, **marks):
    """A picture of a part, on the theme's ground."""
    image = QImage(WIDTH * dpr, HEIGHT * dpr, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(dpr)
    image.fill(theme.color("bg"))
    painter = QPainter(image)
    part.paint(Canvas(painter, theme, QRectF(0, 0, WIDTH, HEIGHT), dpr, **marks))
    painter.end()
    return image


def colours_in(image):
    """The colours that are in a picture, as "#rrggbb"."""
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in memoryview(image.constBits()).cast("I")}


def inked(image, top=0, bottom=HEIGHT, colour=None):
    """The columns in which something is painted, or something of a colour."""
    ground = image.pixel(image.width() - 1, image.height() - 1)
    wanted = None if colour is None else colour.rgb()
    return {
        x
        for x in range(image.width())
        for y in range(top, bottom)
        if (image.pixel(x, y) != ground if wanted is None else image.pixel(x, y) == wanted)
    }
