"""What was asked in a period, by the clock on the wall."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.metrics import Metrics
from app.domain.usage import total
from app.services.budget import Budget
from app.services.preferences import Preferences
from app.services.usage import UsagePeriod, Usages
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.settings import SettingsStore
from app.storage.spending import SpendingStore

NOW = datetime(2026, 11, 25, 0, 30)
MODEL = ModelRef("openai", "m")


@pytest.fixture
async def database(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    yield database
    await database.aclose()


@pytest.fixture
async def usages(database, tmp_path):
    store = SpendingStore(database)
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"))
    await preferences.update(monthly_budget=Decimal(20))
    return Usages(store, Budget(store, preferences, now=lambda: NOW))


async def ask(database, *whens: datetime) -> None:
    """Store an answer at each of these times: for one dollar, two, four, and so on."""
    answers = [
        Answer(str(n), "t", "l", n, False, MODEL, AnswerStatus.DONE, when.timestamp())
        for n, when in enumerate(whens)
    ]
    answers = [replace(a, metrics=Metrics(cost=Decimal(2**n))) for n, a in enumerate(answers)]
    chat = Conversation("c", 0, 0, lanes=(Lane("l", MODEL),))
    await ConversationStore(database).save(chat, turns=[Turn("t", None, "?", 0)], answers=answers)


@pytest.mark.parametrize(
    ("period", "cost", "first", "last"),
    [
        (UsagePeriod.TODAY, 1, date(2026, 11, 25), date(2026, 11, 25)),
        (UsagePeriod.THIS_MONTH, 1 + 2 + 4, date(2026, 11, 1), date(2026, 11, 25)),
        (UsagePeriod.LAST_MONTH, 8 + 16, date(2026, 10, 1), date(2026, 10, 31)),
        (UsagePeriod.ALL, 63, date(2026, 9, 30), date(2026, 11, 25)),
    ],
)
async def test_a_period_is_of_whole_days(usages, database, period, cost, first, last):
    await ask(
        database,
        NOW,
        NOW - timedelta(minutes=31),
        datetime(2026, 11, 1),
        datetime(2026, 10, 31, 23, 59),
        datetime(2026, 10, 1),
        datetime(2026, 9, 30, 23, 59),
    )
    report = await usages.report(period)
    assert total(report.used).cost == cost
    assert (report.first, report.last) == (first, last)
    assert (report.spending.this_month, report.spending.left) == (7, 13)


async def test_without_a_call_all_time_is_today(usages):
    report = await usages.report(UsagePeriod.ALL)
    assert (report.used, report.first, report.last) == ([], NOW.date(), NOW.date())


async def test_the_month_is_added_up(usages, database):
    await ask(database, NOW, datetime(2026, 11, 1), datetime(2026, 10, 31, 23, 59))
    assert (await usages.this_month()).cost == 3
