"""Steps through the versions of something, such as attempt 2 of 3."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls import IconButton
from app.ui.labels import Label
from app.ui.theme import Looks, tokens


class Stepper(QWidget):
    """Hidden while there is only one.

    Args:
        back: What its first button does, such as "Previous attempt".
        on: What the other one does.

    Signals:
        stepped: -1 or 1.
    """

    stepped = Signal(int)

    def __init__(
        self, appearance: Looks, back: str, on: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._labels = back, on
        self.hide()

    def set_place(self, number: int, total: int) -> None:
        """Show that this is number `number`, from 1, of `total`."""
        if total > 1:
            back, place, on = self._content
            place.setText(f"{number}/{total}")
            back.setEnabled(number > 1)
            on.setEnabled(number < total)
        self.setVisible(total > 1)

    @cached_property
    def _content(self) -> tuple[IconButton, Label, IconButton]:
        """Made only where there is a choice: nearly everywhere there is none."""
        back = IconButton(self._appearance, "chevron-left", self._labels[0], size=24)
        on = IconButton(self._appearance, "chevron-right", self._labels[1], size=24)
        place = Label(self._appearance, px=tokens()["type"]["small_px"], color="faint")
        back.clicked.connect(lambda: self.stepped.emit(-1))
        on.clicked.connect(lambda: self.stepped.emit(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (back, place, on):
            layout.addWidget(widget)
        return back, place, on
