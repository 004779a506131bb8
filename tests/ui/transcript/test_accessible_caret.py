"""The caret, the lines and the selection, as Qt hands them on to screen readers."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.transcript.screen import place_of, view

NAME, VALUE, RIGHT = QAccessible.Text.Name, QAccessible.Text.Value, Qt.Key.Key_Right
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def parts(transcript, rows):
    """Shows an answer; returns the parts of it by their names, or by what they say."""

    def show(text):
        transcript.set_path([rows.turn("?", rows.answer(text))])
        answer = QAccessible.queryAccessibleInterface(view(transcript)).child(1)
        children = [answer.child(i) for i in range(answer.childCount())]
        return {child.text(NAME) or child.text(VALUE): child for child in children}

    return show


def click(transcript, text):
    page = view(transcript)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(page, text))


def carets(parts, *names):
    return [parts[name].textInterface().cursorPosition() for name in names]


def selected(transcript):
    view(transcript).copy()
    return QGuiApplication.clipboard().text()


def test_only_the_part_with_the_caret_has_one(transcript, parts):
    shown = parts("First.\n\nSecond.")
    assert carets(shown, "First.", "Second.") == [-1, -1]

    click(transcript, "First")
    QTest.keyClick(view(transcript), Qt.Key.Key_Home)
    QTest.keyClick(view(transcript), RIGHT)

    assert carets(shown, "First.", "Second.") == [1, -1]
    whole = QAccessible.queryAccessibleInterface(view(transcript))
    assert whole.focusChild().text(VALUE) == "First."


def test_the_keys_move_it_on_by_what_is_read_aloud(transcript, parts):
    shown = parts("1. One\n2. Two $x^2$\n\n- [x] Three")
    (listed,) = [part for key, part in shown.items() if key.startswith("1. One")]
    text = listed.textInterface()
    click(transcript, "Two")
    QTest.keyClick(view(transcript), Qt.Key.Key_Home)
    assert text.text(text.cursorPosition(), text.characterCount()).startswith("Two ")

    QTest.keyClick(view(transcript), Qt.Key.Key_End)

    assert text.text(0, text.cursorPosition()).endswith(" squared")


def test_characters_beyond_the_basic_plane_count_as_qt_counts_them(transcript, parts):
    shown = parts("😀 smile")
    text = shown["😀 smile"].textInterface()
    assert text.characterCount() == 8
    assert text.text(3, 8) == "smile"
    text.setCursorPosition(3)

    assert carets(shown, "😀 smile") == [3]
    QTest.keyClick(view(transcript), RIGHT, SHIFT)
    assert selected(transcript) == "s"
    assert shown["😀 smile"].textInterface().text(3, 4) == "s"


def test_a_screen_reader_puts_the_caret_somewhere_and_selects(transcript, parts):
    shown = parts("First.\n\nSecond.")
    shown["Second."].textInterface().setCursorPosition(2)
    assert carets(shown, "First.", "Second.") == [-1, 2]

    shown["Second."].textInterface().setSelection(0, 1, 4)

    assert selected(transcript) == "eco"
    assert shown["Second."].textInterface().selectionCount() == 1
    assert shown["First."].textInterface().selectionCount() == 0


def test_a_selection_over_parts_is_told_in_each_of_them(transcript, parts):
    shown = parts("First.\n\nSecond.\n\nThird.")
    click(transcript, "First")
    QTest.keyClick(view(transcript), Qt.Key.Key_Home)
    QTest.keyClick(view(transcript), Qt.Key.Key_End, SHIFT | Qt.KeyboardModifier.ControlModifier)

    counts = [shown[n].textInterface().selectionCount() for n in ("First.", "Second.", "Third.")]

    assert counts == [1, 1, 1]


def test_the_caret_is_told_in_a_table(transcript, parts):
    shown = parts("| a | b |\n|---|---|\n| $x^2$ | end |")
    click(transcript, "end")
    QTest.keyClick(view(transcript), Qt.Key.Key_Home)
    text = shown["Table"].textInterface()
    assert text.text(text.cursorPosition(), text.characterCount()) == "x squared\tend"

    QTest.keyClick(view(transcript), RIGHT)

    text = shown["Table"].textInterface()
    assert text.text(text.cursorPosition(), text.characterCount()) == "\tend"


def test_it_is_known_where_each_character_stands(transcript, parts):
    shown = parts("Left and right.")
    part = shown["Left and right."]
    rects = [part.textInterface().characterRect(offset) for offset in (0, 9)]

    assert rects[0].left() < rects[1].left()
    assert all(part.rect().contains(rect.center()) for rect in rects)


def test_what_is_very_long_tells_its_caret_alone(transcript, parts):
    code = "x = 1\n" * 5000
    shown = parts(f"```py\n{code}```")
    while transcript.flush():
        pass
    part = shown["Code, py"]
    click(transcript, "x = 1")
    QTest.keyClick(view(transcript), Qt.Key.Key_Home)
    QTest.keyClick(view(transcript), RIGHT, SHIFT)

    text = part.textInterface()
    assert text.characterCount() == len(code) - 1
    assert text.cursorPosition() % 6 == 1
    text.setCursorPosition(8)

    assert part.textInterface().cursorPosition() == 8
    assert view(transcript).selection.span is None
