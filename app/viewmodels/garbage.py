"""Collects reference cycles on the GUI thread alone.

Python's collector runs in whichever thread happens to allocate; in a worker, importing an SDK say,
it would destroy Qt objects that only the GUI thread may touch, which can abort the process.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QTimer

INTERVAL_MS = 1_000
BURST = 50_000


@contextmanager
def gui_thread_collector() -> Generator[None]:
    """Do the collector's work on a timer of this thread while the block runs."""
    timer = QTimer(interval=INTERVAL_MS)
    timer.timeout.connect(_collect_if_due)
    was_enabled = gc.isenabled()
    gc.disable()
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        if was_enabled:
            gc.enable()


def _collect_if_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python itself would."""
    if gc.get_count()[0] > BURST:
        # Whatever made so many objects at once, importing an SDK say, keeps them: looking
        # through them would stop the window for half a second, now and each time again.
        gc.freeze()
        return
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
            gc.collect(generation)
            return
