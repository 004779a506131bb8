"""What can be done with a message is in its menu, by mouse and by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.transcript.screen import button, buttons, place_of, settle, view

ANSWER = "# Title\n\nSee **[this](http://a.example)**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot, transcript, rows):
    transcript.set_path(
        [
            rows.turn("First?", rows.answer(ANSWER)),
            rows.turn("Second?", rows.answer("Short.", answer_id="a2"), "t2"),
        ]
    )
    transcript.scroll_bar.setValue(0)
    settle(qtbot, transcript)
    return view(transcript)


def open_menu():
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def offered():
    words = [action.text() for action in open_menu().actions() if action.text()]
    open_menu().close()
    return words


def choose(label):
    menu = open_menu()
    next(a for a in menu.actions() if a.text() == label).trigger()
    menu.close()


def right_click(page, place):
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, page.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.viewport(), event)


def clipboard():
    return QGuiApplication.clipboard().mimeData()


def test_an_answer_is_copied_as_plain_text(page):
    right_click(page, place_of(page, "Title"))
    choose("Copy as plain text")

    assert clipboard().text() == "Title\n\nSee this.\n\na\tb\n1\t2"


def test_an_answer_is_copied_formatted(page):
    right_click(page, place_of(page, "Title"))
    choose("Copy formatted")

    assert "<h1>Title</h1>" in clipboard().html()
    assert clipboard().text().startswith("Title\n\nSee this.")


def test_an_answer_is_copied_with_its_prompt(page):
    right_click(page, place_of(page, "Title"))
    choose("Copy prompt and answer")

    assert clipboard().text() == f"**You:** First?\n\n**SmolLM2:** {ANSWER}"


def test_a_prompt_is_copied_quoted_and_edited(qtbot, transcript, page):
    right_click(page, place_of(page, "First"))
    choose("Copy prompt")
    assert clipboard().text() == "First?"

    right_click(page, place_of(page, "First"))
    with qtbot.waitSignal(transcript.quote_requested) as caught:
        choose("Quote in the prompt")
    assert caught.args == ["> First?\n\n"]

    right_click(page, place_of(page, "First"))
    choose("Edit prompt")
    assert "Send" in buttons(transcript)


@pytest.mark.parametrize("place", ["Title", "this", "Short"])
def test_shift_f10_opens_the_menu_of_the_message_with_the_caret(qtbot, page, place):
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.RightButton, pos=QPoint(1, 1))
    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, place))

    QTest.keyClick(page, Qt.Key.Key_F10, SHIFT)

    words = offered()
    assert {"Copy answer", "Regenerate", "All numbers", "Select all"} <= set(words)
    assert ("Copy link address" in words) == (place == "this")
    assert ("Branch from here" in words) == (place != "Short")


def test_the_menu_key_opens_it_at_the_link_with_the_focus(page):
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)

    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(page, QContextMenuEvent(reason, QPoint(0, 0), QPoint(0, 0)))
    choose("Copy link address")

    assert clipboard().text() == "http://a.example"


def test_an_empty_conversation_has_no_menu_by_keyboard(transcript):
    QTest.keyClick(view(transcript), Qt.Key.Key_F10, SHIFT)

    assert QApplication.activePopupWidget() is None


def test_the_last_icon_of_an_answer_opens_it_too(qtbot, transcript, page):
    qtbot.mouseClick(button(transcript, "More for this answer"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(transcript.branch_requested) as caught:
        choose("Branch from here")

    assert caught.args == ["a1"]


def test_what_still_arrives_is_neither_asked_again_nor_branched_from(transcript, rows):
    transcript.set_path([rows.turn("First?", rows.live(text="Half"))])
    page = view(transcript)

    right_click(page, place_of(page, "Half"))

    assert not {"Regenerate", "Branch from here"} & set(offered())
