"""Work that is done once for everyone who waits for it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """Runs a coroutine function when first asked, and shares its result.

    One caller that is cancelled disturbs neither the work nor the others. Work that failed, or
    whose result went bad, is done anew for the next caller.

    Args:
        work: Makes the result; runs in a task of its own.
        is_good: Whether a result can still be used.
    """

    def __init__(
        self,
        work: Callable[[], Coroutine[Any, Any, T]],
        is_good: Callable[[T], bool] = lambda _: True,
    ) -> None:
        self._work = work
        self._is_good = is_good
        self._task: asyncio.Task[T] | None = None

    async def get(self) -> T:
        """The result; waits for it if need be.

        Raises:
            Exception: Whatever the work raised.
        """
        if self._task is None or not self._is_usable(self._task):
            self._task = asyncio.create_task(self._work())
        return await asyncio.shield(self._task)

    async def take(self) -> T | None:
        """Takes the result out, after waiting for work under way; None if there is none."""
        task, self._task = self._task, None
        if task is None:
            return None
        if not task.done():
            await asyncio.wait([task])
        return None if _has_failed(task) else task.result()

    async def aclose(self) -> None:
        """Gives up work under way, and waits until it has ended."""
        task, self._task = self._task, None
        if task and not task.done():
            task.cancel()
            await asyncio.wait([task])

    def _is_usable(self, task: asyncio.Task[T]) -> bool:
        return not task.done() or (not _has_failed(task) and self._is_good(task.result()))


def _has_failed(task: asyncio.Task[Any]) -> bool:
    return task.cancelled() or task.exception() is not None
