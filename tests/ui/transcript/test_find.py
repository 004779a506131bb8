"""Text is found in the whole conversation, laid out or not."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.ui.transcript.screen import button, buttons, colours, place_of, view, words


@pytest.fixture
def conversation(transcript, rows):
    """Forty turns, of which every tenth speaks of **whales**."""
    answers = [f"About {'a **Whale**' if n % 10 == 0 else 'nothing'} {n}." for n in range(40)]
    transcript.set_path(
        [
            rows.turn(f"Question {n}?", rows.answer(text, answer_id=f"a{n}"), f"t{n}")
            for n, text in enumerate(answers)
        ]
    )
    return transcript


def _find(qtbot, transcript, text):
    transcript.open_find()
    field = transcript.findChild(QLineEdit)
    qtbot.keyClicks(field, text)
    return field


def _selected(transcript):
    view(transcript).copy()
    return QGuiApplication.clipboard().text()


def test_enter_goes_from_match_to_match_and_round(qtbot, conversation):
    field = _find(qtbot, conversation, "whale")
    places = [view(conversation).selection.anchor]
    for _ in range(4):
        QTest.keyClick(field, Qt.Key.Key_Return)
        places.append(view(conversation).selection.anchor)

    assert _selected(conversation) == "Whale"
    assert [place[0] for place in places] == [1, 21, 41, 61, 1]


def test_shift_enter_goes_back(qtbot, conversation):
    field = _find(qtbot, conversation, "whale")

    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert view(conversation).selection.anchor[0] == 61


def test_a_match_is_scrolled_to_and_marked(qtbot, conversation):
    assert conversation.scroll_bar.value() == conversation.scroll_bar.maximum()

    _find(qtbot, conversation, "a whale 0")

    assert conversation.scroll_bar.value() < conversation.scroll_bar.maximum() // 2
    assert "#3b5bdb" in colours(view(conversation))


def test_it_says_when_there_is_nothing(qtbot, conversation):
    _find(qtbot, conversation, "walrus")

    assert "Nothing found" in words(conversation)


def test_escape_closes_it(qtbot, conversation):
    field = _find(qtbot, conversation, "whale")
    assert "Next match" in buttons(conversation)

    QTest.keyClick(field, Qt.Key.Key_Escape)

    assert "Next match" not in buttons(conversation)
    assert view(conversation).hasFocus()


def test_the_arrows_step_too(qtbot, conversation):
    _find(qtbot, conversation, "whale")

    qtbot.mouseClick(button(conversation, "Next match"), Qt.MouseButton.LeftButton)

    assert view(conversation).selection.anchor[0] == 21


def test_all_matches_in_sight_are_marked_and_the_present_one_otherwise(qtbot, transcript, rows):
    transcript.set_path([rows.turn("My sparrow?", rows.answer("A sparrow.\n\n- the sparrow"))])

    _find(qtbot, transcript, "sparrow")

    accent, marked = "#3b5bdb", "#fff4e0"
    assert accent in _colours_around(transcript, "My sparrow")
    assert marked in _colours_around(transcript, "A sparrow")
    assert marked in _colours_around(transcript, "the sparrow")
    assert accent not in _colours_around(transcript, "the sparrow")


def _colours_around(transcript, text):
    image, place = view(transcript).viewport().grab().toImage(), place_of(transcript, text)
    near = [(x, y) for x in range(-8, 9) for y in range(-6, 7)]
    return {image.pixelColor(place.x() + x, place.y() + y).name() for x, y in near}
