"""A field for US dollars, which may stay empty."""

from decimal import Decimal

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.labels import Label
from app.ui.theme import Appearance
from app.words import _

_WIDTH = 96
_AMOUNT = r"\d{0,6}([.,]\d{0,2})?"


class AmountField(QWidget):
    """Takes nothing but an amount.

    Signals:
        chosen: A Decimal; None once it is empty.
    """

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, label: str) -> None:
        super().__init__()
        self._value: Decimal | None = None
        self._field = QLineEdit()
        self._field.setAccessibleName(label)
        self._field.setPlaceholderText(_("None"))
        self._field.setFixedWidth(_WIDTH)
        self._field.setValidator(QRegularExpressionValidator(QRegularExpression(_AMOUNT), self))
        self._field.editingFinished.connect(self._on_edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Label(appearance, "$", color="dim"))
        row.addWidget(self._field)

    def set_value(self, value: Decimal | None) -> None:
        """Show an amount."""
        self._value = value
        self._field.setText("" if value is None else f"{value:.2f}")

    def _on_edited(self) -> None:
        digits = self._field.text().replace(",", ".").strip(".")
        value = Decimal(digits) if digits else None
        if value != self._value:
            self.chosen.emit(value)
