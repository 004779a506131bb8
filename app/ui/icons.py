"""Lucide icons in any colour, drawn from the files under resources/icons."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app import paths

_ICON_SCALES = (1.0, 2.0, 3.0)


def pixmap(name: str, color: QColor | str, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """An icon to paint.

    Args:
        name: A Lucide name, such as "arrow-up"; its file must lie under resources/icons.
        color: The colour of its strokes.
        size: Width and height in device-independent pixels.
        dpr: Device pixels to one of those; a widget's `devicePixelRatioF()`.

    Raises:
        FileNotFoundError: There is no such icon.
    """
    return QPixmap.fromImage(_image(name, QColor(color).name(), size, dpr))


def icon(name: str, color: QColor | str, size: int = 16) -> QIcon:
    """An icon for menus and actions, sharp on every screen; see `pixmap`."""
    result = QIcon()
    for scale in _ICON_SCALES:
        result.addPixmap(pixmap(name, color, size, scale))
    return result


@cache  # Images, because pixmaps must not outlive the application object.
def _image(name: str, color: str, size: int, dpr: float) -> QImage:
    svg = paths.resource(f"icons/{name}.svg").read_bytes()
    pixels = round(size * dpr)
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer = QSvgRenderer(QByteArray(svg.replace(b"currentColor", color.encode())))
    renderer.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image
