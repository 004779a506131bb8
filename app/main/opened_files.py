"""Files that macOS asks a running program to open, by a double click or dropped on its icon."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from typing_extensions import override


class OpenedFiles(QObject):
    """Hears of them; one that comes before anybody listens is kept until `deliver`.

    It sees every event of the program: make one on macOS alone, where no file comes as an argument.

    Signals:
        opened: The path of a file.
    """

    opened = Signal(object)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._early: list[Path] | None = []
        app.installEventFilter(self)

    def deliver(self) -> None:
        """Tell of the files that came so far, and of each from now on at once."""
        early, self._early = self._early or [], None
        for path in early:
            self.opened.emit(path)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QFileOpenEvent) or not event.file():
            return False
        path = Path(event.file())
        if self._early is None:
            self.opened.emit(path)
        else:
            self._early.append(path)
        return True
