"""One timer for all panes: each tick shows the new text of one pane, in turn."""

from collections import deque
from typing import Protocol, Self
from weakref import ref

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

FRAME_MS = 33
_SHORTEST_MS = 4


class Flushed(Protocol):
    """What collects text and shows it when its turn comes."""

    def flush(self) -> bool:
        """Show some of it; return whether there is more to show."""
        ...


class FlushClock(QObject):
    """Every pane with new text gets a turn a frame, so that no tick paints more than one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[ref[Flushed]] = deque()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @classmethod
    def shared_by(cls, owner: QObject) -> Self:
        """The clock of all who name the same owner; it lives as long as the owner."""
        return owner.findChild(cls) or cls(owner)

    def wake(self, pane: Flushed) -> None:
        """Give a pane a turn soon."""
        if ref(pane) not in self._waiting:
            self._waiting.append(ref(pane))
            self._set_pace()

    def _tick(self) -> None:
        turn = self._waiting.popleft()
        pane = turn()
        if pane is not None and isValid(pane) and pane.flush():
            self._waiting.append(turn)
        self._set_pace()

    def _set_pace(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        interval = max(_SHORTEST_MS, FRAME_MS // len(self._waiting))
        if not self._timer.isActive() or self._timer.interval() != interval:
            self._timer.start(interval)
