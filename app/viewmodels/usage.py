"""What was asked and spent, as it is shown: added up on the database's thread."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.lane import ModelRef
from app.domain.usage import Tally, Used, grouped, total
from app.services import tables
from app.services.events import AnswerChanged, ChatEvent, Events
from app.services.usage import Report, UsagePeriod, Usages
from app.viewmodels.models import ModelsViewModel
from app.viewmodels.sources import SourceNames
from app.viewmodels.tasks import Tasks
from app.viewmodels.usage_words import budget_words, month_words, summary_words
from app.words import N_, _

# More days than this are shown by months.
_MOST_DAYS = 62
_COLUMNS = (
    N_("Answers"),
    N_("Input tokens"),
    N_("Cached tokens"),
    N_("Output tokens"),
    N_("Reasoning tokens"),
    N_("Cost (USD)"),
    N_("Unpriced answers"),
    N_("Share (%)"),
)


class Grouping(Enum):
    """What each row of the table adds up."""

    PROVIDER = "provider"
    MODEL = "model"
    KEY = "key"


_TITLES = {
    Grouping.PROVIDER: N_("Provider"),
    Grouping.MODEL: N_("Model"),
    Grouping.KEY: N_("Key"),
}


@dataclass(frozen=True, slots=True)
class UsageRow:
    """A provider, a model or a key, and what was asked of it.

    Attributes:
        share: Of all that is known to have been spent, 1.0 for all; None where it is unknown.
    """

    label: str
    tally: Tally
    share: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A day or a month in the chart; `first` is its first day."""

    first: date
    tally: Tally


class UsageViewModel(QObject):
    """Shows a period, by what is chosen; and this month, in a few words.

    Signals:
        changed: Read the report again.
        month_changed: Read `month` and `month_in_full` again.

    Attributes:
        period: The one that is looked at.
        grouping: What the rows add up.
        total: All that was asked in the period.
        bars: The period by days, or by months where it is long.
        are_months: Whether the bars are months.
    """

    changed = Signal()
    month_changed = Signal()

    def __init__(
        self,
        usages: Usages,
        models: ModelsViewModel,
        sources: SourceNames,
        events: Events,
        tasks: Tasks,
    ) -> None:
        super().__init__()
        self._usages = usages
        self._models = models
        self._sources = sources
        self._tasks = tasks
        self.period = UsagePeriod.THIS_MONTH
        self.grouping = Grouping.PROVIDER
        self._report: Report | None = None
        self._asked = 0
        self._viewers = 0
        self._month = Tally()
        self.total = Tally()
        self.bars: Sequence[Bar] = ()
        self.are_months = False
        self._midnight = QTimer(self, singleShot=True)
        self._midnight.timeout.connect(self.look_at_month)
        events.subscribe(self._on_event)

    @property
    def month(self) -> str:
        """What this month has cost, in a few words; "" while nothing was asked."""
        return month_words(self._month)

    @property
    def month_in_full(self) -> str:
        """The same in sentences."""
        return summary_words(self._month)

    @property
    def summary(self) -> str:
        """What was asked in the period, in sentences."""
        return summary_words(self.total)

    @property
    def budget(self) -> str:
        """What of the budgets is left, in sentences; "" if there are none."""
        return budget_words(self._report.spending) if self._report else ""

    @property
    def rows(self) -> Sequence[UsageRow]:
        """The period by what is chosen, the dearest first."""
        used = self._report.used if self._report else ()
        return [
            UsageRow(self._label(key), tally, self._share(tally))
            for key, tally in grouped(used, self._key)
        ]

    @property
    def markdown(self) -> str:
        """The rows as a Markdown table."""
        titles = [_(_TITLES[self.grouping]), *map(_, _COLUMNS)]
        return tables.to_markdown(titles, map(_cells, self.rows))

    @property
    def csv(self) -> str:
        """The rows as CSV, with a header in English, as programs read it."""
        titles = (_TITLES[self.grouping], *_COLUMNS)
        return tables.to_csv(titles, map(_cells, self.rows))

    def choose_period(self, period: UsagePeriod) -> None:
        """Look at another period."""
        self.period = period
        self.look()

    def choose_grouping(self, grouping: Grouping) -> None:
        """Add up by something else."""
        self.grouping = grouping
        self.changed.emit()

    def watch(self, *, is_watched: bool) -> None:
        """One more looks at the report, which then follows each answer; or one fewer."""
        self._viewers += 1 if is_watched else -1
        if is_watched:
            self.look()

    def look(self) -> None:
        """Report anew, in the background."""
        self._tasks.spawn(self._look(), "add up the usage")

    def look_at_month(self) -> None:
        """Add up this month, now and whenever another day begins."""
        tomorrow = datetime.combine(date.today() + timedelta(days=1), datetime.min.time())
        self._midnight.start(round((tomorrow - datetime.now()).total_seconds() + 1) * 1000)
        self._tasks.spawn(self._look_at_month(), "add up the month")

    def close(self) -> None:
        """No longer wait for midnight."""
        self._midnight.stop()

    async def _look_at_month(self) -> None:
        self._month = await self._usages.this_month()
        self.month_changed.emit()

    async def _look(self) -> None:
        self._asked = asked = self._asked + 1
        report = await self._usages.report(self.period)
        await self._look_at_month()
        if asked == self._asked:  # Else another period was chosen by now.
            self._report = report
            self.total = total(report.used)
            self.are_months = (report.last - report.first).days >= _MOST_DAYS
            self.bars = _bars(report, _first_of_month if self.are_months else _same_day)
            self.changed.emit()

    def _on_event(self, event: ChatEvent) -> None:
        if isinstance(event, AnswerChanged) and not event.answer.status.is_live:
            if self._viewers:
                self.look()
            else:
                self._tasks.spawn(self._look_at_month(), "add up the month")

    def _key(self, used: Used) -> tuple[ModelRef, str] | None:
        if used.model is None:
            return None
        source = ModelRef(used.model.provider, "", used.model.base_url)
        match self.grouping:
            case Grouping.PROVIDER:
                return source, ""
            case Grouping.MODEL:
                return used.model, ""
            case Grouping.KEY:
                return source, used.key_id

    def _label(self, key: tuple[ModelRef, str] | None) -> str:
        if key is None:
            return _("Names hidden")
        model, key_id = key
        match self.grouping:
            case Grouping.PROVIDER:
                return self._sources.label(model)
            case Grouping.MODEL:
                return self._models.label(model)
            case Grouping.KEY:
                return self._sources.key_label(model, key_id)

    def _share(self, tally: Tally) -> float | None:
        if not self.total.cost or not tally.is_priced:
            return None
        return float(tally.cost / self.total.cost)


def _bars(report: Report, first_day: Callable[[date], date]) -> Sequence[Bar]:
    days = (report.last - report.first).days + 1
    tallies = {first_day(report.first + timedelta(days=n)): Tally() for n in range(days)}
    for used in report.used:
        tallies[first_day(used.day)] += used.tally
    return [Bar(first, tally) for first, tally in tallies.items()]


def _same_day(day: date) -> date:
    return day


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _cells(row: UsageRow) -> list[str]:
    tally = row.tally
    counts = (
        tally.calls,
        tally.input_tokens,
        tally.cached_tokens,
        tally.output_tokens,
        tally.reasoning_tokens,
    )
    return [
        row.label,
        *("" if count is None else str(count) for count in counts),
        f"{tally.cost:f}" if tally.is_priced else "",
        str(tally.unpriced),
        "" if row.share is None else f"{row.share * 100:.1f}",
    ]
