"""Panes stand side by side, alone, behind tabs or in windows of their own."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QLineEdit

from app.domain.answer import AnswerStatus
from app.ui.lane_window import LaneWindow
from tests.window import mouse

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown(person) -> list[str]:
    panes = person.view.panes
    return [panes.pane(lane_id).lane.label for lane_id in panes.shown_ids]


def tabs(person) -> list[str]:
    buttons = person.view.panes.tabs.findChildren(QAbstractButton)
    return [b.accessibleName() for b in buttons if b.isVisible() and b.isCheckable()]


def tab(person, label: str) -> QAbstractButton:
    buttons = person.view.panes.tabs.findChildren(QAbstractButton)
    return next(b for b in buttons if b.accessibleName().startswith(label))


def windows(person) -> list[LaneWindow]:
    return [w for w in person.view.panes.findChildren(LaneWindow) if w.isVisible()]


def resize(person, width: int) -> None:
    person.parley.window.resize(width, 700)


def press(person, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(person.parley.window, key, modifiers)


async def answered(person, server, count: int) -> None:
    person.send("Hello")
    for name, exchange in (await server.exchanges_by_model(count)).items():
        await exchange.finish(f"I am {name}")
    await person.until_idle()


@pytest.mark.parametrize(
    ("lanes", "width", "count", "has_tabs"),
    [
        (1, 900, 1, False),
        (2, 1440, 2, False),
        (2, 900, 1, True),
        (3, 1440, 3, False),
        (4, 1440, 3, True),
        (8, 1440, 3, True),
        (8, 900, 1, True),
        (8, 3000, 8, False),
    ],
)
async def test_as_many_panes_as_can_be_read_are_shown_and_tabs_lead_to_the_others(
    start, lanes, width, count, has_tabs
):
    person = await start(*(f"model {n}" for n in range(lanes)))
    person.view.panes.setVisible(True)
    resize(person, width)
    assert shown(person) == [f"model {n}" for n in range(count)]
    assert person.view.panes.tabs.isVisible() == has_tabs
    for lane_id in person.view.panes.shown_ids if lanes > 1 else []:
        assert person.view.panes.pane(lane_id).width() >= 320


async def test_a_screen_reader_knows_whose_conversation_each_is(start):
    person = await start("alpha", "beta")
    person.view.panes.setVisible(True)
    panes = [person.view.panes.pane(person.lane(n)) for n in (0, 1)]
    views = [pane.transcript.findChild(QAbstractScrollArea) for pane in panes]
    told = [QAccessible.queryAccessibleInterface(view) for view in views]
    assert [list_.text(QAccessible.Text.Name) for list_ in told] == [
        "Conversation with alpha",
        "Conversation with beta",
    ]

    person.chat.lane_editor.remove(person.lane(1))

    await person.until_done("remove a lane")
    assert told[0].text(QAccessible.Text.Name) == "Conversation"


async def test_a_tab_shows_its_pane_in_the_place_of_the_one_chosen_longest_ago(start, server):
    person = await start("alpha", "beta", "gamma", "delta")
    resize(person, 1440)
    await answered(person, server, 4)
    assert shown(person) == ["alpha", "beta", "gamma"]
    QTest.mouseClick(tab(person, "delta"), Qt.MouseButton.LeftButton)
    assert shown(person) == ["alpha", "beta", "delta"]
    QTest.mouseClick(tab(person, "gamma"), Qt.MouseButton.LeftButton)
    assert shown(person) == ["alpha", "gamma", "delta"]


async def test_tabs_say_where_each_answer_stands(start, server):
    person = await start("alpha", "beta")
    resize(person, 900)
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].fail(401, "no such key")
    await lanes["beta"].send("so far")
    await person.until(lambda: tabs(person) == ["alpha: Failed", "beta: Streaming…"])
    await lanes["beta"].finish()
    await person.until_idle()
    assert tab(person, "beta").accessibleName().startswith("beta: Done in ")


async def test_a_double_click_on_a_head_shows_its_pane_alone_and_escape_brings_all_back(
    start, server
):
    person = await start("alpha", "beta")
    resize(person, 1440)
    await answered(person, server, 2)
    head = person.view.panes.pane(person.lane(1)).head
    free = QPoint(head.width() // 2, head.height() // 2)
    QTest.mouseDClick(head, Qt.MouseButton.LeftButton, pos=free)
    assert shown(person) == ["beta"]
    QTest.mouseClick(tab(person, "alpha"), Qt.MouseButton.LeftButton)
    assert shown(person) == ["alpha"]
    press(person, Qt.Key.Key_Escape)
    assert shown(person) == ["alpha", "beta"]
    QTest.mouseDClick(head, Qt.MouseButton.LeftButton, pos=free)
    QTest.mouseDClick(head, Qt.MouseButton.LeftButton, pos=free)
    assert shown(person) == ["alpha", "beta"]
    QTest.mouseDClick(head, Qt.MouseButton.LeftButton, pos=free)
    person.click("Show all panes again")
    assert shown(person) == ["alpha", "beta"]


async def test_escape_closes_what_is_searched_for_before_it_leaves_a_pane_that_is_alone(
    start, server
):
    person = await start("alpha", "beta")
    resize(person, 1440)
    await answered(person, server, 2)
    person.view.panes.toggle_alone(person.lane(0))
    press(person, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = person.parley.window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert shown(person) == ["alpha"]
    press(person, Qt.Key.Key_Escape)
    assert shown(person) == ["alpha", "beta"]


async def test_a_pane_streams_on_in_a_window_of_its_own_and_comes_back_when_that_closes(
    start, server
):
    person = await start("alpha", "beta")
    resize(person, 1440)
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    person.view.panes.pane(person.lane(1)).window_requested.emit(person.lane(1))
    (window,) = windows(person)
    assert window.windowTitle() == "beta · Parley"
    assert shown(person) == ["alpha"]
    await lanes["beta"].send("while away, ")
    await person.until(lambda: person.answers(1) == ["while away, "])
    pane = person.view.panes.pane(person.lane(1))
    assert window.isAncestorOf(pane)
    window.close()
    assert shown(person) == ["alpha", "beta"]
    assert windows(person) == []
    await lanes["beta"].finish("and back")
    await lanes["alpha"].finish("here")
    await person.until_idle()
    assert person.answers(1) == ["while away, and back"]
    assert pane.isVisible()


async def test_all_panes_may_be_away_and_a_lane_alone_is_back_at_once(start):
    person = await start("alpha", "beta")
    for index in (0, 1):
        person.view.panes.detach(person.lane(index))
        person.view.panes.detach(person.lane(index))
    assert len(windows(person)) == 2
    assert shown(person) == []
    person.chat.lane_editor.move(person.lane(1), -1)
    await person.until(lambda: person.chat.lanes[0].label == "beta")
    person.chat.lane_editor.remove(person.lane(1))
    await person.until(lambda: len(person.chat.lanes) == 1)
    assert windows(person) == []


async def test_panes_are_reached_and_worked_with_by_keyboard(start, server):
    person = await start("alpha", "beta", "gamma", "delta")
    resize(person, 1440)
    panes = person.view.panes
    person.send("Hello")
    lanes = await server.exchanges_by_model(4)
    press(person, Qt.Key.Key_F6)
    assert panes.current.lane.label == "beta"
    assert panes.current.isAncestorOf(person.parley.window.focusWidget())
    press(person, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier | SHIFT)
    await lanes["beta"].closed_by_client.wait()
    press(person, Qt.Key.Key_Left, CTRL_ALT)
    press(person, Qt.Key.Key_F6, SHIFT)
    assert panes.current.lane.label == "delta"
    assert "delta" in shown(person)
    press(person, Qt.Key.Key_Right, CTRL_ALT)
    assert panes.current.lane.label == "alpha"
    for name in ("alpha", "gamma", "delta"):
        await lanes[name].finish("done")
    await person.until_idle()
    press(person, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier | SHIFT)
    await person.until(lambda: [lane.label for lane in person.chat.lanes] == ["alpha"])


async def test_widths_are_remembered_with_the_chat_until_panes_are_made_equal(start, server):
    person = await start("alpha", "beta")
    resize(person, 1440)
    await answered(person, server, 2)
    panes = person.view.panes
    first, second = panes.all_panes()
    equal = first.width()
    handle = first.parentWidget().handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    mouse.move(handle, QPoint(150, 10), held=Qt.MouseButton.LeftButton)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(150, 10))
    assert first.width() > equal + 100
    await person.until(lambda: person.chat.conversation.lanes[0].width == first.width())
    wide, chat_id = first.width(), person.chat.conversation.id
    await person.quit()
    await person.start()
    resize(person, 1440)
    person.chat.open(chat_id)
    await person.until(lambda: person.chat.conversation.id == chat_id)
    first, second = person.view.panes.all_panes()
    assert abs(first.width() - wide) <= 2
    person.view.panes.equalise()
    assert abs(first.width() - second.width()) <= 1
    await person.until(lambda: person.chat.conversation.lanes[0].width == 0)


async def test_going_on_with_one_folds_the_others_and_the_comparison_opens_again(start, server):
    person = await start("alpha", "beta", "gamma")
    resize(person, 1440)
    await answered(person, server, 3)
    pane = person.view.panes.pane(person.lane(1))
    QTest.mouseClick(
        next(b for b in pane.findChildren(QAbstractButton) if b.accessibleName() == "Continue"),
        Qt.MouseButton.LeftButton,
    )
    await person.until(lambda: [lane.label for lane in person.chat.lanes] == ["beta"])
    person.send("And then?")
    exchange = await server.next_exchange()
    assert exchange.texts == ["Hello", "I am beta", "And then?"]
    await exchange.finish("Then this.")
    await person.until_idle()
    chat_id = person.chat.conversation.id
    await person.quit()
    await person.start()
    person.chat.open(chat_id)
    await person.until(lambda: person.chat.conversation.id == chat_id)
    assert person.answers(0) == ["I am beta", "Then this."]
    person.click("Open the comparison again")
    await person.until(lambda: len(person.chat.lanes) == 3)
    assert person.answers(0) == ["I am alpha"]
    assert person.answers(1) == ["I am beta", "Then this."]


async def test_what_a_folded_lane_still_answers_goes_on_and_keeps_nobody_from_sending(
    start, server
):
    person = await start("alpha", "beta")
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].finish("quick")
    await lanes["beta"].send("slow ")
    await person.until(lambda: person.answers() == ["quick"] and person.answers(1) == ["slow "])
    person.chat.lane_editor.continue_with(person.lane(0))
    await person.until(lambda: len(person.chat.lanes) == 1)
    await person.until_idle()
    person.send("Next")
    await (await server.next_exchange()).finish("at once")
    await lanes["beta"].finish("but sure")
    await person.until(lambda: all(not a.status.is_live for a in person.chat.conversation.answers))
    person.chat.lane_editor.unfold()
    await person.until(lambda: len(person.chat.lanes) == 2)
    assert person.answers(1) == ["slow but sure"]


async def test_a_lane_that_came_later_is_asked_about_a_past_turn_by_its_button(start, server):
    person = await start("alpha")
    resize(person, 1440)
    await answered(person, server, 1)
    person.chat.lane_editor.copy(person.lane(0))
    await person.until(lambda: len(person.chat.lanes) == 2)
    person.click("Ask this one too")
    exchange = await server.next_exchange()
    assert exchange.texts == ["Hello"]
    await exchange.finish("Me too")
    await person.until_idle()
    assert person.answers(1) == ["Me too"]


async def test_several_failed_answers_are_tried_again_with_one_button(start, server):
    person = await start("alpha", "beta", "gamma")
    resize(person, 1440)
    person.send("Hello")
    lanes = await server.exchanges_by_model(3)
    await lanes["alpha"].fail(400, "no")
    await lanes["beta"].finish("fine")
    await lanes["gamma"].fail(400, "no")
    await person.until_idle()
    person.click("Retry 2 failed")
    for exchange in (await server.exchanges_by_model(2)).values():
        await exchange.finish("better")
    await person.until_idle()
    assert [person.answers(i) for i in range(3)] == [["better"], ["fine"], ["better"]]
    buttons = person.view.prompt_strip.findChildren(QAbstractButton)
    assert not [b for b in buttons if b.isVisible() and b.accessibleName().startswith("Retry")]


async def test_marks_appear_once_all_lanes_are_done(start, server):
    person = await start("alpha", "beta")
    resize(person, 1440)
    person.send("Hello")
    lanes = await server.exchanges_by_model(2)
    await lanes["alpha"].finish("one two three")
    await person.until(lambda: person.chat.conversation.answers[0].status is AnswerStatus.DONE)
    pane = person.view.panes.pane(person.lane(0))
    assert "Shortest" not in pane.metrics.texts
    await lanes["beta"].finish("one two three four")
    await person.until_idle()
    assert "Shortest" in pane.metrics.texts
    assert "Shortest" not in person.view.panes.pane(person.lane(1)).metrics.texts
