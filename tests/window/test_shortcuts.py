"""Every keyboard shortcut is listed, can be given other keys, and does its work at once."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.domain.settings import ChosenKeys
from app.ui.settings.setting_row import SettingRow

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Page:
    """The shortcuts in Settings, as one sees and presses them."""

    def __init__(self, person) -> None:
        self.person = person
        self.window = person.parley.window
        self.window.open_settings()
        self.window.settings_view.show_page(self.window.settings_view.shortcuts)

    def row(self, name):
        rows = self.window.settings_view.shortcuts.findChildren(SettingRow)
        return next(r for r in rows if r.findChildren(QLabel)[0].text() == name)

    def keys(self, name):
        return self.button(name, name).accessibleDescription()

    def note(self, name):
        label = self.row(name).findChildren(QLabel)[1]
        return label.text() if label.isVisible() else ""

    def button(self, name, label):
        buttons = self.row(name).findChildren(QAbstractButton)
        return next(b for b in buttons if b.accessibleName() == label)

    async def press(self, name, key, modifiers=Qt.KeyboardModifier.NoModifier):
        button = self.button(name, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.keyClick(button, key, modifiers)
        await self.person.until_done("store the settings")

    def can_reset(self, name):
        return self.button(name, "Reset").isVisible()


def press(person, key, modifiers=Ctrl):
    QTest.keyClick(person.parley.window, key, modifiers)


def stored(person):
    return json.loads((person.home / "settings.json").read_text("utf-8"))["shortcuts"]


@pytest.fixture
async def person(start):
    return await start("alpha")


@pytest.fixture
async def page(person):
    return Page(person)


async def test_all_are_listed_under_what_they_are_for(page):
    captions = [label.text() for label in page.window.settings_view.shortcuts.findChildren(QLabel)]

    assert [c for c in captions if c in {"Chats", "Models and answers", "Reading", "Window"}] == [
        "Chats",
        "Models and answers",
        "Reading",
        "Window",
    ]
    assert page.keys("Find a chat") == "Ctrl+K"
    assert page.keys("Copy what is selected").startswith("Ctrl+C")


async def test_no_two_have_the_same_keys_to_begin_with(person):
    rows = person.parley.window.shortcuts.rows
    keys = [one for row in rows for one in row.keys]

    assert len(keys) == len(set(keys))
    assert not [row for row in rows if row.note]


async def test_new_keys_work_at_once_and_after_a_restart(page, person, start):
    await page.press("To the composer", Key.Key_J, Ctrl)

    assert page.keys("To the composer") == "Ctrl+J"
    assert stored(person) == [{"id": "composer", "keys": "Ctrl+J"}]
    await person.quit()
    await person.start()
    window = person.parley.window
    await person.until_done("look for models")
    window.sidebar.focus_search()
    press(person, Key.Key_L)
    assert not window.focusWidget().accessibleName().startswith("Prompt")
    press(person, Key.Key_J)
    assert window.focusWidget().accessibleName() == "Prompt"


async def test_while_keys_are_asked_for_what_they_do_now_is_not_done(page):
    await page.press("Stop all answers", Key.Key_Comma, Ctrl)
    await page.press("Stop all answers", Key.Key_L, Ctrl)

    assert page.window.settings_view.isVisible()
    assert page.keys("Stop all answers") == "Ctrl+L"


async def test_taken_keys_say_who_had_them_and_who_has_them(page, person):
    await page.press("Stop all answers", Key.Key_K, Ctrl)

    assert page.note("Stop all answers") == "Taken from “Find a chat”."
    assert page.keys("Find a chat") == "None"
    assert page.note("Find a chat") == "Ctrl+K is in use for “Stop all answers”."
    person.parley.window.close_settings()
    press(person, Key.Key_K)
    assert person.parley.window.focusWidget().accessibleName() == "Prompt"


async def test_keys_taken_twice_belong_to_the_last_who_took_them(page):
    await page.press("Stop all answers", Key.Key_J, Ctrl)
    await page.press("To the composer", Key.Key_J, Ctrl)
    assert page.keys("To the composer") == "Ctrl+J"

    await page.press("Stop all answers", Key.Key_J, Ctrl)

    assert page.keys("Stop all answers") == "Ctrl+J"
    assert page.keys("To the composer") == "None"


async def test_reset_gives_the_keys_back(page):
    await page.press("Stop all answers", Key.Key_K, Ctrl)
    assert page.can_reset("Stop all answers")
    assert not page.can_reset("Find a chat")

    QTest.mouseClick(page.button("Stop all answers", "Reset"), Qt.MouseButton.LeftButton)

    assert page.keys("Stop all answers") == "Ctrl+."
    assert page.keys("Find a chat") == "Ctrl+K"
    assert not page.can_reset("Stop all answers")


async def test_reset_all_is_offered_once_something_was_changed(page, person):
    assert not [b for b in page.window.findChildren(QAbstractButton) if is_reset_all(b)]
    await page.press("Stop all answers", Key.Key_J, Ctrl)
    await page.press("New chat", Key.Key_F5)

    person.click("Reset all")

    assert page.keys("Stop all answers") == "Ctrl+."
    assert page.keys("New chat") == "Ctrl+N"
    await person.until_done("store the settings")
    assert stored(person) == []


def is_reset_all(button):
    return button.accessibleName() == "Reset all" and button.isVisible()


async def test_backspace_takes_the_keys_away_and_escape_leaves_them(page):
    await page.press("New chat", Key.Key_Escape)
    assert page.keys("New chat") == "Ctrl+N"
    assert page.window.settings_view.isVisible()

    await page.press("New chat", Key.Key_Backspace)

    assert page.keys("New chat") == "None"
    assert page.note("New chat") == ""


@pytest.mark.parametrize(("key", "modifiers"), [(Key.Key_A, Shift), (Key.Key_1, Shift)])
async def test_keys_that_would_type_are_refused_in_words(page, key, modifiers):
    await page.press("New chat", key, modifiers)

    assert page.keys("New chat") == "Ctrl+N"
    assert "would type" in page.note("New chat")


async def test_who_leaves_while_keys_are_asked_for_changes_nothing(page):
    button = page.button("New chat", "New chat")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.keys("New chat") == "Press the keys…"
    QTest.keyClick(button, Key.Key_Control)

    QTest.keyClick(button, Key.Key_Tab)

    assert page.keys("New chat") == "Ctrl+N"


async def test_keys_of_the_text_fields_say_that_they_go_on_working_there(page):
    await page.press("New chat", Key.Key_V, Ctrl)

    assert page.note("New chat") == "In a text field, Ctrl+V still pastes."


async def test_what_a_file_holds_of_keys_that_are_none_is_as_no_keys(person):
    person.parley.preferences.change(
        shortcuts=(ChosenKeys("new_chat", "No such key"), ChosenKeys("gone", "Ctrl+K"))
    )

    rows = {row.id: row for row in person.parley.window.shortcuts.rows}
    assert rows["new_chat"].keys == ()
    assert rows["find_chat"].keys == ("Ctrl+K",)


async def test_the_sidebar_shows_the_keys_that_hold(page, person):
    before = person.parley.window.sidebar.grab().toImage()

    await page.press("New chat", Key.Key_F5)

    assert person.parley.window.sidebar.grab().toImage() != before


async def test_a_search_for_keys_finds_what_they_do(page):
    await page.press("New chat", Key.Key_F5)
    view = page.window.settings_view
    view.show_page(view.providers)
    QTest.keyClicks(view.search, "f5")

    assert page.row("New chat").isVisible()
    assert not page.row("Find a chat").isVisible()


async def test_what_is_read_is_selected_copied_and_searched_by_keys(person, server):
    person.send("Hello")
    exchange = await server.next_exchange()
    await exchange.finish("One fish, two fish.")
    await person.until_idle()
    await person.until_settled()
    transcript = person.view.panes.all_panes()[0].transcript
    transcript.focusNextChild()
    person.view.composer.clearFocus()

    press(person, Key.Key_A)
    press(person, Key.Key_C)

    assert QGuiApplication.clipboard().text() == "Hello\n\nOne fish, two fish."
    press(person, Key.Key_F)
    QTest.keyClicks(person.parley.window.focusWidget(), "fish")
    QTest.keySequence(person.parley.window, QKeySequence(QKeySequence.StandardKey.FindNext))
    press(person, Key.Key_C)
    assert QGuiApplication.clipboard().text() == "fish"
