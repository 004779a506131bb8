"""The first start, by keyboard and mouse, to a first answer."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel


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
