"""A percentage that goes up and down by steps."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls import IconButton
from app.ui.labels import Label
from app.ui.theme import Appearance
from app.words import _

_WIDTH = 52


class PercentStepper(QWidget):
    """Less, how much, more.

    Args:
        label: What is set.
        steps: The values, lowest first.

    Signals:
        chosen: The value that was stepped to.
    """

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, label: str, steps: Sequence[int]) -> None:
        super().__init__()
        self._steps = steps
        self._value = 0
        self._less = IconButton(appearance, "minus", _("{label}: less").format(label=label))
        self._more = IconButton(appearance, "plus", _("{label}: more").format(label=label))
        self._shown = Label(appearance, weight=500)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setMinimumWidth(_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for widget in (self._less, self._shown, self._more):
            row.addWidget(widget)
        self._less.clicked.connect(lambda: self.chosen.emit(self._below[-1]))
        self._more.clicked.connect(lambda: self.chosen.emit(self._above[0]))

    def set_value(self, value: int) -> None:
        """Show how much it is."""
        self._value = value
        self._shown.setText(_("{n} %").format(n=value))
        self._less.setEnabled(bool(self._below))
        self._more.setEnabled(bool(self._above))

    @property
    def _below(self) -> list[int]:
        return [step for step in self._steps if step < self._value]

    @property
    def _above(self) -> list[int]:
        return [step for step in self._steps if step > self._value]
