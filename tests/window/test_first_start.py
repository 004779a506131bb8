"""The first start, by keyboard and mouse, to a first answer."""

import socket

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea

from app.providers.discovery import LocalServer, find_local_servers
from app.ui.transcript.notice_card import NoticeCard
from tests.providers.conformance.payloads import Payloads

KEY = "sk-proj-0123456789abcdefghij"


def words(widget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


async def test_the_built_in_model_gives_a_first_answer_without_anything_set_up(start):
    person = await start()
    assert person.view.first_start.isVisible()
    person.click("Start with the built-in model")
    await person.until(lambda: person.view.welcome.isVisible())
    person.send("Say hello.")
    await person.until(lambda: bool(person.chat.conversation.turns))
    await person.until_idle()
    assert person.answers() != [""]
    await person.quit()
    await person.start()
    assert not person.view.first_start.isVisible()


async def test_all_ways_in_are_seen_at_once_in_a_small_window(start):
    person = await start()
    person.parley.window.resize(900, 600)
    await person.until_settled()
    ways = person.view.first_start.findChild(QScrollArea)
    assert ways.verticalScrollBar().maximum() == 0


async def test_a_pasted_key_tells_whose_it_is(start):
    person = await start()
    person.view.first_start.focus_key()
    field = person.parley.window.focusWidget()
    QTest.keyClicks(field, "sk-ant-api03-abcdefghijklmnop")
    assert "Looks like a key for" in words(person.view.first_start)


async def test_one_can_just_type_and_send(start):
    person = await start()
    person.send("Hello")
    await person.until(lambda: person.view.panes.isVisible())
    QTest.keyClick(person.parley.window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    await person.until_idle()


def press(person, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(person.parley.window.focusWidget(), key, modifiers)


def tab_to(person, name: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(20):
        press(person, Qt.Key.Key_Tab)
        focused = person.parley.window.focusWidget()
        if focused.accessibleName() == name:
            return
    raise AssertionError(f"Tab never came to {name!r}")


async def first_answer_by_keyboard(person, server) -> None:
    """From the screen after a choice to an answer, without a click."""
    await person.until(lambda: person.view.welcome.isVisible())
    QTest.keyClicks(person.parley.window.focusWidget(), "Hello")
    press(person, Qt.Key.Key_Return)
    exchange = await server.next_exchange()
    if "messages" in exchange.body:
        await exchange.finish("Welcome")
    else:
        await exchange.replay(Payloads("openai").bytes("stream.sse"))
    await person.until_idle()
    assert person.answers() not in ([], [""])


async def test_from_a_pasted_key_to_an_answer_by_keyboard_alone(start, server):
    person = await start()
    await person.parley.services.connections.change("openai", "", address=server.base_url)
    tab_to(person, "Key")
    QTest.keyClicks(person.parley.window.focusWidget(), "sk-proj-0123456789abcdefghij")
    assert "Looks like a key for" in words(person.view.first_start)
    press(person, Qt.Key.Key_Return)
    await first_answer_by_keyboard(person, server)
    assert person.chat.conversation.active_lanes[0].model.provider == "openai"


async def test_a_key_that_is_refused_is_told_by_a_card_that_leads_back_to_the_field(start, server):
    person = await start()
    await person.parley.services.connections.change("openai", "", address=server.base_url)
    server.refuses_keys = True
    tab_to(person, "Key")
    field = person.parley.window.focusWidget()
    QTest.keyClicks(field, KEY)
    press(person, Qt.Key.Key_Return)
    await person.until_done("check a key")

    (card,) = [c for c in person.view.first_start.findChildren(NoticeCard) if c.isVisible()]
    assert "refused the key" in words(card)
    person.click("Details")
    person.click("Copy details")
    known = QGuiApplication.clipboard().text()
    assert "Status: 401" in known
    assert KEY not in known
    person.button("Enter a key").setFocus()
    press(person, Qt.Key.Key_Space)

    assert field.hasFocus()
    QTest.keyClicks(field, "s")
    assert not card.isVisible()


async def test_a_proxy_in_the_way_of_a_first_key_is_looked_at_in_settings(start):
    person = await start()
    with socket.create_server(("127.0.0.1", 0)) as unused:
        proxy = f"http://127.0.0.1:{unused.getsockname()[1]}"
    await person.parley.services.connections.change("openai", "", proxy=proxy)
    tab_to(person, "Key")
    QTest.keyClicks(person.parley.window.focusWidget(), KEY)
    press(person, Qt.Key.Key_Return)
    await person.until_done("check a key")

    person.click("Check the proxy")

    assert person.parley.window.settings_view.isVisible()
    assert person.parley.window.focusWidget().accessibleName() == "Proxy"


async def test_from_a_server_on_this_computer_to_an_answer_by_keyboard_alone(
    start, server, monkeypatch
):
    found = [LocalServer("Ollama", server.base_url)]
    monkeypatch.setattr(find_local_servers, "__defaults__", (found,))
    person = await start()
    await person.until(lambda: "Start with Ollama" in buttons(person))
    tab_to(person, "Start with Ollama")
    press(person, Qt.Key.Key_Return)
    await first_answer_by_keyboard(person, server)


async def test_from_the_built_in_model_to_an_answer_by_keyboard_alone(start):
    person = await start()
    tab_to(person, "Start with the built-in model")
    press(person, Qt.Key.Key_Return)
    await person.until(lambda: person.view.welcome.isVisible())
    QTest.keyClicks(person.parley.window.focusWidget(), "Say hello.")
    press(person, Qt.Key.Key_Return)
    await person.until(lambda: person.answers() not in ([], [""]))
    press(person, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    await person.until_idle()


def buttons(person) -> list[str]:
    found = person.view.first_start.findChildren(QAbstractButton)
    return [b.accessibleName() for b in found if b.isVisible()]
