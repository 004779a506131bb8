"""The chat that is open: lane bar, panes and composer, wired to its view model."""

from collections.abc import Sequence

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.blind import widths_in_sight
from app.ui.answer_keys import add_answer_shortcuts
from app.ui.asking import Asking
from app.ui.attaching import can_attach
from app.ui.branch_row import BranchRow
from app.ui.comparison_keys import add_line_up_shortcuts, add_pane_shortcuts
from app.ui.composer import Composer
from app.ui.difference_lens import DifferenceLens
from app.ui.first_start import FirstStart
from app.ui.first_steps import FirstSteps
from app.ui.lane_access import LaneAccess
from app.ui.lane_bar import LaneBar
from app.ui.lane_settings import LaneSettings
from app.ui.lane_setup import LaneSetup
from app.ui.lens_legend import LensLegend
from app.ui.line_up_menu import LineUpMenu
from app.ui.metrics_dialog import MetricsDialog
from app.ui.model_choice import ModelChoice
from app.ui.notice import Notice
from app.ui.pane_area import PaneArea
from app.ui.pane_wiring import PaneWiring
from app.ui.preset_menu import PresetMenu
from app.ui.prompt_strip import PromptStrip
from app.ui.quoting import Quoting
from app.ui.reading_keys import add_reading_shortcuts
from app.ui.remedies import Remedies
from app.ui.scroll_together import ScrollTogether
from app.ui.shortcuts import Group, Shortcuts
from app.ui.theme import Appearance, tokens
from app.ui.transcript.answer_notice import Remedy
from app.ui.vote_bar import VoteBar
from app.ui.voting import Voting
from app.ui.welcome import Welcome
from app.viewmodels.metrics import MetricsViewModel
from app.viewmodels.presets import PresetsViewModel
from app.viewmodels.rows import AnswerRow, LaneRow
from app.viewmodels.tasks import Tasks
from app.viewmodels.view_models import ViewModels
from app.words import _, ngettext, number, us_dollars

MARGIN = 16
QWIDGETSIZE_MAX = 16_777_215  # no limit; PySide6 does not name it


