"""A call that can be awaited again: each await is a fresh attempt."""

from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Call(Generic[T]):
    """What `generate_completion` returns.

    A coroutine can be awaited once; this can be awaited as often as a retry needs it, and one that
    is never awaited warns of nothing. `asyncio.ensure_future` makes a task of it.

    Args:
        attempt: Makes one attempt; called anew for each await.
    """

    __slots__ = ("_attempt",)

    def __init__(self, attempt: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self._attempt = attempt

    def __await__(self) -> Generator[Any, None, T]:
        return self._attempt().__await__()
