"""Named sets of lanes are kept, put in order, applied and remembered."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.domain.lane import ModelRef
from app.domain.messages import Parameters

CTRL = Qt.KeyboardModifier.ControlModifier


def lanes(person) -> list[str]:
    return [lane.label for lane in person.chat.lanes]


def names(person) -> list[str]:
    return [row.name for row in person.chat.line_ups.rows]


def menu_buttons(person) -> list[QAbstractButton]:
    buttons = person.view.line_up_menu.findChildren(QAbstractButton)
    return [b for b in buttons if not b.isHidden()]


def press(person, label: str) -> None:
    found = next(b for b in menu_buttons(person) if b.accessibleName().startswith(label))
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


async def save_as(person, name: str) -> None:
    person.view.line_up_menu.open_at(person.view.lane_bar)
    QTest.keyClicks(person.view.line_up_menu.focusWidget(), name)
    QTest.keyClick(person.view.line_up_menu.focusWidget(), Qt.Key.Key_Return)
    await person.until_done("save a line-up")
    person.view.line_up_menu.close()


async def test_lanes_are_saved_under_a_name_and_put_into_another_chat_by_number(start, server):
    person = await start("alpha")
    person.chat.lane_editor.copy(person.lane(0))
    await person.until(lambda: lanes(person) == ["alpha", "alpha (2)"])
    person.chat.lane_editor.change_setup(person.lane(1), Parameters(temperature=1.5), "Be wild.")
    await person.until(lambda: lanes(person) == ["alpha", "alpha · 1.5"])
    await save_as(person, "  Calm and wild ")
    person.chat.lane_editor.remove(person.lane(1))
    await person.until(lambda: lanes(person) == ["alpha"])
    await save_as(person, "Alone")
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi")
    await person.until_idle()

    QTest.keyClick(person.parley.window, Qt.Key.Key_1, CTRL)
    await person.until(lambda: lanes(person) == ["alpha", "alpha · 1.5"])
    person.send("Again")
    first, second = [await server.next_exchange() for _ in range(2)]
    wild = first if first.body.get("temperature") else second
    assert wild.texts == ["Be wild.", "Hello\n\nAgain"]
    for exchange in (first, second):
        await exchange.finish("ok")
    await person.until_idle()
    chat_id = person.chat.conversation.id

    await person.quit()
    await person.start()
    assert names(person) == ["Calm and wild", "Alone"]
    person.chat.open(chat_id)
    await person.until(lambda: person.chat.conversation.id == chat_id)
    assert person.chat.line_ups.current.name == "Calm and wild"
    assert person.button("Calm and wild").isVisible()


async def test_a_lane_that_leaves_with_a_line_up_comes_back_with_its_thread(start, server):
    person = await start("alpha", "beta")
    await save_as(person, "Both")
    person.chat.lane_editor.remove(person.lane(1))
    await person.until(lambda: lanes(person) == ["alpha"])
    await save_as(person, "Alpha")
    person.chat.line_ups.apply_number(1)
    await person.until(lambda: lanes(person) == ["alpha", "beta"])
    person.send("Hello")
    exchanges = await server.exchanges_by_model(2)
    await exchanges["alpha"].finish("from alpha")
    await exchanges["beta"].send("half from be")
    await person.until(lambda: person.answers(1) == ["half from be"])
    person.chat.line_ups.apply_number(2)
    await exchanges["beta"].closed_by_client.wait()
    await person.until(lambda: lanes(person) == ["alpha"])
    person.chat.line_ups.apply_number(1)
    await person.until(lambda: lanes(person) == ["alpha", "beta"])
    assert person.answers(1) == ["half from be"]
    person.chat.line_ups.apply_number(3)
    assert lanes(person) == ["alpha", "beta"]


async def test_line_ups_are_renamed_moved_chosen_as_the_default_and_removed(start, server):
    person = await start("alpha", "beta")
    await save_as(person, "Both")
    person.chat.lane_editor.remove(person.lane(1))
    await person.until(lambda: lanes(person) == ["alpha"])
    await save_as(person, "One")
    menu = person.view.line_up_menu
    menu.open_at(person.view.lane_bar)
    press(person, "Rename Both")
    field = next(
        f for f in menu.findChildren(QLineEdit) if f.accessibleName() == "New name of Both"
    )
    QTest.keyClicks(field, "Pair")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await person.until_done("rename a line-up")
    assert names(person) == ["Pair", "One"]
    press(person, "Move One up")
    await person.until_done("move a line-up")
    assert names(person) == ["One", "Pair"]
    press(person, "Start new chats with Pair")
    await person.until_done("choose a line-up")
    person.send("Hello")
    await (await server.next_exchange()).finish("Hi")
    await person.until_idle()
    chat_id = person.chat.conversation.id
    person.chat.new_chat()
    await person.until(lambda: person.chat.conversation.id != chat_id)
    assert lanes(person) == ["alpha", "beta"]
    assert person.chat.line_ups.current.name == "Pair"

    menu.open_at(person.view.lane_bar)
    press(person, "Start new chats with something else")
    await person.until_done("choose a line-up")
    press(person, "Remove Pair")
    await person.until_done("remove a line-up")
    assert names(person) == ["One"]
    assert lanes(person) == ["alpha", "beta"]
    press(person, "One: alpha")
    await person.until(lambda: lanes(person) == ["alpha"])
    assert not menu.isVisible()


async def test_a_line_up_is_brought_up_to_date_with_the_lanes_of_the_chat(start, server):
    person = await start("alpha")
    await save_as(person, "Mine")
    person.chat.lane_editor.add(ModelRef("openai_compatible", "beta", server.base_url))
    await person.until(lambda: lanes(person) == ["alpha", "beta"])
    assert person.button("Mine (changed)").isVisible()
    person.view.line_up_menu.open_at(person.view.lane_bar)
    press(person, "Keep the lanes of this chat as Mine")
    await person.until_done("update a line-up")
    (row,) = person.chat.line_ups.rows
    assert (row.labels, row.is_changed) == (("alpha", "beta"), False)


async def test_a_rename_is_left_without_a_change_and_no_line_up_is_without_a_name(start):
    person = await start("alpha")
    await save_as(person, "   ")
    assert names(person) == []
    await save_as(person, "Mine")
    menu = person.view.line_up_menu
    menu.open_at(person.view.lane_bar)
    press(person, "Rename Mine")
    field = next(
        f for f in menu.findChildren(QLineEdit) if f.accessibleName() == "New name of Mine"
    )
    QTest.keyClicks(field, "Yours")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert menu.isVisible()
    assert names(person) == ["Mine"]
    press(person, "Rename Mine")
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert names(person) == ["Mine"]
