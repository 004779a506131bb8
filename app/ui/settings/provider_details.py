"""What is under a provider that is unfolded: its keys and its connection."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.settings.connection_check import ConnectionCheck
from app.ui.settings.connection_form import ConnectionForm
from app.ui.settings.fold import Fold
from app.ui.settings.key_entry import KeyEntry
from app.ui.settings.key_list import KeyList
from app.ui.settings.server_line import ServerLine
from app.ui.theme import Appearance
from app.viewmodels.settings_rows import ProviderRow
from app.words import _

_MARGIN = 14


class ProviderDetails(QWidget):
    """The parts that the row has a use for.

    Attributes:
        entry: Where a key is entered.
        keys: Those that there are.
        form: The way to the provider, folded away.
        check: Tests it.
        server: The name of an added server, and its end.
    """

    def __init__(self, appearance: Appearance, row: ProviderRow) -> None:
        super().__init__()
        self.entry = KeyEntry(appearance, row)
        self.keys = KeyList(appearance)
        self.form = ConnectionForm(appearance, row)
        self.check = ConnectionCheck(appearance, row)
        self.server = ServerLine(appearance)
        words = _("Endpoint, proxy, limits")
        if row.has_organization:
            words = _("Endpoint, organisation, proxy, limits")
        self._fold = Fold(appearance, words, self._new_inside())
        # Where there is no key to enter, there is nothing else to look at.
        self._fold.set_open(is_open=not row.takes_key)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 1, _MARGIN, _MARGIN - 2)
        layout.setSpacing(6)
        for widget in (self.entry, self.keys, self.server, self._fold):
            layout.addWidget(widget)
        self.set_row(row)

    def _new_inside(self) -> QWidget:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.form)
        layout.addWidget(self.check)
        return inside

    def open_connection(self) -> None:
        """Show the way to the provider."""
        self._fold.set_open(is_open=True)

    def set_row(self, row: ProviderRow) -> None:
        """Show how it stands now; what one is typing stays."""
        self.entry.setVisible(row.takes_key)
        self.entry.set_row(row)
        self.keys.set_keys(row.keys)
        self.form.set_row(row)
        self.server.setVisible(row.is_added)
        self.server.set_row(row)
        self._fold.setVisible(row.connection is not None)
