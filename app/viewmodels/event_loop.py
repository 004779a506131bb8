"""Qt's event loop as asyncio's: qasync 0.28 with what it leaves out."""

import asyncio
import sys
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from qasync import QEventLoop
from typing_extensions import override

T = TypeVar("T")

THREADS = 8


class LoopStoppedError(RuntimeError):
    """Qt ended the event loop by itself, as it does when the window system goes away."""


class EventLoop(QEventLoop):
    """Runs coroutines while Qt handles events.

    qasync's own threads abort the process if one still runs at the end, so plain ones take their
    place; it installs no hooks for asynchronous generators, so that an abandoned one would be
    closed outside any task; and it runs callbacks whenever Qt handles events, even in a message
    box after its end, when they find no running loop.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        # What is arriving is stored after the last window has closed.
        app.setQuitOnLastWindowClosed(False)
        self._pause = _Pause()
        self._clock().installEventFilter(self._pause)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="worker")
        self.set_default_executor(self._threads)

    @override
    def run_forever(self) -> None:
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgen_firstiter_hook, self._asyncgen_finalizer_hook)
        self._clock().removeEventFilter(self._pause)
        try:
            super().run_forever()
        finally:
            self._clock().installEventFilter(self._pause)
            sys.set_asyncgen_hooks(*hooks)

    @override
    def run_until_complete(self, future: Awaitable[T]) -> T:
        # qasync's own handles events once more after the end.
        task = asyncio.ensure_future(future, loop=self)

        def stop(_: object) -> None:
            self.stop()

        task.add_done_callback(stop)
        try:
            self.run_forever()
        finally:
            task.remove_done_callback(stop)
        if not task.done():
            raise LoopStoppedError("The event loop was stopped before its work was done.")
        return task.result()

    @override
    def close(self) -> None:
        if self.is_closed():
            return
        self._threads.shutdown(wait=False, cancel_futures=True)
        self.set_default_executor(None)  # qasync would wait for its threads
        asyncio.set_event_loop(None)
        super().close()
        # Its timers outlive it, and the collector might end them from another thread.
        shiboken6.delete(self._clock())

    def _clock(self) -> QObject:
        """What calls the callbacks: a timer each, that rings until it was heard."""
        return vars(self)["_timer"]


class _Pause(QObject):
    """Keeps callbacks for when the loop runs again."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.Timer
