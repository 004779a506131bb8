"""What was asked in a period, and what of the budgets is left: for the person to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from app.domain.usage import Tally, Used, total
from app.services.budget import Budget, Spending
from app.storage.spending import SpendingStore


class UsagePeriod(Enum):
    """Which days are looked at, by the clock of this computer."""

    TODAY = "today"
    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Report:
    """What was asked in a period.

    Attributes:
        used: By model, key and day, oldest first.
        first: The day it begins with; of ALL the first on which anything was asked.
        last: The day it ends with.
        spending: What counts for the budgets now, whatever the period.
    """

    used: Sequence[Used]
    first: date
    last: date
    spending: Spending


class Usages:
    """Reports on usage; raises StorageError if the disk or the file fails."""

    def __init__(self, store: SpendingStore, budget: Budget) -> None:
        self._store = store
        self._budget = budget

    async def report(self, period: UsagePeriod) -> Report:
        """What was asked in a period."""
        today = self._budget.midnight()
        start, end = _bounds(period, today)
        used = await self._store.used(start.timestamp() if start else 0.0, end.timestamp())
        last = (end - timedelta(days=1)).date()
        first = start.date() if start else used[0].day if used else last
        return Report(used, first, last, await self._budget.spending())

    async def this_month(self) -> Tally:
        """What was asked since the first of the month."""
        return total(await self._store.used(self._budget.midnight().replace(day=1).timestamp()))


def _bounds(period: UsagePeriod, today: datetime) -> tuple[datetime | None, datetime]:
    """When it begins, None for ever, and when it ends; `today` is the last midnight."""
    month = today.replace(day=1)
    match period:
        case UsagePeriod.TODAY:
            return today, _day_after(today)
        case UsagePeriod.THIS_MONTH:
            return month, _day_after(today)
        case UsagePeriod.LAST_MONTH:
            return (month - timedelta(days=1)).replace(day=1), month
        case _:
            return None, _day_after(today)


def _day_after(midnight: datetime) -> datetime:
    return midnight + timedelta(days=1)
