"""Panes that scroll together: each to what belongs to the line at the top of the one that moves."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.services.comparison.scrolling import follow
from app.ui.comparison_bar import ComparisonBar
from app.ui.lane_pane import LanePane
from app.ui.pane_area import PaneArea
from app.ui.transcript.reading_place import ReadingPlace
from app.viewmodels.alignment import Alignment

# Heights become exact where one looks, so the second time is the right one.
_TIMES = 2


class ScrollTogether(QObject):
    """Moves the other panes when the person scrolls one, unless Alt is held or it is switched off.

    A pane that comes into sight goes to where the one is that was scrolled last. Turns belong
    together by themselves; within an answer, the blocks that say the same do.
    """

    def __init__(self, panes: PaneArea, bar: ComparisonBar, alignment: Alignment) -> None:
        super().__init__(panes)
        self._panes = panes
        self._bar = bar
        self._alignment = alignment
        self._leader_id = ""
        panes.pane_made.connect(self._watch)
        panes.pane_shown.connect(self._catch_up)

    def _watch(self, pane: LanePane) -> None:
        pane.transcript.scrolled.connect(partial(self._lead, pane))

    def _lead(self, leader: LanePane) -> None:
        if QApplication.keyboardModifiers() & Qt.KeyboardModifier.AltModifier:
            return
        self._leader_id = leader.lane.lane_id
        panes = self._panes.all_panes()
        self._align([pane for pane in panes if pane is not leader and pane.isVisible()], leader)

    def _catch_up(self, pane: LanePane) -> None:
        leader = self._panes.pane(self._leader_id)
        if leader and leader is not pane and not (_is_at_end(leader) and _is_at_end(pane)):
            self._align([pane], leader)

    def _align(self, panes: Sequence[LanePane], leader: LanePane) -> None:
        place = leader.transcript.places.at_top()
        if not self._bar.scrolls_together or place is None:
            return
        if place.is_answer:
            self._alignment.look_at(place.turn_id)
        for pane in panes:
            for _ in range(_TIMES):
                self._place(pane, leader, place)

    def _place(self, pane: LanePane, leader: LanePane, place: ReadingPlace) -> None:
        there = pane.transcript.places
        height = there.height_of(place.turn_id, is_answer=place.is_answer)
        if height is None:
            return
        tops = self._tops(leader, pane, place)
        inside = min(max(0, place.y), place.height)
        y = follow(tops, inside, (place.height, height)) + place.y - inside
        there.show_at_top(place.turn_id, y, is_answer=place.is_answer)

    def _tops(
        self, leader: LanePane, pane: LanePane, place: ReadingPlace
    ) -> Sequence[tuple[float, float]]:
        if not place.is_answer:
            return ()
        lanes = leader.lane.lane_id, pane.lane.lane_id
        pairs = self._alignment.pairs(place.turn_id, *lanes)
        here = leader.transcript.places.tops_of(
            place.turn_id, [(a.block, a.paragraph) for a, _ in pairs]
        )
        there = pane.transcript.places.tops_of(
            place.turn_id, [(b.block, b.paragraph) for _, b in pairs]
        )
        return list(zip(here, there, strict=True))


def _is_at_end(pane: LanePane) -> bool:
    bar = pane.transcript.scroll_bar
    return bar.value() == bar.maximum()
