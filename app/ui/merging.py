"""Merging answers: the popup, what the citations lead to, and the tray of picked blocks."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.chat_view import ChatView
from app.ui.lane_pane import LanePane
from app.ui.merge_popup import MergePopup
from app.ui.picked_panel import PickedPanel
from app.ui.shortcuts import Group, Shortcuts
from app.ui.theme import Appearance
from app.ui.transcript.citation_marks import citation_at
from app.viewmodels.merging import MergingViewModel
from app.viewmodels.picking import TrayViewModel
from app.words import N_, _

_NOT_SHOWN = N_("There is no such answer among those that are shown now.")


class Merging(QObject):
    """Wires what makes one answer out of several to the panes of a chat."""

    def __init__(
        self,
        appearance: Appearance,
        merging: MergingViewModel,
        tray: TrayViewModel,
        view: ChatView,
    ) -> None:
        super().__init__(view)
        self._merging = merging
        self._view = view
        self._bar = view.lane_bar.comparison
        self._tray = tray
        self.panel = PickedPanel(appearance, tray)
        view.put_below_panes(self.panel)
        tray.refused.connect(view.notice.show_sentence)
        self.popup = MergePopup(appearance, merging, view)
        self.popup.model_wanted.connect(self._choose_judge)
        self._bar.merge_requested.connect(self.popup.open_at)
        self._citations = merging.citations
        self._citations.changed.connect(self._show_citations)
        view.panes.pane_made.connect(self._watch)
        for pane in view.panes.all_panes():
            self._watch(pane)

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys merge and pick."""
        add, group = shortcuts.add, Group.ANSWERS
        add("merge", group, _("Merge answers"), "Ctrl+Shift+M", self._bar.merge)
        add("pick", group, _("Add to tray"), "Ctrl+Shift+D", self._pick, in_lane_windows=True)

    def _pick(self) -> None:
        self._view.panes.current.transcript.pick()

    def _watch(self, pane: LanePane) -> None:
        pane.transcript.picked.connect(self._tray.add)
        pane.transcript.citation_activated.connect(self._go_to)
        self._show_citations()

    def _show_citations(self) -> None:
        for cited in self._citations.all:
            for pane in self._view.panes.all_panes():
                pane.transcript.set_citations(cited)

    def _go_to(self, address: str) -> None:
        passage = self._citations.passage(*citation_at(address))
        if passage is None:
            self._view.notice.show_sentence(_(_NOT_SHOWN))
            return
        self._view.panes.show_lane(passage.lane_id)
        if pane := self._view.panes.pane(passage.lane_id):
            pane.transcript.show_passage(passage.turn_id, passage.block, passage.paragraph)

    def _choose_judge(self, anchor: QWidget) -> None:
        self._view.model_choice.pick(anchor, self._merging.choose_judge)
