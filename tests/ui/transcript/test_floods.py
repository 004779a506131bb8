"""However much a model sends, the window goes on: giants are shown in part until asked."""

import pytest
from PySide6.QtCore import Qt

from app.ui.transcript.table_part import TablePart
from tests.ui.transcript.screen import button, buttons, settle, view, words

SHOWN = 200_000


def _table(rows):
    lines = "".join(f"| row {n} | **{n}** |\n" for n in range(rows))
    return "| a | b |\n|---|---|\n" + lines


def _tables(transcript):
    parts = (part for message in view(transcript).column.messages for part in message.parts)
    return [part for part in parts if isinstance(part, TablePart)]


def _scroll_to_end(transcript):
    view(transcript).jump_to_end()


def test_the_rest_of_a_giant_answer_is_shown_when_asked(qtbot, transcript, rows):
    text = "word " * 50_000 + "end"
    transcript.set_path([rows.turn(answer=rows.answer(text))])
    settle(qtbot, transcript)
    view(transcript).jump_to_end()
    assert words(transcript).count("word") == SHOWN // len("word ")

    qtbot.mouseClick(button(transcript, "Show all"), Qt.MouseButton.LeftButton)

    settle(qtbot, transcript)
    assert words(transcript).endswith("end")
    assert words(transcript).count("word") == 50_000


def test_the_rest_of_a_giant_answer_is_there_to_be_copied(qtbot, transcript, rows):
    text = "word " * 50_000 + "end"
    transcript.set_path([rows.turn(answer=rows.answer(text))])

    assert view(transcript).column.messages[1].source == text


@pytest.mark.parametrize("streamed", [True, False], ids=["streamed", "opened"])
def test_a_long_table_shows_its_other_rows_when_asked(qtbot, transcript, rows, streamed):
    text = _table(700) + "\nAfter it.\n"
    transcript.set_path([rows.turn(answer=rows.live(text="" if streamed else text))])
    if streamed:
        transcript.append("a1", text, "")
    settle(qtbot, transcript)
    assert "After it." in words(transcript)
    assert "row 499\t" in words(transcript)
    assert "row 500\t" not in words(transcript)

    _scroll_to_end(transcript)
    qtbot.mouseClick(button(transcript, "Show all rows"), Qt.MouseButton.LeftButton)

    settle(qtbot, transcript)
    assert "row 699\t" in words(transcript)
    assert "Show all rows" not in buttons(transcript)
    assert words(transcript).index("row 699\t") < words(transcript).index("After it.")


def test_a_long_table_is_copied_whole(qapp, transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(_table(700)))])
    qapp.clipboard().clear()

    _tables(transcript)[0].copy_as_tsv()

    assert qapp.clipboard().text().endswith("row 699\t699")


def test_a_table_of_few_rows_has_nothing_more_to_show(transcript, rows):
    transcript.set_path([rows.turn(answer=rows.answer(_table(500)))])
    _scroll_to_end(transcript)

    assert "Show all rows" not in buttons(transcript)
    assert "row 499\t" in words(transcript)


def test_a_line_without_end_is_cut_for_display_and_copied_as_it_is(transcript, rows):
    text = "x" * 9_000
    transcript.set_path([rows.turn(answer=rows.answer(text))])

    answer = view(transcript).column.messages[1]
    lines = [line for part in answer.parts for line in part.text.split("\n")]
    assert max(len(line) for line in lines) == 4_000
    assert "".join(lines) == text
    assert answer.source == text


def test_an_answer_that_ended_in_a_block_may_go_on_in_it(transcript, rows):
    live = rows.live(text="One.\n\nThe same para")
    transcript.set_path([rows.turn(answer=live)])
    transcript.finish(rows.ended(live, live.text))

    transcript.set_path([rows.turn(answer=rows.live(text=live.text))])
    transcript.append("a1", "graph.", "")
    transcript.flush()

    assert "The same paragraph." in words(transcript)
    assert words(transcript).count("The same") == 1
