"""What a model thought before it answered, folded away under one line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui import icons
from app.ui.controls import Button, Separator
from app.ui.painting import paint_focus_ring
from app.ui.theme import Appearance, font, tokens
from app.ui.transcript.document_style import SMALL
from app.ui.transcript.document_view import DocumentView
from app.ui.transcript.paragraphs import plain_paragraphs

_ICON_SIZE, _TEXT_LEFT = 14, 24


class ReasoningFold(QWidget):
    """Closed until one opens it; hidden while there is nothing."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._head = _FoldHead(appearance)
        self._head.toggled.connect(self._show_or_hide)
        self._view = DocumentView(appearance, SMALL, color="dim")
        self._view.setAccessibleName("Reasoning")
        self._content = QWidget()
        row = QHBoxLayout(self._content)
        row.setContentsMargins(6, 6, 0, 0)
        row.setSpacing(16)
        row.addWidget(Separator(appearance, vertical=True))
        row.addWidget(self._view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addWidget(self._content)
        self._content.hide()
        self.hide()

    def set_reasoning(self, text: str, *, thinking: bool, seconds: float | None) -> None:
        """Show what was thought so far.

        Args:
            text: The reasoning.
            thinking: Whether the answer itself has yet to begin.
            seconds: How long it took, if that is known.
        """
        self._text = text
        took = "Thought" if seconds is None else f"Thought for {max(1, round(seconds))} s"
        self._head.set_words("Thinking…" if thinking else took)
        self.setVisible(bool(text))
        self._show_or_hide(self._head.isChecked())

    def _show_or_hide(self, is_open: bool) -> None:
        if is_open:
            self._view.set_paragraphs(plain_paragraphs(self._text.strip()))
        self._content.setVisible(is_open)


class _FoldHead(Button):
    """A chevron and a few words."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Thought")
        self.setCheckable(True)
        self.setFont(font(tokens()["type"]["small_px"]))
        self.setFixedHeight(20)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_words(self, words: str) -> None:
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_TEXT_LEFT + QFontMetrics(self.font()).horizontalAdvance(self.label), 20)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._appearance.theme
        ink = theme.color("dim" if self.underMouse() else "faint")
        name = "chevron-down" if self.isChecked() else "chevron-right"
        image = icons.pixmap(name, ink, _ICON_SIZE, self.devicePixelRatioF())
        painter.drawPixmap(0, (self.height() - _ICON_SIZE) // 2, image)
        painter.setPen(ink)
        area = QRect(_TEXT_LEFT, 0, self.width() - _TEXT_LEFT, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self.label)
        if self.hasFocus():
            paint_focus_ring(painter, self.rect(), theme, 4)
