"""Text is selected across blocks and messages, and copied as Markdown or as text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.transcript.screen import place_of, settle, view

ANSWER = "One **bold** word.\n\nSecond paragraph.\n\n```py\nx = 1\n```\n"


@pytest.fixture
def page(transcript, rows):
    transcript.set_path([rows.turn("First?", rows.answer(ANSWER))])
    return view(transcript)


def _copied(page):
    page.copy()
    return QGuiApplication.clipboard().text()


def _drag(qtbot, page, start, end):
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(page.viewport(), left, pos=start)
    qtbot.mouseMove(page.viewport(), end)
    qtbot.mouseRelease(page.viewport(), left, pos=end)


def test_everything_is_copied_as_markdown(page):
    page.select_all()

    assert _copied(page) == "First?\n\n" + ANSWER.strip()
    assert "<strong>bold</strong>" in QGuiApplication.clipboard().mimeData().html()


def test_a_drag_over_messages_copies_parts_as_text_and_whole_blocks_as_markdown(qtbot, page):
    _drag(qtbot, page, place_of(page, "ir"), place_of(page, "paragraph"))

    copied = _copied(page)

    assert copied.startswith("rst?")
    assert "One **bold** word." in copied
    assert copied.endswith("Second para")


def test_a_double_click_takes_a_word_and_a_third_the_line(qtbot, page):
    place = place_of(page, "Second")
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(page.viewport(), left, pos=place)
    qtbot.mouseDClick(page.viewport(), left, pos=place)
    assert _copied(page) == "Second"

    qtbot.mouseClick(page.viewport(), left, pos=place)
    assert _copied(page) == "Second paragraph."


def test_the_keyboard_selects_from_the_caret(qtbot, page):
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, "Second"))
    QTest.keyClick(page, Qt.Key.Key_Home)

    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page, Qt.Key.Key_Right, shift)
    assert _copied(page) == "S"
    QTest.keyClick(page, Qt.Key.Key_Right, shift | control)
    assert _copied(page) == "Second"
    QTest.keyClick(page, Qt.Key.Key_Up, shift)
    assert "Second" not in _copied(page)
    QTest.keyClick(page, Qt.Key.Key_End, shift | control)
    assert _copied(page).endswith("```py\nx = 1\n```")


def test_characters_beyond_the_basic_plane_are_copied_whole(transcript, rows, qtbot):
    transcript.set_path([rows.turn("?", rows.answer("a 😀 word after"))])
    page = view(transcript)

    qtbot.mouseDClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, "after"))

    assert _copied(page) == "after"


def test_tab_goes_to_a_link_and_enter_follows_it(qtbot, transcript, rows):
    text = "[one](http://one.example) and [two](http://two.example)"
    transcript.set_path([rows.turn("?", rows.answer(text))])
    page = view(transcript)
    page.setFocus()

    QTest.keyClick(page, Qt.Key.Key_Tab)
    QTest.keyClick(page, Qt.Key.Key_Tab)
    with qtbot.waitSignal(transcript.link_activated) as caught:
        QTest.keyClick(page, Qt.Key.Key_Return)

    assert caught.args == ["http://two.example"]


def test_a_click_beside_the_text_selects_nothing(qtbot, page):
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))

    assert page.selection.span is None


def test_a_click_into_the_selection_lets_go_of_it(qtbot, page):
    page.select_all()

    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, "Second"))

    assert page.selection.span is None
    assert page.selection.caret is not None


def test_a_click_long_after_a_double_click_is_no_third_one(qtbot, page):
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    left, place = Qt.MouseButton.LeftButton, place_of(page, "Second")
    qtbot.mouseDClick(page.viewport(), left, pos=place)
    QApplication.setDoubleClickInterval(before)
    QApplication.processEvents()

    qtbot.mouseClick(page.viewport(), left, pos=place)

    assert page.selection.span is None


def test_what_is_selected_goes_along_as_markdown_html_and_text(page):
    page.select_all()
    page.copy()

    data = QGuiApplication.clipboard().mimeData()
    assert {"text/plain", "text/html", "text/markdown"} <= set(data.formats())
    assert bytes(data.data("text/markdown")).decode() == data.text()


def test_a_drag_beyond_the_edge_scrolls_and_selects(qtbot, transcript, rows):
    transcript.set_path(
        [
            rows.turn(f"Question {n}?", rows.answer("Yes.", answer_id=f"a{n}"), f"t{n}")
            for n in range(40)
        ]
    )
    page, left = view(transcript), Qt.MouseButton.LeftButton
    transcript.scroll_bar.setValue(0)
    settle(qtbot, transcript)
    below = QPoint(200, page.viewport().height() + 60)
    qtbot.mousePress(page.viewport(), left, pos=place_of(page, "Question 0"))
    QCursor.setPos(page.viewport().mapToGlobal(below))
    qtbot.mouseMove(page.viewport(), below)

    qtbot.waitUntil(lambda: page.selection.caret[0] > 20, timeout=60_000)
    qtbot.mouseRelease(page.viewport(), left, pos=below)

    assert transcript.scroll_bar.value() > 0
    assert "Question 9?\n\nYes." in _copied(page)


def test_everything_is_selected_by_keyboard_and_let_go_with_escape(qtbot, page):
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, "Second"))
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page, Qt.Key.Key_Home, control)
    QTest.keyClick(page, Qt.Key.Key_End, control | shift)
    assert _copied(page) == "First?\n\n" + ANSWER.strip()

    QTest.keyClick(page, Qt.Key.Key_Escape)

    assert page.selection.span is None


def test_the_caret_is_painted_where_it_stands(qtbot, page):
    place = place_of(page, "Second")
    qtbot.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    page.setFocus()

    image = page.viewport().grab().toImage()

    assert image.pixelColor(place.x(), place.y()).name() == "#3b5bdb"


def test_shift_tab_goes_back_to_the_link_before(qtbot, transcript, rows):
    text = "[one](http://one.example) and [two](http://two.example)"
    transcript.set_path([rows.turn("?", rows.answer(text))])
    page = view(transcript)
    page.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        QTest.keyClick(page, key)

    with qtbot.waitSignal(transcript.link_activated) as caught:
        QTest.keyClick(page, Qt.Key.Key_Enter)

    assert caught.args == ["http://one.example"]
