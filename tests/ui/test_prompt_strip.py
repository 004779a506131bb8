import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from app.ui.prompt_strip import PromptStrip
from app.viewmodels.rows import TurnRow
from tests.ui.transcript.screen import button, buttons, words


@pytest.fixture
def strip(qtbot, appearance):
    widget = PromptStrip(appearance)
    qtbot.addWidget(widget)
    widget.resize(900, 50)
    return widget


def test_the_prompt_stands_above_the_panes(strip):
    strip.set_prompt(TurnRow("t1", "Hello?"))

    assert "Hello?" in words(strip)
    assert "Show all" not in buttons(strip)


def test_without_a_prompt_there_is_no_strip(strip):
    strip.set_prompt(TurnRow("t1", "Hello?"))
    strip.set_prompt(None)

    assert not strip.isVisible()


def test_a_giant_prompt_takes_three_lines_until_asked_and_then_scrolls(qtbot, strip):
    strip.set_prompt(TurnRow("t1", "\n".join(f"line {n}" for n in range(200))))
    qtbot.waitUntil(lambda: 80 < strip.sizeHint().height() < 110)

    qtbot.mouseClick(button(strip, "Show all"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 200 < strip.sizeHint().height() < 280)

    qtbot.mouseClick(button(strip, "Show less"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: 80 < strip.sizeHint().height() < 110)


def test_the_prompt_is_edited_in_its_place(qtbot, strip):
    strip.set_prompt(TurnRow("t1", "Old"))
    qtbot.mouseClick(button(strip, "Edit prompt"), Qt.MouseButton.LeftButton)
    editor = strip.findChild(QPlainTextEdit)
    qtbot.keyClicks(editor, "er")

    with qtbot.waitSignal(strip.prompt_edited) as caught:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert caught.args == ["t1", "Older"]
    assert "Old" in words(strip)


def test_giving_up_keeps_the_prompt(qtbot, strip):
    strip.set_prompt(TurnRow("t1", "Old"))
    qtbot.mouseClick(button(strip, "Edit prompt"), Qt.MouseButton.LeftButton)
    editor = strip.findChild(QPlainTextEdit)

    with qtbot.assertNotEmitted(strip.prompt_edited):
        qtbot.keyClick(editor, Qt.Key.Key_Escape)

    assert "Edit prompt" in buttons(strip)


def test_versions_are_stepped_through(qtbot, strip):
    strip.set_prompt(TurnRow("t1", "Old", version=2, versions=3))

    with qtbot.waitSignal(strip.version_step_requested) as caught:
        qtbot.mouseClick(
            button(strip, "Previous version of this prompt"), Qt.MouseButton.LeftButton
        )

    assert caught.args == ["t1", -1]
    assert "2/3" in words(strip)
