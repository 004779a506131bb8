"""One timer for all panes: each tick shows the new text of one pane, in turn."""

from collections import deque
from math import ceil
from time import perf_counter
from typing import Protocol, Self
from weakref import ref

from PySide6.QtCore import QObject, Qt, QTimer
from shiboken6 import isValid

_FRAME_MS = 36
# Between two turns, so that what was asked for meanwhile is done.
_BREATH_MS = 4
# The more panes stream at once, the rarer each is shown: together they must not fill the time.
_MORE_A_PANE_MS, _LONGEST_MS = 9, 75
# Who had no turn for so long is not streaming.
_STREAMING_S = 1.0


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
        self._last_turns: dict[ref[Flushed], float] = {}
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
        self._last_turns = {
            turn: last for turn, last in self._last_turns.items() if now - last < _STREAMING_S
        }
        interval = self._interval_s
        for turn in list(self._waiting):
            pane = turn()
            if pane is None or not isValid(pane):
                self._waiting.remove(turn)
            elif now - self._last_turns.get(turn, 0.0) >= interval:
                self._waiting.remove(turn)
                self._last_turns[turn] = now
                if pane.flush():
                    self._waiting.append(turn)
                break
        if self._waiting:
            self._start(now)

    def _start(self, now: float) -> None:
        """Tick when the next turn is due."""
        last = min(self._last_turns.get(turn, 0.0) for turn in self._waiting)
        wait_ms = ceil((last + self._interval_s - now) * 1000)
        self._timer.start(max(wait_ms, _BREATH_MS))

    @property
    def _interval_s(self) -> float:
        others = max(0, len(self._last_turns) - 1)
        return min(_FRAME_MS + _MORE_A_PANE_MS * others, _LONGEST_MS) / 1000
