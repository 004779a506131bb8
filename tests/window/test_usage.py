"""The usage says what was asked and what it cost, live and by any period."""

import csv
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.domain.answer import Answer, AnswerStatus
from app.domain.conversation import Conversation, Turn
from app.domain.lane import Lane, ModelRef
from app.domain.messages import Usage
from app.domain.metrics import Metrics
from app.storage.conversations import ConversationStore

OPUS, MINI, OWN = (
    ModelRef("anthropic", "opus"),
    ModelRef("openai", "mini"),
    ModelRef("openai_compatible", "mine", "http://127.0.0.1:1/v1"),
)


def now() -> datetime:
    """Asked anew by each test, as midnight may have passed."""
    return datetime.now()


def last_month() -> datetime:
    return now().replace(day=1) - timedelta(days=1)


async def fill(
    person, *asked: tuple[ModelRef, datetime, str | None], hides_names: bool = False
) -> None:
    """Store answers, of a thousand tokens in and a hundred out each."""
    lanes = tuple(Lane(f"l{n}", model) for n, (model, _, _) in enumerate(asked))
    usage = Usage(input_tokens=1000, output_tokens=100, reasoning_tokens=20, cached_tokens=None)
    answers = [
        Answer(
            *(f"a{n}", "t", f"l{n}", 1, True, model, AnswerStatus.DONE, when.timestamp()),
            metrics=Metrics(0.5, 2.0, usage, Decimal(cost) if cost else None),
        )
        for n, (model, when, cost) in enumerate(asked)
    ]
    chat = Conversation("c", 0, 0, lanes=lanes)
    store = ConversationStore(person.parley.services.database)
    await store.save(
        chat, turns=[Turn("t", None, "Hi", 0, hides_names=hides_names)], answers=answers
    )
    person.parley.usage.look_at_month()
    await person.until_done("add up the month")


async def test_nobody_waits_for_midnight_once_parley_is_closed(start):
    person = await start("alpha")
    assert any(timer.isActive() for timer in person.parley.usage.findChildren(QTimer))

    await person.quit()

    assert not any(timer.isActive() for timer in person.parley.usage.findChildren(QTimer))


def view(person):
    return person.parley.window.usage_view


def note(person) -> str:
    return person.parley.window.sidebar.usage.note


def rows(person) -> list[list[str]]:
    model = view(person).table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


async def open_usage(person) -> None:
    person.click("Usage")
    await person.until_done("add up the usage")


@pytest.fixture
async def spent(start):
    person = await start("alpha")
    await fill(
        person,
        (OPUS, now(), "3"),
        (OPUS, now(), "0.18"),
        (MINI, now(), "1"),
        (OWN, now(), None),
        (MINI, last_month(), "7.50"),
    )
    return person


async def test_the_sidebar_says_what_this_month_has_cost_and_that_it_is_not_all(spent):
    assert note(spent) == "$4.18 + unpriced"
    button = spent.button("Usage")
    assert button.toolTip() == (
        "4 answers at list prices. The price of 1 of them is not known: it is in no sum."
    )


async def test_the_month_is_told_without_a_word_of_prices_where_all_are_known(start):
    person = await start("alpha")
    assert note(person) == ""
    await fill(person, (OPUS, now(), "4.18"))
    assert note(person) == "$4.18 this month"


async def test_the_usage_is_added_up_by_provider_by_model_and_by_key(spent):
    await open_usage(spent)
    assert view(spent).isVisible()
    assert rows(spent) == [
        ["Anthropic", "2", "2,000", "–", "200", "40", "$3.18", "76 %"],  # noqa: RUF001
        ["OpenAI", "1", "1,000", "–", "100", "20", "$1.00", "24 %"],  # noqa: RUF001
        [OWN.base_url, "1", "1,000", "–", "100", "20", "unknown", "–"],  # noqa: RUF001
    ]
    spent.click("By model")
    assert [row[0] for row in rows(spent)] == ["opus", "mini", "mine"]
    spent.click("By key")
    assert [row[0] for row in rows(spent)] == ["Anthropic", "OpenAI", OWN.base_url]


