"""The chat that is open: lane bar, panes and composer, wired to its view model."""

from functools import partial

from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.conversation import Candidate
from app.ui.composer import Composer
from app.ui.first_start import FirstStart
from app.ui.first_steps import FirstSteps
from app.ui.lane_access import LaneAccess
from app.ui.lane_bar import LaneBar
from app.ui.lane_pane import LanePane
from app.ui.lane_settings import LaneSettings
from app.ui.link_question import ask_to_open
from app.ui.model_choice import ModelChoice
from app.ui.notice import Notice
from app.ui.pane_area import PaneArea
from app.ui.preset_menu import PresetMenu
from app.ui.prompt_strip import PromptStrip
from app.ui.remedies import Remedies
from app.ui.secret_question import send_guarded
from app.ui.shortcuts import Group, Shortcuts
from app.ui.theme import Appearance, tokens
from app.ui.transcript import TranscriptView
from app.ui.welcome import Welcome
from app.viewmodels.chat import ChatViewModel
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.presets import PresetsViewModel
from app.viewmodels.providers import ProvidersViewModel
from app.viewmodels.rows import AnswerRow, LaneRow
from app.viewmodels.tasks import Tasks

MARGIN = 16
QWIDGETSIZE_MAX = 16_777_215  # no limit; PySide6 does not name it


