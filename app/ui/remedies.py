"""The ways out of a failed answer: each button under it leads to where something can be done."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from app.domain.answer import Answer
from app.domain.lane import Candidate
from app.ui.lane_bar import LaneBar
from app.ui.lane_chip import LaneChip
from app.ui.model_choice import ModelChoice
from app.ui.pane_area import PaneArea
from app.ui.prompt_strip import PromptStrip
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.chat import ChatViewModel


class Remedies(QObject):
    """Does what is chosen on the card of an answer.

    Signals:
        settings_requested: The answer's provider and base URL, and the `Remedy`: that provider's
            key, address or proxy is to be looked at, or its connection tested.
        parameters_requested: The chip of the lane whose parameters are to be changed, and its id.
    """

    settings_requested = Signal(str, str, Remedy)
    parameters_requested = Signal(LaneChip, str)

    def __init__(
        self,
        chat: ChatViewModel,
        choice: ModelChoice,
        lanes: LaneBar,
        panes: PaneArea,
        strip: PromptStrip,
    ) -> None:
        super().__init__(panes)
        self._chat = chat
        self._choice = choice
        self._lanes = lanes
        self._panes = panes
        self._strip = strip

    def carry_out(self, answer_id: str, remedy: Remedy) -> None:
        """Do it for this answer of the chat that is open."""
        match remedy:
            case Remedy.CONTINUE:
                self._chat.answers.continue_answer(answer_id)
            case Remedy.RETRY:
                self._chat.answers.regenerate(answer_id)
            case Remedy.RETRY_NOW:
                self._chat.answers.retry_now(answer_id)
            case Remedy.STOP:
                self._chat.answers.stop(answer_id)
            case Remedy.STAND_IN:
                self._chat.answers.ask_stand_in(answer_id)
            case _:
                self._lead_on(self._chat.conversation.answer(answer_id), remedy)

    def _lead_on(self, answer: Answer, remedy: Remedy) -> None:
        match remedy:
            case Remedy.EDIT_PROMPT:
                self._edit_prompt(answer)
            case Remedy.PICK_MODEL:
                self._choice.pick_for(answer.lane_id, self._lanes.chip(answer.lane_id))
            case Remedy.OTHER_MODEL:
                self._choice.pick_instead(answer.id, self._lanes.chip(answer.lane_id))
            case Remedy.OTHER_KEY:
                self._choose_key(answer)
            case Remedy.CHANGE_PARAMETERS:
                chip = self._lanes.chip(answer.lane_id)
                self.parameters_requested.emit(chip, answer.lane_id)
            case _:
                self.settings_requested.emit(answer.model.provider, answer.model.base_url, remedy)

    def _choose_key(self, answer: Answer) -> None:
        chip = self._lanes.chip(answer.lane_id)
        menu = QMenu(chip)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key in self._chat.answers.other_keys(answer.id):
            other = Candidate(answer.model, key.key_id)
            menu.addAction(key.name, partial(self._chat.answers.ask_instead, answer.id, other))
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height())))

    def _edit_prompt(self, answer: Answer) -> None:
        if self._strip.isVisible() and answer.turn_id == self._chat.conversation.head_id:
            self._strip.edit()
        elif pane := self._panes.pane(answer.lane_id):
            pane.transcript.edit_prompt(answer.turn_id)
