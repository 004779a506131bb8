"""The event loop of the program, and what ends it from outside."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QApplication

from app.viewmodels.event_loop import EventLoop
from app.viewmodels.garbage import gui_thread_collector

logger = logging.getLogger(__name__)

END_S = 1.0
SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def event_loop(app: QApplication) -> Generator[EventLoop]:
    """The event loop of the program, closed at the end."""
    loop = EventLoop(app)
    asyncio.set_event_loop(loop)
    loop.set_exception_handler(_log_unhandled)
    try:
        with gui_thread_collector():
            yield loop
            loop.run_until_complete(_end_tasks())
            loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()


@contextmanager
def on_signals(stop: Callable[[], None]) -> Generator[None]:
    """Call `stop` on Ctrl+C and SIGTERM, even while Qt waits for events."""
    wake_reader, wake_writer = socket.socketpair()
    wake_reader.setblocking(False)
    wake_writer.setblocking(False)
    loop = asyncio.get_running_loop()
    loop.add_reader(wake_reader, lambda: wake_reader.recv(64))
    handlers = {s: signal.signal(s, lambda _number, _frame: stop()) for s in SIGNALS}
    descriptor = signal.set_wakeup_fd(wake_writer.fileno())
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for s, handler in handlers.items():
            signal.signal(s, handler)
        loop.remove_reader(wake_reader)
        wake_reader.close()
        wake_writer.close()


async def _end_tasks() -> None:
    """Cancel what still runs, such as the loading of an SDK that nobody waits for any more."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=END_S)


def _log_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    logger.error("%s", context["message"], exc_info=context.get("exception"))
