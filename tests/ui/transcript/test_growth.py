"""What is moved on the screen and painted in part looks as if all of it were painted anew."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt

from tests.ui.transcript.screen import button, messages, view

PARAGRAPHS = "".join(f"Paragraph {n} with **bold** words and `code`.\n\n" for n in range(40))
CODE = "```python\n" + "".join(f"value_{n} = {n}  # a line\n" for n in range(40)) + "```\n\n"
TABLE = "| a | b |\n|---|---|\n" + "".join(f"| row {n} | **{n}** |\n" for n in range(30)) + "\n"
LISTS = "".join(f"- item {n}\n  1. one\n  2. two\n" for n in range(20)) + "\n"
WIDENING = "| a | b |\n|---|---|\n| x | y |\n| much longer than before | " + "wide " * 20 + "|\n"


def _on_screen(widget):
    """What the window holds now, without asking anything to paint itself again."""
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    shown = widget.screen().grabWindow(widget.window().winId())
    return shown.copy(place.x(), place.y(), widget.width(), widget.height()).toImage()


def _assert_painted_whole(transcript):
    """The window looks as it does when all of it is painted anew, whatever waits to be done."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    in_part = _on_screen(transcript)
    # No event in between: colours that come with one would be another look.
    view(transcript).viewport().repaint()
    assert in_part == _on_screen(transcript)


def _stream(transcript, text, size):
    for start in range(0, len(text), size):
        transcript.append("a1", text[start : start + size], "")
        transcript.flush()
        QCoreApplication.processEvents()


@pytest.mark.parametrize("follows", [True, False], ids=["at the end", "read above"])
@pytest.mark.parametrize(
    "text",
    [PARAGRAPHS, CODE + PARAGRAPHS, TABLE + PARAGRAPHS, LISTS, "> " + PARAGRAPHS[:600], WIDENING],
    ids=["prose", "code", "table", "lists", "quotation", "widening"],
)
def test_growth_is_painted_as_if_all_were(transcript, rows, text, follows):
    transcript.set_path([rows.turn(answer=rows.live(text=PARAGRAPHS))])
    if not follows:
        bar = view(transcript).verticalScrollBar()
        bar.setValue(bar.maximum() - 120)

    for start in range(0, len(text), 600):
        _stream(transcript, text[start : start + 600], 37)
        _assert_painted_whole(transcript)


def test_open_reasoning_grows_as_if_all_were_painted(qtbot, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live(text=PARAGRAPHS[:300], reasoning="Well."))])
    qtbot.mouseClick(button(transcript, "Thought"), Qt.MouseButton.LeftButton)

    for n in range(30):
        transcript.append("a1", "", f" And {n} words more of what was thought.")
        transcript.flush()
        _assert_painted_whole(transcript)


def test_an_end_that_changes_earlier_blocks_is_painted_as_if_all_were(transcript, rows):
    live = rows.live(text="See [there][r].\n\nMore.\n\n")
    transcript.set_path([rows.turn(answer=live)])
    _stream(transcript, "[r]: https://example.org\n", 30)

    transcript.finish(rows.ended(live, live.text + "[r]: https://example.org\n"))

    _assert_painted_whole(transcript)
    assert messages(transcript)[1][1].startswith("See there.")


def test_scrolling_is_painted_as_if_all_were(transcript, rows):
    text = PARAGRAPHS + CODE + TABLE + LISTS
    transcript.set_path([rows.turn(answer=rows.answer(text))])
    bar = view(transcript).verticalScrollBar()

    for step in (-30, -200, -7, -450, -333, 40, 90, -600, 1000):
        bar.setValue(bar.value() + step)
        _assert_painted_whole(transcript)


def test_the_buttons_of_code_stay_on_it_while_the_answer_grows(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.live(text=PARAGRAPHS + CODE))])
    shown = view(transcript)

    for n in range(12):
        _stream(transcript, f"Paragraph {n}.\n\n", 40)
        code = next(s for s in shown.visible_parts() if s.part.kind == "code")
        top = button(transcript, "Wrap long lines").mapTo(shown.viewport(), QPoint(0, 0)).y()
        assert 0 <= top - (code.y - shown.scrolled) < 31
