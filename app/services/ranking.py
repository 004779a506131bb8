"""The person's own ranking of models, out of their votes."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from enum import StrEnum
from statistics import median

from app.domain.lane import ModelRef
from app.domain.votes import Ballot, Outcome
from app.services.bradley_terry import (
    Pairs,
    components,
    intervals,
    pairs_of,
    strengths,
    tally,
)

FEWEST_VOTES = 10
LEVEL = 0.95
RESAMPLES = 400
_PRIOR = 0.5
_SEED = 1952


class Blindness(StrEnum):
    """Which votes are counted."""

    ALL = "all"
    BLIND = "blind"
    OPEN = "open"


class Told(StrEnum):
    """Whether the votes say how strong a model is, and if not, why."""

    RANKED = "ranked"
    FEW_VOTES = "few_votes"
    NOT_LINKED = "not_linked"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which votes to rank by.

    Attributes:
        tag: Only those that have it; None for all.
        since: Unix seconds; None for no beginning.
        until: Unix seconds, itself excluded; None for no end.
        blindness: Only blind ones, only open ones, or all.
    """

    tag: str | None = None
    since: float | None = None
    until: float | None = None
    blindness: Blindness = Blindness.ALL

    def takes(self, ballot: Ballot) -> bool:
        """Whether a vote is counted."""
        return (
            (self.tag is None or self.tag in ballot.tags)
            and (self.since is None or ballot.created_at >= self.since)
            and (self.until is None or ballot.created_at < self.until)
            and (self.blindness is Blindness.ALL or ballot.is_blind is self._wants_blind)
        )

    @property
    def _wants_blind(self) -> bool:
        return self.blindness is Blindness.BLIND


@dataclass(frozen=True, slots=True)
class Standing:
    """How a model stands.

    Attributes:
        told: RANKED; FEW_VOTES where it stood beside another model in fewer than `FEWEST_VOTES`
            votes that say which was better; NOT_LINKED where it has enough, but no chain of votes
            leads to the models that are ranked. Without RANKED, no strength is known.
        votes: In how many it stood beside another model.
        blind_votes: How many of those were blind.
        wins: Pairwise wins; half a one for a tie.
        losses: Pairwise losses, likewise.
        all_bad: In how many all answers were called bad.
        strength: The logarithm of its Bradley-Terry strength; the ranked ones' mean is 0. A model
            that has 1 more wins 73 % of the time.
        low: The interval's lower end.
        high: The interval's upper end.
        best_rank: Its place among the ranked, if all that the intervals leave open is in its
            favour; 1 is the best.
        worst_rank: Its place if nothing is.
        median_cost: US dollars an answer, of those voted on whose price is known; None if none.
        median_s: Seconds an answer, of those voted on; None if unknown.
    """

    model: ModelRef
    told: Told
    votes: int
    blind_votes: int
    wins: float
    losses: float
    all_bad: int
    strength: float | None = None
    low: float | None = None
    high: float | None = None
    best_rank: int | None = None
    worst_rank: int | None = None
    median_cost: Decimal | None = None
    median_s: float | None = None

    @property
    def missing_votes(self) -> int:
        """How many votes more are needed at least; 0 once there are enough."""
        return max(0, FEWEST_VOTES - self.votes)


@dataclass(frozen=True, slots=True)
class Ranking:
    """All models that were voted on.

    Attributes:
        standings: The ranked ones, strongest first, then the others, those with most votes first.
        votes: All votes that were counted.
        blind_votes: How many of them were blind.
        tags: All tags there are, in any vote, for choosing from.
    """

    standings: tuple[Standing, ...]
    votes: int
    blind_votes: int
    tags: tuple[str, ...]

    @property
    def is_told(self) -> bool:
        """Whether at least two models are ranked; else there are not enough votes to tell."""
        return sum(standing.told is Told.RANKED for standing in self.standings) > 1


