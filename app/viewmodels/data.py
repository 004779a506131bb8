"""Where the data lies, and what can be taken of it."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.errors import StorageError
from app.services.data_folder import DataFolder, DataSizes
from app.services.diagnostics import diagnostics
from app.viewmodels.tasks import Tasks
from app.words import _


class DataViewModel(QObject):
    """The data folder.

    Signals:
        changed: Read `sizes` again.
        backed_up: What came of a backup, as a sentence, and whether that is an error.

    Attributes:
        sizes: None until they were first looked at.
    """

    changed = Signal()
    backed_up = Signal(str, bool)

    def __init__(self, folder: DataFolder, tasks: Tasks) -> None:
        super().__init__()
        self._folder = folder
        self._tasks = tasks
        self.sizes: DataSizes | None = None

    @property
    def folder(self) -> Path:
        """Where all of it is."""
        return self._folder.path

    @property
    def logs(self) -> Path:
        """Where the log is; the data folder as long as there is none."""
        return self._folder.logs if self._folder.logs.is_dir() else self._folder.path

    @property
    def backups(self) -> Path:
        """Where the backups are; the data folder as long as there is none."""
        return self._folder.backups if self._folder.backups.is_dir() else self._folder.path

    @property
    def diagnostics(self) -> str:
        """What to send along with a report that something does not work."""
        return diagnostics(self._folder.path)

    def refresh(self) -> None:
        """Look how much there is."""
        self._tasks.spawn(self._refresh(), "look at the data")

    def back_up(self) -> None:
        """Copy all chats, and check the copy."""
        self._tasks.spawn(self._back_up(), "back up")

    async def _refresh(self) -> None:
        self.sizes = await self._folder.sizes()
        self.changed.emit()

    async def _back_up(self) -> None:
        try:
            copy = await self._folder.back_up()
        except StorageError as error:
            self.backed_up.emit(str(error), True)
            return
        self.backed_up.emit(_("Saved and checked: {name}").format(name=copy.name), False)
        await self._refresh()
