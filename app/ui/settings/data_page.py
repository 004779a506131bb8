"""The page of the data: where it lies, how much there is, and copies of it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from typing_extensions import override

from app.services.data_folder import DataSizes
from app.ui.controls import Look, TextButton
from app.ui.settings.page import Page
from app.ui.settings.remove_button import RemoveButton
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance
from app.words import N_, _, decimal

_DIAGNOSTICS = N_(
    "What Parley has noted about itself, to send along with a report of a "
    "problem. Keys are taken out."
)
_BACKUP = N_("A copy of all chats, checked once it is written. Settings and keys are not in it.")
_DELETION = N_(
    "Settings, keys and backups stay, and so does the sum of what was spent. You "
    "can undo it for a few seconds."
)
_UNITS = (N_("{n} bytes"), N_("{n} kB"), N_("{n} MB"), N_("{n} GB"), N_("{n} TB"))


class DataPage(Page):
    """Only what says so twice changes any data.

    Signals:
        shown: It was turned to; what it shows may be old.
        folder_requested, logs_requested, backups_requested: That folder is to be opened.
        diagnostics_requested: The diagnostics are to be put on the clipboard.
        backup_requested: The chats are to be copied.
        delete_all_requested: All chats are to be deleted.
    """

    shown = Signal()
    folder_requested = Signal()
    logs_requested = Signal()
    backups_requested = Signal()
    diagnostics_requested = Signal()
    backup_requested = Signal()
    delete_all_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, _("Data"), "database")
        self._folder = self._row(
            _("Data folder"),
            {_("Open folder"): self.folder_requested},
            _("chats settings logs files directory path"),
        )
        self._size = self._row(_("Size of the chats"), {}, _("database disk space how much"))
        self._backup = self._row(
            _("Backup"),
            {_("Back up now"): self.backup_requested},
            _("copy save chats export restore"),
        )
        self._backups = self._row(
            _("Backups so far"),
            {_("Open backups"): self.backups_requested},
            _("copies folder restore"),
        )
        self._log = self._row(
            _("Log"), {_("Open log folder"): self.logs_requested}, _("errors file")
        )
        diagnostics = self._row(
            _("Diagnostics"),
            {_("Copy diagnostics"): self.diagnostics_requested},
            _("log bug report support"),
        )
        self._add_deletion()
        self._backup.set_note(_(_BACKUP))
        self._log.set_note(_("What went wrong, without keys and without chats."))
        diagnostics.set_note(_(_DIAGNOSTICS))

    def set_data_folder(self, path: str) -> None:
        """Say where the data lies."""
        self._folder.set_note(path)

    def set_sizes(self, sizes: DataSizes) -> None:
        """Say how much there is."""
        self._size.set_note(size_words(sizes.chats))
        self._backups.set_note(str(sizes.backups or _("None")))

    def show_backup(self, sentence: str, is_error: bool) -> None:
        """Say what came of a backup."""
        self._backup.set_note(sentence, is_error=is_error)

    def _add_deletion(self) -> None:
        button = RemoveButton(self._appearance, _("Delete all chats"))
        button.confirmed.connect(self.delete_all_requested)
        row = SettingRow(
            self._appearance,
            _("Delete all chats"),
            _(_DELETION),
            button,
            found_by=_("erase remove clear history conversations privacy"),
        )
        self.card.put(row, len(self.card.rows()))

    def _row(self, name: str, buttons: dict[str, SignalInstance], found_by: str) -> SettingRow:
        controls: list[TextButton] = []
        for label, pressed in buttons.items():
            button = TextButton(self._appearance, label, look=Look.OUTLINED, small=True)
            button.clicked.connect(pressed)
            controls.append(button)
        row = SettingRow(self._appearance, name, "", *controls, found_by=found_by)
        self.card.put(row, len(self.card.rows()))
        return row

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit()


def size_words(size: float) -> str:
    """Bytes, in a unit in which they can be read."""
    unit = 0
    while size >= 1000 and unit < len(_UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return _(_UNITS[unit]).format(n=f"{size:.0f}" if unit < 2 else decimal(size, 1))
