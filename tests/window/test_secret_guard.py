"""A key in a prompt goes to no model unless the person says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

KEY = "sk-ant-api03-" + "Ab3dEf6hIj" * 9 + "AA"


def answer(person, label: str) -> None:
    question = person.view.findChild(QMessageBox)
    assert "Anthropic" in question.text()
    (button,) = [b for b in question.buttons() if b.text().replace("&", "") == label]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_it_can_be_masked(start, server):
    person = await start("alpha")
    person.send(f"Why is {KEY} refused?")
    answer(person, "Mask it and send")
    exchange = await server.next_exchange()
    assert KEY not in str(exchange.body)
    assert exchange.texts[0].startswith("Why is [")
    await exchange.finish("ok")
    await person.until_idle()
    assert KEY not in str(person.chat.conversation)


async def test_it_can_be_sent_all_the_same(start, server):
    person = await start("alpha")
    person.send(f"Why is {KEY} refused?")
    answer(person, "Send it anyway")
    exchange = await server.next_exchange()
    assert KEY in exchange.texts[0]
    await exchange.finish("ok")
    await person.until_idle()


async def test_cancelling_keeps_the_prompt_in_the_composer(start, server):
    person = await start("alpha")
    person.send(f"Why is {KEY} refused?")
    answer(person, "Cancel")
    assert KEY in person.view.composer.text()
    assert server.exchanges == []


async def test_a_prompt_that_is_edited_is_looked_over_too(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi")
    await person.until_idle()
    turn = person.chat.conversation.turns[0]
    person.view.panes.all_panes()[0].prompt_edited.emit(turn.id, f"Why is {KEY} refused?")
    answer(person, "Mask it and send")
    exchange = await server.next_exchange()
    assert KEY not in str(exchange.body)
    await exchange.finish("ok")
    await person.until_idle()


async def with_system_prompt(person) -> None:
    lane = person.chat.conversation.active_lanes[0]
    person.chat.lane_editor.change_setup(lane.id, lane.parameters, f"Call it with {KEY}.")
    await person.until_done("change a lane's parameters")


async def test_a_system_prompt_is_masked_for_good(start, server):
    person = await start("alpha")
    await with_system_prompt(person)
    person.send("Hello")
    answer(person, "Mask it and send")
    exchange = await server.next_exchange()
    assert KEY not in str(exchange.body)
    assert exchange.texts[0].startswith("Call it with [")
    await exchange.finish("ok")
    await person.until_idle()
    assert KEY not in person.chat.conversation.active_lanes[0].system_prompt
    person.send("Again")
    await (await server.next_exchange()).finish("ok")
    await person.until_idle()


async def test_a_system_prompt_that_may_go_out_is_asked_about_once(start, server):
    person = await start("alpha")
    await with_system_prompt(person)
    person.send("Hello")
    answer(person, "Send it anyway")
    exchange = await server.next_exchange()
    assert KEY in exchange.texts[0]
    await exchange.finish("ok")
    await person.until_idle()
    person.send("Again")
    await (await server.next_exchange()).finish("ok")
    await person.until_idle()


@pytest.mark.parametrize("prompt", ["What does sk-ant mean?", "My password is secret."])
async def test_plain_words_are_no_secrets(start, server, prompt):
    person = await start("alpha")
    person.send(prompt)
    exchange = await server.next_exchange()
    assert exchange.texts == [prompt]
    await exchange.finish("ok")
    await person.until_idle()
