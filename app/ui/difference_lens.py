"""The difference lens in the window: a toggle, a legend, and what every pane's transcript shows."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from app.ui.comparison_bar import ComparisonBar
from app.ui.lane_pane import LanePane
from app.ui.lens_legend import LensLegend
from app.ui.pane_area import PaneArea
from app.viewmodels.lens import LensViewModel
from app.words import N_, _

_ON = N_(
    "Differences are shown: what only one answer says is marked, what most say is folded away."
)
_OFF = N_("Differences are not shown any more.")


class DifferenceLens(QObject):
    """Has the answers to the turns in sight compared, and hands what is found to the panes."""

    def __init__(
        self, panes: PaneArea, bar: ComparisonBar, legend: LensLegend, lens: LensViewModel
    ) -> None:
        super().__init__(panes)
        self._panes = panes
        self._bar = bar
        self._legend = legend
        self._lens = lens
        self._is_on = False
        panes.pane_made.connect(self._watch)
        bar.differences_toggled.connect(self._toggle)
        lens.toggled.connect(self._show_state)
        lens.found.connect(self._show)
        self._show_state()

    def _watch(self, pane: LanePane) -> None:
        pane.transcript.place_changed.connect(self._look)
        for turn_id in self._lens.turn_ids:
            self._show_in(pane, turn_id)

    def _toggle(self, on: bool) -> None:
        if on == self._lens.is_on:
            return
        self._lens.set_on(on=on)
        if QAccessible.isActive():
            event = QAccessibleAnnouncementEvent(self._bar, _(_ON if on else _OFF))
            QAccessible.updateAccessibility(event)

    def _show_state(self) -> None:
        self._is_on = self._lens.is_on
        self._bar.set_differences(shown=self._is_on)
        self._legend.setVisible(self._is_on)
        if not self._is_on:
            for pane in self._panes.all_panes():
                pane.transcript.clear_findings()
        self._look()

    def _look(self) -> None:
        if self._is_on:
            places = (pane.transcript.places for pane in self._panes.all_panes())
            seen = [turn_id for place in places for turn_id in place.turns_in_sight()]
            self._lens.look_at(dict.fromkeys(seen))

    def _show(self, turn_id: str) -> None:
        for pane in self._panes.all_panes():
            self._show_in(pane, turn_id)

    def _show_in(self, pane: LanePane, turn_id: str) -> None:
        for answer_id, row in self._lens.rows(turn_id).items():
            pane.transcript.set_findings(answer_id, row)
