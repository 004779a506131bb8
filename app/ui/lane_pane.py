"""One lane: its head, its metrics, its transcript, and what one can do with its answer."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.ui.controls import IconButton, Separator, TextButton
from app.ui.lane_head import LaneHead
from app.ui.lane_metrics import LaneMetrics
from app.ui.theme import Appearance, tokens
from app.ui.transcript import TranscriptView
from app.ui.transcript.answer_notice import Remedy
from app.ui.transcript.stepper import Stepper
from app.viewmodels.rows import AnswerRow, LaneRow, TurnRow

_FOOTER_HEIGHT = 48


class LanePane(QWidget):
    """A pane of a comparison, or, alone, the whole transcript.

    Signals:
        pick_requested, parameters_requested, remove_requested: The id of the lane.
        access_requested: The same; its key and fallbacks are to be seen.
        move_requested: The id of the lane, and -1 or 1.
        stop_requested: The id of the answer.
        All others: as in `TranscriptView`.
    """

    pick_requested = Signal(str)
    parameters_requested = Signal(str)
    access_requested = Signal(str)
    remove_requested = Signal(str)
    move_requested = Signal(str, int)
    copy_requested = Signal(str)
    regenerate_requested = Signal(str)
    remedy_chosen = Signal(str, Remedy)
    stop_requested = Signal(str)
    attempt_step_requested = Signal(str, int)
    prompt_edited = Signal(str, str)
    version_step_requested = Signal(str, int)
    link_activated = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lane_id = ""
        self._answer_id = ""
        self.transcript = TranscriptView(appearance, shows_last_prompt=True)
        self.head = LaneHead(appearance)
        self._metrics = LaneMetrics(appearance)
        self._footer = self._new_footer(appearance)
        self._frame = (
            self.head,
            Separator(appearance),
            self._metrics,
            Separator(appearance),
            Separator(appearance),
            self._footer,
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
        self._lane_id = lane.lane_id
        self.head.set_lane(lane)
        self.setAccessibleName(f"Lane of {lane.label}")

    def set_solo(self, solo: bool) -> None:
        """Alone, a lane is its transcript and nothing else."""
        for widget in self._frame:
            widget.setVisible(not solo)
        self.transcript.set_shows_last_prompt(solo)

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

    def _show_if_last(self, row: AnswerRow) -> None:
        if row.answer_id == self._answer_id:
            self._show_answer(row)

    def _show_answer(self, row: AnswerRow | None) -> None:
        self._answer_id = row.answer_id if row else ""
        self.head.set_status(row)
        self._metrics.set_metrics(row.metrics if row else None)
        is_live = row is not None and row.status.is_live
        self._stop.setVisible(is_live)
        for button in (self._copy, self._again):
            button.setVisible(row is not None and not is_live)
        self._stepper.set_place(row.attempt if row else 1, row.attempts if row else 1)

    def _new_footer(self, appearance: Appearance) -> QWidget:
        self._stop = TextButton(appearance, "Stop", icon="square")
        self._copy = IconButton(appearance, "copy", "Copy answer", size=32)
        self._again = IconButton(appearance, "refresh-cw", "Regenerate answer", size=32)
        self._stepper = Stepper(appearance, "attempt")
        footer = QWidget()
        footer.setFixedHeight(_FOOTER_HEIGHT)
        row = QHBoxLayout(footer)
        row.setContentsMargins(7, 0, 12, 0)
        row.setSpacing(5)
        row.addWidget(self._stop)
        row.addStretch()
        for widget in (self._stepper, self._copy, self._again):
            row.addWidget(widget)
        return footer

    def _connect(self) -> None:
        self.head.clicked.connect(lambda: self.pick_requested.emit(self._lane_id))
        self.head.menu_requested.connect(self._open_menu)
        self.transcript.copy_requested.connect(self.copy_requested)
        self.transcript.regenerate_requested.connect(self.regenerate_requested)
        self.transcript.remedy_chosen.connect(self.remedy_chosen)
        self.transcript.attempt_step_requested.connect(self.attempt_step_requested)
        self.transcript.prompt_edited.connect(self.prompt_edited)
        self.transcript.version_step_requested.connect(self.version_step_requested)
        self.transcript.link_activated.connect(self.link_activated)
        self._stop.clicked.connect(lambda: self.stop_requested.emit(self._answer_id))
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self._answer_id))
        self._again.clicked.connect(lambda: self.regenerate_requested.emit(self._answer_id))
        self._stepper.stepped.connect(self._step_attempt)

    def _step_attempt(self, delta: int) -> None:
        self.attempt_step_requested.emit(self._answer_id, delta)

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lane_id = self._lane_id
        menu.addAction("Move left", lambda: self.move_requested.emit(lane_id, -1))
        menu.addAction("Move right", lambda: self.move_requested.emit(lane_id, 1))
        menu.addAction("Parameters…", lambda: self.parameters_requested.emit(lane_id))
        menu.addAction("Key and fallbacks…", lambda: self.access_requested.emit(lane_id))
        menu.addSeparator()
        menu.addAction("Remove lane", lambda: self.remove_requested.emit(lane_id))
        menu.popup(place)
