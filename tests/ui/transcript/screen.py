"""What a person would read, find and press in a widget."""

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser, QWidget


def words(widget):
    """All the text that is visible, from top to bottom."""
    parts = []
    for part in _visible(widget, QWidget):
        if isinstance(part, QLabel | QTextBrowser):
            text = part.text() if isinstance(part, QLabel) else part.toPlainText()
            parts.append((part.mapTo(widget, QPoint(0, 0)).y(), text))
    return "\n".join(text for _, text in sorted(parts, key=lambda p: p[0]))


def texts(widget):
    """The widgets with text to select that are visible."""
    return _visible(widget, QTextBrowser)


def buttons(widget):
    """The names of the buttons that are visible."""
    return [button.accessibleName() for button in _visible(widget, QAbstractButton)]


def button(widget, name):
    """The visible button of that name."""
    return next(b for b in _visible(widget, QAbstractButton) if b.accessibleName() == name)


def colours(widget):
    """The colours that are painted, as "#rrggbb"."""
    QCoreApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = set(memoryview(image.constBits()).cast("I"))
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in pixels}


def _visible(widget, kind):
    # Layouts show what was added to them when the event loop comes round.
    QCoreApplication.processEvents()
    return [part for part in widget.findChildren(kind) if part.isVisible()]
