"""The keys of a provider: where each is kept, and which one is used."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.settings.key_line import KeyLine
from app.ui.theme import Appearance
from app.viewmodels.settings_rows import KeyRow


class KeyList(QWidget):
    """A line for each key; hidden while there is none.

    Signals:
        chosen: Id of the key to ask with.
        checked: Id of the key to ask its provider about.
        renamed: Id of a key, and what to call it.
        kept: Id of the key to put into the keyring.
        removed: Id of the key to forget.
    """

    chosen = Signal(str)
    checked = Signal(str)
    renamed = Signal(str, str)
    kept = Signal(str)
    removed = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._lines: dict[str, KeyLine] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 2)
        self._layout.setSpacing(10)
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

    def _new_line(self, key: KeyRow) -> KeyLine:
        line = self._lines[key.id] = KeyLine(self._appearance)
        line.use.clicked.connect(lambda: self.chosen.emit(key.id))
        line.check.triggered.connect(lambda: self.checked.emit(key.id))
        line.renamed.connect(partial(self.renamed.emit, key.id))
        line.keep.clicked.connect(lambda: self.kept.emit(key.id))
        line.remove.confirmed.connect(lambda: self.removed.emit(key.id))
        return line
