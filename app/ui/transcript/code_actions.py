"""What can be done with a code block: wrap its lines, copy it."""

from typing import Protocol

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import IconButton, TextButton
from app.ui.theme import Looks, tokens
from app.ui.transcript.part import Control
from app.words import _

_NARROW = 140


class Wrappable(Protocol):
    """What the actions serve."""

    @property
    def text(self) -> str:
        """What is copied."""
        ...

    def toggle_wrap(self) -> None:
        """Wrap long lines, or no longer."""
        ...


class CodeActions(Control):
    """Two buttons; in a narrow pane both are icons."""

    def __init__(self, appearance: Looks, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._part: Wrappable | None = None
        self._wrap = IconButton(appearance, "wrap-text", _("Wrap long lines"))
        self._wrap.clicked.connect(self._toggle_wrap)
        small = tokens()["type"]["small_px"]
        self._copy = TextButton(
            appearance, _("Copy"), icon="copy", small=True, weight=400, px=small
        )
        self._copy_icon = IconButton(appearance, "copy", _("Copy this code"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addStretch()
        for button in (self._wrap, self._copy, self._copy_icon):
            row.addWidget(button)
        for button in (self._copy, self._copy_icon):
            button.clicked.connect(self._copy_code)

    @override
    def bind(self, part: Wrappable) -> None:
        self._part = part

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._appearance.theme.px(_NARROW)
        self._copy.setVisible(not narrow)
        self._copy_icon.setVisible(narrow)

    def _copy_code(self) -> None:
        if self._part:
            QGuiApplication.clipboard().setText(self._part.text)

    def _toggle_wrap(self) -> None:
        if self._part:
            self._part.toggle_wrap()
