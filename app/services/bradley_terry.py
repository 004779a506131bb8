"""How strong contenders are, from who won against whom: the Bradley-Terry model.

Bradley and Terry (1952): i wins against j with the chance p_i / (p_i + p_j). A tie counts as half
a win for each side. The logarithms of the p are fitted by maximum likelihood with Newton's method,
which needs a few steps: the likelihood is concave in them, see Hunter (2004), "MM algorithms for
generalized Bradley-Terry models", Annals of Statistics 32, 384-406.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from math import exp, inf
from random import Random
from typing import TypeVar

_T = TypeVar("_T")

# Won by the first, against the second, so often: halves for ties.
Wins = Mapping[tuple[int, int], float]
# The comparisons that one vote makes, each with its weight.
Pairs = Sequence[tuple[int, int, float]]

_MOST_STEPS = 100
_LONGEST_STEP = 2.0
_TOLERANCE = 1e-9


def pairs_of(
    beside: Sequence[int], winners: Sequence[int], *, is_tie: bool = False
) -> list[tuple[int, int, float]]:
    """What a choice of the best says about pairs.

    Each winner has won against all who did not win; of those who did not, nothing is known among
    themselves. Winners that tie have half a win against each other. No winner says nothing.
    """
    losers = [contender for contender in beside if contender not in winners]
    pairs = [(winner, loser, 1.0) for winner in winners for loser in losers if winner != loser]
    if is_tie:
        for a, b in combinations(winners, 2):
            pairs += [(a, b, 0.5), (b, a, 0.5)]
    return pairs


def strengths(
    contenders: int, wins: Wins, *, prior: float = 0.0, start: Sequence[float] | None = None
) -> list[float]:
    """The logarithms of the contenders' strengths; their mean is 0.

    Args:
        contenders: How many there are.
        wins: Who won against whom.
        prior: So many games, won and lost in halves, of each with one of average strength. Without
            any, each must have won and lost, and all must be linked by games.
        start: Where to begin, from an earlier fit.
    """
    won = [prior / 2] * contenders
    met: defaultdict[tuple[int, int], float] = defaultdict(float)
    for (winner, loser), count in wins.items():
        won[winner] += count
        met[min(winner, loser), max(winner, loser)] += count
    games = [(a, b, count) for (a, b), count in met.items()]
    fitted = list(start or [0.0] * contenders)
    steps, longest = 0, inf
    while longest > _TOLERANCE and steps < _MOST_STEPS:
        step = _newton_step(fitted, won, games, prior)
        longest = max(map(abs, step))
        share = min(1.0, _LONGEST_STEP / max(longest, _TOLERANCE))
        fitted = [value + share * change for value, change in zip(fitted, step, strict=True)]
        steps += 1
    mean = sum(fitted) / contenders
    return [value - mean for value in fitted]


def _newton_step(
    fitted: Sequence[float],
    won: Sequence[float],
    games: Sequence[tuple[int, int, float]],
    prior: float,
) -> list[float]:
    chances = [_chance(value) for value in fitted]
    gradient = [w - prior * chance for w, chance in zip(won, chances, strict=True)]
    curvature = [[0.0] * len(fitted) for _ in fitted]
    for n, chance in enumerate(chances):
        curvature[n][n] = prior * chance * (1 - chance)
    for a, b, count in games:
        chance = _chance(fitted[a] - fitted[b])
        gradient[a] -= count * chance
        gradient[b] -= count * (1 - chance)
        slope = count * chance * (1 - chance)
        curvature[a][a] += slope
        curvature[b][b] += slope
        curvature[a][b] -= slope
        curvature[b][a] -= slope
    if not prior:
        curvature[0][0] += 1  # only differences count without a prior: the first one stays
    return _solved(curvature, gradient)


def _solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """Gaussian elimination; a positive definite matrix needs no pivots. Both are used up."""
    size = len(vector)
    for n in range(size):
        for m in range(n + 1, size):
            factor = matrix[m][n] / matrix[n][n]
            if factor:
                for k in range(n, size):
                    matrix[m][k] -= factor * matrix[n][k]
                vector[m] -= factor * vector[n]
    for n in reversed(range(size)):
        rest = sum(matrix[n][k] * vector[k] for k in range(n + 1, size))
        vector[n] = (vector[n] - rest) / matrix[n][n]
    return vector


def _chance(difference: float) -> float:
    return 1 / (1 + exp(-difference))


def intervals(
    contenders: int,
    votes: Sequence[Pairs],
    fitted: Sequence[float],
    *,
    prior: float,
    resamples: int,
    level: float,
    seed: int,
) -> list[tuple[float, float]]:
    """Basic bootstrap intervals of the strengths.

    See Davison and Hinkley (1997), "Bootstrap Methods and their Application", section 5.2. The
    better known percentile intervals hold the truth too rarely with as few votes as a person casts:
    92 % of them for 95 % at 40 votes on four models. Whole votes are drawn, not pairs: the pairs of
    one vote were decided together.

    Args:
        contenders: How many there are.
        votes: What each vote says.
        fitted: Their strengths from all votes.
        prior: As for `strengths`.
        resamples: How often to draw as many votes as there are.
        level: Share of all such intervals that hold the true value, 0.95 say.
        seed: Same seed, same intervals.
    """
    rng = Random(seed)  # noqa: S311  # statistics, not secrets
    drawn: list[list[float]] = []
    for _ in range(resamples):
        wins = tally(rng.choices(votes, k=len(votes)))
        drawn.append(strengths(contenders, wins, prior=prior, start=fitted))
    outside = (1 - level) / 2
    sorted_values = [sorted(values) for values in zip(*drawn, strict=True)]
    return [
        (2 * value - _quantile(values, 1 - outside), 2 * value - _quantile(values, outside))
        for value, values in zip(fitted, sorted_values, strict=True)
    ]


def tally(votes: Sequence[Pairs]) -> dict[tuple[int, int], float]:
    """All votes' pairs together."""
    wins: defaultdict[tuple[int, int], float] = defaultdict(float)
    for pairs in votes:
        for winner, loser, weight in pairs:
            wins[winner, loser] += weight
    return dict(wins)


def components(nodes: Sequence[_T], links: Sequence[tuple[_T, _T]]) -> list[list[_T]]:
    """The groups of nodes that links hold together, the largest first."""
    group = {node: [node] for node in nodes}
    for a, b in links:
        if group[a] is not group[b]:
            group[a] += group[b]
            for node in group[b]:
                group[node] = group[a]
    found = {id(members): members for members in group.values()}
    return sorted(found.values(), key=len, reverse=True)


def _quantile(ordered: Sequence[float], share: float) -> float:
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])
