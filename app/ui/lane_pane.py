"""One lane: its head, its metrics, its transcript, and what one can do with its answer."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.domain.metrics import Metrics
from app.ui.controls import Separator
from app.ui.lane_head import LaneHead
from app.ui.lane_metrics import LaneMetrics
from app.ui.pane_footer import PaneFooter
from app.ui.theme import Appearance, tokens
from app.ui.transcript import TranscriptView
from app.ui.transcript.answer_notice import Remedy
from app.viewmodels.rows import AnswerRow, LaneRow, TurnRow
from app.words import _


class LanePane(QWidget):
    """A pane of a comparison, or, alone, the whole transcript.

    Signals:
        pick_requested, parameters_requested, remove_requested, copy_lane_requested,
        alone_requested, window_requested, go_on_requested: The id of the lane.
        access_requested: The same; its key and fallbacks are to be seen.
        move_requested: The id of the lane, and -1 or 1.
        ask_requested: The id of a turn that the lane was not asked, and that of the lane.
        best_requested: The id of the answer that the person likes best.
        tie_requested, all_bad_requested: The answers are equally good, or none is.
        some_tie_requested: Some of them are; ask which.
        stop_requested: The id of the answer.
        All others: as in `TranscriptView`.
    """

    pick_requested = Signal(str)
    parameters_requested = Signal(str)
    access_requested = Signal(str)
    remove_requested = Signal(str)
    copy_lane_requested = Signal(str)
    alone_requested = Signal(str)
    window_requested = Signal(str)
    go_on_requested = Signal(str)
    move_requested = Signal(str, int)
    ask_requested = Signal(str, str)
    best_requested = Signal(str)
    tie_requested = Signal()
    some_tie_requested = Signal()
    all_bad_requested = Signal()
    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    branch_requested = Signal(str)
    quote_requested = Signal(str)
    remedy_chosen = Signal(str, Remedy)
    stop_requested = Signal(str)
    attempt_step_requested = Signal(str, int)
    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)
    link_activated = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane = LaneRow("", "", "")
        self.offers_some_tie = False
        self._answer_id = ""
        self.transcript = TranscriptView(appearance, shows_last_prompt=True)
        self.head = LaneHead(appearance)
        self.metrics = LaneMetrics(appearance)
        self.footer = PaneFooter(appearance)
        self._frame = (
            self.head,
            Separator(appearance),
            self.metrics,
            Separator(appearance),
            Separator(appearance),
            self.footer,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (*self._frame[:4], self.transcript, *self._frame[4:]):
            layout.addWidget(widget, 1 if widget is self.transcript else 0)
        self.setMinimumWidth(tokens()["width_px"]["min_pane"])
        self._connect()
        self.set_solo(solo=True)

    def set_lane(self, lane: LaneRow) -> None:
        """Show which model answers here."""
        self.lane = lane
        self.head.set_lane(lane)
        self.setAccessibleName(_("Lane of {model}").format(model=lane.label))
        self._tell_whose()

    def set_solo(self, solo: bool) -> None:
        """Alone, a lane is its transcript and nothing else."""
        for widget in self._frame:
            widget.setVisible(not solo)
        self.transcript.set_shows_last_prompt(solo)
        self._is_solo = solo
        self._tell_whose()

    def set_path(self, rows: Sequence[TurnRow]) -> None:
        """Show these turns."""
        self.transcript.set_path(rows)
        self._show_answer(rows[-1].answer if rows else None)

    def append(self, answer_id: str, text: str, reasoning: str) -> None:
        """More of an answer."""
        self.transcript.append(answer_id, text, reasoning)

    def show_status(self, row: AnswerRow) -> None:
        """Show where a live answer stands."""
        self.transcript.show_status(row)
        self._show_if_last(row)

    def finish(self, row: AnswerRow) -> None:
        """Show how an answer ended."""
        self.transcript.finish(row)
        self._show_if_last(row)

    def show_marks(self, row: AnswerRow) -> None:
        """Show what an answer did best, now that the other lanes are done, too."""
        self._show_if_last(row)

    def _tell_whose(self) -> None:
        among_others = _("Conversation with {model}").format(model=self.lane.label)
        self.transcript.set_name(_("Conversation") if self._is_solo else among_others)

    def _show_if_last(self, row: AnswerRow) -> None:
        if row.answer_id == self._answer_id:
            self._show_answer(row)

    def _show_answer(self, row: AnswerRow | None) -> None:
        self._answer_id = row.answer_id if row else ""
        self.head.set_status(row)
        self.metrics.set_answer(row)
        self.footer.set_answer(row)

    def _connect(self) -> None:
        self.head.clicked.connect(lambda: self.pick_requested.emit(self.lane.lane_id))
        self.head.alone_requested.connect(lambda: self.alone_requested.emit(self.lane.lane_id))
        self.head.menu_requested.connect(self._open_menu)
        for name in (
            "copy_requested",
            "regenerate_requested",
            "branch_requested",
            "quote_requested",
            "remedy_chosen",
            "attempt_step_requested",
            "prompt_edited",
            "version_step_requested",
            "link_activated",
        ):
            getattr(self.transcript, name).connect(getattr(self, name))
        self.transcript.ask_requested.connect(self._ask)
        self.transcript.numbers_requested.connect(self._show_numbers)
        self.footer.stop_requested.connect(self.stop_requested)
        self.footer.best_requested.connect(self.best_requested)
        self.footer.copy_requested.connect(self.copy_requested)
        self.footer.regenerate_requested.connect(self.regenerate_requested)
        self.footer.menu_requested.connect(self.transcript.open_menu)
        self.footer.attempt_step_requested.connect(self.attempt_step_requested)
        self.footer.go_on_requested.connect(lambda: self.go_on_requested.emit(self.lane.lane_id))

    def _ask(self, turn_id: str) -> None:
        self.ask_requested.emit(turn_id, self.lane.lane_id)

    def _show_numbers(self, metrics: Metrics, anchor: QWidget) -> None:
        self.metrics.popup.open_at(anchor, metrics)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lane_id = self.lane.lane_id
        menu.addAction(_("Move left"), lambda: self.move_requested.emit(lane_id, -1))
        menu.addAction(_("Move right"), lambda: self.move_requested.emit(lane_id, 1))
        menu.addAction(_("Parameters…"), lambda: self.parameters_requested.emit(lane_id))
        menu.addAction(_("Key and fallbacks…"), lambda: self.access_requested.emit(lane_id))
        menu.addAction(_("Copy lane"), lambda: self.copy_lane_requested.emit(lane_id))
        menu.addSeparator()
        menu.addAction(_("Alone, or side by side"), lambda: self.alone_requested.emit(lane_id))
        menu.addAction(_("In a window of its own"), lambda: self.window_requested.emit(lane_id))
        menu.addAction(_("Continue with this one"), lambda: self.go_on_requested.emit(lane_id))
        if self.footer.offers_votes:
            menu.addSeparator()
            menu.addAction(_("Best"), self.footer.vote)
            menu.addAction(_("Tie: all are equally good"), self.tie_requested.emit)
            if self.offers_some_tie:
                menu.addAction(_("Tie of some…"), self.some_tie_requested.emit)
            menu.addAction(_("All bad"), self.all_bad_requested.emit)
        menu.addSeparator()
        menu.addAction(_("Remove lane"), lambda: self.remove_requested.emit(lane_id))
        menu.popup(place)
