"""How long work may go on before the window has to be painted."""

from math import inf
from time import perf_counter


class Allowance:
    """Lets pieces of work be done until a time is over; the first always, so that all end.

    Args:
        seconds: How long; for ever if it is left out.
    """

    def __init__(self, seconds: float = inf) -> None:
        self._end = perf_counter() + seconds
        self._has_begun = False

    def take(self) -> bool:
        """Whether one more piece may be done now."""
        has_begun, self._has_begun = self._has_begun, True
        return not has_begun or perf_counter() < self._end
