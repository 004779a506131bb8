"""What stands under a prompt in a lane that was not asked: a way to ask it after all."""

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.theme import Looks, tokens
from app.ui.transcript.message import Message
from app.ui.transcript.part import Control
from app.ui.transcript.small_parts import ControlPart
from app.ui.transcript.stage import Actions, Stage
from app.words import N_, _

_HEIGHT = 28
_WORDS = N_("This model was not asked.")


class UnaskedMessage(Message):
    """A quiet line with a button, under the prompt of a turn."""

    def __init__(self, stage: Stage, turn_id: str) -> None:
        super().__init__(stage)
        self.turn_id = turn_id
        self.height = _HEIGHT

    @property
    @override
    def name(self) -> str:
        return _(_WORDS)

    @property
    @override
    def source(self) -> str:
        return ""

    @override
    def compose(self) -> None:
        self._parts = [UnaskedPart(self._stage, self.turn_id)]
        self.measure()


class UnaskedPart(ControlPart):
    """The line."""

    def __init__(self, stage: Stage, turn_id: str) -> None:
        super().__init__(_HEIGHT)
        self._stage = stage
        self.turn_id = turn_id

    @property
    @override
    def name(self) -> str:
        return _(_WORDS)

    @override
    def new_control(self, parent: QWidget) -> Control:
        return _UnaskedControl(self._stage.appearance, self._stage.actions, parent)


class _UnaskedControl(Control):
    def __init__(self, appearance: Looks, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._turn_id = ""
        words = Label(appearance, _(_WORDS), px=tokens()["type"]["small_px"], color="faint")
        ask = TextButton(appearance, _("Ask this one too"), look=Look.OUTLINED, small=True)
        ask.clicked.connect(lambda: actions.ask_requested.emit(self._turn_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words)
        row.addStretch()
        row.addWidget(ask)

    @override
    def bind(self, part: UnaskedPart) -> None:
        self._turn_id = part.turn_id
