"""A lane in a window of its own is worked with by the same keys as among the others."""

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.ui.transcript.reading_view import ReadingView

NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Lane:
    """The window of the chat's second lane; the composer's window is behind it."""

    def __init__(self, person) -> None:
        self.person = person
        self.panes = person.view.panes
        self.pane = self.panes.pane(person.lane(1))
        self.panes.detach(person.lane(1))

    @property
    def window(self):
        return self.pane.window()

    @property
    def is_apart(self) -> bool:
        return self.window is not self.person.parley.window

    async def press(self, key, modifiers=NONE) -> None:
        await until_active(self.window)
        QTest.keyClick(self.window.focusWidget(), key, modifiers)


async def until_active(window) -> None:
    """Wait until the window takes shortcuts."""
    active, app = asyncio.Event(), QGuiApplication.instance()
    app.focusWindowChanged.connect(active.set)
    async with asyncio.timeout(60):
        while not window.isActiveWindow():
            await active.wait()
            active.clear()
    app.focusWindowChanged.disconnect(active.set)


async def answered(person, server, text: str = "Here you are.") -> Lane:
    person.send("Hello")
    for exchange in (await server.exchanges_by_model(len(person.chat.lanes))).values():
        await exchange.finish(text)
    await person.until_idle()
    await person.until_settled()
    return Lane(person)


async def test_its_answer_is_stopped_there_and_the_others_go_on(start, server):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    lane = Lane(person)
    await lane.press(Key.Key_Period, CTRL_SHIFT)
    await lanes["beta"].closed_by_client.wait()
    await lanes["alpha"].finish("I go on.")
    await person.until_idle()
    assert person.answers(0) == ["I go on."]


async def test_its_answer_is_voted_best_there_and_one_goes_on_with_it(start, server):
    person = await start("alpha", "beta")
    lane = await answered(person, server)
    await lane.press(Key.Key_B, CTRL_SHIFT)
    await person.until(lambda: person.view.vote_bar.sentence == "Best: beta.")
    await person.until_done("vote")
    await lane.press(Key.Key_Return, CTRL_SHIFT)
    await person.until(lambda: [one.label for one in person.chat.lanes] == ["beta"])


async def test_one_reads_and_finds_there(start, server):
    person = await start("alpha", "beta")
    lane = await answered(person, server, "\n\n".join(f"Paragraph {n}" for n in range(200)))
    person.parley.window.open_settings()
    view = lane.pane.findChild(ReadingView)
    bar = view.verticalScrollBar()
    await lane.press(Key.Key_Home, CTRL)
    assert bar.value() == 0
    await lane.press(Key.Key_PageDown)
    assert bar.value() > view.viewport().height() // 2
    await lane.press(Key.Key_End, CTRL)
    assert bar.value() == bar.maximum()
    await lane.press(Key.Key_F, CTRL)
    field = lane.window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert lane.pane.isAncestorOf(field)


async def test_the_same_key_takes_a_lane_out_and_brings_it_back(start, server):
    person = await start("alpha", "beta")
    lane = await answered(person, server)
    await lane.press(Key.Key_W, CTRL_SHIFT)
    assert not lane.is_apart
    assert lane.pane.isAncestorOf(person.parley.window.focusWidget())
    await lane.press(Key.Key_W, CTRL_SHIFT)
    assert lane.is_apart
    await lane.press(Key.Key_W, CTRL_SHIFT)
    assert not lane.is_apart


async def test_from_there_one_goes_to_the_composer_and_to_the_other_panes(start, server):
    person = await start("alpha", "beta")
    window = person.parley.window
    lane = await answered(person, server)
    await lane.press(Key.Key_F6)
    await until_active(window)
    assert lane.panes.current.lane.label == "alpha"
    QTest.keyClick(window.focusWidget(), Key.Key_F6)
    window.open_settings()
    await lane.press(Key.Key_L, CTRL)
    await until_active(window)
    person.type("typed")
    assert person.view.composer.text() == "typed"


@pytest.mark.parametrize("when", ["before", "after"])
async def test_keys_chosen_anew_count_there_as_well(start, server, when):
    person = await start("alpha", "beta")
    shortcuts = person.parley.window.shortcuts
    if when == "before":
        shortcuts.choose("best", QKeySequence("F8"))
    lane = await answered(person, server)
    if when == "after":
        shortcuts.choose("best", QKeySequence("F8"))
    await person.until_done("store the settings")
    await lane.press(Key.Key_B, CTRL_SHIFT)
    assert not any(task.get_name() == "vote" for task in asyncio.all_tasks())
    await lane.press(Key.Key_F8)
    await person.until(lambda: person.view.vote_bar.sentence == "Best: beta.")
    await person.until_done("vote")


async def test_keys_chosen_anew_after_a_window_was_closed_still_count(start, server):
    person = await start("alpha", "beta")
    lane = await answered(person, server)
    lane.window.close()
    lane.panes.detach(person.lane(1))
    person.parley.window.shortcuts.choose("pane_window", QKeySequence("F8"))
    await person.until_done("store the settings")
    await lane.press(Key.Key_F8)
    assert not lane.is_apart


async def test_what_is_not_about_a_lane_is_left_to_the_other_window(start, server):
    person = await start("alpha", "beta")
    lane = await answered(person, server)
    await lane.press(Key.Key_N, CTRL)
    await lane.press(Key.Key_Comma, CTRL)
    assert person.chat.conversation.turns
    assert not person.parley.window.settings_view.isVisible()


async def test_a_lane_that_is_away_never_takes_the_width_of_those_that_are_here(start, server):
    person = await start("alpha", "beta", "gamma")
    person.parley.window.resize(1440, 700)
    lane = await answered(person, server)
    window = person.parley.window
    await until_active(lane.window)
    window.activateWindow()
    await until_active(window)
    QTest.keyClick(window, Key.Key_A, CTRL_SHIFT)
    assert len(person.view.panes.shown_ids) == 2
