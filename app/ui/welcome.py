"""What an empty chat shows: where to begin, and what to expect of the model."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.labels import Label
from app.ui.theme import Appearance, tokens
from app.viewmodels.rows import LaneRow
from app.words import _


class Welcome(QWidget):
    """One line to begin with and, where a model has one, its honest note."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label(
            appearance,
            _("What would you like to ask?"),
            px=tokens()["type"]["title_px"],
            weight=600,
        )
        self._note = Label(appearance, color="dim", wrap=True)
        self._note.setMaximumWidth(520)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        for label in (title, self._note):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def set_lanes(self, lanes: Sequence[LaneRow]) -> None:
        """Say what has to be said of the models that would answer."""
        notes = dict.fromkeys(f"{lane.label}: {lane.note}" for lane in lanes if lane.note)
        self._note.setText("\n".join(notes))
