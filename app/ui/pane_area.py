"""The panes of a chat side by side, with movable dividers; one pane fills the width."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSplitter, QWidget

from app.ui.lane_pane import LanePane
from app.viewmodels.rows import LaneRow


class PaneArea(QScrollArea):
    """One pane a lane. Scrolls sideways when the panes' least widths don't fit."""

    def __init__(
        self, make_pane: Callable[[LaneRow], LanePane], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._make_pane = make_pane
        self._panes: dict[str, LanePane] = {}
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setWidget(self._splitter)

    def set_lanes(self, lanes: Sequence[LaneRow]) -> None:
        """Show a pane for each lane, in this order; panes of lanes that stay are kept."""
        ids = [lane.lane_id for lane in lanes]
        changed = ids != self.lane_ids
        for lane_id in self._panes.keys() - set(ids):
            pane = self._panes.pop(lane_id)
            pane.setParent(None)
            pane.deleteLater()
        for index, lane in enumerate(lanes):
            pane = self._panes.get(lane.lane_id) or self._make_pane(lane)
            self._panes[lane.lane_id] = pane
            pane.set_lane(lane)
            pane.set_solo(len(lanes) == 1)
            if self._splitter.indexOf(pane) != index:
                self._splitter.insertWidget(index, pane)
        if changed:
            self.equalise()

    @property
    def lane_ids(self) -> list[str]:
        """The lanes that are shown, left to right."""
        return sorted(self._panes, key=lambda lane_id: self._splitter.indexOf(self._panes[lane_id]))

    def pane(self, lane_id: str) -> LanePane | None:
        """The pane of a lane; None if the lane isn't shown."""
        return self._panes.get(lane_id)

    def all_panes(self) -> list[LanePane]:
        """The panes, left to right."""
        return [self._panes[lane_id] for lane_id in self.lane_ids]

    def equalise(self) -> None:
        """Give all panes the same width."""
        self._splitter.setSizes([1_000] * self._splitter.count())
