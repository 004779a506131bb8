"""Words on screen that are never read as markup: labels and tooltips."""

import html

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from app.ui.theme import Looks


class Label(QLabel):
    """Plain text in a colour of the theme; markup in it is shown, never read.

    Args:
        px: Height of the font in pixels; the body size when left out.
        color: Name of a colour of the theme.
    """

    def __init__(
        self,
        appearance: Looks,
        text: str = "",
        parent: QWidget | None = None,
        *,
        px: int | None = None,
        weight: int = 400,
        color: str = "text",
        wrap: bool = False,
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._color = color
        self._px, self._weight = px, weight
        self._scale = 0.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        appearance.changed.connect(self._restyle)
        self._restyle()

    def set_color(self, color: str) -> None:
        """Change to another colour of the theme, by its name."""
        self._color = color
        self._recolour()

    @override
    def changeEvent(self, arg__1: QEvent) -> None:
        super().changeEvent(arg__1)
        # A new style sheet of the application brings old palettes back.
        if arg__1.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _restyle(self) -> None:
        theme = self._appearance.theme
        if theme.scale != self._scale:
            self._scale = theme.scale
            self.setFont(theme.font(self._px, self._weight))
        self._recolour()

    def _recolour(self) -> None:
        palette, color = self.palette(), self._appearance.theme.color(self._color)
        if palette.color(QPalette.ColorRole.WindowText) != color:
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)


class ElidedLabel(Label):
    """A label that gives way: what does not fit is cut; the tooltip has it all."""

    @override
    def setText(self, arg__1: str) -> None:
        super().setText(arg__1)
        set_plain_tooltip(self, arg__1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)


def set_plain_tooltip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip that shows `text` as it is."""
    widget.setToolTip(plain_tooltip(text))


def plain_tooltip(text: str) -> str:
    """What makes a tooltip show exactly `text`: Qt would read markup, and files that it names."""
    return f"<p>{html.escape(text)}</p>" if "<" in text else text
