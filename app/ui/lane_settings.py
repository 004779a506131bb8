"""A popup for what a lane's model is told and how it is asked."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.messages import Parameters
from app.ui.choice_box import ChoiceBox
from app.ui.controls import Label
from app.ui.parameter_fields import NumberField, TemperatureField, caption
from app.ui.popup import Popup
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import LaneRow

LaneSetup = tuple[LaneRow, Parameters, str]
_WIDTH = 380
_PROMPT_HEIGHT = 104
_MOST_TOKENS = 10_000_000
_LARGEST_SEED = 2**31 - 1


class LaneSettings(Popup):
    """System prompt and parameters, a lane at a time.

    What was changed is told when another lane is chosen, on Ctrl+Enter and when the popup closes.
    """

    changed = Signal(str, Parameters, str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._setups: dict[str, LaneSetup] = {}
        self._lane_id = ""
        self._lane = ChoiceBox(appearance, "Model")
        self._prompt = QPlainTextEdit()
        self._prompt.setAccessibleName("System prompt")
        self._prompt.setPlaceholderText("How this model should behave")
        self._prompt.setTabChangesFocus(True)
        self._prompt.setFixedHeight(_PROMPT_HEIGHT)
        self._temperature = TemperatureField(appearance)
        self._top_p = NumberField(appearance, "Top-p", 0, 1, decimals=3)
        self._max_tokens = NumberField(appearance, "Maximum tokens", 1, _MOST_TOKENS)
        self._seed = NumberField(appearance, "Seed", 0, _LARGEST_SEED)
        self._lay_out()
        self._lane.currentIndexChanged.connect(self._on_lane_chosen)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.close)

    def open_at(self, anchor: QWidget, lanes: Sequence[LaneSetup], current: str) -> None:
        """Open beside the anchor.

        Args:
            anchor: What was pressed.
            lanes: Each lane with its parameters and its system prompt.
            current: Id of the lane to show first.
        """
        self._setups = {setup[0].lane_id: setup for setup in lanes}
        self._lane.blockSignals(True)
        self._lane.clear()
        for lane, _, _ in lanes:
            self._lane.addItem(lane.label, lane.lane_id)
        self._lane.setCurrentIndex(self._lane.findData(current))
        self._lane.blockSignals(False)
        self._lane.setVisible(len(lanes) > 1)
        self._show_lane(current)
        self.show_beside(anchor)
        self._prompt.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_lane(self, lane_id: str) -> None:
        self._lane_id = lane_id
        _, parameters, prompt = self._setups[lane_id]
        self._prompt.setPlainText(prompt)
        self._temperature.set_value(parameters.temperature)
        self._top_p.set_value(parameters.top_p)
        self._max_tokens.set_value(parameters.max_tokens)
        self._seed.set_value(parameters.seed)

    def _on_lane_chosen(self, index: int) -> None:
        self._apply()
        self._show_lane(self._lane.itemData(index))

    def _apply(self) -> None:
        lane, parameters, prompt = self._setups[self._lane_id]
        entered = replace(
            parameters,
            temperature=self._temperature.value(),
            top_p=self._top_p.value(),
            max_tokens=_whole(self._max_tokens.value()),
            seed=_whole(self._seed.value()),
        )
        entered_prompt = self._prompt.toPlainText().strip()
        if (entered, entered_prompt) != (parameters, prompt):
            self._setups[self._lane_id] = (lane, entered, entered_prompt)
            self.changed.emit(self._lane_id, entered, entered_prompt)

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(8)
        layout.addWidget(self._lane)
        layout.addWidget(caption(self._appearance, "System prompt"))
        layout.addWidget(self._prompt)
        layout.addSpacing(4)
        for field in (self._temperature, self._top_p, self._max_tokens, self._seed):
            layout.addWidget(field)
        close = QKeySequence("Ctrl+Enter").toString(QKeySequence.SequenceFormat.NativeText)
        hint = f"For the prompts from now on. {close} closes."
        small = tokens()["type"]["small_px"]
        layout.addWidget(Label(self._appearance, hint, px=small, color="dim"))

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._setups:
            self._apply()


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)
