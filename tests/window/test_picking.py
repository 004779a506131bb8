"""Blocks picked from the panes into an answer of one's own."""

import asyncio

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from app.domain.answer import AnswerStatus
from app.domain.merging import Merge, MergeKind
from app.ui.transcript.reading_view import ReadingView

SAID = {"alpha": "First of alpha.\n\nSecond of alpha.", "beta": "1. one\n2. two\n\n`code`"}


async def compared(start, server):
    person = await start("alpha", "beta")
    person.send("How far is the Moon?")
    for model, exchange in (await server.exchanges_by_model(2)).items():
        await exchange.finish(SAID[model])
    await person.until_idle()
    return person


def transcript(person, lane: int) -> ReadingView:
    return person.view.panes.pane(person.lane(lane)).transcript.findChild(ReadingView)


def pick(person, lane: int, words: str) -> None:
    """Put the caret into the block that has these words, and open its menu by keyboard."""
    view = transcript(person, lane)
    places = [
        (index, number)
        for index, message in enumerate(view.column.messages)
        for number, part in enumerate(message.parts)
        if words in part.text
    ]
    view.selection.move((*places[0], 0), extend=False)
    keyboard = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), keyboard)
    (menu,) = [m for m in view.findChildren(QMenu) if m.isVisible()]
    (action,) = [a for a in menu.actions() if a.text() == "Add to tray"]
    action.trigger()
    menu.close()


def rows(person) -> list[str]:
    """What the tray shows."""
    list_ = person.parley.window.merging.panel.list
    items = [list_.item(n) for n in range(list_.count())]
    return [item.data(Qt.ItemDataRole.AccessibleTextRole) for item in items]


async def test_picked_blocks_become_one_more_answer_and_no_model_is_asked(start, server):
    person = await compared(start, server)
    requests = len(server.exchanges)
    assert not person.parley.window.merging.panel.isVisible()
    pick(person, 1, "two")
    pick(person, 0, "Second")
    pick(person, 0, "Second")
    assert rows(person) == ["1. one 2. two, beta", "Second of alpha., alpha"]

    person.click("Make an answer")
    await person.until(lambda: len(person.chat.lanes) == 3)
    assert person.answers(2) == ["1. one\n2. two\n\nSecond of alpha."]
    assert person.chat.lanes[2].label == "Your pick"
    answer = person.chat.conversation.answers[-1]
    sources = (person.chat.conversation.answers[1].id, person.chat.conversation.answers[0].id)
    assert sorted(answer.merge.sources) == sorted(sources)
    assert answer.merge == Merge(MergeKind.PICKED, answer.merge.sources)
    assert answer.status is AnswerStatus.DONE
    assert len(server.exchanges) == requests
    assert not person.parley.window.merging.panel.isVisible()

    conversation_id = person.chat.conversation.id
    await person.quit()
    await person.start()
    person.chat.open(conversation_id)
    await person.until_done("open a chat")
    assert person.answers(2) == ["1. one\n2. two\n\nSecond of alpha."]


async def test_the_tray_is_put_in_order_and_emptied_by_keyboard_and_mouse(start, server):
    person = await compared(start, server)
    for lane, words in ((0, "First"), (0, "Second"), (1, "two")):
        pick(person, lane, words)
    first, second, third = rows(person)
    picked = person.parley.window.merging.panel.list
    picked.setCurrentRow(0)
    QTest.keyClick(picked, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert rows(person) == [second, first, third]
    assert picked.currentRow() == 1
    QTest.keyClick(picked, Qt.Key.Key_Delete)
    assert rows(person) == [second, third]
    person.click("Take the chosen block out")
    assert rows(person) == [second]
    person.click("Empty the tray")
    assert rows(person) == []


async def test_a_block_is_dragged_to_another_place(start, server):
    person = await compared(start, server)
    for lane, words in ((0, "First"), (0, "Second"), (1, "two")):
        pick(person, lane, words)
    first, second, third = rows(person)
    model = person.parley.window.merging.panel.list.model()
    root = person.parley.window.merging.panel.list.rootIndex()
    moved = asyncio.Event()
    person.parley.window.merging.panel.list.moved.connect(moved.set)
    model.moveRow(root, 0, root, 3)
    await moved.wait()
    assert rows(person) == [second, third, first]


async def test_each_chat_keeps_its_tray(start, server):
    person = await compared(start, server)
    pick(person, 0, "First")
    first = person.chat.conversation.id
    person.chat.new_chat()
    await person.until_done("open a new chat")
    assert rows(person) == []
    person.chat.open(first)
    await person.until_done("open a chat")
    assert rows(person) == ["First of alpha., alpha"]


async def test_with_eight_lanes_there_is_no_room_for_one_more(start, server):
    person = await start(*(f"model-{n}" for n in range(8)))
    person.send("Hello")
    for exchange in (await server.exchanges_by_model(8)).values():
        await exchange.finish("Hi there")
    await person.until_idle()
    person.view.panes.current.transcript.pick()
    assert rows(person) == ["Hi there, model-0"]
    person.click("Make an answer")
    assert person.view.notice.sentence.startswith("There are 8 lanes")