class ChatView(QWidget):
    """Everything to the right of the sidebar."""

    def __init__(
        self,
        appearance: Appearance,
        chat: ChatViewModel,
        models: ModelsViewModel,
        providers: ProvidersViewModel,
        presets: PresetsViewModel,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._chat = chat
        self._models = models
        self._quotas = providers.quotas
        self.notice = Notice(appearance)
        self.lane_bar = LaneBar(appearance)
        self.prompt_strip = PromptStrip(appearance)
        self.welcome = Welcome(appearance)
        self.first_start = FirstStart(appearance)
        self._first_steps = FirstSteps(self.first_start, chat, models, providers)
        self.panes = PaneArea(self._make_pane)
        self.composer = Composer(appearance)
        self.model_choice = ModelChoice(appearance, chat, models, tasks, self)
        self.lane_settings = LaneSettings(appearance, self)
        self.preset_menu = PresetMenu(chat, presets, self)
        self.lane_access = LaneAccess(appearance, self)
        self.remedies = Remedies(
            chat, self.model_choice, self.lane_bar, self.panes, self.prompt_strip
        )
        self._lay_out()
        self._connect_widgets()
        self._connect_view_models(tasks)
        self._connect_presets(presets)
        self._on_opened()

    def _lay_out(self) -> None:
        composer_row = QHBoxLayout()
        composer_row.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        composer_row.addStretch(1)
        composer_row.addWidget(self.composer, 1_000)
        composer_row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lane_bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.prompt_strip)
        layout.addWidget(self.first_start, 1)
        layout.addWidget(self.welcome, 1)
        layout.addWidget(self.panes, 1)
        layout.addLayout(composer_row)

    def _connect_widgets(self) -> None:
        chat = self._chat
        self.lane_bar.pick_requested.connect(self.model_choice.pick_for)
        self.lane_bar.add_requested.connect(self.model_choice.pick_new)
        self.lane_bar.remove_requested.connect(chat.lane_editor.remove)
        self.lane_bar.reordered.connect(chat.lane_editor.reorder)
        self._equalise = self.lane_bar.menu.addAction("Make panes equal", self.panes.equalise)
        self.lane_bar.menu.addAction("Add a server…", self.model_choice.open_server_dialog)
        self.composer.submitted.connect(self._send)
        self.composer.stop_requested.connect(chat.stop_all)
        self.composer.draft_changed.connect(chat.keep_draft)
        self.composer.parameters_requested.connect(self._open_lane_settings)
        self.remedies.parameters_requested.connect(self._open_lane_settings)
        self.lane_settings.changed.connect(chat.lane_editor.change_setup)
        self.lane_settings.access_requested.connect(self._open_lane_access)
        self.lane_access.changed.connect(chat.lane_editor.change_access)
        self.lane_access.model_wanted.connect(self._pick_fallback)
        self.prompt_strip.prompt_edited.connect(self._edit_prompt)
        self.prompt_strip.version_step_requested.connect(chat.step_version)

    def _connect_view_models(self, tasks: Tasks) -> None:
        chat = self._chat
        chat.opened.connect(self._on_opened)
        chat.changed.connect(self._show_conversation)
        chat.sent.connect(self.composer.clear)
        chat.text_arrived.connect(self._append)
        chat.answer_changed.connect(self._show_answer)
        chat.streaming_changed.connect(lambda: self.composer.set_streaming(self._chat.is_streaming))
        chat.remarked.connect(self.notice.show_sentence)
        tasks.failed.connect(self.notice.show_sentence)
        self._models.changed.connect(self._show_conversation)
        self._quotas.changed.connect(self._show_quota)

    def _connect_presets(self, presets: PresetsViewModel) -> None:
        self.composer.presets_requested.connect(self.preset_menu.open_at)
        self.lane_settings.preset_kept.connect(presets.add)
        presets.changed.connect(lambda: self.lane_settings.set_presets(presets.presets))
        self.lane_settings.set_presets(presets.presets)

    def _make_pane(self, lane: LaneRow) -> LanePane:
        chat = self._chat
        pane = LanePane(self._appearance)
        pane.pick_requested.connect(partial(self.model_choice.pick_for, anchor=pane.head))
        pane.move_requested.connect(chat.lane_editor.move)
        pane.remove_requested.connect(chat.lane_editor.remove)
        pane.parameters_requested.connect(partial(self._open_lane_settings, pane.head))
        pane.access_requested.connect(partial(self._open_lane_access, pane.head))
        pane.copy_requested.connect(self._copy_answer)
        pane.regenerate_requested.connect(chat.regenerate)
        pane.remedy_chosen.connect(self.remedies.carry_out)
        pane.stop_requested.connect(chat.stop)
        pane.attempt_step_requested.connect(chat.step_attempt)
        pane.prompt_edited.connect(self._edit_prompt)
        pane.version_step_requested.connect(chat.step_version)
        pane.link_activated.connect(partial(ask_to_open, self))
        return pane

    def _on_opened(self) -> None:
        self._show_conversation()
        self.composer.set_text(self._chat.conversation.draft)
        self.composer.set_streaming(self._chat.is_streaming)
        self.composer.focus_editor()

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys do what can be done here."""
        keys, add = QKeySequence.StandardKey, shortcuts.add
        answers, reading = Group.ANSWERS, Group.READING
        add("composer", Group.CHATS, "To the composer", "Ctrl+L", self.composer.focus_editor)
        add("stop_all", answers, "Stop all answers", "Ctrl+.", self._chat.stop_all)
        add("find", reading, "Find in this chat", keys.Find, lambda: self._read.open_find())
        add("find_next", reading, "Next match", keys.FindNext, lambda: self._read.find_again(False))
        add(
            "find_previous",
            reading,
            "Previous match",
            keys.FindPrevious,
            lambda: self._read.find_again(True),
        )
        add("copy", reading, "Copy what is selected", keys.Copy, lambda: self._read.copy())
        add("select_all", reading, "Select all", keys.SelectAll, lambda: self._read.select_all())

    @property
    def _read(self) -> TranscriptView:
        """What is read: in the pane that has the focus, or else in the first one."""
        panes, focus = self.panes.all_panes(), QApplication.focusWidget()
        focused = (pane for pane in panes if focus and pane.isAncestorOf(focus))
        return next(focused, panes[0]).transcript

    def _show_conversation(self) -> None:
        lanes = self._chat.lanes
        is_comparison = len(lanes) > 1
        is_empty = not self._chat.conversation.turns
        self.lane_bar.set_lanes(lanes)
        self.panes.set_lanes(lanes)
        for lane in lanes:
            if pane := self.panes.pane(lane.lane_id):
                pane.set_path(self._chat.turns(lane.lane_id))
        self.welcome.set_lanes(lanes)
        shows_panes = is_comparison or not is_empty
        self.panes.setVisible(shows_panes)
        self.welcome.setVisible(not shows_panes and self._chat.is_set_up)
        self.first_start.setVisible(not shows_panes and not self._chat.is_set_up)
        last_turns = self._chat.turns(lanes[0].lane_id)[-1:] if is_comparison else []
        self.prompt_strip.set_prompt(last_turns[0] if last_turns else None)
        self._equalise.setEnabled(is_comparison)
        self.composer.set_lane_count(len(lanes))
        self.composer.set_hint(next((lane.note for lane in lanes if lane.note), ""))
        reading_column: int = tokens()["width_px"]["reading_column"]
        self.composer.setMaximumWidth(QWIDGETSIZE_MAX if is_comparison else reading_column)
        self._show_summary()
        self._show_quota()
        if self.lane_access.isVisible():
            self.lane_access.set_row(self._chat.access(self.lane_access.lane_id))

    def _show_quota(self) -> None:
        lanes = self._chat.conversation.active_lanes
        self.composer.set_quota(self._quotas.lowest(lanes))

    def _show_summary(self) -> None:
        tokens_used, cost = self._chat.tokens_used, self._chat.cost
        parts = [f"{tokens_used:,} tokens"] if tokens_used else []
        parts += [f"${cost:.3f}"] if cost is not None else []
        self.lane_bar.set_summary("   ".join(parts))

    def _append(self, lane_id: str, answer_id: str, text: str, reasoning: str) -> None:
        if pane := self.panes.pane(lane_id):
            pane.append(answer_id, text, reasoning)

    def _show_answer(self, row: AnswerRow) -> None:
        if pane := self.panes.pane(row.lane_id):
            if row.status.is_live:
                pane.show_status(row)
            else:
                pane.finish(row)
                self._show_summary()

    def _send(self, prompt: str) -> None:
        send_guarded(self, prompt, self._chat.send)

    def _edit_prompt(self, turn_id: str, prompt: str) -> None:
        send_guarded(self, prompt, partial(self._chat.edit_prompt, turn_id))

    def _copy_answer(self, answer_id: str) -> None:
        QGuiApplication.clipboard().setText(self._chat.answer_text(answer_id))

    def _open_lane_settings(self, anchor: QWidget, lane_id: str | None = None) -> None:
        lanes = {lane.id: lane for lane in self._chat.conversation.active_lanes}
        setups = [
            (row, lanes[row.lane_id].parameters, lanes[row.lane_id].system_prompt)
            for row in self._chat.lanes
        ]
        self.lane_settings.open_at(anchor, setups, lane_id or setups[0][0].lane_id)

    def _open_lane_access(self, anchor: QWidget, lane_id: str) -> None:
        self.lane_access.open_at(anchor, self._chat.access(lane_id))

    def _pick_fallback(self, anchor: QWidget) -> None:
        self.model_choice.pick(anchor, lambda model: self.lane_access.add(Candidate(model)))
