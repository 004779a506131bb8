"""The keys of a provider: where each is kept, and which one is used."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.keys import KeyPlace
from app.ui.controls import Label, TextButton
from app.ui.theme import Appearance, font, tokens
from app.viewmodels.rows import KeyRow


class KeyList(QWidget):
    """A line for each key; hidden while there is none.

    Signals:
        chosen: Id of the key to ask with.
        removed: Id of the key to forget.
    """

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._lines: dict[str, _KeyLine] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 2)
        self._layout.setSpacing(6)
        self.hide()

    def set_keys(self, keys: Sequence[KeyRow]) -> None:
        """Show these; lines that stay keep the focus."""
        gone = self._lines.keys() - {key.id for key in keys}
        for key_id in gone:
            line = self._lines.pop(key_id)
            line.hide()
            line.deleteLater()
        for place, key in enumerate(keys):
            line = self._lines.get(key.id) or self._new_line(key)
            line.set_key(key)
            self._layout.insertWidget(place, line)
        self.setVisible(bool(keys))

    def _new_line(self, key: KeyRow) -> "_KeyLine":
        line = self._lines[key.id] = _KeyLine(self._appearance)
        line.use.clicked.connect(lambda: self.chosen.emit(key.id))
        line.remove.confirmed.connect(lambda: self.removed.emit(key.id))
        return line


class _KeyLine(QWidget):
    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        small = tokens()["type"]["small_px"]
        self._name = Label(appearance, px=small, weight=500)
        self._place = Label(appearance, px=small, color="dim", wrap=True)
        self._in_use = Label(appearance, "In use", px=small, color="ok")
        self.use = TextButton(appearance, "Use this one", small=True, padding=8)
        self.use.setFont(font(small))
        self.remove = _RemoveButton(appearance)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._place)
        row.addLayout(words, 1)
        for widget in (self._in_use, self.use, self.remove):
            row.addWidget(widget)

    def set_key(self, key: KeyRow) -> None:
        ending = f"·{key.last_four}" if key.last_four else ""
        name = " ".join(part for part in (key.label, ending) if part) or "Key"
        self._name.setText(name)
        checked = f" · checked {key.checked}" if key.checked else ""
        self._place.setText(f"{place_words(key)}{checked}")
        self._in_use.setVisible(key.is_default)
        self.use.setVisible(not key.is_default)
        self.use.setAccessibleDescription(name)
        # A variable is not Parley's to remove.
        self.remove.setVisible(key.place is not KeyPlace.ENVIRONMENT)
        self.remove.setAccessibleDescription(name)


class _RemoveButton(TextButton):
    """Asks once more, in its own words, before it removes."""

    confirmed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Remove", small=True, padding=8)
        self.setFont(font(tokens()["type"]["small_px"]))
        self._is_asking = False
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        if self._is_asking:
            self.confirmed.emit()
        self._ask(is_asking=not self._is_asking)

    def _ask(self, *, is_asking: bool) -> None:
        self._is_asking = is_asking
        self.set_label("Remove for good?" if is_asking else "Remove")

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._ask(is_asking=False)

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self._ask(is_asking=False)


def place_words(key: KeyRow) -> str:
    """Where a key is kept, in words."""
    match key.place:
        case KeyPlace.KEYRING:
            return f"in {key.keyring}" if key.keyring else "in the keyring"
        case KeyPlace.SESSION:
            return "this session only"
        case KeyPlace.ENVIRONMENT:
            return f"environment variable {key.id}"
