"""Ways to ask are kept as presets, and applied to one lane or to all."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QMenu, QPlainTextEdit

from app.domain.settings import PRESETS
from app.ui.settings.preset_item import PresetItem

CONCISE, REVIEW, PLAIN = (preset.system_prompt for preset in PRESETS)


def prompts(person):
    return [lane.system_prompt for lane in person.chat.conversation.active_lanes]


def open_menu(person):
    """The presets under the composer, by the words of their entries."""
    person.click("Presets")
    (menu,) = [m for m in person.view.findChildren(QMenu) if m.isVisible()]
    return menu


def entry(menu, *words):
    for word in words[:-1]:
        (menu,) = [a.menu() for a in menu.actions() if a.text() == word]
    return next(a for a in menu.actions() if a.text() == words[-1])


async def choose(person, *words):
    menu = open_menu(person)
    entry(menu, *words).trigger()
    menu.close()
    await person.until_done("apply a preset")
    await person.until_done("store the settings")


def items(person):
    found = person.parley.window.settings_view.presets.card.rows()
    return [item for item in found if isinstance(item, PresetItem)]


def names(person):
    return [item.findChild(QAbstractButton).accessibleName() for item in items(person)]


def stored(person):
    return json.loads((person.home / "settings.json").read_text("utf-8"))["presets"]


def in_item(person, kind, name, place=-1):
    widgets = items(person)[place].findChildren(kind)
    return next(w for w in widgets if w.accessibleName() == name)


def show_page(person):
    view = person.parley.window.settings_view
    person.parley.window.open_settings()
    view.show_page(view.presets)


async def press(person, name, place):
    QTest.mouseClick(in_item(person, QAbstractButton, name, place), Qt.MouseButton.LeftButton)
    await person.until_done("store the settings")


async def test_a_preset_tells_the_model_what_it_says(start, server):
    person = await start("alpha")

    await choose(person, "Concise")

    person.send("Hello")
    exchange = await server.next_exchange()
    assert exchange.texts == [CONCISE, "Hello"]
    await exchange.finish("Hi")
    await person.until_idle()
    assert entry(open_menu(person), "Concise").isChecked()


async def test_a_preset_is_for_all_models_or_for_one(start):
    person = await start("alpha", "beta")

    await choose(person, "Concise", "All models")
    assert prompts(person) == [CONCISE, CONCISE]
    await choose(person, "Plain words", "beta")

    assert prompts(person) == [CONCISE, PLAIN]
    menu = open_menu(person)
    assert entry(menu, "Plain words", "beta").isChecked()
    assert not entry(menu, "Plain words", "All models").isChecked()


async def test_what_a_lane_is_told_is_kept_under_a_name_that_one_types(start):
    person = await start("alpha", "beta")
    lane = person.chat.conversation.active_lanes[1]
    person.chat.lane_editor.change_setup(lane.id, lane.parameters, "Speak like a pirate, always.")
    await person.until_done("change a lane's parameters")

    await choose(person, "Keep as a preset", "beta")

    assert person.parley.window.settings_view.isVisible()
    name = in_item(person, QLineEdit, "Name of the preset")
    assert person.parley.window.focusWidget() is name
    assert name.text() == "Speak like a pirate,"
    QTest.keyClicks(name, "Pirate")
    QTest.keyClick(name, Qt.Key.Key_Return)
    await person.until_done("store the settings")
    assert names(person)[-1] == "Pirate"
    assert stored(person)[-1]["system_prompt"] == "Speak like a pirate, always."


async def test_a_single_lane_is_kept_without_asking_which(start):
    person = await start("alpha")

    await choose(person, "Keep as a preset…")

    assert names(person)[-1] == "New preset"


async def test_a_preset_is_written_in_the_settings(start, server):
    person = await start("alpha")
    show_page(person)
    person.click("Add a preset…")
    QTest.keyClicks(person.parley.window.focusWidget(), "Calm")
    QTest.keyClick(person.parley.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(in_item(person, QPlainTextEdit, "System prompt"), "Be calm.")
    top_p = in_item(person, QLineEdit, "Top-p")
    top_p.setFocus()
    QTest.keyClicks(top_p, "0.5")
    QTest.keyClick(top_p, Qt.Key.Key_Return)
    await person.until_done("store the settings")

    await person.quit()
    await person.start()
    await choose(person, "Calm")
    (lane,) = person.chat.conversation.active_lanes
    assert (lane.system_prompt, lane.parameters.top_p) == ("Be calm.", 0.5)


async def test_a_setting_that_is_taken_back_is_taken_out_of_the_preset(start):
    person = await start("alpha")
    show_page(person)
    person.click("Concise")
    top_p = in_item(person, QLineEdit, "Top-p", 0)
    QTest.keyClicks(top_p, "0.5")
    QTest.keyClick(top_p, Qt.Key.Key_Return)
    await press(person, "Top-p: use the model's default", 0)

    assert stored(person)[0]["parameters"]["top_p"] is None


async def test_presets_change_places(start):
    person = await start("alpha")
    show_page(person)
    person.click("Plain words")

    await press(person, "Move up", 2)

    assert names(person) == ["Concise", "Plain words", "Code review"]
    person.click("Concise")
    assert not in_item(person, QAbstractButton, "Move up", 0).isEnabled()
    await press(person, "Move down", 0)
    assert [preset["name"] for preset in stored(person)] == [
        "Plain words",
        "Concise",
        "Code review",
    ]


async def test_a_preset_is_removed_when_it_is_asked_for_twice_and_the_usual_can_come_back(start):
    person = await start("alpha")
    show_page(person)
    person.click("Concise")

    await press(person, "Remove", 0)
    assert len(names(person)) == 3
    await press(person, "Remove for good?", 0)

    assert names(person) == ["Code review", "Plain words"]
    person.click("Bring back the usual ones")
    assert names(person) == ["Code review", "Plain words", "Concise"]
    await person.until_done("store the settings")


async def test_a_name_that_is_emptied_stays(start):
    person = await start("alpha")
    show_page(person)
    person.click("Concise")
    name = in_item(person, QLineEdit, "Name of the preset", 0)
    name.clear()
    QTest.keyClick(name, Qt.Key.Key_Return)

    assert names(person)[0] == "Concise"


async def test_a_search_for_what_a_preset_says_finds_it(start):
    person = await start("alpha")
    person.parley.window.open_settings()
    QTest.keyClicks(person.parley.window.settings_view.search, "everyday words")

    assert [item.isVisible() for item in items(person)] == [False, False, True]


@pytest.fixture
async def lane_settings(start):
    person = await start("alpha")
    person.click("System prompt and parameters")
    yield person
    person.view.lane_settings.close()


def in_popup(person, kind, name):
    widgets = person.view.lane_settings.findChildren(kind)
    return next(w for w in widgets if w.accessibleName() == name)


async def test_the_settings_of_a_lane_take_a_preset_on(lane_settings):
    person = lane_settings
    box = in_popup(person, QComboBox, "Preset")
    assert box.currentText() == "No preset"
    QTest.keyClick(box, Qt.Key.Key_Down)
    person.view.lane_settings.close()
    await person.until_done("change a lane's parameters")

    assert prompts(person) == [CONCISE]
    person.click("System prompt and parameters")
    assert box.currentText() == "Concise"
    QTest.keyClick(box, Qt.Key.Key_Up)
    person.view.lane_settings.close()
    await person.until_done("change a lane's parameters")
    assert prompts(person) == [""]


async def test_the_settings_of_a_lane_are_kept_as_a_preset(lane_settings):
    person = lane_settings
    keep = in_popup(person, QAbstractButton, "Keep as a preset")
    assert not keep.isVisible()
    QTest.keyClicks(in_popup(person, QPlainTextEdit, "System prompt"), "Be kind to all")

    QTest.mouseClick(keep, Qt.MouseButton.LeftButton)

    assert in_popup(person, QComboBox, "Preset").currentText() == "Be kind to all"
    await person.until_done("store the settings")
    assert stored(person)[-1]["system_prompt"] == "Be kind to all"
