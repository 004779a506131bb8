"""Steps through the versions of something, such as attempt 2 of 3."""

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
        self._back = IconButton(appearance, "chevron-left", back, size=24)
        self._on = IconButton(appearance, "chevron-right", on, size=24)
        self._place = Label(appearance, px=tokens()["type"]["small_px"], color="faint")
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._back, self._place, self._on):
            layout.addWidget(widget)
        self.hide()

    def set_place(self, number: int, total: int) -> None:
        """Show that this is number `number`, from 1, of `total`."""
        self._place.setText(f"{number}/{total}")
        self._back.setEnabled(number > 1)
        self._on.setEnabled(number < total)
        self.setVisible(total > 1)
