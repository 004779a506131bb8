"""A setting in a card: what it is at the left, how to change it at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.controls import Label
from app.ui.settings.list_card import CardRow
from app.ui.theme import Appearance, tokens


class SettingRow(CardRow):
    """A name, a few words under it, and controls.

    Args:
        name: What is set.
        note: What it does; "" for nothing to add.
        controls: Left to right.
        found_by: Further words that a search finds it by.
    """

    def __init__(
        self,
        appearance: Appearance,
        name: str,
        note: str,
        *controls: QWidget,
        found_by: str = "",
    ) -> None:
        super().__init__()
        self._name = name
        self._found_by = found_by
        self._note = Label(appearance, px=tokens()["type"]["small_px"], color="dim", wrap=True)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(appearance, name, weight=500, wrap=True))
        words.addWidget(self._note)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for control in controls:
            row.addWidget(control)
        self.set_note(note)

    def set_note(self, note: str) -> None:
        """Say something else under the name."""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.words = f"{self._name} {note} {self._found_by}"
