"""Blind mode and votes, wired to their view models: what can be pressed, and what shows."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.ui.comparison_bar import ComparisonBar
from app.ui.lane_pane import LanePane
from app.ui.pane_area import PaneArea
from app.ui.shortcuts import Group, Shortcuts
from app.ui.vote_bar import VoteBar
from app.viewmodels.blind import BlindViewModel
from app.viewmodels.votes import VotesViewModel
from app.words import _

# Two answers tie, or they don't; of more than two, some may.
_PAIR = 2


class Voting(QObject):
    """Lets the person hide names and vote: in the panes, on the line under them and by keys."""

    def __init__(
        self,
        panes: PaneArea,
        bar: ComparisonBar,
        vote_bar: VoteBar,
        blind: BlindViewModel,
        votes: VotesViewModel,
    ) -> None:
        super().__init__(panes)
        self._panes = panes
        self._bar = bar
        self._vote_bar = vote_bar
        self._blind = blind
        self._votes = votes
        panes.pane_made.connect(self._connect_pane)
        bar.blind_requested.connect(blind.toggle)
        vote_bar.tie_requested.connect(self._vote_tie)
        vote_bar.tie_chosen.connect(votes.vote_tie)
        vote_bar.all_bad_requested.connect(votes.vote_all_bad)
        vote_bar.reveal_requested.connect(votes.reveal)
        vote_bar.take_back_requested.connect(votes.take_back)
        vote_bar.tags_requested.connect(self._offer_tags)
        vote_bar.tags_chosen.connect(votes.set_tags)
        votes.changed.connect(self.show_votes)

    def show_votes(self) -> None:
        """Show what there is to vote and what was voted."""
        self._bar.set_blind(self._blind.is_on)
        self._vote_bar.set_row(self._votes.bar)
        for pane in self._panes.all_panes():
            answer_id = pane.footer.answer_id
            pane.footer.set_offers_votes(self._votes.can_be_best(answer_id))
            pane.footer.set_best(self._votes.is_best(answer_id))
            pane.offers_some_tie = len(self._votes.rivals) > _PAIR

    def add_shortcuts(self, shortcuts: Shortcuts) -> None:
        """Let keys do it, too."""
        add, group, votes = partial(shortcuts.add, in_lane_windows=True), Group.ANSWERS, self._votes
        add("blind", group, _("Hide who answers"), "Ctrl+B", self._blind.toggle)
        add("tie", group, _("The answers are equally good"), "Ctrl+Shift+U", votes.vote_tie)
        add("all_bad", group, _("All answers are bad"), "Ctrl+Shift+X", votes.vote_all_bad)
        add("reveal", group, _("Show hidden names"), "Ctrl+Shift+H", votes.reveal)

    def _connect_pane(self, pane: LanePane) -> None:
        pane.best_requested.connect(self._votes.vote_best)
        pane.tie_requested.connect(self._votes.vote_tie)
        pane.some_tie_requested.connect(lambda: self._ask_which_tie(pane.head))
        pane.all_bad_requested.connect(self._votes.vote_all_bad)

    def _vote_tie(self) -> None:
        if len(self._votes.rivals) > _PAIR:
            self._ask_which_tie()
        else:
            self._votes.vote_tie()

    def _ask_which_tie(self, anchor: QWidget | None = None) -> None:
        self._vote_bar.ask_which_tie(self._votes.rivals, anchor)

    def _offer_tags(self) -> None:
        vote = self._votes.current
        self._vote_bar.tag_popup.set_tags(vote.tags if vote else (), self._votes.known_tags)
