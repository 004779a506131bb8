"""A column of widgets that scrolls, no wider than is good to read, and follows its end."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.theme import Appearance, tokens
from app.ui.transcript.jump_button import JumpButton

_SIDE = 14
_ABOVE_NARROW, _ABOVE_WIDE, _BELOW = 16, 24, 24
_GAP = 20
_NEAR_END = 8


class ReadingColumn(QScrollArea):
    """Follows its end while the person is there; otherwise a round button leads to it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._follows = True
        self._widgets: list[QWidget] = []
        self._content = QWidget()
        # However wide its parts would like to be, the column is as wide as the view.
        self._content.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._layout = QVBoxLayout(self._content)
        self._layout.setSpacing(_GAP)
        self._layout.addStretch()
        self.setWidget(self._content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.jump_button = JumpButton(appearance, self)
        self.jump_button.clicked.connect(self.jump_to_end)
        self.jump_button.hide()
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these from top to bottom; the ones that stood here and are left out are deleted."""
        for widget in self._widgets:
            if widget not in widgets:
                self._layout.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._widgets = list(widgets)
        for i, widget in enumerate(widgets):
            if self._layout.indexOf(widget) != i:
                self._layout.insertWidget(i, widget)

    def jump_to_end(self) -> None:
        """Show the end, and follow it from now on."""
        self._follows = True
        self._on_range_changed()

    @override
    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        self._arrange()

    def _on_range_changed(self) -> None:
        self._arrange()
        if self._follows:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
        self._show_or_hide_button()

    def _on_scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - _NEAR_END
        self._show_or_hide_button()

    def _show_or_hide_button(self) -> None:
        bar = self.verticalScrollBar()
        self.jump_button.setVisible(bar.value() < bar.maximum() - _NEAR_END)

    def _arrange(self) -> None:
        """Centre the column in the whole width, so that the scroll bar's coming moves nothing."""
        widest: int = tokens()["width_px"]["reading_column"]
        side = max(_SIDE, (self.width() - widest) // 2)
        bar = self.width() - self.viewport().width()
        above = _ABOVE_WIDE if side > _SIDE else _ABOVE_NARROW
        self._layout.setContentsMargins(side, above, max(0, side - bar), _BELOW)
        x = (self.width() - self.jump_button.width()) // 2
        self.jump_button.move(x, self.height() - self.jump_button.height() - 12)
        self.jump_button.raise_()
