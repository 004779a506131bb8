"""What was spent, by the clock on the wall, and a stop before it is more than wanted."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.errors import BudgetReachedError
from app.domain.lane import Lane, ModelRef
from app.domain.metrics import Metrics
from app.services.budget import Budget, Spending
from app.services.preferences import Preferences
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.settings import SettingsStore
from app.storage.spending import SpendingStore

NOW = datetime(2026, 11, 25, 0, 30)
MODEL = ModelRef("openai", "m")


def answer(number: int, when: datetime, cost: str | None) -> Answer:
    metrics = Metrics(cost=Decimal(cost) if cost else None)
    at = when.timestamp()
    return Answer(
        str(number), "t", "l", number, False, MODEL, AnswerStatus.DONE, at, metrics=metrics
    )


@pytest.fixture
async def budget(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    answers = [
        answer(1, NOW - timedelta(minutes=10), "0.10"),
        answer(2, NOW - timedelta(minutes=40), "0.20"),  # yesterday
        answer(3, NOW - timedelta(days=30), "5"),  # last month
        answer(4, NOW, None),
    ]
    chat = Conversation("c", 0, 0, lanes=(Lane("l", MODEL),))
    await ConversationStore(database).save(chat, turns=[Turn("t", None, "?", 0)], answers=answers)
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"))
    answers: list[bool] = []

    async def ask(sentence: str) -> bool:
        assert "Nothing was sent" in sentence
        return budget.answers.pop(0) if budget.answers else False

    budget = Budget(SpendingStore(database), preferences, now=lambda: NOW, ask=ask)
    budget.answers = answers
    budget.set = preferences.update
    yield budget
    await database.aclose()


async def test_a_day_begins_at_midnight_and_a_month_on_its_first(budget):
    spending = await budget.spending()
    assert (spending.today, spending.this_month) == (Decimal("0.10"), Decimal("0.30"))
    assert spending.left is None


async def test_what_is_left_is_the_smaller_rest(budget):
    await budget.set(daily_budget=Decimal(1), monthly_budget=Decimal("0.50"))
    assert (await budget.spending()).left == Decimal("0.20")
    assert Spending(Decimal(2), Decimal(2), daily_budget=Decimal(1)).left == 0


async def is_stopped(budget: Budget, expected: Decimal) -> bool:
    try:
        await budget.check(expected)
    except BudgetReachedError:
        return True
    return False


async def test_without_a_budget_nothing_is_stopped(budget):
    assert not await is_stopped(budget, Decimal(1000))


async def test_a_budget_that_is_not_reached_stops_nothing(budget):
    await budget.set(daily_budget=Decimal("0.20"), monthly_budget=Decimal(1))
    assert not await is_stopped(budget, Decimal("0.10"))
    assert await is_stopped(budget, Decimal("0.30"))


@pytest.mark.parametrize(
    ("limits", "expected", "said"),
    [
        ({"daily_budget": Decimal("0.10")}, "0", r"\$0\.10 of \$0\.10 are spent today"),
        ({"daily_budget": Decimal("0.15")}, "0.06", r"\$0\.10 of \$0\.15 are spent today"),
        ({"monthly_budget": Decimal("0.25")}, "0", r"\$0\.30 of \$0\.25 are spent this month"),
    ],
)
async def test_a_budget_that_is_spent_or_would_be_overdrawn_stops(budget, limits, expected, said):
    await budget.set(**limits)
    with pytest.raises(BudgetReachedError, match=said):
        await budget.check(Decimal(expected))


async def test_with_nobody_to_ask_a_budget_stops(tmp_path):
    database = await Database.open(tmp_path / "parley.db")
    preferences = Preferences(SettingsStore(tmp_path / "settings.json"))
    await preferences.update(daily_budget=Decimal(0))
    with pytest.raises(BudgetReachedError):
        await Budget(SpendingStore(database), preferences).check()
    await database.aclose()


async def test_an_exception_is_for_one_time(budget):
    await budget.set(daily_budget=Decimal(0))
    budget.answers = [True, False]
    await budget.check()
    with pytest.raises(BudgetReachedError):
        await budget.check()


async def test_a_budget_outlives_a_restart(budget, tmp_path):
    await budget.set(daily_budget=Decimal("2.50"))
    settings = Preferences(SettingsStore(tmp_path / "settings.json")).settings
    assert settings.daily_budget == Decimal("2.50")
