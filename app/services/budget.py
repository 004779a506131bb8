"""The person's budgets for a day and a month: what is spent, and a stop before it is more."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.errors import BudgetReachedError
from app.services.preferences import Preferences
from app.storage.spending import SpendingStore
from app.words import N_, _, us_dollars

_TODAY = N_(
    "This would go over your budget: {spent} of {budget} are spent today. Nothing was sent. Send "
    "it anyway, or raise the budget in Settings."
)
_THIS_MONTH = N_(
    "This would go over your budget: {spent} of {budget} are spent this month. Nothing was sent. "
    "Send it anyway, or raise the budget in Settings."
)


@dataclass(frozen=True, slots=True)
class Spending:
    """What was spent, in US dollars at list prices; answers without a known price count nothing.

    Attributes:
        today: Since midnight, by the clock of this computer.
        this_month: Since the first of the month.
        daily_budget: The most for a day; None for any.
        monthly_budget: The most for a month.
    """

    today: Decimal
    this_month: Decimal
    daily_budget: Decimal | None = None
    monthly_budget: Decimal | None = None

    @property
    def left(self) -> Decimal | None:
        """What may still be spent, never below 0; None if there is no budget."""
        rests = [
            max(budget - spent, Decimal())
            for budget, spent in (
                (self.daily_budget, self.today),
                (self.monthly_budget, self.this_month),
            )
            if budget is not None
        ]
        return min(rests, default=None)


async def _refuse(_sentence: str) -> bool:
    return False


class Budget:
    """Adds up what was spent and stops what would be more than the person wants to spend.

    `ChatService` asks it before every prompt and every further attempt.

    Args:
        store: What was spent.
        preferences: They hold the budgets.
        now: The time by the clock of this computer, without a zone: an offset would be that of
            today, and a month can begin with another one.
        ask: Called with a sentence before anything is stopped; whether to send it anyway, this
            once.
    """

    def __init__(
        self,
        store: SpendingStore,
        preferences: Preferences,
        now: Callable[[], datetime] = datetime.now,
        ask: Callable[[str], Awaitable[bool]] = _refuse,
    ) -> None:
        self._store = store
        self._preferences = preferences
        self._now = now
        self._ask = ask

    async def spending(self) -> Spending:
        """What was spent so far."""
        midnight = self.midnight()
        first = midnight.replace(day=1)
        today, month = await self._store.since(midnight.timestamp(), first.timestamp())
        settings = self._preferences.settings
        return Spending(today, month, settings.daily_budget, settings.monthly_budget)

    def midnight(self) -> datetime:
        """When the present day began."""
        return self._now().replace(hour=0, minute=0, second=0, microsecond=0)

    async def check(self, expected: Decimal = Decimal()) -> None:
        """Let a prompt pass, or stop it.

        Args:
            expected: US dollars that it costs at least, from `Quote.low`.

        Raises:
            BudgetReachedError: A budget is spent, or would be overdrawn.
        """
        settings = self._preferences.settings
        if settings.daily_budget is None and settings.monthly_budget is None:
            return
        spending = await self.spending()
        for words, spent, budget in (
            (_TODAY, spending.today, spending.daily_budget),
            (_THIS_MONTH, spending.this_month, spending.monthly_budget),
        ):
            if budget is not None and (spent >= budget or spent + expected > budget):
                sentence = _(words).format(spent=us_dollars(spent), budget=us_dollars(budget))
                if await self._ask(sentence):
                    return
                raise BudgetReachedError(sentence)
