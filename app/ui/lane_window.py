"""A lane in a window of its own; closing it gives the lane back."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from app.ui.lane_pane import LanePane

_SIZE = (620, 780)


class LaneWindow(QMainWindow):
    """Holds a pane, which works on as if it stood among the others.

    Signals:
        closed: The window was closed; take the pane back.
    """

    closed = Signal()

    def __init__(self, pane: LanePane, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._pane = pane
        self.setCentralWidget(pane)
        self.resize(*_SIZE)
        self.show_title()

    def show_title(self) -> None:
        """Call the window after its lane."""
        self.setWindowTitle(f"{self._pane.lane.label} · Parley")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        # Else it would stay above the main window.
        nobody: Any = None  # the stubs don't know that there may be none
        self.windowHandle().setTransientParent(nobody)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()
