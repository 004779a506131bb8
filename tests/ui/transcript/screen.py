"""What a person would read, find and press in a widget; what is painted, as it is read out."""

from PySide6.QtCore import QCoreApplication, QPoint
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QTextBrowser, QWidget

from app.ui.transcript.reading_view import ReadingView


def words(widget):
    """All the text that is visible, from top to bottom."""
    parts = []
    for part in _visible(widget, QWidget):
        if isinstance(part, ReadingView):
            text = "\n".join(text for _, text in messages(part))
        elif isinstance(part, QLabel):
            text = part.text()
        elif isinstance(part, QTextBrowser):
            text = part.toPlainText()
        else:
            continue
        parts.append((part.mapTo(widget, QPoint(0, 0)).y(), text))
    return "\n".join(text for _, text in sorted(parts, key=lambda p: p[0]))


def view(widget):
    """The messages in a transcript, as a widget."""
    return widget if isinstance(widget, ReadingView) else widget.findChild(ReadingView)


def messages(widget):
    """The name and the text of each message, as a screen reader gets them."""
    whole = QAccessible.queryAccessibleInterface(view(widget))
    items = [whole.child(i) for i in range(whole.childCount())]
    names = [item.text(QAccessible.Text.Name).partition(":")[0] for item in items]
    texts = [item.textInterface() for item in items]
    return [
        (name, text.text(0, text.characterCount())) for name, text in zip(names, texts, strict=True)
    ]


def settle(qtbot, transcript):
    """Have all that came be shown, laid out and coloured, however slow the machine is."""
    while transcript.flush():
        pass
    qtbot.waitUntil(lambda: transcript.is_settled, timeout=60_000)


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


def place_of(widget, text):
    """The point on the screen of a view where a text is painted; a person would click there."""
    shown = view(widget)
    for standing in shown.visible_parts():
        if text in standing.part.text:
            start = standing.part.text.index(text)
            rect = standing.part.caret_rect(start + len(text) // 2)
            return QPoint(
                shown.left + int(rect.x()) + 1, standing.y - shown.scrolled + int(rect.center().y())
            )
    raise AssertionError(f"{text!r} is not in sight.")


def _visible(widget, kind):
    # Layouts show what was added to them when the event loop comes round.
    QCoreApplication.processEvents()
    return [part for part in widget.findChildren(kind) if part.isVisible()]
