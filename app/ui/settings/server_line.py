"""What can be done with a server that the person has added: call it something else, remove it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.ui.parameter_fields import caption
from app.ui.settings.connection_field import CAPTION_WIDTH
from app.ui.settings.remove_button import RemoveButton
from app.ui.theme import Appearance
from app.viewmodels.settings_rows import ProviderRow
from app.words import _


class ServerLine(QWidget):
    """A name holds as soon as its field is left, or on Enter.

    Signals:
        renamed: The new name.
        removed: It is to be forgotten, with its keys.
    """

    renamed = Signal(str)
    removed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._shown = ""
        self._name = QLineEdit()
        self._name.setAccessibleName(_("Name of the server"))
        remove = RemoveButton(appearance, _("Remove server"))
        words = caption(appearance, _("Name"))
        words.setFixedWidth(CAPTION_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(words)
        row.addWidget(self._name, 1)
        row.addWidget(remove)
        self._name.editingFinished.connect(self._enter)
        remove.confirmed.connect(self.removed)

    def set_row(self, row: ProviderRow) -> None:
        """Show what it is called; what one is typing stays."""
        if self._name.text() == self._shown:
            self._name.setText(row.label)
        self._shown = row.label

    def _enter(self) -> None:
        name = self._name.text().strip()
        if name and name != self._shown:
            self._shown = name
            self.renamed.emit(name)
        self._name.setText(self._shown)
