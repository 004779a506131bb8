import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel

from app.ui.transcript.answer_body import AnswerBody
from app.ui.transcript.markdown_blocks import BlockStream
from tests.ui.transcript.screen import button, colours, texts, words

CODE = '```python\ndef f():\n    return "text"\n```\n'


@pytest.fixture
def body(qtbot, appearance):
    widget = AnswerBody(appearance, "Answer")
    qtbot.addWidget(widget)
    widget.resize(600, 300)
    widget.show()
    return widget


def _show(body, text):
    stream = BlockStream()
    stream.feed(text)
    stream.finish()
    body.set_blocks(stream.blocks)


def test_code_is_coloured_for_the_theme_at_once(body, appearance):
    _show(body, CODE)
    light = colours(body)

    appearance.set_mode("dark")

    assert {"#9c36b5", "#2b8a3e", "#1864ab"} <= light
    assert {"#d6a2ee", "#8fd19e", "#8ec1f5", "#212120"} <= colours(body)


def test_text_changes_its_colour_with_the_theme(body, appearance):
    _show(body, "plain [link](http://example.org)\n\n> quote\n\n| a |\n|---|\n| b |")
    light = colours(body)

    appearance.set_mode("dark")

    assert {"#1f1f1d", "#3b5bdb", "#6e6c66", "#e4e3df"} <= light
    assert {"#ececea", "#8aa4ff", "#a3a19a", "#353432"} <= colours(body)


def test_code_is_copied_without_its_last_line_break(qtbot, body):
    _show(body, CODE)

    qtbot.mouseClick(button(body, "Copy"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == 'def f():\n    return "text"'


def test_code_in_a_narrow_pane_is_copied_by_an_icon(qtbot, body):
    body.resize(300, 300)
    _show(body, CODE)

    qtbot.mouseClick(button(body, "Copy this code"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text().startswith("def f():")


def test_long_code_scrolls_sideways_and_leaves_the_wheel_to_the_page(body):
    _show(body, "```\n" + "x" * 300 + "\n```\n")
    (view,) = texts(body)

    assert view.horizontalScrollBar().maximum() > 0
    down = QPoint(0, -120)
    place = QPointF(5, 5)
    wheel = QWheelEvent(
        place,
        place,
        QPoint(),
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(wheel)
    assert not wheel.isAccepted()


def test_code_of_an_unknown_language_is_shown_plain(body):
    _show(body, "```no-such-language\nx = 1\n```\n")

    assert "no-such-language" in words(body)
    assert "x = 1" in words(body)


def test_prose_can_be_selected_across_paragraphs(body):
    _show(body, "one\n\ntwo\n\n- three")

    (view,) = texts(body)
    view.selectAll()

    assert view.textCursor().selection().toPlainText() == "one\ntwo\nthree"


def test_more_text_keeps_what_is_selected_above(body):
    _show(body, "one\n\ntwo")
    (view,) = texts(body)
    cursor = view.textCursor()
    cursor.select(cursor.SelectionType.WordUnderCursor)
    view.setTextCursor(cursor)

    _show(body, "one\n\ntwo and a half\n\nthree")

    assert view.textCursor().selectedText() == "one"


def test_a_block_that_turns_into_another_kind_is_replaced(body):
    _show(body, "a | b")
    _show(body, "a | b\n--|--\n1 | 2")

    assert texts(body) == []
    assert body.findChildren(QLabel) == []


def test_text_is_as_high_as_it_needs_to_be_and_wraps(body):
    _show(body, "word " * 200)
    QApplication.processEvents()
    (view,) = texts(body)
    wide = view.height()

    body.resize(300, 300)
    QApplication.processEvents()

    assert view.height() > wide
    assert view.verticalScrollBar().maximum() == 0


def test_right_to_left_text_starts_at_the_right(body):
    _show(body, "שלום עולם")
    body.resize(600, 60)
    QApplication.processEvents()

    image = body.grab().toImage()
    background = image.pixelColor(0, 0)
    inked = [
        x
        for x in range(image.width())
        if any(image.pixelColor(x, y) != background for y in range(image.height()))
    ]
    assert min(inked) > image.width() / 2


def test_a_caret_stands_after_the_text_while_it_streams(body):
    _show(body, "text")
    body.set_streaming(True)
    assert "#3b5bdb" in colours(body)

    body.set_streaming(False)
    assert "#3b5bdb" not in colours(body)


def test_a_long_table_shows_its_first_rows(body):
    table = "| n |\n|---|\n" + "\n".join(f"| {n} |" for n in range(2000))

    _show(body, table)
    QApplication.processEvents()

    assert body.sizeHint().height() < 500 * 40


def test_a_table_in_a_narrow_pane_wraps_its_cells(body):
    _show(body, "| a | b |\n|---|---|\n| " + "word " * 30 + " | x |")
    QApplication.processEvents()
    wide = body.sizeHint().height()

    body.resize(250, 300)
    QApplication.processEvents()

    assert body.sizeHint().height() > wide


def test_long_code_is_coloured_once_it_has_stopped_growing(qtbot, body):
    lines = [f'f{n} = "text"' for n in range(60)]
    for end in (40, 50, 60):
        _show(body, "```python\n" + "\n".join(lines[:end]))

    (view,) = texts(body)
    assert view.toPlainText() == "\n".join(lines)
    last = view.document().lastBlock()
    qtbot.waitUntil(
        lambda: {f.format.foreground().color().name() for f in last.textFormats()} >= {"#2b8a3e"}
    )
