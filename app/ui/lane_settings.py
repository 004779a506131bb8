"""A popup for what a lane's model is told and how it is asked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.messages import Parameters
from app.domain.settings import Preset
from app.ui.choice_box import ChoiceBox
from app.ui.controls import TextButton
from app.ui.labels import Label
from app.ui.popup import Popup
from app.ui.preset_choice import PresetChoice
from app.ui.setup_fields import SetupFields
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import LaneRow
from app.words import _

LaneSetup = tuple[LaneRow, Parameters, str]
_WIDTH = 380


class LaneSettings(Popup):
    """System prompt and parameters, a lane at a time.

    What was changed is told when another lane is chosen, on Ctrl+Enter and when the popup closes.

    Signals:
        changed: The id of a lane, its parameters and its system prompt.
        preset_kept: Parameters and a system prompt to keep as a preset.
        access_requested: The widget that it was opened at, and the id of the lane whose key and
            fallbacks are to be seen.
    """

    changed = Signal(str, Parameters, str)
    preset_kept = Signal(Parameters, str)
    access_requested = Signal(QWidget, str)

    def __init__(
        self,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance, parent)
        self._setups: dict[str, LaneSetup] = {}
        self._lane_id = ""
        self._lane = ChoiceBox(appearance, _("Model"))
        self._preset = PresetChoice(appearance)
        self._fields = SetupFields(appearance)
        self._anchor: QWidget | None = None
        self._access = TextButton(appearance, _("Key and fallbacks…"), small=True, padding=8)
        self._access.clicked.connect(self._lead_to_access)
        self._lay_out()
        self._preset.chosen.connect(self._on_preset_chosen)
        self._preset.kept.connect(self._keep)
        self._fields.edited.connect(self._show_preset)
        self._lane.currentIndexChanged.connect(self._on_lane_chosen)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)

    def set_presets(self, presets: Sequence[Preset]) -> None:
        """Offer these."""
        self._preset.set_presets(presets)
        self._show_preset()

    def open_at(self, anchor: QWidget, lanes: Sequence[LaneSetup], current: str) -> None:
        """Open beside the anchor.

        Args:
            anchor: What was pressed.
            lanes: Each lane with its parameters and its system prompt.
            current: Id of the lane to show first.
        """
        self._anchor = anchor
        self._setups = {setup[0].lane_id: setup for setup in lanes}
        self._lane.blockSignals(True)
        self._lane.clear()
        for lane, *_setup in lanes:
            self._lane.addItem(lane.label, lane.lane_id)
        self._lane.setCurrentIndex(self._lane.findData(current))
        self._lane.blockSignals(False)
        self._lane.setVisible(len(lanes) > 1)
        self._show_lane(current)
        self.show_beside(anchor)
        self._fields.prompt.setFocus(Qt.FocusReason.PopupFocusReason)

    def forget(self) -> None:
        """Close and know nothing of any lane any more."""
        self.close()
        self._setups = {}
        self._lane.blockSignals(True)
        self._lane.clear()
        self._lane.blockSignals(False)
        self._fields.set_setup(Parameters(), "")

    def _show_lane(self, lane_id: str) -> None:
        self._lane_id = lane_id
        _, parameters, prompt = self._setups[lane_id]
        self._fields.set_setup(parameters, prompt)
        self._show_preset()

    def _show_preset(self) -> None:
        self._preset.show_setup(*self._fields.setup())

    def _on_preset_chosen(self, preset: Preset) -> None:
        self._fields.set_setup(preset.parameters, preset.system_prompt)
        self._show_preset()

    def _keep(self) -> None:
        self.preset_kept.emit(*self._fields.setup())

    def _on_lane_chosen(self, index: int) -> None:
        self._apply()
        self._show_lane(self._lane.itemData(index))

    def _lead_to_access(self) -> None:
        self.close()
        self.access_requested.emit(self._anchor, self._lane_id)

    def _apply(self) -> None:
        lane, parameters, prompt = self._setups[self._lane_id]
        entered, entered_prompt = self._fields.setup()
        if (entered, entered_prompt) != (parameters, prompt):
            self._setups[self._lane_id] = (lane, entered, entered_prompt)
            self.changed.emit(self._lane_id, entered, entered_prompt)

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self._lane)
        layout.addWidget(self._preset)
        layout.addSpacing(4)
        layout.addWidget(self._fields)
        layout.addWidget(self._access, 0, Qt.AlignmentFlag.AlignLeft)
        close = QKeySequence("Ctrl+Enter").toString(QKeySequence.SequenceFormat.NativeText)
        hint = _("For the prompts from now on. {keys} closes.").format(keys=close)
        small = tokens()["type"]["small_px"]
        layout.addWidget(Label(self._appearance, hint, px=small, color="dim"))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._setups:
            self._apply()
