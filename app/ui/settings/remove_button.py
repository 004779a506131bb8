"""A button that removes something, once one has said so twice."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from typing_extensions import override

from app.ui.controls import TextButton
from app.ui.theme import Appearance, font, tokens
from app.words import _


class RemoveButton(TextButton):
    """Asks once more, in its own words, before it removes.

    Args:
        words: What it does, such as "Remove server"; "Remove" when left out.

    Signals:
        confirmed: It was pressed twice.
    """

    confirmed = Signal()

    def __init__(self, appearance: Appearance, words: str = "") -> None:
        words = words or _("Remove")
        super().__init__(appearance, words, small=True, padding=8)
        self.setFont(font(tokens()["type"]["small_px"]))
        self._words = words
        self._is_asking = False
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        if self._is_asking:
            self.confirmed.emit()
        self._ask(is_asking=not self._is_asking)

    def _ask(self, *, is_asking: bool) -> None:
        self._is_asking = is_asking
        asks = _("{deed} for good?").format(deed=self._words)
        self.set_label(asks if is_asking else self._words)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._ask(is_asking=False)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self._ask(is_asking=False)
