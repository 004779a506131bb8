import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from app.ui.composer import Composer
from app.ui.controls import IconButton, TextButton

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def composer(qtbot, appearance):
    composer = Composer(appearance)
    qtbot.addWidget(composer)
    composer.resize(760, composer.sizeHint().height())
    with qtbot.waitExposed(composer):
        composer.show()
    return composer


@pytest.fixture
def editor(composer):
    return composer.findChild(QPlainTextEdit)


@pytest.fixture
def primary(composer):
    return next(b for b in composer.findChildren(TextButton) if b.label in {"Send", "Stop"})


def _hint(composer):
    return composer.findChild(QLabel).text()


def _compose(editor, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


def _paste(editor, text, html=""):
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    editor.paste()


def test_enter_sends_and_leaves_the_text_for_the_window_to_clear(qtbot, composer, editor):
    qtbot.keyClicks(editor, "Hello")

    with qtbot.waitSignal(composer.submitted) as submitted:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert submitted.args == ["Hello"]
    assert composer.text() == "Hello"


def test_the_enter_key_of_the_number_pad_sends_too(qtbot, composer, editor):
    qtbot.keyClicks(editor, "Hello")

    with qtbot.waitSignal(composer.submitted):
        qtbot.keyClick(editor, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)


def test_shift_and_enter_break_the_line(qtbot, composer, editor):
    qtbot.keyClicks(editor, "one")
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(editor, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(editor, "two")

    assert composer.text() == "one\ntwo"


def test_enter_never_sends_while_an_input_method_composes(qtbot, composer, editor):
    qtbot.keyClicks(editor, "a")
    _compose(editor, "にほ")
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    _compose(editor, "", commit="日本")
    with qtbot.waitSignal(composer.submitted) as submitted:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert "日本" in submitted.args[0]


@pytest.mark.parametrize("blank", ["", "   ", "\n\n\t "])
def test_a_blank_prompt_is_not_sent(qtbot, composer, editor, primary, blank):
    composer.set_text(blank)

    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)


def test_empty_lines_around_a_prompt_are_not_sent_but_its_indent_is(qtbot, composer, editor):
    composer.set_text("\n\n    def f():\n        pass\n\n")

    with qtbot.waitSignal(composer.submitted) as submitted:
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert submitted.args == ["    def f():\n        pass"]


def test_the_button_says_how_many_models_a_prompt_goes_to(composer, primary):
    assert primary.label == "Send"

    composer.set_lane_count(3)

    assert primary.label == "Send to 3"


def test_while_answers_stream_the_button_stops_them(qtbot, composer, primary):
    composer.set_lane_count(2)
    composer.set_streaming(True)
    assert primary.label == "Stop"

    with qtbot.waitSignal(composer.stop_requested):
        qtbot.mouseClick(primary, Qt.MouseButton.LeftButton)

    composer.set_streaming(False)
    assert primary.label == "Send to 2"


def test_enter_while_answers_stream_keeps_the_text_and_says_what_to_do(qtbot, composer, editor):
    composer.set_hint("about 12 tokens")
    composer.set_streaming(True)
    qtbot.keyClicks(editor, "Next question")

    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(editor, Qt.Key.Key_Return)

    assert composer.text() == "Next question"
    assert _hint(composer) == "Wait for the answers or stop them first"

    composer.set_streaming(False)
    assert _hint(composer) == "about 12 tokens"


def test_pasted_rich_text_arrives_plain(composer, editor):
    _paste(editor, "bold move", html="<b>bold</b> <img src='file:///etc/hostname'> move")

    assert composer.text() == "bold move"


def test_each_edit_is_told_but_a_draft_that_is_shown_is_not(qtbot, composer, editor):
    drafts = []
    composer.draft_changed.connect(drafts.append)

    composer.set_text("Dra")
    qtbot.keyClicks(editor, "ft")
    composer.clear()

    assert drafts == ["Draf", "Draft"]
    assert composer.text() == ""


def test_undo_outlives_showing_the_same_draft_again(qtbot, composer, editor):
    qtbot.keyClicks(editor, "Hello")

    composer.set_text("Hello")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert composer.text() == ""


def test_undo_never_brings_back_the_draft_of_another_chat(qtbot, composer, editor):
    qtbot.keyClicks(editor, "Secret of one chat")

    composer.set_text("Another chat")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert composer.text() == "Another chat"


def test_the_editor_grows_with_its_lines_up_to_eight(qtbot, composer, editor):
    heights = []
    for lines in (1, 2, 8, 9, 30):
        composer.set_text("\n".join(["line"] * lines))
        heights.append(editor.height())

    line = editor.fontMetrics().lineSpacing()
    assert heights[1] - heights[0] == line
    assert heights[2] - heights[0] == 7 * line
    assert heights[2] == heights[3] == heights[4]


def test_no_line_is_scrolled_away_while_all_of_them_fit(qtbot, composer, editor):
    composer.set_text("one\ntwo\nthree")

    qtbot.waitUntil(lambda: editor.verticalScrollBar().maximum() == 0)

    assert editor.firstVisibleBlock().blockNumber() == 0


@pytest.mark.timeout(30)
def test_a_megabyte_without_a_space_can_be_pasted_and_typed_at(qtbot, composer, editor):
    _paste(editor, "x" * 1_000_000)
    qtbot.keyClicks(editor, "y")

    assert len(composer.text()) == 1_000_001
    assert editor.lineWrapMode() == QPlainTextEdit.LineWrapMode.NoWrap

    composer.clear()
    composer.set_text("short again")
    assert editor.lineWrapMode() == QPlainTextEdit.LineWrapMode.WidgetWidth


def test_the_sliders_ask_for_the_parameters(qtbot, composer):
    name = "System prompt and parameters"
    (sliders,) = [b for b in composer.findChildren(IconButton) if b.label == name]

    with qtbot.waitSignal(composer.parameters_requested) as requested:
        qtbot.mouseClick(sliders, Qt.MouseButton.LeftButton)

    assert requested.args == [sliders]


def test_a_click_anywhere_on_the_card_lets_one_type(qtbot, composer, editor):
    with qtbot.waitActive(composer):
        composer.activateWindow()
    qtbot.mouseClick(composer, Qt.MouseButton.LeftButton, pos=QPoint(300, composer.height() - 5))

    assert editor.hasFocus()


def test_tab_leaves_the_editor(qtbot, composer, editor):
    with qtbot.waitActive(composer):
        composer.activateWindow()
    composer.focus_editor()

    qtbot.keyClick(editor, Qt.Key.Key_Tab)

    assert not editor.hasFocus()
    assert composer.text() == ""
