"""The only seam between Qt and asyncio: spawns tasks, keeps them, cancels and reports them."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import BudgetReachedError, ProviderError, StorageError
from app.words import N_, _

logger = logging.getLogger(__name__)

BUG = N_("That did not work, because of a mistake in Parley. The log in the data folder says more.")


class Tasks(QObject):
    """Runs coroutines for widgets and view models.

    Signals:
        failed: A sentence for the person; everything else about the failure is in the log.
    """

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        # Qt may call while this loop does not run just then; the task begins when it runs again.
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, coroutine: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Start a coroutine and keep its task until it is done; `name` says what it does."""
        task = self._loop.create_task(self._report(coroutine, name), name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        # Cancelled before its first step, a task never gets to its coroutine.
        task.add_done_callback(lambda _: coroutine.close())
        return task

    async def aclose(self) -> None:
        """Cancel what runs and wait until it has ended."""
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _report(self, coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        try:
            await coroutine
        except BudgetReachedError:
            logger.info("%s: the budget is reached", name)  # The person was asked and said no.
        except (ProviderError, StorageError) as error:
            logger.warning("%s: %s", name, error)
            self.failed.emit(str(error))
        except Exception:  # the outermost edge: a bug must be seen, and must not end the program
            logger.exception("%s failed", name)
            self.failed.emit(_(BUG))
