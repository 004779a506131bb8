"""The page of the data: where it lies, and what to hand in when something goes wrong."""

from PySide6.QtCore import Signal

from app.ui.controls import Look, TextButton
from app.ui.settings.page import Page
from app.ui.settings.setting_row import SettingRow
from app.ui.theme import Appearance

_DIAGNOSTICS = (
    "What Parley has noted about itself, to send along with a report of a problem. "
    "Keys are taken out."
)


class DataPage(Page):
    """Nothing here changes any data.

    Signals:
        folder_requested: The data folder is to be opened.
        diagnostics_requested: The diagnostics are to be put on the clipboard.
    """

    folder_requested = Signal()
    diagnostics_requested = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, "Data", "database")
        open_folder = TextButton(appearance, "Open folder", look=Look.OUTLINED, small=True)
        copy = TextButton(appearance, "Copy diagnostics", look=Look.OUTLINED, small=True)
        open_folder.clicked.connect(self.folder_requested)
        copy.clicked.connect(self.diagnostics_requested)
        self._folder = SettingRow(
            appearance,
            "Data folder",
            "",
            open_folder,
            found_by="chats settings backups logs files directory path",
        )
        diagnostics = SettingRow(
            appearance, "Diagnostics", _DIAGNOSTICS, copy, found_by="log bug report support"
        )
        for place, row in enumerate((self._folder, diagnostics)):
            self.card.put(row, place)

    def set_data_folder(self, path: str) -> None:
        """Say where the data lies."""
        self._folder.set_note(path)
