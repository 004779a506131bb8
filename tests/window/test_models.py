"""Choosing models, and adding the servers that have them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from app.ui.server_dialog import ServerDialog


def labels(person) -> list[str]:
    return [lane.label for lane in person.chat.lanes]


def offered(person) -> list[str]:
    return [row.label for row in person.parley.models.rows]


def pick(person, text: str) -> None:
    search = person.view.model_choice.picker.findChild(QLineEdit)
    QTest.keyClicks(search, text)
    QTest.keyClick(search, Qt.Key.Key_Return)


async def until_models_are_known(person) -> None:
    await person.until(lambda: bool(person.parley.models.rows))


def open_server_dialog(person) -> ServerDialog:
    person.view.model_choice.open_server_dialog()
    return person.parley.window.findChild(ServerDialog)


def fill_in(dialog: ServerDialog, address: str) -> None:
    field = dialog.focusWidget()
    QTest.keyClicks(field, address)
    QTest.keyClick(field, Qt.Key.Key_Return)


def words(dialog: ServerDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


async def test_a_lane_is_added_with_the_keyboard(start):
    person = await start("alpha")
    await until_models_are_known(person)
    person.click("Compare with…")
    pick(person, "smol")
    await person.until(lambda: labels(person) == ["alpha", "SmolLM2 135M"])


async def test_a_lanes_model_is_changed_through_its_chip(start):
    person = await start("alpha")
    await until_models_are_known(person)
    person.click("alpha")
    pick(person, "smol")
    await person.until(lambda: labels(person) == ["SmolLM2 135M"])


async def test_the_window_says_what_the_built_in_model_is(start):
    person = await start("alpha")
    await until_models_are_known(person)
    person.click("alpha")
    pick(person, "smol")
    await person.until(lambda: labels(person) == ["SmolLM2 135M"])
    assert "not for answers to rely on" in person.chat.lanes[0].note


async def test_a_server_is_checked_added_and_remembered(start, server):
    person = await start("gone")
    dialog = open_server_dialog(person)
    fill_in(dialog, server.base_url)
    await person.until(lambda: "beta" in offered(person))
    await person.until_done("add a server")
    assert not [d for d in person.parley.window.findChildren(ServerDialog) if d.isVisible()]
    await person.quit()
    await person.start()
    await person.until(lambda: "beta" in offered(person))


async def test_a_server_that_is_none_is_said_and_can_be_corrected(start, server):
    person = await start("alpha")
    dialog = open_server_dialog(person)
    fill_in(dialog, "nonsense")
    assert "http" in words(dialog)
    dialog.focusWidget().clear()
    fill_in(dialog, "http://127.0.0.1:9/v1")
    await person.until_done("add a server")
    assert "can't be reached" in words(dialog)
    dialog.reject()


async def test_cancelling_while_a_server_is_asked_adds_nothing(start, server):
    person = await start("alpha")
    dialog = open_server_dialog(person)
    fill_in(dialog, server.base_url)
    dialog.reject()
    await person.until_done("add a server")
    assert person.parley.preferences.settings.servers == ()