def rank(ballots: Sequence[Ballot], wanted: Filter | None = None) -> Ranking:
    """Rank models by votes; pure and the same each time.

    Takes up to a second for a thousand votes: run it in a thread (`asyncio.to_thread`).

    Args:
        ballots: From `Votes.ballots`.
        wanted: Which of them to count; all when left out.
    """
    wanted = wanted or Filter()
    counted = [ballot for ballot in ballots if wanted.takes(ballot)]
    models = list(dict.fromkeys(c.model for ballot in counted for c in ballot.contenders))
    votes = [_pairs(ballot, models) for ballot in counted]
    told = _told(len(models), votes)
    fits = _fits([n for n, state in enumerate(told) if state is Told.RANKED], votes)
    standings = [_standing(model, counted, votes, n) for n, model in enumerate(models)]
    judged = [
        replace(standing, told=told[n], **asdict(fits[n]))
        if n in fits
        else replace(standing, told=told[n])
        for n, standing in enumerate(standings)
    ]
    return Ranking(
        standings=tuple(sorted(judged, key=_order)),
        votes=len(counted),
        blind_votes=sum(ballot.is_blind for ballot in counted),
        tags=tuple(sorted({tag for ballot in ballots for tag in ballot.tags})),
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    strength: float
    low: float
    high: float
    best_rank: int
    worst_rank: int


def _pairs(ballot: Ballot, models: Sequence[ModelRef]) -> Pairs:
    beside = [models.index(c.model) for c in ballot.contenders]
    winners = [models.index(c.model) for c in ballot.contenders if c.won]
    pairs = pairs_of(beside, winners, is_tie=ballot.outcome is Outcome.TIE)
    # A model beside itself, at another temperature say, says nothing about models.
    return [(winner, loser, weight) for winner, loser, weight in pairs if winner != loser]


def _told(models: int, votes: Sequence[Pairs]) -> list[Told]:
    stood = [sum(any(n in pair[:2] for pair in pairs) for pairs in votes) for n in range(models)]
    enough = [n for n, count in enumerate(stood) if count >= FEWEST_VOTES]
    linked = [(a, b) for pairs in votes for a, b, _ in pairs if a in enough and b in enough]
    groups = components(enough, linked)
    ranked = groups[0] if groups and len(groups[0]) > 1 else []
    return [
        Told.RANKED if n in ranked else Told.NOT_LINKED if n in enough else Told.FEW_VOTES
        for n in range(models)
    ]


def _fits(ranked: Sequence[int], votes: Sequence[Pairs]) -> dict[int, _Fit]:
    """The strengths of the ranked models, from what the votes say about these alone."""
    if not ranked:
        return {}
    place = {model: n for n, model in enumerate(ranked)}
    among = [
        [(place[a], place[b], weight) for a, b, weight in pairs if a in place and b in place]
        for pairs in votes
    ]
    telling = [pairs for pairs in among if pairs]
    fitted = strengths(len(ranked), tally(telling), prior=_PRIOR)
    ends = intervals(
        len(ranked),
        telling,
        fitted,
        prior=_PRIOR,
        resamples=RESAMPLES,
        level=LEVEL,
        seed=_SEED,
    )
    return {
        model: _Fit(
            strength=fitted[n],
            low=ends[n][0],
            high=ends[n][1],
            best_rank=1 + sum(low > ends[n][1] for low, _ in ends),
            worst_rank=len(ends) - sum(high < ends[n][0] for _, high in ends),
        )
        for model, n in place.items()
    }


def _standing(
    model: ModelRef, counted: Sequence[Ballot], votes: Sequence[Pairs], n: int
) -> Standing:
    own = [c for ballot in counted for c in ballot.contenders if c.model == model]
    stood = [
        ballot
        for ballot, pairs in zip(counted, votes, strict=True)
        if any(n in pair[:2] for pair in pairs)
    ]
    costs = [contender.cost for contender in own if contender.cost is not None]
    times = [contender.total_s for contender in own if contender.total_s is not None]
    return Standing(
        model=model,
        told=Told.FEW_VOTES,
        votes=len(stood),
        blind_votes=sum(ballot.is_blind for ballot in stood),
        wins=sum(w for pairs in votes for winner, _, w in pairs if winner == n),
        losses=sum(w for pairs in votes for _, loser, w in pairs if loser == n),
        all_bad=sum(
            ballot.outcome is Outcome.ALL_BAD and any(c.model == model for c in ballot.contenders)
            for ballot in counted
        ),
        median_cost=median(costs) if costs else None,
        median_s=median(times) if times else None,
    )


def _order(standing: Standing) -> tuple[bool, float, int, str]:
    strength = standing.strength or 0.0
    return standing.told is not Told.RANKED, -strength, -standing.votes, str(standing.model)
