"""A popup to say which of the answers are equally good."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import Look, TextButton
from app.ui.labels import Label
from app.ui.popup import Popup
from app.ui.theme import Appearance
from app.ui.tick_box import TickBox
from app.viewmodels.rows import LaneRow
from app.words import _

_WIDTH = 280


class TiePopup(Popup):
    """A box to tick for each answer; all are ticked at first.

    Signals:
        chosen: The ids of those that tie, a tuple; two at least.
    """

    chosen = Signal(tuple)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._boxes: dict[str, TickBox] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._vote = TextButton(appearance, _("Vote for these"), look=Look.PRIMARY)
        self._vote.clicked.connect(self._choose)
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(Label(appearance, _("Which are equally good?"), weight=600))
        layout.addLayout(self._rows)
        layout.addWidget(self._vote, alignment=Qt.AlignmentFlag.AlignRight)

    def open_at(self, anchor: QWidget, rivals: Mapping[str, LaneRow]) -> None:
        """Ask beside a widget.

        Args:
            anchor: What was pressed.
            rivals: Who gave each answer, by the answer's id.
        """
        self._clear()
        self._boxes = {
            answer_id: TickBox(self._appearance, row.label, row.provider)
            for answer_id, row in rivals.items()
        }
        for box in self._boxes.values():
            box.setChecked(True)
            box.toggled.connect(self._allow)
            self._rows.addWidget(box)
        self._allow()
        self.show_beside(anchor)
        self._vote.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # What is not open tells nothing: names may be hidden by the time it is opened again.
        self._clear()

    def _clear(self) -> None:
        for box in self._boxes.values():
            self._rows.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes = {}

    def _allow(self) -> None:
        self._vote.setEnabled(len(self._ticked) > 1)

    @property
    def _ticked(self) -> tuple[str, ...]:
        return tuple(id for id, box in self._boxes.items() if box.isChecked())

    def _choose(self) -> None:
        ticked = self._ticked
        self.close()
        self.chosen.emit(ticked)
