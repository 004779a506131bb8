"""Two ways to the same result, compared by the CPU time of this process."""

import gc
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

ROUNDS = 9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a benchmark found.

    Attributes:
        title: What was done.
        baseline: What it is compared with.
        baseline_ms: Median CPU time of the baseline, in milliseconds.
        ours_ms: Median CPU time of Parley, in milliseconds.
        ratios: Ours to the baseline, round by round.
        bound: What the ratio is to be at most, if there is a bound.
    """

    title: str
    baseline: str
    baseline_ms: float
    ours_ms: float
    ratios: tuple[float, ...]
    bound: float | None = None

    def __str__(self) -> str:
        bound = f", to be at most {self.bound}" if self.bound else ""
        return (
            f"{self.title}: {statistics.median(self.ratios):.2f} times {self.baseline}{bound} "
            f"({self.ours_ms:.0f} ms to {self.baseline_ms:.0f} ms of CPU; "
            f"rounds {min(self.ratios):.2f} to {max(self.ratios):.2f})"
        )


async def compare(
    title: str,
    ours: Callable[[], Awaitable[object]],
    *,
    baseline: str,
    theirs: Callable[[], Awaitable[object]],
    bound: float | None = None,
) -> Comparison:
    """Run both by turns, after one unmeasured round that loads and warms what they need.

    Who goes first alternates, so that a machine that grows slower favours neither.
    """
    await theirs(), await ours()
    rounds: list[tuple[float, float]] = []
    for number in range(ROUNDS):
        if number % 2:
            mine, other = await _cpu_ms(ours), await _cpu_ms(theirs)
        else:
            other, mine = await _cpu_ms(theirs), await _cpu_ms(ours)
        rounds.append((mine, other))
    our_ms, their_ms = (statistics.median(times) for times in zip(*rounds, strict=True))
    ratios = tuple(mine / other for mine, other in rounds)
    return Comparison(title, baseline, their_ms, our_ms, ratios, bound)


async def _cpu_ms(work: Callable[[], Awaitable[object]]) -> float:
    gc.collect()  # what the other left behind is not this one's to clear away
    started = time.process_time()
    await work()
    return (time.process_time() - started) * 1_000
