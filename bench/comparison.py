"""Two ways to the same result, compared by the CPU time of this process."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a benchmark found.

    Attributes:
        title: What was done.
        baseline: What it is compared with.
        baseline_ms: Median CPU time of the baseline, in milliseconds.
        ours_ms: Median CPU time of Parley, in milliseconds.
        ratios: Ours to the baseline, round by round.
    """

    title: str
    baseline: str
    baseline_ms: float
    ours_ms: float
    ratios: tuple[float, ...]

    def __str__(self) -> str:
        return (
            f"{self.title}: {statistics.median(self.ratios):.2f} times {self.baseline} "
            f"({self.ours_ms:.0f} ms to {self.baseline_ms:.0f} ms of CPU; "
            f"rounds {min(self.ratios):.2f} to {max(self.ratios):.2f})"
        )


async def compare(
    title: str,
    ours: Callable[[], Awaitable[object]],
    *,
    baseline: str,
    theirs: Callable[[], Awaitable[object]],
) -> Comparison:
    """Run both by turns, after one unmeasured round that loads and warms what they need."""
    await theirs(), await ours()
    rounds = [(await _cpu_ms(theirs), await _cpu_ms(ours)) for _ in range(ROUNDS)]
    their_ms, our_ms = zip(*rounds, strict=True)
    ratios = tuple(mine / other for other, mine in rounds)
    return Comparison(
        title, baseline, statistics.median(their_ms), statistics.median(our_ms), ratios
    )


async def _cpu_ms(work: Callable[[], Awaitable[object]]) -> float:
    started = time.process_time()
    await work()
    return (time.process_time() - started) * 1_000