async def test_answers_whose_names_are_hidden_are_counted_together_until_they_are_shown(start):
    person = await start("alpha")
    await fill(person, (OPUS, now(), "3"), (MINI, now(), "1"), hides_names=True)
    await open_usage(person)

    for grouping in ("By model", "By key", "By provider"):
        person.click(grouping)
        assert [row[0:2] + row[6:] for row in rows(person)] == [
            ["Names hidden", "2", "$4.00", "100 %"]
        ]
    person.click("Copy as CSV")
    assert "Anthropic" not in QGuiApplication.clipboard().text()

    await fill(person, (OPUS, now(), "3"), (MINI, now(), "1"))
    person.parley.usage.look()
    await person.until_done("add up the usage")
    assert [row[0] for row in rows(person)] == ["Anthropic", "OpenAI"]


async def test_another_period_is_looked_at(spent):
    await open_usage(spent)
    assert view(spent).sentences.startswith("$4.18 + 1 unpriced 4 answers at list prices.")
    spent.click("Last month")
    await spent.until_done("add up the usage")
    assert view(spent).sentences.startswith("$7.50 1 answer at list prices.")
    assert "$7.50" in view(spent).chart.accessibleDescription()
    spent.click("Today")
    await spent.until_done("add up the usage")
    assert view(spent).sentences.startswith("$4.18 + 1 unpriced 4 answers")
    assert not view(spent).chart.isVisible()  # one bar tells nothing
    spent.click("All time")
    await spent.until_done("add up the usage")
    assert view(spent).sentences.startswith("$11.68 + 1 unpriced 5 answers")


async def test_the_table_is_copied_as_markdown_and_as_csv(spent):
    await open_usage(spent)
    spent.click("Copy as CSV")
    copied = list(csv.DictReader(QGuiApplication.clipboard().text().splitlines()))
    assert [(r["Provider"], r["Cost (USD)"], r["Unpriced answers"]) for r in copied] == [
        ("Anthropic", "3.18", "0"),
        ("OpenAI", "1", "0"),
        (OWN.base_url, "", "1"),
    ]
    spent.click("Copy as Markdown")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("| Provider | Answers |")
    assert "| Anthropic | 2 | 2000 |" in text


async def test_what_is_left_of_a_budget_leads_to_settings(start):
    person = await start("alpha", daily_budget=Decimal(10), monthly_budget=Decimal(4))
    await fill(person, (OPUS, now(), "3"))
    await open_usage(person)
    said = view(person).sentences
    assert "Today $3.00 of $10.00 are spent, $7.00 are left." in said
    assert "This month $3.00 of $4.00 are spent, $1.00 are left." in said
    person.click("Budget in Settings")
    settings = person.parley.window.settings_view
    assert settings.isVisible()
    assert settings.budget.isVisible()


async def test_keys_open_it_and_without_a_budget_one_can_be_set(start):
    person = await start("alpha")
    await open_usage(person)
    QTest.keyClick(view(person), Qt.Key.Key_Escape)
    assert not view(person).isVisible()
    QTest.keyClick(
        person.parley.window,
        Qt.Key.Key_Y,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert view(person).isVisible()
    assert "Nothing was asked in this time. No budget is set" in view(person).sentences
    assert rows(person) == []
    person.click("Set a budget")
    assert person.parley.window.settings_view.budget.isVisible()


async def test_an_answer_that_ends_is_counted_at_once(start, server):
    person = await start("alpha")
    await open_usage(person)
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi", output_tokens=7)
    await person.until(lambda: note(person) == "unpriced")
    assert [row[1:5] for row in rows(person)] == [["1", "11", "–", "7"]]  # noqa: RUF001
    QTest.keyClick(view(person), Qt.Key.Key_Escape)
    assert person.view.isVisible()
    person.send("More")
    await (await server.next_exchange()).finish("Yes", output_tokens=7)
    await person.until_idle()
    await person.until_done("add up the month")
    assert person.button("Usage").toolTip().startswith("2 answers at list prices.")
