"""Work that is done once for everyone who waits for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Runs a coroutine function when first asked, and shares its result.

    One caller that is cancelled disturbs neither the work nor the others. Work that failed is done
    anew for the next caller.

    Args:
        work: Makes the result; runs in a task of its own.
    """

    def __init__(self, work: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._work = work
        self._task: asyncio.Task[T] | None = None

    async def get(self) -> T:
        """The result; waits for it if need be.

        Raises:
            Exception: Whatever the work raised.
        """
        if self._task is None or self._has_failed(self._task):
            self._task = asyncio.create_task(self._work())
        return await asyncio.shield(self._task)

    async def take(self) -> T | None:
        """Takes the result out, so that the next `get` starts anew; None if there is none."""
        task, self._task = self._task, None
        if task is None:
            return None
        if not task.done():
            await asyncio.wait([task])
        return None if self._has_failed(task) else task.result()

    @staticmethod
    def _has_failed(task: asyncio.Task[T]) -> bool:
        return task.done() and (task.cancelled() or task.exception() is not None)
