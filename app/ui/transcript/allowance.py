"""How long work may go on before the window has to be painted."""

from math import inf
from time import thread_time

# What is in sight is shown at once, except for so many formulas that it would be felt.
_FORMULAS_S = 0.003


class Allowance:
    """Lets pieces of work be done until a time is over; the first always, so that all end.

    Args:
        seconds: How long, of this thread's time; for ever if it is left out.
    """

    def __init__(self, seconds: float = inf) -> None:
        self._end = thread_time() + seconds
        self._has_begun = False
        self._formulas_end: float | None = None

    def take(self) -> bool:
        """Whether one more piece may be done now."""
        has_begun, self._has_begun = self._has_begun, True
        return not has_begun or thread_time() < self._end

    def take_formula(self) -> bool:
        """Whether one more formula may be made now; there is less time for these."""
        if self._formulas_end is None:
            self._formulas_end = thread_time() + _FORMULAS_S
        return self.take() and thread_time() < self._formulas_end
