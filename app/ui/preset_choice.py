"""A box with the presets, beside a button that keeps a new one."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.messages import Parameters
from app.domain.settings import Preset
from app.ui.choice_box import ChoiceBox
from app.ui.controls import Look, TextButton
from app.ui.theme import Appearance
from app.words import N_, _

_NONE = N_("No preset")


class PresetChoice(QWidget):
    """Shows which preset something is asked as.

    Signals:
        chosen: The `Preset` that the person picked.
        kept: What is asked now is to be kept as a preset.
    """

    chosen = Signal(Preset)
    kept = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._presets: Sequence[Preset] = ()
        self._box = ChoiceBox(appearance, _("Preset"))
        self._keep = TextButton(appearance, _("Keep as a preset"), look=Look.OUTLINED)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._box, 1)
        row.addWidget(self._keep)
        self._box.activated.connect(self._on_activated)
        self._keep.clicked.connect(self.kept)

    def set_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these."""
        self._presets = presets
        self._box.clear()
        self._box.addItem(_(_NONE))
        self._box.addItems([preset.name for preset in presets])

    def show_setup(self, parameters: Parameters, system_prompt: str) -> None:
        """Mark the preset that asks just so, or offer to keep it as one."""
        found = [i for i, one in enumerate(self._presets) if one.asks(parameters, system_prompt)]
        self._box.setCurrentIndex(found[0] + 1 if found else 0)
        is_usual = Preset("", "").asks(parameters, system_prompt)
        self._keep.setVisible(not found and not is_usual)

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(self._presets[index - 1] if index else Preset("", ""))
