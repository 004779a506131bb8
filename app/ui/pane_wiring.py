"""What the panes of a chat ask for, and who does it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.ui.lane_pane import LanePane
from app.ui.link_question import ask_to_open
from app.ui.model_choice import ModelChoice
from app.ui.theme import Appearance
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.rows import LaneRow


class PaneWiring:
    """Makes panes whose signals reach the chat.

    Args:
        model_choice: Picks another model for a lane.
        carry_out: Does what is chosen on the card of an answer.
        open_settings: Opens the parameters of a lane beside a widget.
        open_access: Opens its key and fallbacks beside a widget.
        edit_prompt: Asks a turn's prompt again in other words.
        quote: Puts a quotation into the prompt that is being written.
        window: What questions are asked over.
    """

    def __init__(
        self,
        appearance: Appearance,
        chat: ChatViewModel,
        model_choice: ModelChoice,
        carry_out: Callable[[str, Remedy], None],
        open_settings: Callable[[QWidget, str], None],
        open_access: Callable[[QWidget, str], None],
        edit_prompt: Callable[[str, str], None],
        quote: Callable[[str], None],
        window: QWidget,
    ) -> None:
        self._appearance = appearance
        self._chat = chat
        self._model_choice = model_choice
        self._carry_out = carry_out
        self._open_settings = open_settings
        self._open_access = open_access
        self._edit_prompt = edit_prompt
        self._quote = quote
        self._window = window

    def new_pane(self, lane: LaneRow) -> LanePane:
        """A pane for a lane."""
        chat, pane = self._chat, LanePane(self._appearance)
        pane.pick_requested.connect(partial(self._model_choice.pick_for, anchor=pane.head))
        pane.move_requested.connect(chat.lane_editor.move)
        pane.remove_requested.connect(chat.lane_editor.remove)
        pane.copy_lane_requested.connect(chat.lane_editor.copy)
        pane.go_on_requested.connect(chat.lane_editor.continue_with)
        pane.parameters_requested.connect(partial(self._open_settings, pane.head))
        pane.access_requested.connect(partial(self._open_access, pane.head))
        pane.ask_requested.connect(chat.answers.ask)
        pane.copy_requested.connect(self._copy_answer)
        pane.regenerate_requested.connect(chat.answers.regenerate)
        pane.branch_requested.connect(chat.answers.branch_at)
        pane.quote_requested.connect(self._quote)
        pane.remedy_chosen.connect(self._carry_out)
        pane.stop_requested.connect(chat.answers.stop)
        pane.attempt_step_requested.connect(chat.answers.step_attempt)
        pane.prompt_edited.connect(self._edit_prompt)
        pane.version_step_requested.connect(chat.answers.step_version)
        pane.link_activated.connect(partial(ask_to_open, self._window))
        return pane

    def _copy_answer(self, answer_id: str) -> None:
        QGuiApplication.clipboard().setText(self._chat.answer_text(answer_id))