class ChatView(QWidget):
    """Everything to the right of the sidebar."""

    def __init__(self, appearance: Appearance, models: ViewModels) -> None:
        super().__init__()
        self._appearance = appearance
        self._chat = chat = models.chat
        self._models = models.models
        self._shuffled: str | None = None
        self.notice = Notice(appearance)
        self.lane_bar = LaneBar(appearance)
        self.prompt_strip = PromptStrip(appearance)
        self.welcome = Welcome(appearance)
        self.first_start = FirstStart(appearance)
        FirstSteps(self.first_start, chat, models.models, models.providers)
        self.branch_row = BranchRow(appearance)
        self.composer = Composer(appearance)
        self._asking = Asking(self.composer, models, self)
        self.quoting = Quoting(appearance, models.quote, self.composer, self.notice, self)
        self.model_choice = ModelChoice(appearance, chat, models.models, models.tasks, self)
        self.line_up_menu = LineUpMenu(appearance, chat.line_ups, self)
        self.metrics_dialog = MetricsDialog(appearance, MetricsViewModel(chat), self)
        self._make_lane_setup(models.presets)
        self.panes = PaneArea(appearance, self._new_wiring().new_pane)
        self.lens_legend = LensLegend(appearance)
        self.vote_bar = VoteBar(appearance)
        self.remedies = Remedies(
            chat, self.model_choice, self.lane_bar, self.panes, self.prompt_strip
        )
        self._compare(models)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect_widgets()
        self._connect_view_models(models.tasks)
        self._on_opened()

    def _make_lane_setup(self, presets: PresetsViewModel) -> None:
        self.lane_settings = LaneSettings(self._appearance, self)
        self.preset_menu = PresetMenu(self._chat, presets, self)
        self.lane_access = LaneAccess(self._appearance, self)
        self._lane_setup = LaneSetup(
            self._chat,
            presets,
            self.model_choice,
            self.lane_settings,
            self.lane_access,
            self.preset_menu,
            self.notice,
        )

    def _new_wiring(self) -> PaneWiring:
        return PaneWiring(
            self._appearance,
            self._chat,
            self.model_choice,
            self._carry_out,
            self._lane_setup.open_settings,
            self._lane_setup.open_access,
            self._asking.edit_prompt,
            self.composer.quote,
            self,
        )

    def _carry_out(self, answer_id: str, remedy: Remedy) -> None:
        self.remedies.carry_out(answer_id, remedy)

    def _compare(self, models: ViewModels) -> None:
        bar = self.lane_bar.comparison
        DifferenceLens(self.panes, bar, self.lens_legend, models.lens)
        ScrollTogether(self.panes, bar, models.alignment)
        self._voting = Voting(self.panes, bar, self.vote_bar, models.blind, models.votes)

    def _lay_out(self) -> None:
        composer_row = QHBoxLayout()
        composer_row.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        composer_row.addStretch(1)
        composer_row.addWidget(self.composer, 1_000)
        composer_row.addStretch(1)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lane_bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.prompt_strip)
        layout.addWidget(self.lens_legend)
        layout.addWidget(self.first_start, 1)
        layout.addWidget(self.welcome, 1)
        layout.addWidget(self.panes, 1)
        layout.addWidget(self.vote_bar)
        layout.addWidget(self.branch_row)
        layout.addLayout(composer_row)

    def _connect_widgets(self) -> None:
        chat = self._chat
        self.lane_bar.pick_requested.connect(self.model_choice.pick_for)
        self.lane_bar.add_requested.connect(self.model_choice.pick_new)
        self.lane_bar.remove_requested.connect(chat.lane_editor.remove)
        self.lane_bar.reordered.connect(chat.lane_editor.reorder)
        self.lane_bar.line_ups_requested.connect(self.line_up_menu.open_at)
        self.lane_bar.comparison.unfold_requested.connect(chat.lane_editor.unfold)
        self.panes.resized.connect(chat.lane_editor.set_widths)
        self._equalise = self.lane_bar.menu.addAction(_("Make panes equal"), self.panes.equalise)
        self.lane_bar.menu.addAction(_("Numbers of this chat…"), self.metrics_dialog.show_numbers)
        self.lane_bar.menu.addAction(_("Add a server…"), self.model_choice.open_server_dialog)
        self.branch_row.branch_chosen.connect(chat.answers.leave_branch)
        self.composer.parameters_requested.connect(self._lane_setup.open_settings)
        self.composer.presets_requested.connect(self._lane_setup.open_presets)
        self.remedies.parameters_requested.connect(self._lane_setup.open_settings)
        self.prompt_strip.prompt_edited.connect(self._asking.edit_prompt)
        self.prompt_strip.version_step_requested.connect(chat.answers.step_version)
        self.prompt_strip.retry_requested.connect(chat.answers.retry_failed)

    def _connect_view_models(self, tasks: Tasks) -> None:
        chat = self._chat
        chat.opened.connect(self._on_opened)
        chat.changed.connect(self._show_conversation)
        chat.text_arrived.connect(self._append)
        chat.answer_changed.connect(self._show_answer)
        chat.marks_changed.connect(self._show_marks)
        chat.line_ups.changed.connect(self._show_line_up)
        chat.remarked.connect(self.notice.show_sentence)
        tasks.failed.connect(self.notice.show_sentence)
        self._models.changed.connect(self._show_conversation)

    def _on_opened(self) -> None:
        self._show_conversation()
        self._asking.open()

    def put_below_panes(self, widget: QWidget) -> None:
        """Have a widget between the panes and the composer."""
        self._layout.insertWidget(self._layout.indexOf(self.panes) + 1, widget)

    def open_find(self) -> None:
        """Ask what is to be found in the chat that is read."""
        self.panes.current.transcript.open_find()

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys do what can be done here."""
        add, answers, reading = shortcuts.add, Group.ANSWERS, Group.READING
        stop = self._chat.answers.stop_all
        add("stop_all", answers, _("Stop all answers"), "Ctrl+.", stop, in_lane_windows=True)
        add_reading_shortcuts(shortcuts, self.panes)
        show = self.metrics_dialog.show_numbers
        add("numbers", reading, _("Numbers of this chat"), "Ctrl+Shift+T", show)
        add_answer_shortcuts(shortcuts, self.panes)
        self.quoting.add_shortcuts(shortcuts)
        differ = self.lane_bar.comparison.toggle_differences
        name = _("Where the answers differ")
        add("differences", reading, name, "Ctrl+D", differ, in_lane_windows=True)
        add_pane_shortcuts(shortcuts, self.panes)
        add_line_up_shortcuts(shortcuts, self._chat.line_ups)
        self._voting.add_shortcuts(shortcuts)
        self.panes.window_made.connect(shortcuts.serve)

    def _show_conversation(self) -> None:
        lanes = self._chat.lanes
        is_comparison = len(lanes) > 1
        is_empty = not self._chat.conversation.turns
        self.lane_bar.set_lanes(lanes)
        self.lane_bar.comparison.set_state(
            is_comparison=is_comparison, has_folded=bool(self._chat.conversation.folded_lanes)
        )
        self._show_line_up()
        self._show_panes(lanes)
        self.welcome.set_lanes(lanes)
        shows_panes = is_comparison or not is_empty
        self.panes.setVisible(shows_panes)
        self.welcome.setVisible(not shows_panes and self._chat.is_set_up)
        self.first_start.setVisible(not shows_panes and not self._chat.is_set_up)
        last_turns = self._chat.turns(lanes[0].lane_id)[-1:] if is_comparison else []
        self.prompt_strip.set_prompt(last_turns[0] if last_turns else None)
        self._show_failed()
        self._show_branch()
        self._equalise.setEnabled(is_comparison)
        reading_column: int = tokens()["width_px"]["reading_column"]
        self.composer.setMaximumWidth(QWIDGETSIZE_MAX if is_comparison else reading_column)
        self._show_summary()
        self._asking.show()
        self._lane_setup.show()

    def _show_panes(self, lanes: Sequence[LaneRow]) -> None:
        shuffled = self._chat.conversation.head_id if self._chat.hides_names else None
        if shuffled not in (None, self._shuffled):
            self._forget_names()
        self._shuffled = shuffled
        self.panes.set_lanes(lanes, widths_in_sight(self._chat.conversation))
        for lane in lanes:
            turns = self._chat.turns(lane.lane_id)
            if pane := self.panes.pane(lane.lane_id):
                pane.set_path(turns)
            self.panes.set_status(lane.lane_id, turns[-1].answer if turns else None)
        self._voting.show_votes()

    def _forget_names(self) -> None:
        """Have nothing left of what was seen under names, be it closed or out of sight."""
        # A pane that was alone, searched or in a window of its own would be known again.
        self.panes.set_lanes(())
        self.lane_settings.forget()
        self.lane_access.forget()
        self.line_up_menu.show_line_ups()

    def _show_line_up(self) -> None:
        self.lane_bar.set_line_up(self._chat.line_ups.current)

    def _show_failed(self) -> None:
        conversation = self._chat.conversation
        failed = conversation.failed(conversation.head_id) if conversation.head_id else ()
        self.prompt_strip.set_failed(len(failed))

    def _show_branch(self) -> None:
        conversation = self._chat.conversation
        head_id = conversation.head_id or ""
        branches = {turn.id: turn.title for turn in conversation.children(head_id)}
        self.branch_row.set_branches(head_id, branches, conversation.prompts_after(head_id))

    def _show_marks(self, row: AnswerRow) -> None:
        if pane := self.panes.pane(row.lane_id):
            pane.show_marks(row)

    def _show_summary(self) -> None:
        tokens_used, cost = self._chat.tokens_used, self._chat.cost
        words = ngettext("{n} token", "{n} tokens", tokens_used)
        parts = [words.format(n=number(tokens_used))] if tokens_used else []
        parts += [us_dollars(cost, 3)] if cost is not None else []
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
                self._show_failed()
            if pane.footer.answer_id == row.answer_id:
                self.panes.set_status(row.lane_id, row)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_attach(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.composer.add_from(event.mimeData())
