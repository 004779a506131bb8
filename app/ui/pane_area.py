"""The panes of a chat side by side: as many as fit, or one alone, or some in windows of theirs."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.ui.labels import Label
from app.ui.lane_pane import LanePane
from app.ui.lane_window import LaneWindow
from app.ui.pane_tabs import PaneTabs
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import AnswerRow, LaneRow
from app.words import N_, _

_SETTLE_MS = 400
_ALL_AWAY = N_("Every lane is in a window of its own. Close one to have it back here.")


class PaneArea(QWidget):
    """One pane a lane, with movable dividers.

    Where not all of them are wide enough to be read, tabs choose which ones are shown.

    Signals:
        pane_made: A lane's pane, newly made.
        pane_shown: A pane that could not be seen here until now; its width is that of its place.
        window_made: The window of a lane, newly made.
        resized: The person moved a divider: the width of each lane that is shown, by its id.
    """

    resized = Signal(dict)
    pane_made = Signal(LanePane)
    pane_shown = Signal(LanePane)
    window_made = Signal(LaneWindow)

    def __init__(
        self,
        appearance: Appearance,
        make_pane: Callable[[LaneRow], LanePane],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_pane = make_pane
        self._panes: dict[str, LanePane] = {}
        self._windows: dict[str, LaneWindow] = {}
        self._order: list[str] = []
        self._wanted: list[str] = []
        self._alone = ""
        self._current = ""
        self._widths: dict[str, int] = {}
        self.tabs = PaneTabs(appearance)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._all_away = Label(appearance, _(_ALL_AWAY), color="dim", wrap=True)
        self._all_away.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.tabs)
        layout.addWidget(self._splitter, 1)
        layout.addWidget(self._all_away, 1)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._report_widths)
        self._back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._back.activated.connect(self.show_all)
        self._connect()

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_lane)
        self.tabs.leave_requested.connect(self.show_all)
        self._splitter.splitterMoved.connect(lambda: self._settled.start())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    # Which lanes there are

    def set_lanes(self, lanes: Sequence[LaneRow], widths: Sequence[int] = ()) -> None:
        """Show these lanes, in this order; panes of lanes that stay are kept.

        Args:
            lanes: Left to right.
            widths: How wide each of them is, in any unit; 0 for as wide as the others.
        """
        ids = [lane.lane_id for lane in lanes]
        for lane_id in self._panes.keys() - set(ids):
            self._drop(lane_id)
        self._order = ids
        stays = any(lane_id in self._panes for lane_id in ids)
        for index, lane in enumerate(lanes):
            pane = self._panes.get(lane.lane_id)
            if pane is None:
                pane = self._panes[lane.lane_id] = self._make_pane(lane)
                pane.alone_requested.connect(self.toggle_alone)
                pane.window_requested.connect(self.detach)
                self.pane_made.emit(pane)
                self._wanted.insert(0 if stays else len(self._wanted), lane.lane_id)
            pane.set_lane(lane)
            pane.set_solo(len(lanes) == 1)
            self._place(lane.lane_id, index)
        self._widths = dict(zip(ids, widths, strict=False))
        self.tabs.set_lanes(lanes)
        if len(lanes) == 1:
            self.dock_all()
        self._arrange()

    @property
    def lane_ids(self) -> list[str]:
        """The lanes, left to right."""
        return list(self._order)

    @property
    def shown_ids(self) -> list[str]:
        """The lanes whose panes can be seen here, left to right."""
        return [i for i in self._docked if not self._panes[i].isHidden()]

    def pane(self, lane_id: str) -> LanePane | None:
        """The pane of a lane; None if there is no such lane."""
        return self._panes.get(lane_id)

    def all_panes(self) -> list[LanePane]:
        """The panes that there are, left to right."""
        return [self._panes[lane_id] for lane_id in self._order if lane_id in self._panes]

    @property
    def alone(self) -> str:
        """The lane that has the whole width, or ""."""
        return self._alone

    @property
    def lane_windows(self) -> Mapping[str, LaneWindow]:
        """The windows of the lanes that have one of their own, by lane."""
        return self._windows

    @property
    def current(self) -> LanePane:
        """The pane that had the keyboard's focus last, or else the first that is shown."""
        if self._current in self._panes:
            return self._panes[self._current]
        return self._panes[(self.shown_ids or self._order)[0]]

    def set_status(self, lane_id: str, row: AnswerRow | None) -> None:
        """Show in a lane's tab where its last answer stands."""
        self.tabs.set_status(lane_id, row)

    # Which of them are shown

    def show_lane(self, lane_id: str) -> None:
        """Have a lane's pane in sight, in the place of the one chosen longest ago."""
        if window := self._windows.get(lane_id):
            window.activateWindow()
            return
        self._wanted.remove(lane_id)
        self._wanted.insert(0, lane_id)
        if self._alone:
            self._alone = lane_id
        self._arrange()

    def toggle_alone(self, lane_id: str) -> None:
        """Give a pane the whole width, or all of them their place again."""
        is_possible = lane_id in self._docked and len(self._docked) > 1
        self._alone = lane_id if is_possible and self._alone != lane_id else ""
        self._arrange()

    def show_all(self) -> None:
        """Show all panes again, as far as they fit."""
        if self._alone:
            self.toggle_alone(self._alone)

    def focus_next(self, step: int) -> None:
        """Give the keyboard to the pane before (-1) or after (1) the current one."""
        at = self._order.index(self.current.lane.lane_id)
        lane_id = self._order[(at + step) % len(self._order)]
        self.show_lane(lane_id)
        self._focus(lane_id)

    def equalise(self) -> None:
        """Give all panes the same width."""
        self._widths = dict.fromkeys(self._order, 0)
        self._arrange()
        self.resized.emit(self._widths)

    # Windows of their own

    def detach(self, lane_id: str) -> None:
        """Put a lane's pane into a window of its own; what streams goes on."""
        if lane_id in self._windows or len(self._order) < 2:
            return
        pane = self._panes[lane_id]
        if self._alone == lane_id:
            self._alone = ""
        window = self._windows[lane_id] = LaneWindow(pane, self)
        window.closed.connect(lambda: self._dock(lane_id))
        self.window_made.emit(window)
        pane.show()
        window.show()
        self._arrange()
        self._focus(lane_id)

    def toggle_window(self, lane_id: str) -> None:
        """Put a lane's pane into a window of its own, or take it back from there."""
        if lane_id in self._windows:
            self._dock(lane_id)
            self._focus(lane_id)
        else:
            self.detach(lane_id)

    def dock_all(self) -> None:
        """Take all panes back."""
        for lane_id in list(self._windows):
            self._dock(lane_id)

    def _focus(self, lane_id: str) -> None:
        """Give the keyboard to a pane, and its window to the person."""
        pane = self._panes[lane_id]
        pane.window().activateWindow()
        pane.transcript.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _dock(self, lane_id: str) -> None:
        if window := self._windows.pop(lane_id, None):
            self._place(lane_id, self._order.index(lane_id))
            window.hide()
            window.deleteLater()
            self._arrange()

    def _drop(self, lane_id: str) -> None:
        pane = self._panes.pop(lane_id)
        self._wanted.remove(lane_id)
        if window := self._windows.pop(lane_id, None):
            window.hide()
            window.deleteLater()
        if self._alone == lane_id:
            self._alone = ""
        pane.setParent(None)
        pane.deleteLater()

    def _place(self, lane_id: str, index: int) -> None:
        if window := self._windows.get(lane_id):
            window.show_title()
            return
        index -= sum(1 for other in self._order[:index] if other in self._windows)
        if self._splitter.indexOf(self._panes[lane_id]) != index:
            self._splitter.insertWidget(index, self._panes[lane_id])

    @property
    def _docked(self) -> list[str]:
        return [lane_id for lane_id in self._order if lane_id not in self._windows]

    def _arrange(self) -> None:
        docked = self._docked
        least: int = tokens()["width_px"]["min_pane"]
        room = max(1, (self.width() + 1) // (least + 1))
        wanted = [lane_id for lane_id in self._wanted if lane_id in docked][:room]
        shown = {self._alone} if self._alone else set(wanted)
        before = self.shown_ids
        for lane_id in docked:
            self._panes[lane_id].setVisible(lane_id in shown)
        self.tabs.set_shown(sorted(shown), is_alone=bool(self._alone))
        self.tabs.setVisible(len(shown) < len(docked))
        self._splitter.setVisible(bool(docked))
        self._all_away.setVisible(bool(self._order) and not docked)
        self._allow_escape()
        if before != self.shown_ids or not self._settled.isActive():
            self._share_width()
        for lane_id in self.shown_ids:
            if lane_id not in before:
                self.pane_shown.emit(self._panes[lane_id])

    def _share_width(self) -> None:
        known = [self._widths.get(i, 0) for i in self.shown_ids]
        others = [width for width in known if width]
        usual = sum(others) // len(others) if others else 1_000
        sizes = {
            self._splitter.indexOf(self._panes[i]): width or usual
            for i, width in zip(self.shown_ids, known, strict=True)
        }
        self._splitter.setSizes([sizes.get(n, 0) for n in range(self._splitter.count())])

    def _report_widths(self) -> None:
        shown = self.shown_ids
        self._widths |= {lane_id: self._panes[lane_id].width() for lane_id in shown}
        self.resized.emit({lane_id: self._widths[lane_id] for lane_id in shown})

    def _on_focus_changed(self, _: QWidget | None, now: QWidget | None) -> None:
        for lane_id, pane in self._panes.items():
            has_focus = now is not None and pane.isAncestorOf(now)
            pane.head.set_current(has_focus and len(self._panes) > 1)
            if has_focus:
                self._current = lane_id
        self._allow_escape()

    def _allow_escape(self) -> None:
        """Let Escape show all panes, unless a field in a pane is typed into and needs it first."""
        focus = QApplication.focusWidget()
        is_typing = isinstance(focus, QLineEdit | QPlainTextEdit) and self.isAncestorOf(focus)
        self._back.setEnabled(bool(self._alone) and not is_typing)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(tokens()["width_px"]["min_pane"], 120)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
