"""How an answer looks, and what can be done with its blocks."""

import gc

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QTextLayout, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.ui.stylesheet import apply_theme
from tests.ui.transcript.screen import button, colours, place_of, settle, view, words

CODE = '```python\ndef f():\n    return "text"\n```\n'


@pytest.fixture
def show(transcript, rows):
    """Shows an answer with this text, and nothing else but its prompt."""

    def show_text(text):
        transcript.set_path([rows.turn("?", rows.answer(text))])

    return show_text


def _wheel(widget, text, angle):
    place = QPointF(view(widget).left + 20, place_of(widget, text).y())
    event = QWheelEvent(
        *(place, place, QPoint(), angle, Qt.MouseButton.NoButton),
        *(Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(view(widget).viewport(), event)


def test_code_is_coloured_soon_and_anew_for_another_theme(qtbot, transcript, show, appearance):
    show(CODE)
    settle(qtbot, transcript)
    assert {"#9c36b5", "#2b8a3e", "#1864ab"} <= colours(transcript)

    appearance.set_mode("dark")

    settle(qtbot, transcript)
    assert {"#d6a2ee", "#8fd19e", "#8ec1f5", "#212120"} <= colours(transcript)


def test_text_changes_its_colour_with_the_theme(dressed_app, transcript, show, appearance):
    show("plain [link](http://example.org)\n\n> quote\n\n| a |\n|---|\n| b |")
    light = colours(transcript)

    appearance.set_mode("dark")
    apply_theme(dressed_app, appearance.theme)

    assert {"#1f1f1d", "#3b5bdb", "#6e6c66", "#e4e3df"} <= light
    assert {"#ececea", "#8aa4ff", "#a3a19a", "#353432"} <= colours(transcript)


def test_code_is_copied_without_its_last_line_break(qtbot, transcript, show):
    show(CODE)

    qtbot.mouseClick(button(transcript, "Copy"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text() == 'def f():\n    return "text"'


def test_code_in_a_narrow_pane_is_copied_by_an_icon(qtbot, transcript, show):
    transcript.resize(300, 400)
    show(CODE)

    qtbot.mouseClick(button(transcript, "Copy this code"), Qt.MouseButton.LeftButton)

    assert QGuiApplication.clipboard().text().startswith("def f():")


def test_long_code_scrolls_sideways_under_the_mouse(transcript, show):
    show("```\n" + "x" * 300 + "THE END\n```\n")
    before = place_of(transcript, "THE END")

    _wheel(transcript, "THE END", QPoint(-240, 0))

    assert place_of(transcript, "THE END").x() < before.x()


def test_long_lines_can_be_wrapped(qtbot, transcript, show):
    show("```\n" + "x" * 300 + "THE END\n```\n")

    qtbot.mouseClick(button(transcript, "Wrap long lines"), Qt.MouseButton.LeftButton)

    assert place_of(transcript, "THE END").x() < transcript.width()


def test_a_table_that_is_too_wide_scrolls_sideways(transcript, show):
    head = "|".join(f"column {n}" for n in range(20))
    show(f"|{head}|\n|{'---|' * 20}\n")
    before = place_of(transcript, "column 19")

    _wheel(transcript, "column 19", QPoint(-240, 0))

    assert place_of(transcript, "column 19").x() < before.x()


def test_code_of_an_unknown_language_is_shown_plain(transcript, show):
    show("```no-such-language\nx = 1\n```\n")

    assert "x = 1" in words(transcript)


def test_a_block_that_turns_into_another_kind_is_replaced(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live(text="a | b\n"))])

    transcript.append("a1", "--|--\n1 | 2", "")

    settle(qtbot, transcript)
    assert "a\tb\n1\t2" in words(transcript)
    assert "--|--" not in words(transcript)


def test_text_wraps_in_a_narrower_pane(transcript, show):
    show("word " * 300)
    wide = transcript.scroll_bar.maximum()

    transcript.resize(300, 500)

    assert transcript.scroll_bar.maximum() > wide


def test_a_table_in_a_narrow_pane_wraps_its_cells(transcript, show):
    show("| a | b |\n|---|---|\n| " + "word " * 300 + " | x |")
    wide = transcript.scroll_bar.maximum()

    transcript.resize(300, 500)

    assert transcript.scroll_bar.maximum() > wide


def test_right_to_left_text_starts_at_the_right(transcript, show):
    show("שלום עולם")

    assert place_of(transcript, "שלום").x() > transcript.width() / 2


def test_a_caret_stands_after_the_text_while_it_streams(transcript, rows):
    live = rows.live(text="text")
    transcript.set_path([rows.turn(answer=live)])
    assert "#3b5bdb" in colours(transcript)

    transcript.finish(rows.ended(live, "text"))

    assert "#3b5bdb" not in colours(transcript)


def test_a_long_table_shows_its_first_rows(transcript, show):
    show("| n |\n|---|\n" + "\n".join(f"| row {n} |" for n in range(2000)))

    while transcript.flush():
        pass

    assert "row 400" in words(transcript)
    assert "row 600" not in words(transcript)


def test_a_giant_answer_is_shown_in_part_until_asked(qtbot, transcript, show):
    show("word " * 60_000 + "the end")
    while transcript.flush():
        pass
    assert "the end" not in words(transcript)

    qtbot.mouseClick(button(transcript, "Show all"), Qt.MouseButton.LeftButton)

    settle(qtbot, transcript)
    assert "the end" in words(transcript)


def test_code_says_its_language(transcript, show):
    show("```rust\nlet x = 1;\n```\n\n```\nplain\n```\n")

    parts = view(transcript).column.messages[1].parts
    assert [part.name for part in parts[:2]] == ["Code, rust", "Code, text"]


def test_of_long_code_only_the_lines_in_sight_are_laid_out(transcript, show):
    before = _layouts()
    show("```\n" + "".join(f"line {n}\n" for n in range(5_000)) + "```\n")
    while transcript.flush():
        pass

    for share in (0.2, 0.5, 0.9):
        transcript.scroll_bar.setValue(round(share * transcript.scroll_bar.maximum()))
        transcript.grab()

    assert "line 4999" in words(transcript)
    assert 0 < _layouts() - before < 500


def test_long_code_is_coloured_in_slices_between_which_the_window_goes_on(qtbot, transcript, show):
    turns = []
    ticking = QTimer(interval=0)
    ticking.timeout.connect(lambda: turns.append(None))
    show("```python\n" + "def f(): return 'text'\n" * 3_000 + "```\n")
    turns.clear()
    ticking.start()

    settle(qtbot, transcript)

    ticking.stop()
    assert "#2b8a3e" in colours(transcript)
    assert len(turns) > 5


def test_a_table_is_copied_for_a_spreadsheet(transcript, show):
    show("| a | b |\n|---|---|\n| **1** | `x` |\n| 2 | [y](http://y.example) |\n")
    place = place_of(transcript, "1")
    page = view(transcript)
    reason = QContextMenuEvent.Reason.Mouse
    event = QContextMenuEvent(reason, place, page.viewport().mapToGlobal(place))
    QApplication.sendEvent(page.viewport(), event)
    menu = QApplication.activePopupWidget()

    next(action for action in menu.actions() if action.text() == "Copy table").trigger()
    menu.close()

    assert QGuiApplication.clipboard().text() == "a\tb\n1\tx\n2\ty"


def _layouts():
    gc.collect()
    return sum(isinstance(thing, QTextLayout) for thing in gc.get_objects())
