"""A thread for calls that may never come back."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

_T = TypeVar("_T")


class DaemonThread:
    """Makes calls one after another, in a thread that the program's end does not wait for.

    asyncio's and concurrent.futures' own threads are joined at exit: one that hangs would keep
    the program from ending.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def submit(self, call: Callable[[], _T]) -> Future[_T]:
        """Make a call once the earlier ones have ended; cancelling it before then drops it."""
        future: Future[_T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = call()
            # Whoever waits for the future gets it, and decides.
            except BaseException as error:  # noqa: BLE001
                future.set_exception(error)
            else:
                future.set_result(result)

        self._calls.put(run)
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        return future

    def close(self) -> None:
        """End the thread after the calls that were submitted, without waiting for it."""
        self._calls.put(None)

    def _run(self) -> None:
        while run := self._calls.get():
            run()
