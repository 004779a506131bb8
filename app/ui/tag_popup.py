"""A popup to say in a few words what a vote was about."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.labels import Label
from app.ui.popup import Popup
from app.ui.theme import Appearance, tokens
from app.ui.toggle_button import ToggleButton
from app.ui.wrapping_row import WrappingRow
from app.words import _

_WIDTH = 320
_MOST = 18
_LONGEST = 40


class TagPopup(Popup):
    """Tags that were used before, to be switched on and off, and a field for a new one.

    Signals:
        chosen: All tags that are on, a tuple; with every change.
    """

    chosen = Signal(tuple)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(appearance, parent)
        self._on: tuple[str, ...] = ()
        self._known: tuple[str, ...] = ()
        self._row = WrappingRow(spacing=4)
        self._new = QLineEdit()
        self._new.setPlaceholderText(_("New tag, such as code or writing"))
        self._new.setAccessibleName(_("New tag"))
        self._new.setMaxLength(_LONGEST)
        self._new.returnPressed.connect(self._add)
        small = tokens()["type"]["small_px"]
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 14)
        layout.setSpacing(8)
        layout.addWidget(Label(appearance, _("What was the prompt about?"), weight=600))
        layout.addLayout(self._row)
        layout.addWidget(self._new)
        hint = _("The ranking can then be shown for one tag alone.")
        layout.addWidget(Label(appearance, hint, px=small, color="dim", wrap=True))

    def set_tags(self, on: Sequence[str], known: Sequence[str]) -> None:
        """Show these.

        Args:
            on: Those that the vote has.
            known: Those used before, most used first.
        """
        self._on = tuple(on)
        self._known = tuple(dict.fromkeys((*known[:_MOST], *on)))
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for tag in self._known:
            self._row.addWidget(self._new_button(tag))
        self._new.setFocus(Qt.FocusReason.PopupFocusReason)
        self.adjustSize()

    def _new_button(self, tag: str) -> ToggleButton:
        button = ToggleButton(self._appearance, tag, "tag")
        button.setChecked(tag in self._on)
        button.toggled.connect(partial(self._switch, tag))
        return button

    def _switch(self, tag: str, is_on: bool) -> None:
        self._on = tuple(t for t in self._known if (is_on if t == tag else t in self._on))
        self.chosen.emit(self._on)

    def _add(self) -> None:
        # Commas part tags; and what one writes in capitals is the same tag.
        new = [tag for part in self._new.text().split(",") if (tag := part.strip().lower())]
        self._new.clear()
        if new:
            self.set_tags(tuple(dict.fromkeys((*self._on, *new))), self._known)
            self.chosen.emit(self._on)
