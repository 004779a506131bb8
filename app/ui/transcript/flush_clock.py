"""One timer for all panes: each tick shows the new text of one pane, in turn."""

from collections import deque
from math import ceil
from time import perf_counter
from typing import Protocol, Self
from weakref import WeakKeyDictionary, ref

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

FRAME_MS = 33
# Between two turns, so that what was asked for meanwhile is done.
_BREATH_MS = 4
# The more panes stream at once, the rarer each is shown: together they must not fill the time.
_MORE_A_PANE_MS = 6


class Flushed(Protocol):
    """What collects text and shows it when its turn comes."""

    def flush(self) -> bool:
        """Show some of it; return whether there is more to show."""
        ...


class FlushClock(QObject):
    """Every pane with new text gets a turn a frame, and no tick paints more than one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[ref[Flushed]] = deque()
        self._last_turns: WeakKeyDictionary[Flushed, float] = WeakKeyDictionary()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @classmethod
    def shared_by(cls, owner: QObject) -> Self:
        """The clock of all who name the same owner; it lives as long as the owner."""
        return owner.findChild(cls) or cls(owner)

    def wake(self, pane: Flushed) -> None:
        """Give a pane a turn soon."""
        if ref(pane) not in self._waiting:
            self._waiting.append(ref(pane))
            if not self._timer.isActive():
                self._start(perf_counter())

    def _tick(self) -> None:
        """Give one turn, to who has waited longest of those that may have one."""
        now = perf_counter()
        interval = self._interval_s(now)
        for turn in list(self._waiting):
            pane = turn()
            if pane is None or not isValid(pane):
                self._waiting.remove(turn)
            elif now - self._last_turns.get(pane, 0.0) >= interval:
                self._waiting.remove(turn)
                self._last_turns[pane] = now
                if pane.flush():
                    self._waiting.append(turn)
                break
        if self._waiting:
            self._start(now)

    def _start(self, now: float) -> None:
        """Tick when the next turn is due."""
        last = min(
            self._last_turns.get(pane, 0.0) if (pane := turn()) else 0.0 for turn in self._waiting
        )
        wait_ms = ceil((last + self._interval_s(now) - now) * 1000)
        self._timer.start(max(wait_ms, _BREATH_MS))

    def _interval_s(self, now: float) -> float:
        streaming = sum(now - last < 1.0 for last in self._last_turns.values())
        return (FRAME_MS + _MORE_A_PANE_MS * max(0, streaming - 1)) / 1000
