"""A popup for what a prompt would take, model by model, before it is sent."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.quote import USUAL_ANSWER
from app.ui.controls import Look, Separator, TextButton
from app.ui.labels import Label
from app.ui.popup import Popup
from app.ui.quote_lane import QuoteLane
from app.ui.theme import Appearance, tokens
from app.viewmodels.quote_rows import QuoteRow
from app.words import N_, _, number

_WIDTH = 660
_NOTE = N_(
    "List prices: from reading alone to an answer of as many tokens as the lane allows, or "
    "{tokens}. ≈ is an estimate; counting exactly sends the prompt to its providers."
)
_NO_ROOM = N_("Nothing was sent yet: it does not fit everywhere. Choose what to do, then send.")


class QuotePopup(Popup):
    """A row a lane, and the total.

    Signals:
        chosen: The id of a lane, and what is to be done about it.
        count_requested: The providers are to count the tokens.
        preview_requested: What each model will receive is to be seen.
        send_requested: The prompt is to be sent so.
    """

    chosen = Signal(str, object)
    count_requested = Signal()
    preview_requested = Signal()
    send_requested = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        small = tokens()["type"]["small_px"]
        self.lanes: dict[str, QuoteLane] = {}
        self._title = Label(appearance, _("Before you send"), weight=600)
        self._no_room = Label(appearance, _(_NO_ROOM), px=small, color="warn", wrap=True)
        self._rows = QVBoxLayout()
        self._total = Label(appearance, weight=600)
        self._tokens = Label(appearance, px=small, color="dim")
        note = _(_NOTE).format(tokens=number(USUAL_ANSWER))
        self._note = Label(appearance, note, px=small, color="dim", wrap=True)
        self.preview = TextButton(appearance, _("What each model gets…"), small=True, padding=8)
        self._count = TextButton(appearance, _("Count exactly"), small=True, padding=8)
        self._send = TextButton(appearance, _("Send"), small=True, look=Look.PRIMARY)
        self.preview.clicked.connect(self._lead_to_preview)
        self._count.clicked.connect(self.count_requested)
        self._send.clicked.connect(self._on_send)
        self.setAccessibleName(_("What this prompt takes"))
        self._lay_out()

    def set_quote(
        self, rows: Sequence[QuoteRow], tokens_in_all: str, total: str, *, is_exact: bool
    ) -> None:
        """Show these lanes and what they take together."""
        if list(self.lanes) != [row.lane_id for row in rows]:
            self._make_lanes(rows)
        for row in rows:
            self.lanes[row.lane_id].set_row(row)
        self._tokens.setText(tokens_in_all)
        self._total.setText(total)
        self._count.setEnabled(not is_exact)
        if self.isVisible():
            self.adjustSize()

    def open_at(self, anchor: QWidget, *, is_undecided: bool) -> None:
        """Open beside what was pressed, or what was to be sent and does not fit."""
        self._no_room.setVisible(is_undecided)
        self._send.setVisible(is_undecided)
        self.show_beside(anchor)
        unfit = [lane.choice for lane in self.lanes.values() if not lane.choice.isHidden()]
        first = unfit[0] if unfit else self.preview
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _make_lanes(self, rows: Sequence[QuoteRow]) -> None:
        for lane in self.lanes.values():
            self._rows.removeWidget(lane)
            lane.hide()
            lane.deleteLater()
        self.lanes = {}
        for row in rows:
            lane = QuoteLane(self._appearance)
            lane.chosen.connect(partial(self.chosen.emit, row.lane_id))
            self._rows.addWidget(lane)
            self.lanes[row.lane_id] = lane

    def _on_send(self) -> None:
        self.close()
        self.send_requested.emit()

    def _lead_to_preview(self) -> None:
        self.close()
        self.preview_requested.emit()

    def _lay_out(self) -> None:
        self._rows.setSpacing(10)
        total = QHBoxLayout()
        total.setSpacing(10)
        total.addWidget(Label(self._appearance, _("Together"), weight=600))
        total.addWidget(self._tokens, 1)
        total.addWidget(self._total)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.preview)
        buttons.addWidget(self._count)
        buttons.addStretch(1)
        buttons.addWidget(self._send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 10)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addWidget(self._no_room)
        layout.addLayout(self._rows)
        layout.addWidget(Separator(self._appearance))
        layout.addLayout(total)
        layout.addWidget(self._note)
        layout.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
