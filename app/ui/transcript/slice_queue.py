"""Work that may take long, done in slices between events."""

from collections import deque
from collections.abc import Iterator
from time import perf_counter
from typing import Self

from PySide6.QtCore import QObject, QTimer

SLICE_S = 0.003
# What is scrolled past is not worth any work.
PAUSE_MS = 30
LONGEST_PAUSE_S = 0.5


class SliceQueue(QObject):
    """Runs iterators to their ends, at most about 3 ms at a time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: deque[Iterator[None]] = deque()
        self._begun = 0.0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._run)

    @classmethod
    def shared_by(cls, owner: QObject) -> Self:
        """The queue of all who name the same owner; it lives as long as the owner."""
        return owner.findChild(cls) or cls(owner)

    @property
    def is_idle(self) -> bool:
        """Whether all work is done."""
        return not self._work

    def add(self, work: Iterator[None]) -> None:
        """Run this, too, after what waits already; each step of it should be short."""
        if not self._work:
            self._begun = perf_counter()
        self._work.append(work)
        # Whoever scrolls on wants no frame to wait for this; it must not wait for ever, though.
        if perf_counter() - self._begun < LONGEST_PAUSE_S:
            self._timer.start(PAUSE_MS)

    def _run(self) -> None:
        self._timer.setInterval(0)
        end = perf_counter() + SLICE_S
        while self._work and perf_counter() < end:
            try:
                next(self._work[0])
            except StopIteration:
                self._work.popleft()
        if not self._work:
            self._timer.stop()
