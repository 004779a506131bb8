import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from app.ui.transcript.prompt_editor import PromptEditor
from tests.ui.transcript.screen import button


@pytest.fixture
def editor(qtbot, appearance):
    widget = PromptEditor(appearance, "Old")
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.parametrize("modifier", ["NoModifier", "ControlModifier"])
def test_enter_sends(qtbot, editor, modifier):
    with qtbot.waitSignal(editor.submitted) as caught:
        qtbot.keyClick(editor.text_edit, Qt.Key.Key_Return, Qt.KeyboardModifier[modifier])

    assert caught.args == ["Old"]


def test_shift_enter_breaks_the_line(qtbot, editor):
    with qtbot.assertNotEmitted(editor.submitted):
        qtbot.keyClick(editor.text_edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor.text_edit, "x")

    assert editor.text_edit.toPlainText() == "Old\nx"


def test_enter_does_not_send_while_an_input_method_composes(qtbot, editor):
    QApplication.sendEvent(editor.text_edit, QInputMethodEvent("に", []))

    with qtbot.assertNotEmitted(editor.submitted):
        qtbot.keyClick(editor.text_edit, Qt.Key.Key_Return)

    QApplication.sendEvent(editor.text_edit, QInputMethodEvent("", []))
    with qtbot.waitSignal(editor.submitted):
        qtbot.keyClick(editor.text_edit, Qt.Key.Key_Return)


def test_escape_and_cancel_give_up(qtbot, editor):
    with qtbot.waitSignal(editor.cancelled):
        qtbot.keyClick(editor.text_edit, Qt.Key.Key_Escape)
    with qtbot.waitSignal(editor.cancelled):
        qtbot.mouseClick(button(editor, "Cancel"), Qt.MouseButton.LeftButton)


def test_nothing_is_not_sent(qtbot, editor):
    editor.text_edit.setPlainText("  \n")

    with qtbot.assertNotEmitted(editor.submitted):
        qtbot.keyClick(editor.text_edit, Qt.Key.Key_Return)

    assert not button(editor, "Send").isEnabled()
