"""Where the data lies, and what can be taken of it."""

from pathlib import Path

from PySide6.QtCore import QObject

from app.services.diagnostics import diagnostics


class DataViewModel(QObject):
    """The data folder.

    Attributes:
        folder: Where it is.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    @property
    def diagnostics(self) -> str:
        """What to send along with a report that something does not work."""
        return diagnostics(self.folder)
