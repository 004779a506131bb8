"""The person's ranking of models, as it is shown: computed in a thread, by what is chosen."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from PySide6.QtCore import QObject, Signal

from app.services.ranking import FEWEST_VOTES, Blindness, Filter, Ranking, Standing, Told, rank
from app.services.votes import Votes
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.tasks import Tasks
from app.words import _, ngettext

_DAY_S = 86_400.0


class Period(Enum):
    """Which votes are counted; the value is in days, 0 for all."""

    WEEK = 7
    MONTH = 30
    ALL = 0


@dataclass(frozen=True, slots=True)
class StandingRow:
    """A model in the ranking.

    Attributes:
        provider: It picks the colour of the dot.
        rank: Such as "1" or "1 to 3"; "" where the votes do not tell.
        strength: The logarithm of its strength with its interval's ends; None where unknown.
        why_not: Why it is not ranked, in a sentence; "" if it is.
        cost: The median of its answers, in US dollars; None if unknown.
        seconds: The median of its answers; None if unknown.
    """

    label: str
    provider: str
    rank: str
    strength: tuple[float, float, float] | None
    why_not: str
    votes: int
    blind_votes: int
    cost: Decimal | None
    seconds: float | None


class RankingViewModel(QObject):
    """Ranks what was voted on.

    Signals:
        changed: Read `rows`, `sentence` and `tags` again.

    Attributes:
        rows: The ranked models, strongest first, then the others.
        sentence: What the votes say as a whole.
        tags: All that there are.
    """

    changed = Signal()

    def __init__(
        self,
        votes: Votes,
        models: ModelsViewModel,
        tasks: Tasks,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__()
        self._votes = votes
        self._models = models
        self._tasks = tasks
        self._clock = clock
        self._tag: str | None = None
        self._period = Period.ALL
        self._is_blind_only = False
        self._asked = 0
        self.rows: Sequence[StandingRow] = ()
        self.sentence = ""
        self.tags: Sequence[str] = ()

    def choose_tag(self, tag: str) -> None:
        """Count the votes that have this tag alone; "" for all."""
        self._tag = tag or None
        self.look()

    def choose_period(self, period: Period) -> None:
        """Count the votes of this period alone."""
        self._period = period
        self.look()

    def choose_blind_only(self, is_blind_only: bool) -> None:
        """Count blind votes alone, or all."""
        self._is_blind_only = is_blind_only
        self.look()

    def look(self) -> None:
        """Rank anew, in the background."""
        self._tasks.spawn(self._rank(), "rank models")

    async def _rank(self) -> None:
        self._asked = asked = self._asked + 1
        since = self._clock() - self._period.value * _DAY_S if self._period.value else None
        blindness = Blindness.BLIND if self._is_blind_only else Blindness.ALL
        wanted = Filter(tag=self._tag, since=since, blindness=blindness)
        ranking = await asyncio.to_thread(rank, await self._votes.ballots(), wanted)
        if asked == self._asked:  # Else something else was chosen by now.
            self.rows = [self._row(standing) for standing in ranking.standings]
            self.sentence = _sentence(ranking)
            self.tags = ranking.tags
            self.changed.emit()

    def _row(self, standing: Standing) -> StandingRow:
        strength = None
        if standing.strength is not None and standing.low is not None and standing.high is not None:
            strength = standing.strength, standing.low, standing.high
        return StandingRow(
            self._models.label(standing.model),
            standing.model.provider,
            _rank_words(standing),
            strength,
            _why_not(standing),
            standing.votes,
            standing.blind_votes,
            standing.median_cost,
            standing.median_s,
        )


def _sentence(ranking: Ranking) -> str:
    if not ranking.votes:
        return _(
            "There are no such votes yet. Vote for the best of several answers to rank models."
        )
    open_votes = ranking.votes - ranking.blind_votes
    counted = _("{blind} blind and {open} open votes.")
    counted = counted.format(blind=ranking.blind_votes, open=open_votes)
    if not ranking.is_told:
        told = _("Not enough votes to tell: two models need {n} each at least.")
        return f"{counted} {told.format(n=FEWEST_VOTES)}"
    told = _("Bars show what the votes leave open, in 95 of 100 cases.")
    return f"{counted} {told}"


def _rank_words(standing: Standing) -> str:
    if standing.best_rank is None:
        return ""
    if standing.best_rank == standing.worst_rank:
        return str(standing.best_rank)
    return _("{low} to {high}").format(low=standing.best_rank, high=standing.worst_rank)


def _why_not(standing: Standing) -> str:
    match standing.told:
        case Told.RANKED:
            return ""
        case Told.FEW_VOTES:
            more = standing.missing_votes
            return ngettext(
                "Not enough votes to tell: {n} more is needed.",
                "Not enough votes to tell: {n} more are needed.",
                more,
            ).format(n=more)
        case Told.NOT_LINKED:
            return _("Not enough votes to tell: it never stood beside the ranked models.")
