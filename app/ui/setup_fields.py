"""The fields for what a model is told and how it is asked."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.messages import Parameters
from app.ui.lines_edit import LinesEdit
from app.ui.parameter_fields import NumberField, TemperatureField, caption
from app.ui.theme import Appearance
from app.words import _

_PROMPT_HEIGHT = 104
_MOST_TOKENS = 10_000_000
_LARGEST_SEED = 2**31 - 1


class SetupFields(QWidget):
    """System prompt and parameters; what has no field is kept as it was.

    Signals:
        edited: The person changed something.
        left: The person is done with a field, changed or not.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._parameters = Parameters()
        self.prompt = LinesEdit(_PROMPT_HEIGHT)
        self.prompt.setAccessibleName(_("System prompt"))
        self.prompt.setPlaceholderText(_("How this model should behave"))
        self._temperature = TemperatureField(appearance)
        self._top_p = NumberField(appearance, _("Top-p"), 0, 1, decimals=3)
        self._max_tokens = NumberField(appearance, _("Maximum tokens"), 1, _MOST_TOKENS)
        self._seed = NumberField(appearance, _("Seed"), 0, _LARGEST_SEED)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(caption(appearance, _("System prompt")))
        layout.addWidget(self.prompt)
        layout.addSpacing(4)
        self.prompt.textChanged.connect(self.edited)
        self.prompt.editingFinished.connect(self.left)
        for field in (self._temperature, self._top_p, self._max_tokens, self._seed):
            layout.addWidget(field)
            field.edited.connect(self.edited)
            field.left.connect(self.left)

    def set_setup(self, parameters: Parameters, prompt: str) -> None:
        """Show these; emits nothing."""
        self._parameters = parameters
        blocked = self.blockSignals(True)
        self.prompt.setPlainText(prompt)
        self._temperature.set_value(parameters.temperature)
        self._top_p.set_value(parameters.top_p)
        self._max_tokens.set_value(parameters.max_tokens)
        self._seed.set_value(parameters.seed)
        self.blockSignals(blocked)

    def setup(self) -> tuple[Parameters, str]:
        """What is entered: the parameters and the system prompt."""
        entered = replace(
            self._parameters,
            temperature=self._temperature.value(),
            top_p=self._top_p.value(),
            max_tokens=_whole(self._max_tokens.value()),
            seed=_whole(self._seed.value()),
        )
        return entered, self.prompt.toPlainText().strip()


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
