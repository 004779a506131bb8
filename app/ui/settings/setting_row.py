"""A setting in a card: what it is at the left, how to change it at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.controls import TextButton
from app.ui.settings.found_label import FoundLabel
from app.ui.settings.list_card import CardRow
from app.ui.theme import Appearance, tokens
from app.words import _


class SettingRow(CardRow):
    """A name, a few words under it, and controls.

    Args:
        name: What is set.
        note: What it does; "" for nothing to add.
        controls: Left to right.
        found_by: Further words that a search finds it by.

    Attributes:
        found_by: As above; it counts once a note is set.

    Signals:
        reset_requested: It is to be as usual again.
    """

    reset_requested = Signal()

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
        self.found_by = found_by
        self._reset = TextButton(appearance, _("Reset"), small=True, padding=8)
        self._reset.setAccessibleDescription(name)
        self._reset.clicked.connect(self.reset_requested)
        self._reset.hide()
        self._note = FoundLabel(appearance, px=tokens()["type"]["small_px"], color="dim", wrap=True)
        self._note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = FoundLabel(appearance, name, weight=500, wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._note)
        self._appearance = appearance
        self._row = row = QHBoxLayout(self)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(self._reset)
        for control in controls:
            row.addWidget(control)
        appearance.changed.connect(self._space)
        self._space()
        self.set_note(note)

    def _space(self) -> None:
        height = self._appearance.theme.space(12)
        self._row.setContentsMargins(14, height, 14, height)

    @override
    def mark(self, search: str) -> None:
        self._title.mark(search)
        self._note.mark(search)

    def set_usual(self, *, is_usual: bool) -> None:
        """Offer to make it as usual again, where it isn't."""
        self._reset.setVisible(not is_usual)

    def set_note(self, note: str, *, is_error: bool = False) -> None:
        """Say something else under the name."""
        self._note.setText(note)
        self._note.set_color("error" if is_error else "dim")
        self._note.setVisible(bool(note))
        self.words = f"{self._name} {note} {self.found_by}"
