"""Fields for numbers that may be left to the model."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from app.ui.controls import IconButton
from app.ui.labels import Label
from app.ui.theme import Appearance, tokens
from app.words import N_, _, decimal

DEFAULT = N_("Model's default")
_SLIDER_STEPS = 100  # to one
_SLIDER_TOP = 2.0
_SLIDER_REST = 1.0


class NumberField(QWidget):
    """A number to type, or nothing for the model's default; kept within its range.

    Args:
        decimals: Digits after the point; 0 for whole numbers.

    Signals:
        edited: The person changed it.
        left: The person is done with it.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        appearance: Appearance,
        label: str,
        lowest: float,
        highest: float,
        *,
        decimals: int = 0,
    ) -> None:
        super().__init__()
        self._lowest = lowest
        self._highest = highest
        digits = r"\d{0,10}" + (rf"(\.\d{{0,{decimals}}})?" if decimals else "")
        self._edit = QLineEdit()
        self._edit.setValidator(QRegularExpressionValidator(QRegularExpression(digits), self))
        self._edit.setPlaceholderText(_(DEFAULT))
        self._edit.setAccessibleName(label)
        self._edit.setFixedWidth(140)
        self._reset = _reset_button(appearance, label)
        self._reset.clicked.connect(self._clear)
        self._edit.textChanged.connect(self._on_changed)
        self._edit.textEdited.connect(self.edited)
        self._edit.editingFinished.connect(self.left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Label(appearance, label), 1)
        layout.addWidget(self._edit)
        layout.addWidget(self._reset)

    def value(self) -> float | None:
        """The number, or None for the model's default."""
        text = self._edit.text()
        if not text.strip("."):
            return None
        return max(self._lowest, min(float(text), self._highest))

    def set_value(self, value: float | None) -> None:
        """Show a number, or none for the model's default."""
        self._edit.setText("" if value is None else f"{value:.10g}")

    def _clear(self) -> None:
        self._edit.clear()
        self.edited.emit()
        self.left.emit()

    def _on_changed(self, text: str) -> None:
        self._reset.setVisible(bool(text))


class TemperatureField(QWidget):
    """A slider from 0 to 2 that can also be left at the model's default.

    Signals:
        edited: The person changed it.
        left: The person is done with it.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._value: float | None = None
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, round(_SLIDER_TOP * _SLIDER_STEPS))
        self._slider.setSingleStep(5)
        self._slider.setPageStep(20)
        self._slider.setAccessibleName(_("Temperature"))
        self._shown = Label(appearance, color="dim")
        self._reset = _reset_button(appearance, _("Temperature"))
        self._reset.clicked.connect(lambda: self._choose(None))
        self._slider.valueChanged.connect(self._on_moved)
        self._slider.sliderReleased.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Label(appearance, _("Temperature")), 1)
        head.addWidget(self._shown)
        head.addWidget(self._reset)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._slider)
        self.set_value(None)

    def value(self) -> float | None:
        """The temperature, or None for the model's default."""
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show a temperature, or that it is the model's own."""
        self._value = value
        self._slider.blockSignals(True)
        self._slider.setValue(round((_SLIDER_REST if value is None else value) * _SLIDER_STEPS))
        self._slider.blockSignals(False)
        self._slider.setProperty("unset", value is None)
        self._slider.style().polish(self._slider)
        self._shown.setText(_(DEFAULT) if value is None else decimal(value, 2))
        self._reset.setVisible(value is not None)

    def _on_moved(self, step: int) -> None:
        self._choose(step / _SLIDER_STEPS)

    def _choose(self, value: float | None) -> None:
        self.set_value(value)
        self.edited.emit()
        if not self._slider.isSliderDown():
            self.left.emit()


def _reset_button(appearance: Appearance, label: str) -> IconButton:
    words = _("{name}: use the model's default").format(name=label)
    button = IconButton(appearance, "rotate-ccw", words)
    policy = button.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    button.setSizePolicy(policy)
    button.hide()
    return button


def caption(appearance: Appearance, text: str) -> Label:
    """The words above a field."""
    return Label(appearance, text, px=tokens()["type"]["small_px"], weight=500, color="dim")
