"""What is said of chats that one isn't looking at: in the sidebar and in the tray."""

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from app.ui.tray import Tray
from app.viewmodels.activity import ChatState

LATER = "retry-after: 30\r\n"


class FakeTray(QSystemTrayIcon):
    """Stands where the system's tray would."""

    shown: list["FakeTray"]
    messages: list[tuple[str, str]]

    def __init__(self, *args) -> None:
        super().__init__(*args)
        FakeTray.shown.append(self)

    def show(self) -> None:
        """Qt's own would look for a tray."""

    def showMessage(self, title, message, *_) -> None:  # noqa: N802 - Qt's name
        FakeTray.messages.append((title, message))

    @staticmethod
    def isSystemTrayAvailable() -> bool:  # noqa: N802 - Qt's name
        return True


@pytest.fixture
def tray(monkeypatch):
    FakeTray.shown, FakeTray.messages = [], []
    monkeypatch.setattr("app.ui.tray.QSystemTrayIcon", FakeTray)
    return FakeTray


async def ask_and_leave(person, server, prompt: str):
    """Send a prompt and open a new chat; return the first one's id and exchanges."""
    person.send(prompt)
    exchanges = await server.exchanges_by_model(len(person.chat.lanes))
    await person.until(lambda: bool(person.chat.conversation.turns))
    left = person.chat.conversation.id
    person.chat.new_chat()
    await person.until(lambda: person.chat.conversation.id != left)
    return left, exchanges


async def test_a_chat_in_the_background_streams_waits_and_fails_in_the_sidebar(start, server):
    person = await start("alpha", "beta")
    states = person.parley.activity
    left, exchanges = await ask_and_leave(person, server, "Hello")
    await exchanges["alpha"].send("Hi")
    assert states.states == {left: ChatState.STREAMING}
    await exchanges["alpha"].finish()
    await exchanges["beta"].fail(429, "slow down", LATER)
    await person.until(lambda: states.states == {left: ChatState.WAITING})
    assert states.summary.startswith("1 waiting ")
    answers = person.parley.services.running.live_answers(left)
    person.parley.services.running.retry_now(answers[0].id)
    await (await server.next_exchange()).fail(401, "wrong key")
    await person.until(lambda: states.states == {left: ChatState.FAILED})
    person.chat.open(left)
    await person.until(lambda: not states.states)


async def test_the_tray_says_what_is_going_on(start, server, tray):
    person = await start("alpha", "beta")
    (icon,) = tray.shown
    assert icon.toolTip() == "Parley"
    _, exchanges = await ask_and_leave(person, server, "Hello")
    await exchanges["beta"].fail(429, "slow down", LATER)
    await person.until(lambda: "waiting" in icon.toolTip())
    assert icon.toolTip().startswith("Parley: 1 answer arriving, 1 waiting ")
    for answer in person.parley.services.running.live_answers(
        next(iter(person.parley.services.running.live_conversations()))
    ):
        person.chat.answers.stop(answer.id)
    await exchanges["alpha"].finish("Hi")
    await person.until(lambda: icon.toolTip() == "Parley")


async def test_answers_that_are_there_are_told_while_the_window_is_in_the_background(
    start, server, tray, monkeypatch
):
    person = await start("alpha", "beta")
    monkeypatch.setattr(person.parley.window, "isActiveWindow", lambda: False)
    _, exchanges = await ask_and_leave(person, server, "Which one?")
    await exchanges["alpha"].finish("This")
    await exchanges["beta"].fail(401, "wrong key")
    await person.until(lambda: bool(tray.messages))
    assert tray.messages == [("Which one?", "1 answer is there, 1 failed.")]


async def test_nothing_is_told_of_what_one_sees_for_oneself(start, server, tray, monkeypatch):
    person = await start("alpha")
    monkeypatch.setattr(person.parley.window, "isActiveWindow", lambda: True)
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi")
    await person.until_idle()
    assert tray.messages == []


async def test_the_icon_can_be_switched_off_for_good(start, tray):
    person = await start("alpha")
    window = person.parley.window
    window.open_settings()
    window.settings_view.show_page(window.settings_view.background)
    person.click("Off")
    await person.until_done("store the settings")
    assert window.findChild(Tray)._tray is None
    await person.quit()
    await person.start()
    assert len(tray.shown) == 1
    person.parley.preferences.reset("tray")
    assert len(tray.shown) == 2
    await person.until_done("store the settings")


async def test_without_a_tray_nothing_is_amiss(start, server):
    person = await start("alpha")
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi")
    await person.until_idle()
    assert person.parley.window.findChild(Tray)._tray is None
