"""A budget stops what would go over it; one prompt may be sent all the same."""

import asyncio
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox


def question(person) -> QMessageBox:
    (box,) = [b for b in person.view.window().findChildren(QMessageBox) if b.isVisible()]
    return box


async def send_over(person, prompt: str) -> QMessageBox:
    """Send what the budget stops; return the question that opens."""
    asked = asyncio.Event()
    person.parley.view_models.over_budget.asked.connect(asked.set)
    person.send(prompt)
    async with asyncio.timeout(60):
        await asked.wait()
    return question(person)


async def test_a_spent_budget_stops_and_one_prompt_is_sent_anyway(start, server):
    person = await start("alpha", daily_budget=Decimal(0))
    box = await send_over(person, "Hello")
    assert "$0.00 of $0.00 are spent today" in box.text()
    box.button(QMessageBox.StandardButton.Cancel).click()
    await person.until_done("send a prompt")
    assert not server.exchanges
    assert person.view.composer.text() == "Hello"
    box = await send_over(person, "")
    _press(box, "Send anyway")
    exchange = await server.next_exchange()
    assert exchange.texts == ["Hello"]
    await exchange.finish("Hi")
    await person.until_idle()
    box = await send_over(person, "More")
    _press(box, "Cancel")
    await person.until_done("send a prompt")
    assert len(server.exchanges) == 1


async def test_a_budget_is_entered_in_settings_and_kept(start, tmp_path):
    person = await start("alpha")
    person.parley.window.open_settings()
    view = person.parley.window.settings_view
    view.show_page(view.budget)
    fields = view.budget.findChildren(QLineEdit)
    (field,) = [f for f in fields if "day" in f.accessibleName()]
    QTest.keyClicks(field, "2.5x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await person.until_done("store the settings")
    await person.quit()
    await person.start()
    assert person.parley.preferences.settings.daily_budget == Decimal("2.5")


def _press(box: QMessageBox, words: str) -> None:
    (button,) = [b for b in box.buttons() if b.text().replace("&", "") == words]
    button.click()
