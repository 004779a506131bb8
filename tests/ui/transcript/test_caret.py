"""The caret goes where a person of any script expects it, and stays on its text."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.transcript.screen import button, place_of, view

LEFT = Qt.MouseButton.LeftButton
KEY, SHIFT = Qt.Key, Qt.KeyboardModifier.ShiftModifier
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.fixture
def read(transcript, rows):
    """Shows an answer; returns the view."""

    def show(text, **fields):
        transcript.set_path([rows.turn("?", rows.answer(text, **fields))])
        return view(transcript)

    return show


def click(page, text):
    QTest.mouseClick(page.viewport(), LEFT, pos=place_of(page, text))


def drag(page, start, end):
    """Press twice on one text, and let go on another one."""
    QTest.mouseClick(page.viewport(), LEFT, pos=start)
    steps = (
        (QEvent.Type.MouseButtonDblClick, start, LEFT, LEFT),
        (QEvent.Type.MouseMove, end, Qt.MouseButton.NoButton, LEFT),
        (QEvent.Type.MouseButtonRelease, end, LEFT, Qt.MouseButton.NoButton),
    )
    for kind, place, one, held in steps:
        point = QPointF(place)
        globally = QPointF(page.viewport().mapToGlobal(place))
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(page.viewport(), QMouseEvent(kind, point, globally, one, held, none))


def selected(page):
    QGuiApplication.clipboard().clear()
    page.copy()
    return QGuiApplication.clipboard().text()


def places(page, key, times):
    """Where the caret is in its part after each press of a key."""
    result = []
    for _ in range(times):
        QTest.keyClick(page, key)
        result.append(page.selection.caret[2])
    return result


def test_it_is_gone_with_the_answer_that_it_was_in(transcript, rows, read):
    page = read("One.\n\nTwo.\n\nThree.")
    click(page, "Three")

    transcript.set_path([rows.turn("?", rows.answer("Other.", answer_id="a2"))])
    QTest.keyClick(page, KEY.Key_Left)
    assert page.selection.caret is None

    QTest.keyClick(page, KEY.Key_Right, SHIFT)
    assert selected(page) == "?"


def test_what_is_selected_stays_so_when_something_unfolds_above_it(transcript, read):
    page = read("One.\n\nTwo words.", reasoning="Hmm.")
    QTest.mouseDClick(page.viewport(), LEFT, pos=place_of(page, "words"))
    assert selected(page) == "words"

    QTest.mouseClick(button(transcript, "Thought"), LEFT)

    assert selected(page) == "words"


def test_what_is_selected_stays_so_while_the_answer_goes_on(transcript, rows):
    transcript.set_path([rows.turn("?", rows.live(text="One.\n\nTwo words."))])
    page = view(transcript)
    QTest.mouseDClick(page.viewport(), LEFT, pos=place_of(page, "words"))

    transcript.append("a1", " And more.", "Thinking after all.")
    while transcript.flush():
        pass

    assert selected(page) == "words"


def test_a_letter_of_several_characters_is_stepped_over_as_one(read):
    page = read(f"a{FAMILY}be\u0301x")
    click(page, "be")
    QTest.keyClick(page, KEY.Key_Home)

    assert places(page, KEY.Key_Right, 5) == [1, 6, 7, 9, 10]
    assert places(page, KEY.Key_Left, 5) == [9, 7, 6, 1, 0]


def test_in_a_text_from_right_to_left_the_keys_go_where_they_point(read):
    page = read("\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd")
    click(page, "\u05e2\u05d5\u05dc\u05dd")
    QTest.keyClick(page, KEY.Key_Home)
    assert page.selection.caret[2] == 0

    assert places(page, KEY.Key_Left, 2) == [1, 2]
    assert places(page, KEY.Key_Right, 1) == [1]
    QTest.keyClick(page, KEY.Key_End)
    assert page.selection.caret[2] == 9


def test_it_keeps_its_column_over_a_short_line(read):
    page = read("A long line of text.\n\nb\n\nA long line of text.")
    click(page, "text.")
    QTest.keyClick(page, KEY.Key_End)
    end = page.selection.caret[2]

    QTest.keyClick(page, KEY.Key_Down)
    assert page.selection.caret[1:] == (1, 1)
    QTest.keyClick(page, KEY.Key_Down)

    assert page.selection.caret[1:] == (2, end)


def test_it_goes_and_selects_by_pages(read):
    page = read("\n\n".join(f"Paragraph {n}." for n in range(80)))
    page.jump_to(0)
    click(page, "Paragraph 2.")
    first = page.selection.caret

    QTest.keyClick(page, KEY.Key_PageDown)
    assert page.scrolled == page.viewport().height()
    assert page.selection.caret[1] > first[1] + 5
    QTest.keyClick(page, KEY.Key_PageDown, SHIFT)
    assert page.scrolled == 2 * page.viewport().height()
    assert selected(page).count("Paragraph") > 5

    for _ in range(20):
        QTest.keyClick(page, KEY.Key_PageDown)
    assert page.selection.caret[:2] == (1, len(page.column.messages[1].parts) - 1)
    for _ in range(20):
        QTest.keyClick(page, KEY.Key_PageUp)
    assert page.selection.caret == (0, 0, 0)


def test_a_drag_after_a_double_click_goes_on_by_words(read):
    page = read("alpha beta gamma delta")

    drag(page, place_of(page, "beta"), place_of(page, "gamma"))
    assert selected(page) == "beta gamma"

    page.selection.clear()
    drag(page, place_of(page, "gamma"), place_of(page, "alpha"))
    assert selected(page) == "alpha beta gamma"


def test_finding_goes_on_from_the_caret(read):
    page = read("One word.\n\nTwo word.\n\nThree word.")
    page.set_needle("word")
    click(page, "Two")

    assert page.find_next()
    assert page.selection.anchor[1] == 1

    page.selection.clear()
    click(page, "Two")
    assert page.find_next(backward=True)
    assert page.selection.anchor[1] == 0


def test_a_match_far_to_the_right_in_a_table_is_scrolled_to(read):
    head = "|".join(f"column number {n}" for n in range(20))
    page = read(f"|{head}|\n{'|---' * 20}|\n|{'v|' * 19}goal|")
    page.set_needle("goal")

    assert page.find_next()

    index, number, position = page.selection.anchor
    part = page.column.messages[index].parts[number]
    assert 0 <= part.caret_rect(position).x() < part.width
